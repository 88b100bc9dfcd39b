import type { Allocation, Outcome } from '../../../engine/domain/allocation.ts';
import type { DemandNumber, IsoDay, VacancyId } from '../../../engine/domain/ids.ts';
import type { Commitment } from '../commitment.ts';
import type { CountedFacts } from '../event.ts';
import { type Candidacy, isAttributed, isOut, type VacancyCase } from './case.ts';
import type { LifeEntry } from './register.ts';

/** Who a commitment is: the store says; an erased household gets a stand-in that names nobody. */
export type NameOf = (household: Commitment) => DemandNumber;

/** Day on which a candidate of a recorded list could no longer take the dwelling. */
export interface Declined {
  readonly vacancy: VacancyId;
  readonly number: DemandNumber;
  readonly on: IsoDay;
}

/** What the register tells whoever prepares the next lists, in the shapes of imported files. */
export interface RecordedFacts {
  readonly outcomes: readonly Outcome[];
  readonly allocations: readonly Allocation[];
  readonly declined: readonly Declined[];
  /** Demands renewed, and demands closed, with the day of it. */
  readonly renewed: readonly DemandDay[];
  readonly removed: readonly DemandDay[];
}

export interface DemandDay {
  readonly number: DemandNumber;
  readonly on: IsoDay;
}

export const NO_FACTS: RecordedFacts = {
  outcomes: [],
  allocations: [],
  declined: [],
  renewed: [],
  removed: [],
};

/**
 * Facts as they were known when a day began: those of earlier days. A session proposed on a day is thus never changed by what its own
 * commission does on that day. `null`: all that is on record.
 */
export const recordedFacts = (
  { cases, lives }: { readonly cases: readonly VacancyCase[]; readonly lives: readonly LifeEntry[] },
  nameOf: NameOf,
  before: IsoDay | null,
): RecordedFacts => {
  const known = cases.map((each) => ({
    ...each,
    candidates: before === null ? each.candidates : each.candidates.map((c) => asKnown(c, before)),
  }));
  return {
    outcomes: known.flatMap((each) => each.candidates.flatMap((c) => outcomeOf(each, c, nameOf, before))),
    allocations: known.flatMap((each) => each.candidates.flatMap((c) => allocationOf(each, c, nameOf))),
    declined: known.flatMap((each) => each.candidates.flatMap((c) => declinedOf(each, c, nameOf, before))),
    renewed: daysOf('demand-renewed', lives, nameOf, before),
    removed: daysOf('demand-removed', lives, nameOf, before),
  };
};

const daysOf = (
  kind: LifeEntry['kind'],
  lives: readonly LifeEntry[],
  nameOf: NameOf,
  before: IsoDay | null,
): readonly DemandDay[] =>
  lives
    .filter((life) => life.kind === kind && (before === null || life.body.day < before))
    .map(({ body }) => ({ number: nameOf(body.household), on: body.day }));

/** A candidacy without what is dated of a day or later. */
const asKnown = (candidacy: Candidacy, day: IsoDay): Candidacy => {
  const { decision, offer, condition, passed, lease } = candidacy;
  const past = <T extends { readonly day: IsoDay }>(fact: T | null): T | null =>
    fact !== null && fact.day < day ? fact : null;
  const made = past(offer);
  return {
    ...candidacy,
    decision: past(decision),
    offer: made && { ...made, answer: past(made.answer) },
    condition: past(condition),
    passed: past(passed),
    lease: past(lease),
  };
};

/** Days that pass in silence refuse: seen from a day, an offer past its last day is answered. */
const isSilent = ({ offer, passed }: Candidacy, before: IsoDay | null): boolean =>
  offer !== null && offer.answer === null && passed === null && before !== null && before > offer.dueDay;

/**
 * A turn that passed before any offer says nothing about acceptance, and is no turn that never came: it gives no row. A household that
 * accepted and then gave up has refused; a condition that was not met is no attribution.
 */
const outcomeOf = (
  { vacancy, dwelling }: VacancyCase,
  candidacy: Candidacy,
  nameOf: NameOf,
  before: IsoDay | null,
): readonly Outcome[] => {
  const { household, rank, decision, offer, condition, passed } = candidacy;
  if (decision === null || (passed !== null && offer === null)) return [];
  // What the offer was is in the session's own document.
  const row = { vacancy, dwelling, demand: nameOf(household), rank, examinedOn: decision.day, facts: null };
  const decided = decision.verdict.decision;
  if (condition?.met === false)
    return [{ ...row, decision: 'non-attribution', answer: null, refusalReason: null }];
  if (passed !== null)
    return [{ ...row, decision: decided, answer: 'refused', refusalReason: 'changed-plans' }];
  const { answer = null, reason = null } = offer?.answer ?? {};
  return [
    {
      ...row,
      decision: decided,
      answer: isSilent(candidacy, before) ? 'no-answer' : answer,
      refusalReason: reason,
    },
  ];
};

const allocationOf = (
  { dwelling }: VacancyCase,
  candidacy: Candidacy,
  nameOf: NameOf,
): readonly Allocation[] => {
  const { household, rank, decision, offer, condition, passed, lease } = candidacy;
  if (decision === null || offer?.answer?.answer !== 'accepted') return [];
  if (passed !== null || condition?.met === false || !('counted' in decision.verdict)) return [];
  return [
    {
      dwelling,
      decidedOn: decision.day,
      leaseSignedOn: lease?.day ?? null,
      demand: nameOf(household),
      rank,
      ...ofCounted(decision.verdict.counted),
    },
  ];
};

/** Neither amounts nor situations are on record: `counted` says what the targets saw. */
const ofCounted = ({
  firstAccess,
  ownStockMutation,
  npruRelocation,
  contingent,
  bandGroup,
  firstQuartile,
  verifiedPriority,
}: CountedFacts): Omit<Allocation, 'dwelling' | 'decidedOn' | 'leaseSignedOn' | 'demand' | 'rank'> => ({
  firstAccess,
  ownStockMutation,
  npruRelocation,
  contingent,
  shareOfPlusCeiling: null,
  incomePerUcEur: null,
  verifiedSituations: null,
  daloActive: null,
  counted: { bandGroup, firstQuartile, verifiedPriority },
});

const declinedOf = (
  { vacancy }: VacancyCase,
  candidacy: Candidacy,
  nameOf: NameOf,
  before: IsoDay | null,
): readonly Declined[] => {
  const { household, decision, offer, condition, passed } = candidacy;
  const declined = (on: IsoDay) => [{ vacancy, number: nameOf(household), on }];
  if (decision === null) return [];
  if (!isAttributed(candidacy)) return declined(decision.day);
  if (passed !== null) return declined(passed.day);
  if (condition?.met === false) return declined(condition.day);
  if (offer === null) return [];
  if (offer.answer !== null) return offer.answer.answer === 'accepted' ? [] : declined(offer.answer.day);
  return before !== null && isOut(candidacy, before) ? declined(offer.dueDay) : [];
};
