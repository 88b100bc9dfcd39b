import { profileAt, rankingAt } from '../../engine/assignment/explain/view.ts';
import type { Repaired } from '../../engine/assignment/repair/repair.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import type { Reservataire } from '../../engine/domain/codes.ts';
import { EXCLUSION_MOTIVES, PIN_MOTIVES, RERANK_MOTIVES } from '../../engine/domain/codes.ts';
import { stateAfterLists } from '../../engine/targets/after.ts';
import { placeOf } from '../../engine/targets/place.ts';
import {
  completeLists,
  type SessionChange,
  type SessionConstraints,
  type SessionDocument,
} from '../store/sessionDocument.ts';
import { certaintyMark } from './certainty.ts';
import { creditText } from './credits.ts';
import { type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, figure, longDay, lowerFirst, percent, points } from './format.ts';
import {
  individualText,
  lengthByText,
  type PresentedListAcceptance,
  presentListAcceptance,
} from './listAcceptance.ts';
import { type PresentedRepair, presentRepair } from './repair.ts';
import { savedSessionNotices } from './savedSessionNotices.ts';
import { aheadTexts } from './sessionAhead.ts';
import { type PresentedTargetRow, presentTargetRow } from './targetRows.ts';

/* A saved session where it stands: lists, targets, what was done by hand. Why each list is what it is comes with `session.ts`. */

/** A saved session on its data. */
export interface SavedSessionFacts {
  readonly id: string;
  readonly version: number;
  readonly document: SessionDocument;
  /** The model of the meeting. */
  readonly prepared: PreparedSession;
  /** What the last change did; null where nothing was changed in this call. */
  readonly repaired: Repaired | null;
  readonly simulated: boolean;
}

export interface PresentedSavedSession {
  readonly id: string;
  readonly version: number;
  readonly status: SessionDocument['status'];
  readonly statusText: string;
  readonly asOf: string;
  readonly createdAt: string;
  readonly territory: { readonly id: string; readonly label: string };
  readonly simulated: boolean;
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly label: string;
    readonly seed: number;
  };
  readonly lists: readonly {
    readonly dwelling: PresentedDwelling;
    readonly candidates: readonly {
      readonly rank: number;
      readonly number: string;
      readonly points: number;
      readonly level: string | null;
      /** Chance that the rank is reached and says yes, 0 to 1. */
      readonly chance: number;
      /** Contingent that its lease would be credited to; null: not said. */
      readonly credited: Reservataire | null;
      readonly text: string;
    }[];
    /** Places that nobody is left for. */
    readonly empty: number;
    /** Chance that everybody refuses and length, by the rates and by the individual model. */
    readonly acceptance: PresentedListAcceptance;
  }[];
  readonly targets: readonly PresentedTargetRow[];
  /** How far the plan may be from the best; `unproven` where the search was stopped. */
  readonly proof: string;
  /** Acceptance behind the chances: the pack's rates, and the offers that corrected them. */
  readonly acceptance: string;
  /** Lists of other sessions that the targets already count on; null when none is awaited. */
  readonly awaited: string | null;
  /** What an officer should see before the meeting: dwellings not free yet, households that another list awaits. */
  readonly notices: readonly string[];
  /** Households of the lists that carry a bonus from turns that never came. */
  readonly carriedOver: readonly {
    readonly number: string;
    readonly points: number;
    readonly text: string;
  }[];
  readonly settled: readonly string[];
  readonly log: readonly {
    readonly version: number;
    readonly at: string;
    readonly text: string;
    readonly undone: boolean;
  }[];
  /** What the last change did to the lists; null where nothing was changed. */
  readonly changed: PresentedRepair | null;
  readonly reminder: string;
}

/** Where a session is, in words. */
export const SESSION_STATUSES: { readonly [S in SessionDocument['status']]: string } = {
  proposed: 'proposée, en attente de la commission',
  cancelled: 'abandonnée : ses listes ne comptent plus dans les objectifs',
  decided: 'décidée par la commission : ses listes ne changent plus',
};

