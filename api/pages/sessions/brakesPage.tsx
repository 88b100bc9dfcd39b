import type { Hono } from 'hono';
import { type PresentedBrake, type PresentedBrakes, presentBrakes } from '../../present/brakes.ts';
import { type PresentedFrontier, presentFrontier } from '../../present/brakesFrontier.ts';
import { figure } from '../../present/format.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import type { PresentedConflict } from '../../present/sessionConflict.ts';
import { FRONTIER_FAMILIES, FRONTIER_STEPS } from '../../service/sessionsBrakes.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { Notice, Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { presentConflictOf } from './conflict.ts';
import { FrontierFigure } from './frontierFigure.tsx';
import { boardShown, type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';

/** What was asked of the targets of a session. */
type Answer =
  | { readonly kind: 'brakes'; readonly brakes: PresentedBrakes }
  | { readonly kind: 'frontier'; readonly frontier: PresentedFrontier }
  | { readonly kind: 'conflict'; readonly conflict: PresentedConflict }
  | null;

const FAMILY_LABELS: { readonly [F in (typeof FRONTIER_FAMILIES)[number]]: string } = {
  mix: 'à la mixité',
  aci: 'à l’accord collectif',
  flux: 'aux flux des réservataires',
};

/** What targets cost in a session. Each answer solves it anew, some seconds: only what is asked is computed. */
export const addBrakesPage = (app: Hono, room: MeetingRoom): void => {
  const { service } = room.sessions;
  app.get('/seances/:id/freins', async (context) => {
    const { viewer, open } = await meetingOf(context, room);
    const asked = context.req.query('calcul');
    const { signal } = context.req.raw;
    const family = FRONTIER_FAMILIES.find((each) => each === asked);
    const answer: Answer =
      asked === 'freins'
        ? { kind: 'brakes', brakes: presentBrakes(await service.brakes(open, { signal })) }
        : asked === 'conflits'
          ? { kind: 'conflict', conflict: await presentConflictOf(open) }
          : family === undefined
            ? null
            : {
                kind: 'frontier',
                frontier: presentFrontier(
                  await service.frontier(open, { family, steps: FRONTIER_STEPS.usual }, { signal }),
                ),
              };
    return context.html(<BrakesPage board={boardShown(room, open).shown} viewer={viewer} answer={answer} />);
  });
};

const BrakesPage = ({
  board,
  viewer,
  answer,
}: {
  readonly board: PresentedBoard;
  readonly viewer: Viewer;
  readonly answer: Answer;
}) => (
  <Page
    title="Freins de la séance"
    section="sessions"
    viewer={viewer}
    back={{ href: sessionHref(board.id), label: `Séance ${board.id}, version ${board.version}` }}
    lead="Ce que coûte, en points, de servir davantage chaque objectif, et ce que les objectifs se font l’un à l’autre."
  >
    <form method="get" action={sessionHref(board.id, '/freins')} class="card screen-only">
      <p>Chaque réponse recalcule la séance plusieurs fois : de quelques secondes à une minute.</p>
      <p class="actions">
        <button type="submit" name="calcul" value="freins">
          Le prix de chaque objectif
        </button>
        <button type="submit" name="calcul" value="conflits">
          Les objectifs peuvent-ils tenir ensemble ?
        </button>
        {FRONTIER_FAMILIES.map((family) => (
          <button type="submit" name="calcul" value={family}>
            Points face {FAMILY_LABELS[family]}
          </button>
        ))}
      </p>
    </form>
    {answer?.kind === 'brakes' ? <Brakes brakes={answer.brakes} /> : null}
    {answer?.kind === 'conflict' ? <Conflict conflict={answer.conflict} /> : null}
    {answer?.kind === 'frontier' ? <Frontier frontier={answer.frontier} /> : null}
  </Page>
);

const Brakes = ({ brakes }: { readonly brakes: PresentedBrakes }) => (
  <>
    <h2>Le prix de chaque objectif</h2>
    <p>{brakes.text}</p>
    <BrakeTable title="Objectifs qui coûtent" brakes={brakes.costing} />
    <BrakeTable
      title="Objectifs dont les listes apportent tout ce qu’elles peuvent"
      brakes={brakes.unreachable}
    />
    {brakes.free.length === 0 ? null : (
      <details>
        <summary>{figure(brakes.free.length)} objectifs qui ne coûtent rien de plus</summary>
        <ul>
          {brakes.free.map((label) => (
            <li>{label}</li>
          ))}
        </ul>
      </details>
    )}
    <Reserves notices={brakes.notices} />
  </>
);

const BrakeTable = ({
  title,
  brakes,
}: {
  readonly title: string;
  readonly brakes: readonly PresentedBrake[];
}) =>
  brakes.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <Table
        caption={title}
        hideCaption
        columns={[
          { label: 'Objectif' },
          { label: 'Un de plus', numeric: true },
          { label: 'Un de moins', numeric: true },
          { label: 'Ce que cela veut dire' },
          { label: 'Source' },
        ]}
        rows={brakes.map(({ label, moreText, lessText, text, brakes: others, lists, certainty }) => [
          label,
          moreText,
          lessText,
          <>
            {text}
            {[...others, ...(lists === null ? [] : [lists])].map((line) => (
              <span class="small soft level">{line}</span>
            ))}
          </>,
          <CertaintyBadge certainty={certainty} />,
        ])}
      />
    </>
  );

const Conflict = ({ conflict }: { readonly conflict: PresentedConflict }) => (
  <>
    <h2>Les objectifs peuvent-ils tenir ensemble ?</h2>
    {conflict.compatible ? (
      <Notice tone="ok">
        <p>{conflict.text}</p>
      </Notice>
    ) : (
      <>
        <ul>
          {conflict.conflicts.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
        {[conflict.relaxation, conflict.fewest, ...conflict.pins].map((text) =>
          text === null ? null : <p>{text}</p>,
        )}
      </>
    )}
  </>
);

const Frontier = ({ frontier }: { readonly frontier: PresentedFrontier }) => (
  <>
    <h2>Points des listes face {FAMILY_LABELS[frontier.family]}</h2>
    <p>{frontier.text}</p>
    <FrontierFigure frontier={frontier} />
    <ul>
      {frontier.points.map(({ text, moves }) => (
        <li>
          {text}
          {moves === null ? null : <span class="small soft level">{moves}</span>}
        </li>
      ))}
    </ul>
    <Reserves notices={frontier.notices} />
  </>
);
