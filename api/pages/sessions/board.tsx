import type {
  PresentedBoard,
  PresentedBoardCandidate,
  PresentedBoardList,
} from '../../present/sessionBoard.ts';
import { Badge } from '../frame/badge.tsx';
import { anchorOf, sessionHref } from './meeting.ts';

/** What every form of the board says of the session. */
export interface BoardForms {
  readonly id: string;
  readonly version: number;
  /** Whether who reads may change the session, as it stands. */
  readonly mayChange: boolean;
}

/** Hidden fields of a form that asks for a change. */
export const Asked = ({
  version,
  vacancy,
  number,
}: {
  readonly version: number;
  readonly vacancy?: string;
  readonly number?: string;
}) => (
  <>
    <input type="hidden" name="version" value={String(version)} />
    {vacancy === undefined ? null : <input type="hidden" name="vacancy" value={vacancy} />}
    {number === undefined ? null : <input type="hidden" name="number" value={number} />}
  </>
);

/** The agenda: one card a vacancy, its households in their order. */
export const Board = ({ lists, ...forms }: BoardForms & Pick<PresentedBoard, 'lists'>) => (
  <div class="agenda">
    {lists.map((each, i) => (
      <Card list={each} place={i + 1} {...forms} />
    ))}
  </div>
);

const Card = ({
  list,
  place,
  ...forms
}: BoardForms & { readonly list: PresentedBoardList; readonly place: number }) => {
  const { dwelling, pulled, candidates } = list;
  const anchor = anchorOf(dwelling.vacancy);
  return (
    <section
      class={pulled ? 'card lot pulled' : 'card lot'}
      id={anchor}
      aria-labelledby={`${anchor}-titre`}
      tabindex={-1}
    >
      <div class="lot-head">
        <div>
          <h3 id={`${anchor}-titre`}>
            {place}. {dwelling.description}
          </h3>
          <p class="small soft">
            {dwelling.quartier} · {dwelling.bailleur} · {dwelling.rent} ·{' '}
            <span class="mono">{dwelling.vacancy}</span>
          </p>
        </div>
        <p class="badges">
          {list.jointStudy ? <Badge tone="warn">étude commune requise</Badge> : null}
          {dwelling.orientedTo === null ? null : <Badge tone="info">{dwelling.orientedTo}</Badge>}
          {list.empty === null ? null : <Badge tone="bad">liste incomplète</Badge>}
          {pulled ? <Badge tone="plain">retiré de la séance</Badge> : null}
        </p>
      </div>
      {candidates.length === 0 ? (
        <p class="empty">{pulled ? 'Logement retiré : il n’a plus de liste.' : 'Aucun candidat.'}</p>
      ) : (
        <Candidates {...forms} list={list} />
      )}
      {list.empty === null ? null : <p class="small">{list.empty}</p>}
      {list.shared.map((text) => (
        <p class="small">{text}</p>
      ))}
      <CardActions {...forms} list={list} />
    </section>
  );
};

const CardActions = ({
  id,
  version,
  mayChange,
  list,
}: BoardForms & { readonly list: PresentedBoardList }) => {
  const { vacancy } = list.dwelling;
  const here = sessionHref(id, `/logements/${encodeURIComponent(vacancy)}`);
  return (
    <div class="actions small">
      <a href={here}>
        Pourquoi cette liste<span class="hidden"> du logement {vacancy}</span>
      </a>
      {mayChange ? (
        <a href={`${here}#placer`}>
          Placer une autre demande<span class="hidden"> au logement {vacancy}</span>
        </a>
      ) : null}
      {mayChange ? (
        <form method="post" action={sessionHref(id, '/essai')}>
          <Asked version={version} vacancy={vacancy} />
          <button type="submit" class="plain" name="geste" value={list.pulled ? 'add' : 'pull'}>
            {list.pulled ? 'Remettre dans la séance' : 'Retirer de la séance'}
            <span class="hidden"> le logement {vacancy}</span>
          </button>
        </form>
      ) : null}
    </div>
  );
};

