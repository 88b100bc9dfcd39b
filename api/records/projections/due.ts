import type { IsoDay, VacancyId } from '../../../engine/domain/ids.ts';
import type { Commitment } from '../commitment.ts';
import { type Candidacy, standingOf, type VacancyCase } from './case.ts';

/** What someone has to do about a vacancy. */
export type DueKind =
  /** The offer awaits its answer until the day given. */
  | 'answer-awaited'
  /** The days have passed in silence: the refusal is to be written down. */
  | 'silence-to-record'
  /** The turn of this rank has come. */
  | 'offer-to-make'
  /** Accepted under condition: a paper is missing. */
  | 'paper-awaited'
  | 'lease-to-sign';

export interface DueItem {
  readonly kind: DueKind;
  readonly session: string;
  readonly vacancy: VacancyId;
  readonly household: Commitment;
  readonly rank: number;
  /** Number of the offer; null where none was made. */
  readonly offer: number | null;
  /** Last day to answer; null where no offer runs: at once. */
  readonly dueDay: IsoDay | null;
}

/**
 * What is to be done on a day: first what has no day (at once), then by day, session, vacancy, rank. An offer whose days have passed
 * in silence stays listed until somebody writes the silence down, even when the next rank is already asked.
 */
export const dueItems = (cases: readonly VacancyCase[], on: IsoDay): readonly DueItem[] =>
  cases
    .flatMap((each) => [...silences(each, on), ...turnsOf(each, on)])
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ dueDay, session, vacancy, rank }: DueItem): string =>
  [dueDay ?? '', session, vacancy, String(rank).padStart(2, '0')].join(' ');

const item = (
  kind: DueKind,
  { session, vacancy }: VacancyCase,
  { household, rank, offer }: Candidacy,
  dueDay: IsoDay | null,
): DueItem => ({ kind, session, vacancy, household, rank, offer: offer?.seq ?? null, dueDay });

const silences = (each: VacancyCase, on: IsoDay): readonly DueItem[] =>
  each.candidates.flatMap((candidacy) => {
    const { offer, passed } = candidacy;
    return offer !== null && offer.answer === null && passed === null && on > offer.dueDay
      ? [item('silence-to-record', each, candidacy, offer.dueDay)]
      : [];
  });

const turnsOf = (each: VacancyCase, on: IsoDay): readonly DueItem[] => {
  const { standing, turn } = standingOf(each, on);
  if (turn === null) return [];
  if (standing === 'offered') return [item('answer-awaited', each, turn, turn.offer!.dueDay)];
  if (standing === 'to-offer') return [item('offer-to-make', each, turn, null)];
  if (standing !== 'accepted') return [];
  const conditional = turn.decision?.verdict.decision === 'attribution-conditional';
  return [item(conditional && turn.condition === null ? 'paper-awaited' : 'lease-to-sign', each, turn, null)];
};
