import type { IsoDay, VacancyId } from '../../../engine/domain/ids.ts';
import type { Commitment } from '../commitment.ts';
import type { CaseKind, EventBody, KindAndBody, RecordedList, Verdict } from '../event.ts';

/** What happened to one candidate of a list, each fact with the number of the event that says it. */
export interface Candidacy {
  readonly household: Commitment;
  /** 1 for the first of the list. */
  readonly rank: number;
  readonly decision: { readonly seq: number; readonly day: IsoDay; readonly verdict: Verdict } | null;
  readonly offer: Offer | null;
  /** What became of the paper that an attribution under condition waits for. */
  readonly condition: { readonly seq: number; readonly day: IsoDay; readonly met: boolean } | null;
  readonly passed: {
    readonly seq: number;
    readonly day: IsoDay;
    readonly motive: EventBody<'turn-passed'>['motive'];
  } | null;
  readonly lease: { readonly seq: number; readonly day: IsoDay } | null;
}

export interface Offer {
  /** Number of the event that made it: the offer's own name. */
  readonly seq: number;
  readonly day: IsoDay;
  /** Last day to answer. */
  readonly dueDay: IsoDay;
  readonly answer: {
    readonly seq: number;
    readonly day: IsoDay;
    readonly answer: 'accepted' | 'refused' | 'no-answer';
    readonly reason: Extract<EventBody<'offer-answered'>, { answer: 'refused' }>['reason'] | null;
  } | null;
}

/** One vacancy of a session, from its list to its lease. Candidates in rank order. */
export interface VacancyCase {
  readonly session: string;
  readonly vacancy: VacancyId;
  readonly dwelling: RecordedList['dwelling'];
  /** Day of the session. */
  readonly asOf: IsoDay;
  readonly candidates: readonly Candidacy[];
}

/** An event of a case that counts: corrections are already in it. */
export type CaseEntry = KindAndBody<CaseKind> & { readonly seq: number };

/** A list on which nothing was decided yet. */
export const openCase = (
  of: { readonly session: string; readonly asOf: IsoDay } & RecordedList,
): VacancyCase => ({
  session: of.session,
  vacancy: of.vacancy,
  dwelling: of.dwelling,
  asOf: of.asOf,
  candidates: of.candidates.map((household, i) => ({
    household,
    rank: i + 1,
    decision: null,
    offer: null,
    condition: null,
    passed: null,
    lease: null,
  })),
});

/** Whether a commission attributed the dwelling to a candidate, at its rank or under condition (R441-3, a to c). */
export const isAttributed = ({ decision }: Candidacy): boolean =>
  decision !== null &&
  decision.verdict.decision !== 'non-attribution' &&
  decision.verdict.decision !== 'inadmissible';

/** Whether an offer still awaits its answer on a day. Past the last day, silence has refused, whether or not somebody wrote it down. */
export const isRunning = ({ offer, passed }: Candidacy, on: IsoDay): boolean =>
  offer !== null && offer.answer === null && passed === null && on <= offer.dueDay;

/** Whether a candidate took the dwelling, and has not given it up since. */
export const hasAccepted = ({ offer, passed, condition }: Candidacy): boolean =>
  offer?.answer?.answer === 'accepted' && passed === null && condition?.met !== false;

/** Whether a candidate can no longer take the dwelling on a day, so that the next rank's turn has come. */
export const isOut = (candidacy: Candidacy, on: IsoDay): boolean => {
  const { decision, offer, passed, condition } = candidacy;
  if (decision === null) return false;
  if (!isAttributed(candidacy) || passed !== null || condition?.met === false) return true;
  if (offer === null || offer.answer?.answer === 'accepted') return false;
  return offer.answer !== null || on > offer.dueDay;
};

/** Where a vacancy stands on a day. */
export type CaseStanding =
  | 'undecided'
  /** The turn of a rank has come: its offer is to be made. */
  | 'to-offer'
  | 'offered'
  | 'accepted'
  | 'let'
  /** Nobody on the list may take it any more. */
  | 'exhausted';

/** Where a vacancy stands, and the candidate whose turn it is; null where it is nobody's. */
export const standingOf = (
  { candidates }: VacancyCase,
  on: IsoDay,
): { readonly standing: CaseStanding; readonly turn: Candidacy | null } => {
  const taker = candidates.find((c) => c.lease !== null) ?? candidates.find(hasAccepted);
  if (taker) return { standing: taker.lease === null ? 'accepted' : 'let', turn: taker };
  const turn = candidates.find((c) => !isOut(c, on)) ?? null;
  if (turn === null) return { standing: 'exhausted', turn };
  if (turn.decision === null) return { standing: 'undecided', turn };
  return { standing: isRunning(turn, on) ? 'offered' : 'to-offer', turn };
};
