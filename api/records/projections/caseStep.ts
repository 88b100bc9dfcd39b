import { dayNumber } from '../../../engine/domain/day.ts';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { CaseKind, EventBody } from '../event.ts';
import {
  type Candidacy,
  type CaseEntry,
  hasAccepted,
  isAttributed,
  isOut,
  isRunning,
  type Offer,
  type VacancyCase,
} from './case.ts';

/** Days that a household has at least to answer an offer (CCH, art. R441-10). */
export const LEAST_ANSWER_DAYS = 10;

/**
 * A case after one more event. Days of what happens to a candidate never go back: decision, offer, answer, lease.
 *
 * @throws InputError for what cannot happen where the case stands: `decision.…`, `offer.…`, `answer.…`, `lapse.…`, `condition.…`,
 * `turn.…`, `lease.…`.
 */
export const caseStep = (before: VacancyCase, entry: CaseEntry): VacancyCase => {
  switch (entry.kind) {
    case 'candidate-decided':
      return decide(before, entry.body, entry.seq);
    case 'offer-made':
      return offer(before, entry.body, entry.seq);
    case 'offer-answered': {
      const { day, answer } = entry.body;
      const reason = entry.body.answer === 'refused' ? entry.body.reason : null;
      return close(before, entry.body, { seq: entry.seq, day, answer, reason });
    }
    case 'offer-lapsed':
      return close(before, entry.body, {
        seq: entry.seq,
        day: entry.body.day,
        answer: 'no-answer',
        reason: null,
      });
    case 'condition-settled':
      return settle(before, entry.body, entry.seq);
    case 'turn-passed':
      return pass(before, entry.body, entry.seq);
    case 'lease-signed':
      return sign(before, entry.body, entry.seq);
  }
};

const refuse = (
  code: string,
  path: string,
  more: { received?: string; expected?: string } = {},
): InputError => new InputError([{ code, path, ...more }]);

const listed = (before: VacancyCase, household: string): Candidacy => {
  const found = before.candidates.find((c) => c.household === household);
  if (!found) throw refuse('decision.not-listed', 'number', { expected: before.vacancy });
  return found;
};

const replaced = (before: VacancyCase, candidacy: Candidacy): VacancyCase => ({
  ...before,
  candidates: before.candidates.map((c) => (c.household === candidacy.household ? candidacy : c)),
});

/** @throws `….too-early`: a day before the one that it follows. */
const follows = (kind: string, day: IsoDay, after: IsoDay): void => {
  if (day < after) throw refuse(`${kind}.too-early`, 'day', { received: day, expected: after });
};

type Body<K extends CaseKind> = EventBody<K>;

const decide = (before: VacancyCase, body: Body<'candidate-decided'>, seq: number): VacancyCase => {
  const { household, rank, day, verdict } = body;
  const candidacy = listed(before, household);
  if (candidacy.rank !== rank)
    throw refuse('decision.other-rank', 'rank', { received: String(rank), expected: String(candidacy.rank) });
  if (candidacy.decision !== null) throw refuse('decision.already-made', 'number');
  follows('decision', day, before.asOf);
  return replaced(before, { ...candidacy, decision: { seq, day, verdict } });
};

const offer = (before: VacancyCase, body: Body<'offer-made'>, seq: number): VacancyCase => {
  const { household, day, dueDay } = body;
  const candidacy = listed(before, household);
  if (candidacy.offer !== null) throw refuse('offer.already-made', 'number');
  if (candidacy.decision === null || !isAttributed(candidacy)) throw refuse('offer.not-attributed', 'number');
  if (isOut(candidacy, day)) throw refuse('offer.turn-passed', 'number');
  follows('offer', day, candidacy.decision.day);
  const { candidates, vacancy } = before;
  if (candidates.some(hasAccepted)) throw refuse('offer.vacancy-taken', 'vacancy', { received: vacancy });
  const running = candidates.find((c) => isRunning(c, day));
  if (running) throw refuse('offer.another-runs', 'number', { expected: running.offer!.dueDay });
  const waiting = candidates.find((c) => c.rank < candidacy.rank && !isOut(c, day));
  if (waiting) throw refuse('offer.not-in-turn', 'number', { expected: String(waiting.rank) });
  for (const c of candidates) if (c.rank < candidacy.rank) follows('offer', day, lastDay(c));
  if (dayNumber(dueDay) - dayNumber(day) < LEAST_ANSWER_DAYS)
    throw refuse('offer.days-too-short', 'dueDay', {
      received: dueDay,
      expected: String(LEAST_ANSWER_DAYS),
    });
  return replaced(before, { ...candidacy, offer: { seq, day, dueDay, answer: null } });
};