export const presentSavedSession = (facts: SavedSessionFacts): PresentedSavedSession => {
  const { id, version, document, prepared } = facts;
  const { territory, pool } = prepared.request;
  const { plan, question } = document;
  const { method } = prepared.request.ranking(null).ordering;
  const targets = outlooks(facts).map((outlook) => presentTargetRow(territory, outlook));
  const placeById = new Map(
    prepared.places.map((place, at) => [place.vacancy.id as string, { ...place, at }]),
  );
  const aheadOf = aheadTexts(facts, (row) => targets[row]!.label);
  const complete = completeLists(document);
  const listed = new Set(document.lists.flatMap(({ candidates }) => candidates as readonly string[]));
  return {
    id,
    version,
    status: document.status,
    statusText: SESSION_STATUSES[document.status],
    asOf: longDay(document.asOf),
    createdAt: document.createdAt,
    territory: { id: territory.pack.id, label: territory.pack.label },
    simulated: facts.simulated,
    method: { id: method.id, version: method.version, label: method.label, seed: question.seed },
    lists: complete.map(({ vacancy, candidates, chances, contingents = [] }, l) => {
      const { at, ...place } = placeById.get(vacancy)!;
      const contenders = candidates.map((number, i) => ({
        row: pool.numbers.rowOf(number),
        contingent: contingents[i] ?? null,
      }));
      const own = document.lists[l]!.candidates.length;
      const ahead = aheadOf({ vacancy: at, contenders: contenders.slice(0, own) });
      return {
        dwelling: presentDwelling(territory, place.vacancy, place.dwelling),
        candidates: candidates.map((number, i) => {
          const { row, contingent } = contenders[i]!;
          const ranking = rankingAt(prepared, at, contingent ?? 'AUCUN');
          const level = ranking.ordering.levelAt(ranking.scored.tier[row]!)?.label ?? null;
          const total = ranking.scored.points[row]!;
          const chance = chances[i] ?? 0;
          return {
            rank: i + 1,
            number,
            points: total / 1000,
            level,
            chance,
            credited: contingent,
            text: `${points(total)}${level === null ? '' : ` ; ${level}`} ; obtient le logement dans ${percent(chance)} des cas${creditText(territory, contingent)}${i < own ? (ahead[i] == null ? '' : ` ; ${ahead[i]}`) : SHARED}`,
          };
        }),
        empty: Math.max(0, chances.length - candidates.length),
        acceptance: presentListAcceptance(document, {
          vacancy,
          fragility: territory.quartierOfDwelling(place.dwelling)?.fragility ?? 'unknown',
        }),
      };
    }),
    targets,
    proof: proofText(document),
    acceptance: acceptanceText(facts),
    awaited:
      plan.awaited.length === 0
        ? null
        : `${count(plan.awaited.length, 'liste d’une autre séance est attendue', 'listes d’autres séances sont attendues')} : ce qu’elles devraient apporter est déjà compté dans les objectifs.`,
    notices: savedSessionNotices(document, prepared),
    carriedOver: plan.carryOver
      .filter(({ number }) => listed.has(number))
      .map(({ number, turns, counted, bonus }) => ({
        number,
        points: bonus / 1000,
        text: `${points(bonus)} de report : ${count(turns, 'tour qui n’est pas venu', 'tours qui ne sont pas venus')}${
          counted === null
            ? ', la demande n’en dit rien'
            : counted > 0
              ? `, dont ${figure(counted)} déjà comptés par la demande`
              : ''
        }`,
      })),
    settled: settledTexts(document.constraints),
    log: document.log.map(({ version: at, at: moment, what, undoneAt }) => ({
      version: at,
      at: moment,
      text:
        what.kind === 'changes'
          ? what.changes.map(changeText).join(' ; ')
          : what.kind === 'recompute'
            ? 'Listes recalculées.'
            : 'Séance abandonnée.',
      undone: undoneAt !== null,
    })),
    changed: facts.repaired === null ? null : presentRepair(facts.repaired, namesOf(facts, targets)),
    reminder:
      'Précal prépare et explique ; la commission décide. Ces listes n’écartent personne d’un autre logement.',
  };
};

/** Said of a household that stands on another list first. */
const SHARED = ' ; aussi sur une autre liste : moins de trois autres demandes conviennent à ce logement';

