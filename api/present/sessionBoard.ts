import type { ListedHousehold } from '../../engine/assignment/explain/candidates.ts';
import type { StageGap } from '../../engine/assignment/explain/gap.ts';
import type { GivenUp } from '../../engine/assignment/explain/givenUp.ts';
import type { PlanView } from '../../engine/assignment/explain/view.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { Qualification } from '../../engine/qualification/qualify.ts';
import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { RowOutlook } from '../../engine/targets/after.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { SessionChange, SessionConstraints, SessionDocument } from '../store/sessionDocument.ts';
import { contingentName } from './credits.ts';
import { count, figure, longDay, lowerFirst, percent } from './format.ts';
import { changeText, SESSION_STATUSES } from './savedSession.ts';
import { savedSessionNotices } from './savedSessionNotices.ts';
import { type PresentedListed, type PresentedSessionList, presentList } from './session.ts';
import { type PresentedCertificate, presentCertificate } from './sessionCertificate.ts';
import { lackText, priceText } from './sessionTargets.ts';
import { type SessionNames, sessionNames, targetLabel } from './sessionWords.ts';

/* A session on the table of a meeting: each list in a few words, what targets lack, what was settled by hand. */

/** A household of a list, in the words that fit on one line; all that explains it is beside. */
export interface PresentedBoardCandidate extends PresentedListed {
  /** "modeste"; "tranche à établir" when it is not known. */
  readonly band: string;
  /** "premier accès", "mutation". */
  readonly access: string;
  readonly chanceText: string;
  /** Contingent that the lease would be credited to; null: none. */
  readonly contingent: string | null;
  /** Counts where targets count verified priority households. */
  readonly priority: boolean;
}

export interface PresentedBoardList extends Omit<PresentedSessionList, 'candidates'> {
  readonly candidates: readonly PresentedBoardCandidate[];
  readonly jointStudy: boolean;
  /** Households that stand on another list first, and may be proposed here too. */
  readonly shared: readonly string[];
}

/** Something settled by hand, and the change that lifts it. */
export interface PresentedSettled {
  readonly text: string;
  readonly lift: Extract<SessionChange, { kind: 'release' | 'readmit' | 'add' }>;
}

export interface PresentedBoard {
  readonly id: string;
  readonly version: number;
  readonly status: SessionDocument['status'];
  readonly statusText: string;
  readonly asOf: string;
  readonly lists: readonly PresentedBoardList[];
  readonly targets: {
    readonly held: number;
    readonly rows: number;
    readonly lacking: readonly {
      readonly label: string;
      readonly text: string;
      readonly price: string | null;
      readonly certainty: Certainty;
    }[];
  };
  readonly places: { readonly empty: number; readonly text: string };
  readonly certificate: PresentedCertificate;
  readonly settled: readonly PresentedSettled[];
  /** Every change of the meeting, the oldest first. */
  readonly log: readonly {
    readonly version: number;
    readonly at: string;
    readonly text: string;
    readonly undone: boolean;
  }[];
  /** What an undo would lift: the last change that holds since the lists were computed; null when there is none. */
  readonly undoable: string | null;
  readonly notices: readonly string[];
  readonly reminder: string;
}

/** What a board is made from: `SessionBoard` of the service. Rows and vacancies are places of `view.prepared`. */
export interface BoardFacts {
  readonly open: { readonly id: string; readonly version: number; readonly document: SessionDocument };
  readonly view: PlanView;
  readonly vacancies: readonly {
    readonly vacancy: number;
    readonly pulled: boolean;
    readonly eligible: number;
    readonly candidates: readonly ListedHousehold[];
    readonly empty: number;
    readonly qualification: Pick<Qualification, 'jointStudyRequired'>;
  }[];
  readonly outlooks: readonly RowOutlook[];
  readonly slack: Float64Array;
  readonly gaps: readonly StageGap[];
}

export const presentBoard = (board: BoardFacts): PresentedBoard => {
  const { view, open, vacancies } = board;
  const { prepared, result } = view;
  const { document } = open;
  const names = boardNames(board);
  const empty = vacancies.reduce((sum, each) => sum + each.empty, 0);
  return {
    id: open.id,
    version: open.version,
    status: document.status,
    statusText: SESSION_STATUSES[document.status],
    asOf: longDay(document.asOf),
    lists: vacancies.map(({ vacancy }) => presentBoardList(board, vacancy, { names })),
    targets: targetsOf(board),
    places: {
      empty,
      text:
        empty === 0
          ? 'toutes les places ont un candidat'
          : count(empty, 'place sans candidat', 'places sans candidat'),
    },
    certificate: presentCertificate(
      {
        stages: board.gaps,
        complete:
          result.stages.length === prepared.staged.goals.length &&
          !result.stages.some(({ aborted }) => aborted),
      },
      prepared.request.ranking(null),
    ),
    settled: settledOf(document.constraints),
    log: document.log.map(({ version, at, what, undoneAt }) => ({
      version,
      at,
      text:
        what.kind === 'changes'
          ? `${what.changes.map(changeText).join(' ; ')}.`
          : what.kind === 'recompute'
            ? 'Listes recalculées.'
            : 'Séance abandonnée.',
      undone: undoneAt !== null,
    })),
    undoable: undoableOf(document),
    notices: savedSessionNotices(document, prepared),
    reminder:
      'Précal prépare et explique ; la commission décide. Ces listes n’écartent personne d’un autre logement.',
  };
};