const Candidates = ({ list, ...forms }: BoardForms & { readonly list: PresentedBoardList }) => {
  const { dwelling, candidates } = list;
  return (
    <table class="rows lot-rows">
      <caption class="hidden">Candidats du logement {dwelling.vacancy}</caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            Rang
          </th>
          <th scope="col">Ménage</th>
          <th scope="col" class="number">
            Points
          </th>
          <th scope="col">Contingent</th>
          <th scope="col" class="number">
            Chance
          </th>
          {forms.mayChange ? <th scope="col">Gestes</th> : null}
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate, i) => (
          <Row
            {...forms}
            vacancy={dwelling.vacancy}
            candidate={candidate}
            last={i === candidates.length - 1}
          />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({
  vacancy,
  candidate,
  last,
  ...forms
}: BoardForms & {
  readonly vacancy: string;
  readonly candidate: PresentedBoardCandidate;
  readonly last: boolean;
}) => {
  const { rank, number, household, score } = candidate;
  return (
    <tr class="candidate" data-rank={String(rank)}>
      <th scope="row" class="number">
        {rank}
      </th>
      <td data-label="Ménage">
        <p class="line">
          <span class="mono">{number}</span> · {household.composition} · {candidate.band} · {candidate.access}{' '}
          <Badges candidate={candidate} />
        </p>
        <details class="small">
          <summary>
            Pourquoi ce rang<span class="hidden"> : demande {number}</span>
          </summary>
          <Reasons candidate={candidate} />
        </details>
      </td>
      <td data-label="Points" class="number">
        {score.text}
        {score.tier === null ? null : <span class="small soft level">{score.tier.label}</span>}
      </td>
      <td data-label="Contingent">{candidate.contingent ?? <span class="soft">aucun</span>}</td>
      <td data-label="Chance" class="number">
        {candidate.chanceText}
      </td>
      {forms.mayChange ? (
        <td data-label="Gestes">
          <Gestures {...forms} vacancy={vacancy} candidate={candidate} last={last} />
        </td>
      ) : null}
    </tr>
  );
};

const Badges = ({ candidate }: { readonly candidate: PresentedBoardCandidate }) => {
  const papers = candidate.toCheck.length;
  return (
    <>
      {candidate.byHand ? <Badge tone="info">placée à la main</Badge> : null}{' '}
      {candidate.priority ? <Badge tone="ok">prioritaire vérifié</Badge> : null}{' '}
      {papers === 0 ? null : (
        <Badge tone="warn">{papers === 1 ? '1 point à vérifier' : `${papers} points à vérifier`}</Badge>
      )}{' '}
      {candidate.helps.length === 0 ? null : (
        <Badge>
          {candidate.helps.length === 1 ? 'sert 1 objectif' : `sert ${candidate.helps.length} objectifs`}
        </Badge>
      )}
    </>
  );
};

/** Why a household stands where it does: on the board, on the page of its vacancy, in the dossier. */
export const Reasons = ({ candidate }: { readonly candidate: PresentedBoardCandidate }) => (
  <ul>
    <li>
      Rang {candidate.rank} : {candidate.why}.
    </li>
    {candidate.helps.length === 0 ? null : <li>Sert : {candidate.helps.join(' ; ')}.</li>}
    {candidate.adds.map((text) => (
      <li>{text}</li>
    ))}
    {candidate.toCheck.map((text) => (
      <li>
        <strong>À vérifier</strong> : {text}
      </li>
    ))}
  </ul>
);

const Gestures = ({
  id,
  version,
  vacancy,
  candidate,
  last,
}: BoardForms & {
  readonly vacancy: string;
  readonly candidate: PresentedBoardCandidate;
  readonly last: boolean;
}) => {
  const { rank, number } = candidate;
  return (
    <form method="post" action={sessionHref(id, '/essai')} class="gestures">
      <Asked version={version} vacancy={vacancy} number={number} />
      <input type="hidden" name="rank" value={String(rank)} />
      <button type="submit" name="geste" value="up" disabled={rank === 1} title="Monter d’un rang">
        <span aria-hidden="true">▲</span>
        <span class="hidden">Monter la demande {number}</span>
      </button>
      <button type="submit" name="geste" value="down" disabled={last} title="Descendre d’un rang">
        <span aria-hidden="true">▼</span>
        <span class="hidden">Descendre la demande {number}</span>
      </button>
      {candidate.byHand ? (
        <button type="submit" name="geste" value="release">
          Libérer<span class="hidden"> la demande {number}</span>
        </button>
      ) : (
        <button type="submit" name="geste" value="pin">
          Épingler<span class="hidden"> la demande {number}</span>
        </button>
      )}
      <button type="submit" name="geste" value="remove" class="danger">
        Sortir<span class="hidden"> la demande {number}</span>
      </button>
    </form>
  );
};