/** Active rows first, in the model's order: `presentRepair` names them by place. */
const outlooks = ({ prepared, document }: SavedSessionFacts) => {
  const { territory, pool } = prepared.request;
  const dwellings = new Map(prepared.places.map(({ vacancy, dwelling }) => [vacancy.id as string, dwelling]));
  return stateAfterLists(
    territory,
    [...prepared.rows, ...prepared.inactive],
    completeLists(document).map(({ vacancy, candidates, chances, contingents = [] }) => ({
      vacancy,
      place: placeOf(territory, dwellings.get(vacancy)!),
      candidates: candidates.map((number, i) => ({
        number,
        rank: i + 1,
        chance: chances[i] ?? 0,
        profile: profileAt(prepared.request, pool.numbers.rowOf(number), contingents[i] ?? null),
      })),
    })),
  );
};

const namesOf = ({ prepared }: SavedSessionFacts, targets: readonly PresentedTargetRow[]) => ({
  vacancy: (vacancy: number) => prepared.places[vacancy]!.vacancy.id,
  demand: (candidate: number) => prepared.request.pool.numbers.at(prepared.problem.rowOf[candidate]!),
  row: (row: number) => targets[row]!.label,
});

const proofText = ({ plan, question }: SessionDocument): string => {
  const last = plan.stages.at(-1)!;
  const bids = plan.stages.reduce((sum, stage) => sum + stage.bids, 0);
  const stopped = plan.stages.some(({ aborted }) => aborted)
    ? ` Recherche arrêtée au tour ${figure(last.rounds)}.`
    : bids >= (question.maxBids ?? Infinity)
      ? ` Limite atteinte : ${count(bids, 'enchère', 'enchères')}.`
      : '';
  if (last.goal.kind !== 'points') return `Écart au meilleur : non établi.${stopped}`;
  const each = (last.saved.bound - last.saved.value) / plan.vacancies.length;
  return `Écart au meilleur : au plus ${points(Math.max(0, Math.ceil(each / 10) * 10))} par logement, à la proposition. « precal session verify » le recompte sans le solveur.${stopped}`;
};

const acceptanceText = ({ document, prepared }: SavedSessionFacts): string => {
  const { provenance } = prepared.request.territory.pack.acceptance;
  const offers = document.plan.rates.rows.reduce((sum, row) => sum + row.offers, 0);
  const learned = offers === 0 ? '' : `, corrigés par ${count(offers, 'offre répondue', 'offres répondues')}`;
  return [
    `Chances : taux d’acceptation du territoire par classe de quartier et par rang${learned} ${certaintyMark(provenance.certainty)}`,
    lengthByText(document),
    individualText(document.plan),
  ]
    .filter((text) => text !== null)
    .join('. ');
};

const settledTexts = ({ pins, excluded, withdrawn, pulled }: SessionConstraints): readonly string[] => [
  ...pins.map((pin) => changeText({ kind: 'pin', ...pin })),
  ...withdrawn.map((w) => changeText({ kind: 'withdraw', ...w })),
  ...excluded.map((e) => changeText({ kind: 'exclude', ...e })),
  ...pulled.map((vacancy) => changeText({ kind: 'pull', vacancy })),
];

const motive = (text: string): string => `(${lowerFirst(text)})`;

/** One change by hand, as the log says it. */
export const changeText = (change: SessionChange): string => {
  switch (change.kind) {
    case 'withdraw':
      return `La demande ${change.number} sort de la séance ${motive(EXCLUSION_MOTIVES[change.motive])}`;
    case 'exclude':
      return `La demande ${change.number} sort de la liste du logement ${change.vacancy} ${motive(EXCLUSION_MOTIVES[change.motive])}`;
    case 'readmit':
      return change.vacancy === null
        ? `La demande ${change.number} est réadmise dans la séance`
        : `La demande ${change.number} est réadmise pour le logement ${change.vacancy}`;
    case 'pin':
      return `La demande ${change.number} est placée à la main au logement ${change.vacancy}${
        change.rank === null ? '' : `, rang ${change.rank}`
      } ${motive(PIN_MOTIVES[change.motive])}`;
    case 'release':
      return `La demande ${change.number} n’est plus placée à la main`;
    case 'rerank':
      return `La liste du logement ${change.vacancy} est ordonnée à la main ${motive(RERANK_MOTIVES[change.motive])}`;
    case 'pull':
      return `Le logement ${change.vacancy} est retiré de la séance`;
    case 'add':
      return `Le logement ${change.vacancy} entre dans la séance`;
  }
};
