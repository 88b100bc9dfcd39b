import { count, figure } from '../../present/format.ts';
import type { PresentedPair } from '../../present/pair.ts';
import { ruleLabel } from '../../present/rules.ts';
import type { PresentedShortlist } from '../../present/shortlist.ts';
import { Gauge } from '../frame/bars.tsx';
import { Table } from '../frame/table.tsx';
import { Status } from './candidates.tsx';
import { type ListQuestion, questionQuery } from './listQuestion.ts';
import { vacancyHref } from './vacancyHref.ts';

/** A count of the funnel that was opened: some of those it holds, each with its own reasons. */
export interface OpenedStage {
  readonly rule: string;
  readonly pairs: readonly PresentedPair[];
}

/** Households shown of an opened count. */
export const SAMPLE = 10;

type Stage = PresentedShortlist['funnel']['stages'][number];

/** From all active demands to those that may have the dwelling: each count opens on whom it sets aside. */
export const Funnel = ({
  list: { funnel, dwelling },
  asked,
  opened,
}: {
  readonly list: PresentedShortlist;
  readonly asked: ListQuestion;
  readonly opened: OpenedStage | null;
}) => {
  const stages = funnel.stages.filter(({ excluded, unknown }) => excluded > 0 || unknown > 0);
  const silent = funnel.stages.length - stages.length;
  return (
    <section id="entonnoir">
      <h2>
        De {count(funnel.total, 'demande', 'demandes')} à{' '}
        {count(funnel.eligible, 'candidat possible', 'candidats possibles')}
      </h2>
      {funnel.beyondWishes ? (
        <p>Les souhaits n’ont écarté personne : la recherche élargie est demandée.</p>
      ) : null}
      <Table
        caption="Ce que chaque règle écarte, dans l’ordre : une demande sort à la première qu’elle ne remplit pas"
        columns={[
          { label: 'Règle' },
          { label: 'Écarte les demandes qui…' },
          { label: 'Écartées', numeric: true },
          { label: 'Passent à vérifier', numeric: true },
          { label: 'Restent', numeric: true },
        ]}
        rows={stages.map((stage) => [
          ruleLabel(stage.rule as Parameters<typeof ruleLabel>[0]),
          stage.text,
          <Excluded stage={stage} vacancy={dwelling.vacancy} asked={asked} />,
          stage.unknown === 0 ? '—' : figure(stage.unknown),
          <>
            {figure(stage.remaining)}
            <Gauge
              value={funnel.total === 0 ? null : stage.remaining / funnel.total}
              target={null}
              tone="plain"
            />
          </>,
        ])}
        empty="Aucune règle n’écarte personne."
      />
      {silent > 0 ? (
        <p class="small soft">
          {count(silent, 'autre règle n’écarte', 'autres règles n’écartent')} personne.
        </p>
      ) : null}
      {opened === null ? null : (
        <Opened opened={opened} stage={funnel.stages.find(({ rule }) => rule === opened.rule)} />
      )}
    </section>
  );
};

const Excluded = ({
  stage: { rule, excluded },
  vacancy,
  asked,
}: {
  readonly stage: Stage;
  readonly vacancy: string;
  readonly asked: ListQuestion;
}) => {
  if (excluded === 0) return <>0</>;
  const query = questionQuery(asked);
  query.set('ouvrir', rule);
  return (
    <a
      href={`${vacancyHref(vacancy, query)}#ouvert`}
      aria-label={`${figure(excluded)} écartées : en voir quelques-unes`}
    >
      {figure(excluded)}
    </a>
  );
};

const Opened = ({
  opened: { rule, pairs },
  stage,
}: {
  readonly opened: OpenedStage;
  readonly stage: Stage | undefined;
}) => (
  <section id="ouvert" class="card screen-only">
    <h3>
      « {ruleLabel(rule as Parameters<typeof ruleLabel>[0])} » :{' '}
      {count(stage?.excluded ?? 0, 'demande écartée', 'demandes écartées')} de cette liste
    </h3>
    {stage === undefined ? (
      <p>Cette règle ne s’applique pas à cette liste.</p>
    ) : (
      <>
        <p>Elles {stage.text}. Elles restent candidates aux autres logements.</p>
        <Table
          caption={
            pairs.length < stage.excluded
              ? `Les ${pairs.length} premières, dans l’ordre du fichier`
              : 'Toutes, dans l’ordre du fichier'
          }
          columns={[{ label: 'Demande' }, { label: 'Ménage' }, { label: 'Pourquoi' }]}
          rows={pairs.map(({ number, household, verdict, rules }) => [
            number,
            `${household.composition} ; ${household.demand}`,
            <>
              {verdict}{' '}
              {rules
                .filter((answer) => answer.status === 'unmet' && answer.rule !== rule)
                .map(({ label }) => (
                  <>
                    {' '}
                    <Status status="unmet" /> {label}
                  </>
                ))}
            </>,
          ])}
          empty="Cette règle n’écarte personne."
        />
      </>
    )}
  </section>
);
