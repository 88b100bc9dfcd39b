import type { Hono } from 'hono';
import { figure } from '../../present/format.ts';
import { type PresentedFinding, presentQualification } from '../../present/qualification.ts';
import type {
  PresentedBoard,
  PresentedBoardCandidate,
  PresentedBoardList,
} from '../../present/sessionBoard.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { dwellingLines } from './dwellingLines.ts';
import { boardShown, type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';
import { Facts } from './vacancyPage.tsx';

/** The papers of the meeting: one sheet a vacancy; `?logement=` asks for one of them alone. */
export const addDossierPage = (app: Hono, room: MeetingRoom): void => {
  app.get('/seances/:id/dossier', async (context) => {
    const { viewer, workspace, open } = await meetingOf(context, room);
    const { board, shown } = boardShown(room, open);
    const asked = context.req.query('logement') ?? null;
    const sheets = shown.lists.flatMap((list, i) =>
      list.pulled || (asked !== null && asked !== list.dwelling.vacancy)
        ? []
        : [
            {
              list,
              findings: presentQualification(workspace.territory, board.vacancies[i]!.qualification),
            },
          ],
    );
    return context.html(<DossierPage board={shown} viewer={viewer} sheets={sheets} />);
  });
};

interface Sheet {
  readonly list: PresentedBoardList;
  readonly findings: readonly PresentedFinding[];
}

const DossierPage = ({
  board,
  viewer,
  sheets,
}: {
  readonly board: PresentedBoard;
  readonly viewer: Viewer;
  readonly sheets: readonly Sheet[];
}) => (
  <Page
    title={`Dossier de la séance du ${board.asOf}`}
    section="sessions"
    viewer={viewer}
    back={{ href: sessionHref(board.id), label: `Séance ${board.id}` }}
    lead={`${board.id}, version ${board.version} : ${board.statusText}. ${board.reminder}`}
    actions={
      <a class="button" href={`/v1/sessions/${encodeURIComponent(board.id)}/lists?format=xlsx`}>
        Les listes en XLSX
      </a>
    }
  >
    <p class="screen-only soft">
      Une feuille par logement : imprimez cette page (Ctrl+P), en A4, ou enregistrez-la en PDF.
    </p>
    {sheets.length === 0 ? (
      <Empty title="Aucune feuille">
        <p>
          <a href={sessionHref(board.id, '/dossier')}>Tout le dossier de la séance</a>
        </p>
      </Empty>
    ) : null}
    {sheets.map((sheet, i) => (
      <SheetOf {...sheet} board={board} place={i + 1} of={sheets.length} />
    ))}
  </Page>
);

const SheetOf = ({
  list,
  findings,
  board,
  place,
  of,
}: Sheet & { readonly board: PresentedBoard; readonly place: number; readonly of: number }) => (
  <article class={place === 1 ? 'sheet' : 'sheet page-break'}>
    <p class="sheet-head small soft">
      Séance {board.id}, version {board.version}, {board.asOf} · logement {figure(place)} sur {figure(of)}
    </p>
    <h2 class="first">{list.dwelling.description}</h2>
    {list.jointStudy ? (
      <p>
        <Badge tone="warn">étude commune requise</Badge>
      </p>
    ) : null}
    <Facts lines={dwellingLines(list.dwelling, list.eligible)} />
    <h3>Candidats proposés</h3>
    {list.candidates.length === 0 ? (
      <p class="empty">Aucun candidat.</p>
    ) : (
      list.candidates.map((candidate) => <CandidateLines candidate={candidate} />)
    )}
    {list.empty === null ? null : <p>{list.empty}</p>}
    {list.chances === null ? null : <p class="small">{list.chances}</p>}
    <EffectsTable candidates={list.candidates} />
    <h3>Ce que demande le lieu</h3>
    <Table
      caption={`Qualification du logement ${list.dwelling.vacancy}`}
      hideCaption
      columns={[{ label: 'Constat' }, { label: 'Ce qui est lu' }, { label: 'Sûreté' }]}
      rows={findings.map(({ label, text, certainty }) => [
        label,
        text,
        certainty === null ? '–' : <CertaintyBadge certainty={certainty} />,
      ])}
    />
  </article>
);

const CandidateLines = ({ candidate }: { readonly candidate: PresentedBoardCandidate }) => {
  const { rank, number, household, score } = candidate;
  return (
    <section class="card candidate-lines">
      <h4>
        Rang {rank} : <span class="mono">{number}</span>, {score.text}
        {score.tier === null ? '' : `, ${score.tier.label}`}
      </h4>
      <p>
        {household.composition} ; {household.demand} ; {household.housing}.
      </p>
      <p class="small">{household.resources}.</p>
      <p class="small">{candidate.affordability.text}.</p>
      {household.situations.length === 0 ? null : (
        <p class="small">Situations : {household.situations.join(' ; ')}.</p>
      )}
      <p class="small">
        {candidate.credit} Obtient le logement dans {candidate.chanceText} des cas. Rang : {candidate.why}.
      </p>
      {candidate.toCheck.length === 0 ? null : (
        <p class="small">
          <strong>À vérifier</strong> : {candidate.toCheck.join(' ; ')}.
        </p>
      )}
      <p class="decision-line">Décision : ……………………………………… Motif : ………………………………………</p>
    </section>
  );
};

const DIRECTIONS = { towards: 'rapproche', away: 'éloigne', none: 'sans effet' } as const;

/** What a lease to each candidate would do to each target of the place. */
const EffectsTable = ({ candidates }: Pick<PresentedBoardList, 'candidates'>) => {
  const [first] = candidates;
  if (first === undefined || first.effects.length === 0) return null;
  return (
    <Table
      caption="Effet d’un bail sur chaque objectif"
      columns={[{ label: 'Objectif' }, ...candidates.map(({ rank }) => ({ label: `Rang ${rank}` }))]}
      rows={first.effects.map(({ target, label }) => [
        label,
        ...candidates.map(({ effects }) => {
          const effect = effects.find((each) => each.target === target && each.label === label);
          return effect === undefined
            ? '–'
            : `${DIRECTIONS[effect.direction]}${effect.unknown ? ', à vérifier' : ''}`;
        }),
      ])}
    />
  );
};
