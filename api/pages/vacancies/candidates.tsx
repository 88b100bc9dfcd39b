import type { PresentedCandidate } from '../../present/candidate.ts';
import { percent } from '../../present/format.ts';
import type { PresentedShortlist } from '../../present/shortlist.ts';
import { rankText } from '../../present/text.ts';
import { Badge } from '../frame/badge.tsx';
import { Gauge } from '../frame/bars.tsx';
import { Contributions } from '../frame/contributions.tsx';
import { Empty, Notice } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';
import { HouseholdLink } from './householdLink.tsx';
import { PointsBar, PointsLegend, type PointsScale } from './points.tsx';

export interface CandidatesShown {
  readonly list: PresentedShortlist;
  readonly scale: PointsScale;
  /** Whether who reads may open a household's own explanation. */
  readonly opensHouseholds: boolean;
}

/** The candidates proposed, compared first, then one by one. */
export const Candidates = (shown: CandidatesShown) => {
  const { list, scale } = shown;
  const { candidates, chances, order } = list;
  return (
    <section id="candidats">
      <h2>Candidats proposés</h2>
      <p>{order.text}</p>
      {order.notices.map((notice) => (
        <p class="small soft">{notice}</p>
      ))}
      {list.shortReason ? (
        <Notice tone="warn">
          <p>{list.shortReason.text}</p>
        </Notice>
      ) : null}
      {candidates.length === 0 ? (
        <Empty title="Aucun candidat">
          <p>
            Aucune demande ne remplit les conditions. L’entonnoir, plus bas, dit pourquoi ; chercher au-delà
            des souhaits peut en trouver.
          </p>
        </Empty>
      ) : (
        <>
          <Table
            caption="Comparaison : cotation, chance d’obtenir le logement, points à vérifier"
            columns={[
              { label: 'Rang', numeric: true },
              { label: 'Demande' },
              { label: 'Ménage' },
              { label: 'Cotation' },
              { label: 'Chance d’obtenir', numeric: true },
              { label: 'À vérifier', numeric: true },
            ]}
            rows={candidates.map((candidate, i) => [
              String(candidate.rank),
              <a href={`#rang-${candidate.rank}`}>{candidate.number}</a>,
              candidate.household.composition,
              <Points of={candidate} scale={scale} />,
              <Chance value={chances.byRank[i] ?? null} />,
              String(candidate.toCheck.length),
            ])}
          />
          <PointsLegend scale={scale} />
          <p class="small">{chances.text}.</p>
          <div class="stack">
            {candidates.map((candidate) => (
              <CandidateSheet of={candidate} {...shown} />
            ))}
          </div>
        </>
      )}
    </section>
  );
};

/** Total, level and bar of one candidate. */
export const Points = ({ of, scale }: { readonly of: PresentedCandidate; readonly scale: PointsScale }) => (
  <div class="points">
    <strong>{of.score.text}</strong> <Tier of={of} />
    <PointsBar of={of} scale={scale} />
    {of.priced === undefined ? null : <span class="small soft">{of.priced.text}</span>}
  </div>
);

const Tier = ({ of: { score } }: { readonly of: Pick<PresentedCandidate, 'score'> }) =>
  score.tier === null ? null : (
    <>
      <span class="small">{score.tier.label}</span>
      {score.tier.toVerify ? (
        <>
          {' '}
          <Badge tone="warn">à vérifier</Badge>
        </>
      ) : null}
    </>
  );

const Chance = ({ value }: { readonly value: number | null }) =>
  value === null ? (
    <>—</>
  ) : (
    <>
      {percent(value)}
      <Gauge value={value} target={null} tone="info" />
    </>
  );

/** One household before the commission: who, why here, what to ask for. */
const CandidateSheet = ({
  of,
  list,
  opensHouseholds,
}: CandidatesShown & { readonly of: PresentedCandidate }) => {
  const { rank, number, household, score, priced, work, affordability, toCheck } = of;
  return (
    <article class="card candidate" id={`rang-${rank}`}>
      <div class="heading-line">
        <h3>
          {rank}. Demande {number}
        </h3>
        {opensHouseholds ? <HouseholdLink number={number} vacancy={list.dwelling.vacancy} /> : null}
      </div>
      <dl class="facts">
        <dt>Ménage</dt>
        <dd>
          {household.composition} ; {household.demand}
        </dd>
        <dt>Situation</dt>
        <dd>{[household.housing, ...work].join(' ; ')}</dd>
        <dt>Ressources</dt>
        <dd>{household.resources}</dd>
        {household.situations.length === 0 ? null : (
          <>
            <dt>Priorités</dt>
            <dd>
              <Lines texts={household.situations} />
            </dd>
          </>
        )}
        <dt>Loyer</dt>
        <dd>
          {affordability.text}
          {affordability.warnings.map((warning) => (
            <>
              {' '}
              <Badge tone="warn">{warning}</Badge>
            </>
          ))}
        </dd>
        <dt>Cotation</dt>
        <dd>
          {score.text}
          {score.tier === null ? '' : ` ; ${score.tier.text}`}
        </dd>
        {priced === undefined ? null : (
          <>
            <dt>Aux prix des objectifs</dt>
            <dd>
              <Lines
                texts={[priced.text, ...priced.adds, ...(priced.credit === null ? [] : [priced.credit])]}
              />
            </dd>
          </>
        )}
        <dt>Pourquoi ce rang</dt>
        <dd>{rankText(of)}</dd>
        <dt>À vérifier</dt>
        <dd>{toCheck.length === 0 ? 'rien' : <Lines texts={toCheck} />}</dd>
      </dl>
      <details>
        <summary>Les points, critère par critère, avec leurs sources</summary>
        <Contributions caption={`${score.text}, critère par critère`} contributions={score.contributions} />
      </details>
      <details>
        <summary>Les règles d’adéquation, et le calcul du loyer</summary>
        <Table
          caption="Règles d’adéquation"
          columns={[{ label: 'Règle' }, { label: 'Réponse' }, { label: 'Ce qui est lu' }]}
          rows={of.rules.map(({ label, status, text }) => [label, <Status status={status} />, text])}
        />
        {affordability.steps.length === 0 ? null : (
          <Table
            caption="Aide au logement, étape par étape"
            columns={[{ label: 'Étape' }, { label: 'Montant', numeric: true }, { label: 'Source' }]}
            rows={affordability.steps.map(({ symbol, label, text, source }) => [
              symbol === null ? label : `${label} (${symbol})`,
              text,
              <span class="small">{source}</span>,
            ])}
          />
        )}
      </details>
    </article>
  );
};

const STATUSES = {
  met: ['ok', 'oui'],
  unmet: ['bad', 'non'],
  unknown: ['warn', 'à vérifier'],
} as const;

export const Status = ({ status }: { readonly status: keyof typeof STATUSES }) => {
  const [tone, word] = STATUSES[status];
  return <Badge tone={tone}>{word}</Badge>;
};

const Lines = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.length === 1 ? (
    <span>{texts[0]}</span>
  ) : (
    <ul>
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
