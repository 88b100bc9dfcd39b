import { randomUUID } from 'node:crypto';
import { Fragment } from 'hono/jsx';
import { issueText } from '../../present/messages.ts';
import type { PresentedRepair } from '../../present/repair.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import type { PresentedSince } from '../../present/since.ts';
import { SelectField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Refused } from '../frame/refused.tsx';
import { Asked } from './board.tsx';
import { DRAFT_MOTIVES, type Draft, draftVacancy } from './draft.ts';
import { anchorOf, sessionHref } from './meeting.ts';
import type { Trial } from './trial.ts';

/** A change about to be made: what it would do, its motive, and the way to make it. */
export const TrialPage = ({
  board,
  viewer,
  draft,
  trial,
  since,
  motiveMissing,
}: {
  readonly board: PresentedBoard;
  readonly viewer: Viewer;
  readonly draft: Draft;
  readonly trial: Trial;
  /** What others did since the version that it was asked on; null: nobody did anything. */
  readonly since: readonly PresentedSince[] | null;
  readonly motiveMissing: boolean;
}) => {
  const vacancy = draftVacancy(draft);
  const back = sessionHref(board.id, vacancy === null ? '' : `#${anchorOf(vacancy)}`);
  return (
    <Page
      title={titleOf(draft)}
      section="sessions"
      viewer={viewer}
      back={{ href: back, label: `Séance ${board.id}` }}
      lead={`Essai sur la version ${board.version} : rien n’est encore changé.`}
    >
      {since === null ? null : <Since since={since} version={board.version} />}
      <form method="post" action={sessionHref(board.id, '/changements')}>
        <Asked
          version={board.version}
          {...(vacancy === null ? {} : { vacancy })}
          {...('number' in draft ? { number: draft.number } : {})}
        />
        <input type="hidden" name="key" value={randomUUID()} />
        <Choices draft={draft} board={board} motiveMissing={motiveMissing} />
        {trial.ok ? <Effects repair={trial.repair} /> : null}
        {trial.ok ? null : (
          <Refused title="Ce changement ne peut pas être fait" texts={trial.issues.map(issueText)} />
        )}
        <p class="actions">
          {trial.ok ? (
            <button type="submit" class="main" name="geste" value={draft.kind}>
              Appliquer
            </button>
          ) : null}
          {draft.kind === 'pin' || draft.kind === 'remove' ? (
            <button
              type="submit"
              formaction={sessionHref(board.id, '/essai')}
              name="geste"
              value={draft.kind}
            >
              Essayer de nouveau
            </button>
          ) : null}
          <a class="button" href={back}>
            Renoncer
          </a>
        </p>
      </form>
    </Page>
  );
};

const Since = ({
  since,
  version,
}: {
  readonly since: readonly PresentedSince[];
  readonly version: number;
}) => (
  <Notice tone="warn" title="La séance a changé depuis votre lecture" alert>
    <ul>
      {since.map(({ at, by, text }) => (
        <li>
          {at.slice(0, 10)} à {at.slice(11, 16)} UTC, {by} : {text}
        </li>
      ))}
    </ul>
    <p>
      Rien n’a été enregistré. Ce que vous demandiez est gardé ci-dessous, et essayé de nouveau sur la version{' '}
      {version}.
    </p>
  </Notice>
);

const titleOf = (draft: Draft): string => {
  switch (draft.kind) {
    case 'pin':
      return `Épingler la demande ${draft.number} au logement ${draft.vacancy}`;
    case 'remove':
      return `Sortir la demande ${draft.number}`;
    case 'rerank':
      return `Changer l’ordre de la liste du logement ${draft.vacancy}`;
    case 'pull':
      return `Retirer le logement ${draft.vacancy} de la séance`;
    case 'add':
      return `Ajouter le logement ${draft.vacancy} à la séance`;
    case 'release':
      return `Libérer la demande ${draft.number}`;
    case 'readmit':
      return `Réadmettre la demande ${draft.number}`;
  }
};

const MOST_RANKS = 20;

