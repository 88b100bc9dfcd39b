import type { Form } from '../../http/context.ts';
import { type PresentedCase, type PresentedCommission, STANDING_LABELS } from '../../present/commission.ts';
import { count } from '../../present/format.ts';
import { Badge, type Tone } from '../frame/badge.tsx';
import { TextField } from '../frame/field.tsx';
import { Empty, Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { CorrectionForm, TurnForms, VerdictForm } from './decisionForms.tsx';
import { anchorOf, sessionHref } from './meeting.ts';

export interface DecisionsShown {
  readonly commission: PresentedCommission;
  /** What each vacancy is. */
  readonly titles: ReadonlyMap<string, string>;
  readonly viewer: Viewer;
  /** Day of the facts noted, and of the state shown. */
  readonly on: string;
  /** Standing that alone is shown; null: all. */
  readonly only: string | null;
  readonly mayDecide: boolean;
  /** What was sent and could not be noted. */
  readonly refused: { readonly vacancy: string | null; readonly text: string; readonly form: Form } | null;
}

const TONES: { readonly [S in PresentedCase['standing']]: Tone } = {
  undecided: 'warn',
  'to-offer': 'info',
  offered: 'info',
  accepted: 'ok',
  let: 'ok',
  exhausted: 'bad',
};

/** Where each vacancy stands under its commission, with the forms that note what comes next. */
export const DecisionsPage = (shown: DecisionsShown) => {
  const { commission, viewer, only, refused } = shown;
  const id = commission.session;
  const cases = commission.cases.filter(({ standing }) => only === null || standing === only);
  return (
    <Page
      title="Décisions de la commission"
      section="sessions"
      viewer={viewer}
      back={{ href: sessionHref(id), label: `Séance ${id}` }}
      lead={commission.text}
      actions={
        <a class="button" href={sessionHref(id, '/proces-verbal')}>
          Procès-verbal
        </a>
      }
    >
      {refused !== null && refused.vacancy === null ? <Refused text={refused.text} /> : null}
      <Filters {...shown} />
      {commission.status === 'cancelled' ? (
        <Notice tone="warn">
          <p>Cette séance est abandonnée : rien n’y est plus noté.</p>
        </Notice>
      ) : null}
      {cases.length === 0 ? (
        <Empty title="Aucun logement dans cet état">
          <p>
            <a href={sessionHref(id, '/decisions')}>Voir tous les logements de la séance</a>
          </p>
        </Empty>
      ) : (
        <div class="stack">
          {cases.map((each) => (
            <Case of={each} {...shown} />
          ))}
        </div>
      )}
    </Page>
  );
};

const Refused = ({ text }: { readonly text: string }) => (
  <Notice tone="bad" title="Ce n’est pas noté" alert>
    <p>{text}</p>
  </Notice>
);

const Filters = ({ commission, on, only }: DecisionsShown) => {
  const id = commission.session;
  const standings = Object.keys(STANDING_LABELS) as PresentedCase['standing'][];
  return (
    <div class="screen-only">
      <form method="get" action={sessionHref(id, '/decisions')} class="filters">
        <TextField
          name="jour"
          type="date"
          label="Jour des faits notés"
          value={on}
          hint="Chaque fait à son jour."
        />
        {only === null ? null : <input type="hidden" name="etat" value={only} />}
        <button type="submit">Se placer à ce jour</button>
      </form>
      <p class="actions small">
        <a href={sessionHref(id, `/decisions?jour=${on}`)} aria-current={only === null ? 'true' : undefined}>
          Tous
        </a>
        {standings.map((standing) => {
          const found = commission.cases.filter((each) => each.standing === standing).length;
          return found === 0 ? null : (
            <a
              href={sessionHref(id, `/decisions?jour=${on}&etat=${standing}`)}
              aria-current={only === standing ? 'true' : undefined}
            >
              {STANDING_LABELS[standing]} ({count(found, 'logement', 'logements')})
            </a>
          );
        })}
      </p>
    </div>
  );
};

const Case = ({ of, ...shown }: DecisionsShown & { readonly of: PresentedCase }) => {
  const { titles, commission, on, mayDecide, refused } = shown;
  const anchor = anchorOf(of.vacancy);
  const own = refused?.vacancy === of.vacancy ? refused : null;
  // The form names those that are still to be decided.
  const said = of.candidates.filter(({ decision }) => decision !== null || !mayDecide);
  const forms = {
    session: commission.session,
    version: commission.version,
    day: on,
    of,
    sent: own?.form ?? {},
  };
  return (
    <section class="card" id={anchor} aria-labelledby={`${anchor}-titre`} tabindex={-1}>
      <h2 class="first" id={`${anchor}-titre`}>
        {titles.get(of.vacancy) ?? of.vacancy}
      </h2>
      <p>
        <Badge tone={TONES[of.standing]}>{STANDING_LABELS[of.standing]}</Badge> {of.text}
      </p>
      {own === null ? null : <Refused text={own.text} />}
      {said.length === 0 ? null : (
        <ul>
          {said.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      )}
      {mayDecide ? (
        <>
          <VerdictForm {...forms} />
          <TurnForms {...forms} />
          <CorrectionForm {...forms} />
        </>
      ) : null}
    </section>
  );
};
