import type { VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Commitment } from '../records/commitment.ts';
import {
  type CorrectableKind,
  EVENT_BODIES,
  type EventBody,
  type KindAndBody,
  type Verdict,
} from '../records/event.ts';
import type { CorrectionAsked, VerdictAsked } from './decisionsQuestion.ts';

type Replacement = EventBody<'corrected'>['replacement'];

/**
 * The body that takes the place of an entry's: its own, with the fields that change. Null takes the entry back.
 *
 * @throws InputError `correction.no-such-field` for a field that this kind of entry does not have, `correction.nothing-changed`.
 */
export const correctedBody = (
  { kind, body }: KindAndBody<CorrectableKind>,
  changed: CorrectionAsked['replacement'],
  verdictOf: (
    asked: VerdictAsked,
    candidate: { readonly vacancy: VacancyId; readonly household: Commitment },
  ) => Verdict,
): Replacement => {
  if (changed === null) return null;
  const { answer, verdict, ...plain } = changed;
  const fields = Object.entries({ ...plain, answer, verdict }).filter(([, value]) => value !== undefined);
  if (fields.length === 0)
    throw new InputError([{ code: 'correction.nothing-changed', path: 'replacement' }]);
  for (const [field] of fields)
    if (!(field in body))
      throw new InputError([{ code: 'correction.no-such-field', path: 'replacement', received: field }]);
  const next = {
    ...withoutAnswer(body, answer !== undefined),
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...answer,
    ...(verdict && 'household' in body && 'vacancy' in body ? { verdict: verdictOf(verdict, body) } : {}),
  };
  const parsed = EVENT_BODIES[kind].safeParse(next);
  if (!parsed.success) throw new Error(`correction of ${kind}: ${parsed.error.issues[0]?.message}`);
  return { kind, body: parsed.data } as Replacement;
};

/** The reason of a refusal goes with the answer that it explained. */
const withoutAnswer = (body: object, replaced: boolean): object => {
  if (!replaced) return body;
  const { answer: _answer, reason: _reason, ...rest } = body as { answer?: unknown; reason?: unknown };
  return rest;
};