/** How the facts of a board are named. */
export const boardNames = ({ view, outlooks }: Pick<BoardFacts, 'view' | 'outlooks'>): SessionNames =>
  sessionNames({ view, targets: outlooks.map((outlook) => ({ outlook })) });

/**
 * One list of the board.
 *
 * @param at place of the vacancy. @param givenUp who the method alone would list there; empty: it was not asked.
 */
export const presentBoardList = (
  { view, open, vacancies }: Pick<BoardFacts, 'view' | 'open' | 'vacancies'>,
  at: number,
  {
    names,
    givenUp = [],
    fragility = null,
  }: {
    readonly names: SessionNames;
    readonly givenUp?: readonly GivenUp[];
    readonly fragility?: Fragility | null;
  },
): PresentedBoardList => {
  const { territory } = view.prepared.request;
  const { qualification, ...explained } = vacancies[at]!;
  const presented = presentList(
    { view },
    { ...explained, givenUp },
    { names, document: open.document, fragility },
  );
  const id = presented.dwelling.vacancy;
  const shared = open.document.shared.find(({ vacancy }) => vacancy === id)?.candidates ?? [];
  return {
    ...presented,
    candidates: presented.candidates.map((candidate, i) => ({
      ...candidate,
      ...lineOf(territory, explained.candidates[i]!),
    })),
    jointStudy: qualification.jointStudyRequired,
    shared: shared.flatMap(({ number, shared: elsewhere, chance }) =>
      elsewhere
        ? [
            `Demande ${number}, aussi sur une autre liste${chance === null ? '' : `, obtient ce logement dans ${percent(chance)} des cas`} : moins de trois autres demandes conviennent à ce logement.`,
          ]
        : [],
    ),
  };
};

const lineOf = (
  territory: Territory,
  { household, chance, credited }: ListedHousehold,
): Pick<PresentedBoardCandidate, 'band' | 'access' | 'chanceText' | 'contingent' | 'priority'> => ({
  band:
    household.band === null
      ? 'tranche à établir'
      : `${lowerFirst(household.band.label)}${household.bandToConfirm ? ', à confirmer' : ''}`,
  access:
    household.firstAccess === null
      ? 'accès non déclaré'
      : household.firstAccess
        ? 'premier accès'
        : 'mutation',
  chanceText: percent(chance),
  contingent: credited === 'AUCUN' ? null : contingentName(territory, credited),
  priority:
    household.daloActive === true ||
    household.situations.some(
      ({ situation, evidence }) => situation.scope !== 'mutation' && evidence === 'verified',
    ),
});

const targetsOf = ({ view, outlooks, slack }: BoardFacts): PresentedBoard['targets'] => {
  const { rows, request } = view.prepared;
  const lacking = rows.flatMap(({ target }, t) => {
    const text = lackText(slack[t]!);
    return text === null
      ? []
      : [
          {
            label: targetLabel(request.territory, outlooks[t]!),
            text,
            price: priceText(view.rowPrice[t]!),
            certainty: target.provenance.certainty,
          },
        ];
  });
  return { held: rows.length - lacking.length, rows: rows.length, lacking };
};

const settledOf = ({
  pins,
  excluded,
  withdrawn,
  pulled,
}: SessionConstraints): readonly PresentedSettled[] => [
  ...pins.map(
    (pin): PresentedSettled => ({
      text: changeText({ kind: 'pin', ...pin }),
      lift: { kind: 'release', number: pin.number },
    }),
  ),
  ...withdrawn.map(
    (w): PresentedSettled => ({
      text: changeText({ kind: 'withdraw', ...w }),
      lift: { kind: 'readmit', number: w.number, vacancy: null },
    }),
  ),
  ...excluded.map(
    (e): PresentedSettled => ({
      text: changeText({ kind: 'exclude', ...e }),
      lift: { kind: 'readmit', number: e.number, vacancy: e.vacancy },
    }),
  ),
  ...pulled.map(
    (vacancy): PresentedSettled => ({
      text: changeText({ kind: 'pull', vacancy }),
      lift: { kind: 'add', vacancy },
    }),
  ),
];

/** A new computation is not undone. */
const undoableOf = ({ plan, log, status }: SessionDocument): string | null => {
  if (status === 'decided') return null;
  const last = log.filter(({ version, undoneAt }) => version > plan.version && undoneAt === null).at(-1);
  if (last === undefined) return null;
  return last.what.kind === 'changes'
    ? `${last.what.changes.map(changeText).join(' ; ')}.`
    : `Version ${figure(last.version)} : séance abandonnée.`;
};
