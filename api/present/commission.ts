import { ANSWERS, DECISIONS, EXCLUSION_MOTIVES, REFUSAL_REASONS } from '../../engine/domain/codes.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Verdict } from '../records/event.ts';
import { INADMISSIBILITY_MOTIVES, MISSING_PAPERS, NON_ATTRIBUTION_MOTIVES } from '../records/motives.ts';
import {
  type Candidacy,
  type CaseStanding,
  standingOf,
  type VacancyCase,
} from '../records/projections/case.ts';
import type { DueKind } from '../records/projections/due.ts';
import { count, longDay, lowerFirst } from './format.ts';
import { bullet, wrap } from './text.ts';

export interface PresentedCandidacy {
  readonly rank: number;
  readonly number: string;
  /** Number of the entry of each fact: what a correction points at. Null: not written. */
  readonly entries: {
    readonly decision: number | null;
    readonly offer: number | null;
    readonly answer: number | null;
    readonly condition: number | null;
    readonly passed: number | null;
    readonly lease: number | null;
  };
  readonly decision: string | null;
  readonly dueDay: string | null;
  readonly text: string;
}

export interface PresentedCase {
  readonly vacancy: string;
  readonly standing: CaseStanding;
  /** Rank whose turn it is, or who took the dwelling; null: nobody's. */
  readonly turn: number | null;
  readonly text: string;
  readonly candidates: readonly PresentedCandidacy[];
}

export interface PresentedCommission {
  readonly session: string;
  readonly version: number;
  readonly status: 'proposed' | 'cancelled' | 'decided';
  readonly on: string;
  readonly cases: readonly PresentedCase[];
  readonly text: string;
}

/** Where the vacancies of a session stand on a day, candidate by candidate. */
export const presentCommission = (
  {
    session,
    cases,
    nameOf,
  }: {
    readonly session: {
      readonly id: string;
      readonly version: number;
      readonly document: { readonly status: PresentedCommission['status'] };
    };
    readonly cases: readonly VacancyCase[];
    readonly nameOf: (household: string) => string;
  },
  on: IsoDay,
): PresentedCommission => {
  const shown = cases.map((each) => presentCase(each, nameOf, on));
  const decided = shown.filter(({ standing }) => standing !== 'undecided').length;
  return {
    session: session.id,
    version: session.version,
    status: session.document.status,
    on,
    cases: shown,
    text: `Séance ${session.id} au ${longDay(on)} : ${count(decided, 'logement décidé', 'logements décidés')} sur ${shown.length}.`,
  };
};

/** Where a vacancy stands, in a few words. */
export const STANDING_LABELS: { readonly [S in CaseStanding]: string } = {
  undecided: 'décision attendue',
  'to-offer': 'offre à faire',
  offered: 'réponse attendue',
  accepted: 'accepté, bail à signer',
  let: 'bail signé',
  exhausted: 'liste épuisée',
};

const STANDINGS: { readonly [S in CaseStanding]: (rank: number | null) => string } = {
  undecided: (rank) => `décision attendue${rank === null ? '' : ` au rang ${rank}`}`,
  'to-offer': (rank) => `offre à faire au rang ${rank}`,
  offered: (rank) => `réponse attendue du rang ${rank}`,
  accepted: (rank) => `accepté par le rang ${rank}, bail à signer`,
  let: (rank) => `bail signé avec le rang ${rank}`,
  exhausted: () => 'liste épuisée : plus personne ne peut avoir ce logement',
};

/** Where a list stands, and the rank whose turn it is. */
export const standingText = (standing: CaseStanding, turn: number | null): string =>
  STANDINGS[standing](turn);

const presentCase = (each: VacancyCase, nameOf: (household: string) => string, on: IsoDay): PresentedCase => {
  const { standing, turn } = standingOf(each, on);
  return {
    vacancy: each.vacancy,
    standing,
    turn: turn?.rank ?? null,
    text: `${each.vacancy} : ${standingText(standing, turn?.rank ?? null)}`,
    candidates: each.candidates.map((candidacy) =>
      presentCandidacy(candidacy, nameOf(candidacy.household), on),
    ),
  };
};

const presentCandidacy = (candidacy: Candidacy, number: string, on: IsoDay): PresentedCandidacy => {
  const { rank, decision, offer, condition, passed, lease } = candidacy;
  return {
    rank,
    number,
    entries: {
      decision: decision?.seq ?? null,
      offer: offer?.seq ?? null,
      answer: offer?.answer?.seq ?? null,
      condition: condition?.seq ?? null,
      passed: passed?.seq ?? null,
      lease: lease?.seq ?? null,
    },
    decision: decision?.verdict.decision ?? null,
    dueDay: offer?.dueDay ?? null,
    text: `rang ${rank}, ${number} : ${factsOf(candidacy, on).join(' ; ')}`,
  };
};