const Choices = ({
  draft,
  board,
  motiveMissing,
}: {
  readonly draft: Draft;
  readonly board: PresentedBoard;
  readonly motiveMissing: boolean;
}) => (
  <>
    {draft.kind === 'pin' ? <RankChoice draft={draft} board={board} /> : null}
    {draft.kind === 'remove' ? <ScopeChoice draft={draft} /> : null}
    {draft.kind === 'rerank' ? <Order draft={draft} board={board} /> : null}
    {'motive' in draft ? (
      <SelectField
        name="motive"
        label="Motif"
        hint="Inscrit au registre avec votre compte."
        error={motiveMissing ? 'Choisissez un motif, puis appliquez.' : undefined}
        value={draft.motive ?? ''}
        choices={[
          { value: '', label: 'Choisir un motif' },
          ...Object.entries(DRAFT_MOTIVES[draft.kind]).map(([value, label]) => ({ value, label })),
        ]}
      />
    ) : null}
  </>
);

const RankChoice = ({
  draft,
  board,
}: {
  readonly draft: Extract<Draft, { kind: 'pin' }>;
  readonly board: PresentedBoard;
}) => {
  const listed = board.lists.find(({ dwelling }) => dwelling.vacancy === draft.vacancy);
  const ranks = Math.min(MOST_RANKS, Math.max(listed?.candidates.length ?? 0, draft.rank ?? 0, 3));
  return (
    <SelectField
      name="rank"
      label="Rang"
      hint="Une demande épinglée garde sa place quoi qu’il arrive aux autres, jusqu’à ce qu’on la libère. « Essayer de nouveau » montre l’effet d’un autre rang."
      value={draft.rank === null ? '' : String(draft.rank)}
      choices={[
        { value: '', label: 'sur la liste, à n’importe quel rang' },
        ...Array.from({ length: ranks }, (_, i) => ({ value: String(i + 1), label: `rang ${i + 1}` })),
      ]}
    />
  );
};

const ScopeChoice = ({ draft }: { readonly draft: Extract<Draft, { kind: 'remove' }> }) => (
  <fieldset>
    <legend>D’où sort cette demande</legend>
    {draft.vacancy === '' ? null : (
      <div class="field check">
        <input id="scope-list" type="radio" name="scope" value="list" checked={!draft.everywhere} />
        <label for="scope-list">de la liste du logement {draft.vacancy} seulement</label>
      </div>
    )}
    <div class="field check">
      <input
        id="scope-session"
        type="radio"
        name="scope"
        value="session"
        checked={draft.everywhere || draft.vacancy === ''}
      />
      <label for="scope-session">de toutes les listes de la séance</label>
    </div>
  </fieldset>
);

const Order = ({
  draft,
  board,
}: {
  readonly draft: Extract<Draft, { kind: 'rerank' }>;
  readonly board: PresentedBoard;
}) => {
  const line = new Map(
    board.lists.flatMap(({ candidates }) =>
      candidates.map(({ number, household, score }) => [number, `${household.composition}, ${score.text}`]),
    ),
  );
  const { order } = draft;
  return (
    <>
      <p>Ordre voulu :</p>
      <ol class="order">
        {order.map((number, i) => (
          <li>
            <input type="hidden" name="order" value={number} />
            <span class="mono">{number}</span> · {line.get(number) ?? 'n’est plus sur cette liste'}{' '}
            {(['up', 'down'] as const).map((way) => (
              <button
                type="submit"
                formaction={sessionHref(board.id, '/essai')}
                name="geste"
                value={`${way} ${i + 1}`}
                disabled={way === 'up' ? i === 0 : i === order.length - 1}
              >
                <span aria-hidden="true">{way === 'up' ? '▲' : '▼'}</span>
                <span class="hidden">
                  {way === 'up' ? 'Monter' : 'Descendre'} la demande {number}
                </span>
              </button>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
};

/** The diff in words. */
const Effects = ({ repair }: { readonly repair: PresentedRepair }) => (
  <section class="card" aria-labelledby="effets">
    <h2 id="effets">Ce qui changerait</h2>
    <p>
      <strong>{repair.summary}</strong>
    </p>
    <ul>
      {repair.lists.map(({ text }) => (
        <li>{text}</li>
      ))}
    </ul>
    {repair.targets.length === 0 ? (
      <p>Aucun objectif ne change de compte.</p>
    ) : (
      <Fragment>
        <h3>Effet sur les objectifs</h3>
        <ul>
          {repair.targets.map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
      </Fragment>
    )}
    <p class="small soft">
      {repair.points} {repair.proof}
    </p>
  </section>
);
