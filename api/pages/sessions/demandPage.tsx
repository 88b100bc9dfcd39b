import type { Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import { count } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import { boardNames } from '../../present/sessionBoard.ts';
import { type PresentedSessionHousehold, presentSessionHousehold } from '../../present/sessionHousehold.ts';
import { explainInSession } from '../../service/sessionsExplain.ts';
import { fieldOf, formOf } from '../form.ts';
import { TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { Asked } from './board.tsx';
import { Household } from './candidateSheet.tsx';
import { boardShown, type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';

interface DemandPageProps {
  readonly id: string;
  readonly version: number;
  readonly viewer: Viewer;
  readonly mayChange: boolean;
  readonly typed: string;
  /** Null: it was not found; `error` says why. */
  readonly household: PresentedSessionHousehold | null;
  readonly error?: string;
}

/** Where one demand stands in a session. Its number is in the body of a form, never in an address. */
export const addDemandInSessionPage = (app: Hono, room: MeetingRoom): void => {
  app.post('/seances/:id/demande', async (context) => {
    const { viewer, open } = await meetingOf(context, room);
    const { board } = boardShown(room, open);
    const typed = fieldOf(formOf(context), 'number') ?? '';
    const mayChange = open.document.status === 'proposed' && viewer.may('/seances/{id}/changements', 'POST');
    const page = { id: open.id, version: open.version, viewer, mayChange, typed };
    try {
      const household = presentSessionHousehold(explainInSession(open, board, typed), boardNames(board));
      return context.html(<DemandPage {...page} household={household} />);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const text = error.issues.map(issueText).join(' ');
      return context.html(
        <DemandPage {...page} household={null} error={text} />,
        problemOf(error.issues).status as 404,
      );
    }
  });
};

/** Where it could be placed by hand. */
const MAY_PLACE: readonly string[] = ['short-of', 'listed-elsewhere'];

const VacancyLink = ({ id, vacancy }: { readonly id: string; readonly vacancy: string }) => (
  <a href={sessionHref(id, `/logements/${encodeURIComponent(vacancy)}`)}>{vacancy}</a>
);

const DemandPage = ({ id, version, viewer, mayChange, typed, household, error }: DemandPageProps) => {
  const answers = household?.vacancies ?? [];
  const suited = answers.filter(({ outcome }) => outcome !== 'excluded-by-rule');
  const unsuited = answers.filter(({ outcome }) => outcome === 'excluded-by-rule');
  return (
    <Page
      title="Où en est une demande dans la séance"
      section="sessions"
      viewer={viewer}
      back={{ href: sessionHref(id), label: `Séance ${id}, version ${version}` }}
    >
      <form method="post" action={sessionHref(id, '/demande')} class="screen-only">
        <TextField name="number" label="Numéro unique" value={typed} error={error} required />
        <button type="submit">Chercher dans la séance</button>
      </form>
      {household === null ? null : (
        <>
          <h2>
            Demande <span class="mono">{household.number}</span>
          </h2>
          <p>
            <strong>{household.verdict}</strong>
          </p>
          <div class="card">
            <Household household={household.household} />
          </div>
          <h2>Logement par logement</h2>
          {suited.length === 0 ? <p>Elle n’est éligible à aucun logement de la séance.</p> : null}
          {suited.length === 0 ? null : (
            <Table
              caption="Logements auxquels la demande est éligible"
              hideCaption
              columns={[
                { label: 'Logement' },
                { label: 'Réponse' },
                ...(mayChange ? [{ label: 'Geste' }] : []),
              ]}
              rows={suited.map(({ vacancy, outcome, text }) => [
                <VacancyLink id={id} vacancy={vacancy} />,
                text,
                ...(mayChange
                  ? [
                      MAY_PLACE.includes(outcome) ? (
                        <form method="post" action={sessionHref(id, '/essai')} class="inline">
                          <Asked version={version} vacancy={vacancy} number={household.number} />
                          <button type="submit" name="geste" value="pin">
                            Placer ici<span class="hidden"> : {vacancy}</span>
                          </button>
                        </form>
                      ) : (
                        '–'
                      ),
                    ]
                  : []),
              ])}
            />
          )}
          {unsuited.length === 0 ? null : (
            <details>
              <summary>
                {count(
                  unsuited.length,
                  'logement dont une règle l’écarte',
                  'logements dont une règle l’écarte',
                )}
              </summary>
              <ul>
                {unsuited.map(({ vacancy, text }) => (
                  <li>
                    <VacancyLink id={id} vacancy={vacancy} /> : {text}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {household.note === null ? null : <p class="small soft">{household.note}</p>}
        </>
      )}
    </Page>
  );
};