const factsOf = ({ decision, offer, condition, passed, lease }: Candidacy, on: IsoDay): readonly string[] => {
  if (decision === null) return ['pas encore de décision'];
  const facts = [`${lowerFirst(verdictText(decision.verdict))} (écriture ${decision.seq})`];
  if (offer !== null)
    facts.push(`offre ${offer.seq} du ${longDay(offer.day)}, réponse jusqu’au ${longDay(offer.dueDay)}`);
  const answer = offer?.answer ?? null;
  if (answer !== null) facts.push(`${answerText(answer)} le ${longDay(answer.day)} (écriture ${answer.seq})`);
  else if (offer !== null && passed === null && on > offer.dueDay)
    facts.push('délai passé : le silence vaut refus');
  if (condition !== null)
    facts.push(
      condition.met
        ? `pièce reçue le ${longDay(condition.day)}`
        : `condition non remplie le ${longDay(condition.day)}`,
    );
  if (passed !== null)
    facts.push(`tour passé le ${longDay(passed.day)} (${lowerFirst(EXCLUSION_MOTIVES[passed.motive])})`);
  if (lease !== null) facts.push(`bail signé le ${longDay(lease.day)}`);
  return facts;
};

const answerText = ({ answer, reason }: NonNullable<NonNullable<Candidacy['offer']>['answer']>): string =>
  reason === null
    ? `réponse : ${lowerFirst(ANSWERS[answer])}`
    : `réponse : ${lowerFirst(ANSWERS[answer])}, ${lowerFirst(REFUSAL_REASONS[reason])}`;

/** "Attribution sous condition suspensive : avis d’imposition". */
export const verdictText = (verdict: Verdict): string => {
  const label = DECISIONS[verdict.decision];
  switch (verdict.decision) {
    case 'attribution-conditional':
      return `${label} : ${lowerFirst(MISSING_PAPERS[verdict.paper])}`;
    case 'non-attribution':
      return `${label} : ${lowerFirst(NON_ATTRIBUTION_MOTIVES[verdict.motive])}`;
    case 'inadmissible':
      return `${label} : ${lowerFirst(INADMISSIBILITY_MOTIVES[verdict.motive])}`;
    default:
      return label;
  }
};

export const commissionText = ({ text, cases }: PresentedCommission): string =>
  [
    wrap(text),
    ...cases.flatMap((each) => ['', wrap(each.text), ...each.candidates.map((c) => bullet(c.text))]),
    '',
  ].join('\n');

export interface PresentedDue {
  readonly on: string;
  readonly items: readonly {
    readonly kind: DueKind;
    readonly session: string;
    readonly vacancy: string;
    /** Null: erased. */
    readonly number: string | null;
    readonly rank: number;
    readonly offer: number | null;
    readonly dueDay: string | null;
    /** What is to be done, without the household. */
    readonly todo: string;
    readonly text: string;
  }[];
  readonly text: string;
}

type Due = Omit<PresentedDue['items'][number], 'text' | 'todo' | 'dueDay'> & {
  readonly dueDay: IsoDay | null;
};

/** What is to be done on a day, the most pressing first. */
export const presentDue = (items: readonly Due[], on: IsoDay): PresentedDue => ({
  on,
  items: items.map((item) => ({
    ...item,
    todo: dueText(item),
    text: `${item.vacancy} (séance ${item.session}), rang ${item.rank}, ${item.number ?? 'ménage effacé'} : ${dueText(item)}`,
  })),
  text:
    items.length === 0
      ? `Rien n’est attendu au ${longDay(on)}.`
      : `${count(items.length, 'suite attendue', 'suites attendues')} au ${longDay(on)} :`,
});

const dueText = ({ kind, offer, dueDay }: Due): string => {
  switch (kind) {
    case 'answer-awaited':
      return `réponse à l’offre ${offer} attendue jusqu’au ${longDay(dueDay!)}`;
    case 'silence-to-record':
      return `offre ${offer} sans réponse depuis le ${longDay(dueDay!)}, à noter comme refus`;
    case 'offer-to-make':
      return 'offre à faire';
    case 'paper-awaited':
      return 'offre acceptée, pièce attendue';
    case 'lease-to-sign':
      return 'offre acceptée, bail à signer';
  }
};

export const dueListText = ({ text, items }: PresentedDue): string =>
  [wrap(text), ...items.map((item) => bullet(item.text)), ''].join('\n');
