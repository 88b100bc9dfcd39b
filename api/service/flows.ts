import { loadJsLpSolver } from '../../engine/assignment/solvers/jsLpSolver.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { type CreditedPlaces, localisationOf } from '../../engine/flows/localisation.ts';
import { nextOrientations, type Orientation } from '../../engine/flows/next.ts';
import { type Overlaps, overlapsOf } from '../../engine/flows/overlaps.ts';
import { planYear, type YearPlan } from '../../engine/flows/plan.ts';
import { type ReviewLine, reviewOf } from '../../engine/flows/review.ts';
import { type Flows, flowsOf } from '../../engine/flows/status.ts';
import { type FlowMembers, flowMembers, type Waiting, waitingDemands } from '../../engine/flows/waiting.ts';
import type { StoredSession } from '../store/sessionDocument.ts';
import { awaitedOf, heldVacancies, openProposals } from './sessionsAwaited.ts';
import { bailleurOf, chosenVacancies } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/** What is asked of flows, and what is one's own: null where everything is. */
export interface FlowsQuestion {
  /** Identifier, or name; null: every landlord. */
  readonly bailleur: string | null;
  /** Réservataire to show alone; null: all of them. */
  readonly reservataire: Reservataire | null;
}

export const ALL_FLOWS: FlowsQuestion = { bailleur: null, reservataire: null };

/** Identifier of the landlord asked about. @throws InputError `session.bailleur-unknown`. */
export const flowsBailleur = (workspace: Workspace, { bailleur }: FlowsQuestion): string | null =>
  bailleur === null ? null : bailleurOf(workspace, bailleur);

/** @throws InputError `option.choice`. */
export const reservataireNamed = (text: string): Reservataire => {
  const found = RESERVATAIRE_CODES.find((code) => code === text.toUpperCase());
  if (found === undefined)
    throw new InputError([
      {
        code: 'option.choice',
        path: 'reservataire',
        received: text,
        expected: RESERVATAIRE_CODES.join(', '),
      },
    ]);
  return found;
};

interface Ground {
  readonly members: FlowMembers;
  readonly waiting: Waiting;
}

const grounds = new WeakMap<Workspace, Ground>();

/** Worked out once for a workspace: the whole pool is read. */
const groundOf = (workspace: Workspace): Ground => {
  const known = grounds.get(workspace);
  if (known) return known;
  const { pool, territory, sessionData } = workspace;
  const members = flowMembers(pool, territory);
  const { dwellings, classes } = sessionData;
  const made = {
    members,
    waiting: waitingDemands({ pool, territory, dwellings, credits: classes.credits, members }),
  };
  grounds.set(workspace, made);
  return made;
};

const knownFlows = new WeakMap<Workspace, { readonly key: string; readonly flows: Flows }>();

/**
 * Flows of every landlord on the workspace's day, with what the lists awaited are expected to bring. Worked out once while neither the
 * data nor the sessions change.
 */
export const flowsNow = (workspace: Workspace, sessions: readonly StoredSession[]): Flows => {
  const key = JSON.stringify(sessions.map(({ id, version }) => [id, version]));
  const known = knownFlows.get(workspace);
  if (known?.key === key) return known.flows;
  const flows = makeFlows(workspace, sessions);
  knownFlows.set(workspace, { key, flows });
  return flows;
};

const makeFlows = (workspace: Workspace, sessions: readonly StoredSession[]): Flows => {
  const { territory, pool, sessionData } = workspace;
  return flowsOf({
    territory,
    dwellings: sessionData.dwellings,
    allocations: sessionData.allocations,
    ledger: sessionData.ledger,
    openProposals: openProposals(workspace, awaitedOf(workspace, sessions, null)),
    asOf: pool.asOf,
  });
};

/** The plan of the rest of the year. It is made for all landlords together, whoever asks: they share the waiting demands. */
export const flowsPlan = async (flows: Flows, workspace: Workspace): Promise<YearPlan> =>
  planYear(flows, groundOf(workspace).waiting, await loadJsLpSolver());

/**
 * Whom each open vacancy should serve next, in the order of their dates; none when nothing is open. Those on a list whose answers
 * are awaited are counted as expected.
 */
export const flowsNext = (
  {
    flows,
    workspace,
    sessions,
  }: {
    readonly flows: Flows;
    readonly workspace: Workspace;
    readonly sessions: readonly StoredSession[];
  },
  { anew }: { readonly anew: boolean },
): readonly Orientation[] => {
  const { pool, territory, sessionData } = workspace;
  return nextOrientations({
    pool,
    territory,
    cells: flows.cells,
    agenda: agendaOf(workspace, sessions),
    credits: sessionData.classes.credits,
    members: groundOf(workspace).members,
    anew,
  });
};

const agendaOf = (
  workspace: Workspace,
  sessions: readonly StoredSession[],
): readonly ReturnType<Workspace['place']>[] => {
  try {
    const held = heldVacancies(workspace, sessions);
    const choice = { kind: 'open', commune: null, bailleur: null, first: null } as const;
    return chosenVacancies(workspace, choice, held).map((id) => workspace.place(id));
  } catch (error) {
    const nothing = ['session.no-vacancy', 'session.all-awaited'];
    if (error instanceof InputError && nothing.includes(error.issues[0]?.code ?? '')) return [];
    throw error;
  }
};

export interface FlowsPlaces {
  readonly all: CreditedPlaces;
  readonly credited: readonly CreditedPlaces[];
}

export const flowsLocalisation = (workspace: Workspace, bailleur: string | null): FlowsPlaces => {
  const { territory, pool, sessionData } = workspace;
  return localisationOf({ territory, ...sessionData, asOf: pool.asOf, bailleur });
};

export const flowsOverlaps = (workspace: Workspace, bailleur: string | null): Overlaps => {
  const { territory, pool, sessionData } = workspace;
  const waiting = groundOf(workspace).waiting.territory;
  return overlapsOf({ territory, ...sessionData, asOf: pool.asOf, bailleur, waiting });
};

export const flowsReview = (
  workspace: Workspace,
  { year, bailleur }: { readonly year: number; readonly bailleur: string | null },
): readonly ReviewLine[] => {
  const { territory, pool, sessionData, vacancies } = workspace;
  return reviewOf({ territory, ...sessionData, vacancies, year, asOf: pool.asOf, bailleur });
};
