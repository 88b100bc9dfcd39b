import type { Hono } from 'hono';
import { boardNames, type PresentedBoardList, presentBoardList } from '../../present/sessionBoard.ts';
import { sessionListFragility } from '../../service/fragility.ts';
import { givenUpOf, vacancyAt } from '../../service/sessionsBoard.ts';
import { TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Asked, type BoardForms } from './board.tsx';
import { CandidateSheet } from './candidateSheet.tsx';
import { dwellingLines, type FactLine } from './dwellingLines.ts';
import { anchorOf, boardShown, type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';

/** Why the list of one vacancy is what it is in its session. */
export const addVacancyInSessionPage = (app: Hono, room: MeetingRoom): void => {
  app.get('/seances/:id/logements/:vacancy', async (context) => {
    const { viewer, open } = await meetingOf(context, room);
    const { board } = boardShown(room, open);
    const at = vacancyAt(open.model, context.req.param('vacancy'));
    const asked = context.req.query('fragilite') === 'oui';
    const list = presentBoardList(board, at, {
      names: boardNames(board),
      givenUp: givenUpOf(board, at),
      fragility: asked ? sessionListFragility(board.view, board.vacancies[at]!) : null,
    });
    const mayChange = open.document.status === 'proposed' && viewer.may('/seances/{id}/changements', 'POST');
    return context.html(
      <VacancyPage
        list={list}
        viewer={viewer}
        id={open.id}
        version={open.version}
        mayChange={mayChange}
        fragilityAsked={asked}
      />,
    );
  });
};

const VacancyPage = ({
  list,
  viewer,
  fragilityAsked,
  ...forms
}: BoardForms & {
  readonly list: PresentedBoardList;
  readonly viewer: Viewer;
  readonly fragilityAsked: boolean;
}) => {
  const { dwelling, candidates } = list;
  return (
    <Page
      title={`Pourquoi cette liste : ${dwelling.description}`}
      section="sessions"
      viewer={viewer}
      back={{
        href: sessionHref(forms.id, `#${anchorOf(dwelling.vacancy)}`),
        label: `Séance ${forms.id}, version ${forms.version}`,
      }}
      actions={
        <>
          <a
            class="button"
            href={sessionHref(forms.id, `/dossier?logement=${encodeURIComponent(dwelling.vacancy)}`)}
          >
            Sa feuille du dossier
          </a>
          <a class="button" href={`/logements/${encodeURIComponent(dwelling.vacancy)}`}>
            La fiche du logement
          </a>
        </>
      }
    >
      <Facts lines={dwellingLines(dwelling, list.eligible)} />
      <h2>Candidats</h2>
      {list.chances === null ? <p class="empty">Aucun candidat.</p> : <p>{list.chances}</p>}
      {list.acceptance === null ? null : <p class="small soft">{list.acceptance}</p>}
      <div class="stack">
        {candidates.map((candidate) => (
          <CandidateSheet candidate={candidate} />
        ))}
      </div>
      <GivenUp givenUp={list.givenUp} />
      <Fragility list={list} asked={fragilityAsked} id={forms.id} />
      {forms.mayChange ? <PlaceForm {...forms} vacancy={dwelling.vacancy} /> : null}
    </Page>
  );
};

export const Facts = ({ lines }: { readonly lines: readonly FactLine[] }) => (
  <dl class="facts card">
    {lines.map(({ label, text }) => (
      <>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </>
    ))}
  </dl>
);

const GivenUp = ({ givenUp }: { readonly givenUp: readonly string[] }) => (
  <section aria-labelledby="cede">
    <h2 id="cede">Ce qui a été cédé</h2>
    {givenUp.length === 0 ? (
      <p>La méthode seule donnerait la même liste : aucune demande n’y perd sa place.</p>
    ) : (
      <>
        <p>Demandes que la méthode seule placerait sur cette liste, et pour quoi elles n’y sont pas :</p>
        <ul>
          {givenUp.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </>
    )}
  </section>
);

const Fragility = ({
  list,
  asked,
  id,
}: {
  readonly list: PresentedBoardList;
  readonly asked: boolean;
  readonly id: string;
}) => (
  <section aria-labelledby="fragilite">
    <h2 id="fragilite">À quoi tient cette liste</h2>
    {asked ? null : (
      <p>
        <a
          href={`${sessionHref(id, `/logements/${encodeURIComponent(list.dwelling.vacancy)}`)}?fragilite=oui#fragilite`}
        >
          Chercher quelle pièce, quel point ou quel poids la changerait
        </a>
      </p>
    )}
    {asked && list.fragility === null ? (
      <p>Rien à chercher : la liste est vide, ou placée à la main.</p>
    ) : null}
    {list.fragility === null ? null : (
      <>
        {list.fragility.summary.map((text) => (
          <p>{text}</p>
        ))}
        <ul>
          {[...list.fragility.edges, ...list.fragility.papers, ...list.fragility.weights].map(({ text }) => (
            <li>{text}</li>
          ))}
        </ul>
        <p class="small soft">{list.fragility.note}</p>
      </>
    )}
  </section>
);

const PlaceForm = ({ id, version, vacancy }: BoardForms & { readonly vacancy: string }) => (
  <section aria-labelledby="placer" class="screen-only">
    <h2 id="placer">Placer une autre demande</h2>
    <form method="post" action={sessionHref(id, '/essai')} class="card">
      <Asked version={version} vacancy={vacancy} />
      <TextField
        name="number"
        label="Numéro unique"
        hint="La demande doit être éligible à ce logement ; l’essai dit qui lui laisserait sa place."
        required
      />
      <TextField name="rank" type="number" min={1} max={20} label="Rang (vide : n’importe lequel)" />
      <button type="submit" name="geste" value="pin">
        Essayer
      </button>
    </form>
  </section>
);