/** Last day on which something is written of a candidate. */
const lastDay = ({ decision, offer: made, condition, passed }: Candidacy): IsoDay =>
  [decision?.day, made?.day, made?.answer?.day, condition?.day, passed?.day]
    .filter((day) => day !== undefined)
    .reduce((last, day) => (day > last ? day : last));

const close = (
  before: VacancyCase,
  body: { readonly offer: number },
  answer: NonNullable<Offer['answer']>,
): VacancyCase => {
  const candidacy = before.candidates.find((c) => c.offer?.seq === body.offer);
  const made = candidacy?.offer;
  if (!candidacy || !made) throw refuse('answer.no-offer', 'offer', { received: String(body.offer) });
  if (made.answer !== null) throw refuse('answer.already-given', 'offer', { received: String(body.offer) });
  if (candidacy.passed !== null)
    throw refuse('answer.turn-passed', 'offer', { received: String(body.offer) });
  const silent = answer.answer === 'no-answer';
  // The next rank was asked: a silence may still be written down, an answer comes too late.
  if (!silent && before.candidates.some((c) => c.rank > candidacy.rank && c.offer !== null))
    throw refuse('answer.turn-passed', 'offer', { received: String(body.offer) });
  follows('answer', answer.day, made.day);
  if (!silent && answer.day > made.dueDay)
    throw refuse('answer.too-late', 'day', { received: answer.day, expected: made.dueDay });
  if (silent && answer.day <= made.dueDay)
    throw refuse('lapse.too-soon', 'day', { received: answer.day, expected: made.dueDay });
  return replaced(before, { ...candidacy, offer: { ...made, answer } });
};

const settle = (before: VacancyCase, body: Body<'condition-settled'>, seq: number): VacancyCase => {
  const { household, day, met } = body;
  const candidacy = listed(before, household);
  if (candidacy.decision?.verdict.decision !== 'attribution-conditional')
    throw refuse('condition.none', 'number');
  if (candidacy.condition !== null) throw refuse('condition.already-settled', 'number');
  if (candidacy.lease !== null || isOut(candidacy, day)) throw refuse('condition.no-more', 'number');
  follows('condition', day, candidacy.decision.day);
  return replaced(before, { ...candidacy, condition: { seq, day, met } });
};

const pass = (before: VacancyCase, body: Body<'turn-passed'>, seq: number): VacancyCase => {
  const { household, day, motive } = body;
  const candidacy = listed(before, household);
  if (candidacy.decision === null || !isAttributed(candidacy)) throw refuse('turn.not-attributed', 'number');
  if (candidacy.lease !== null) throw refuse('turn.let', 'number');
  if (isOut(candidacy, day)) throw refuse('turn.already-passed', 'number');
  follows('turn', day, lastDay(candidacy));
  return replaced(before, { ...candidacy, passed: { seq, day, motive } });
};

const sign = (before: VacancyCase, body: Body<'lease-signed'>, seq: number): VacancyCase => {
  const { household, day } = body;
  const candidacy = listed(before, household);
  if (before.candidates.some((c) => c.lease !== null))
    throw refuse('lease.already-signed', 'vacancy', { received: before.vacancy });
  if (!hasAccepted(candidacy)) throw refuse('lease.not-accepted', 'number');
  const conditional = candidacy.decision?.verdict.decision === 'attribution-conditional';
  if (conditional && candidacy.condition === null) throw refuse('lease.condition-pending', 'number');
  follows('lease', day, lastDay(candidacy));
  return replaced(before, { ...candidacy, lease: { seq, day } });
};
