import { chainLink } from '../../api/records/chain.ts';
import type { ChainedEvent, CountedFacts, EventContent, KindAndBody } from '../../api/records/event.ts';
import { Register } from '../../api/records/projections/register.ts';
import type { DwellingId, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';

/** Commitment that stands for the nth household. */
export const who = (n: number): string => n.toString(16).padStart(64, 'a');
export const day = (n: number): IsoDay => `2026-11-${String(n).padStart(2, '0')}` as IsoDay;
export const V1 = 'V-1' as VacancyId;
export const S1 = '2026-11-02-1';
const HASH = 'b'.repeat(64);

/** Session S1 of 2 November: V-1 proposed to households 1, 2 and 3; V-2 to 4 and 5. */
export const proposed = (session = S1): KindAndBody => ({
  kind: 'session-proposed',
  body: {
    session,
    version: 1,
    record: HASH,
    asOf: day(2),
    lists: [
      { vacancy: V1, dwelling: 'L-1' as DwellingId, candidates: [who(1), who(2), who(3)] },
      { vacancy: 'V-2' as VacancyId, dwelling: 'L-2' as DwellingId, candidates: [who(4), who(5)] },
    ],
  },
});

export const COUNTED: CountedFacts = {
  firstAccess: true,
  ownStockMutation: false,
  bandGroup: 'modest',
  firstQuartile: true,
  verifiedPriority: null,
  npruRelocation: false,
  contingent: 'AUCUN',
};

type Made<K extends KindAndBody['kind']> = KindAndBody<K>;
const about = (n: number) => ({
  session: S1,
  vacancy: (n > 3 ? 'V-2' : 'V-1') as VacancyId,
  household: who(n),
});
const rankOf = (n: number): number => (n > 3 ? n - 3 : n);

export const attributed = (n: number, on = 2): Made<'candidate-decided'> => ({
  kind: 'candidate-decided',
  body: {
    ...about(n),
    rank: rankOf(n),
    day: day(on),
    verdict: { decision: 'attribution-ranked', counted: COUNTED },
  },
});
export const conditional = (n: number, on = 2): Made<'candidate-decided'> => ({
  kind: 'candidate-decided',
  body: {
    ...about(n),
    rank: rankOf(n),
    day: day(on),
    verdict: { decision: 'attribution-conditional', counted: COUNTED, paper: 'tax-notice' },
  },
});
export const notAttributed = (n: number, on = 2): Made<'candidate-decided'> => ({
  kind: 'candidate-decided',
  body: {
    ...about(n),
    rank: rankOf(n),
    day: day(on),
    verdict: { decision: 'non-attribution', motive: 'unsuited' },
  },
});
export const offered = (n: number, on: number, due = on + 10): Made<'offer-made'> => ({
  kind: 'offer-made',
  body: { ...about(n), day: day(on), dueDay: day(due) },
});
export const accepted = (offer: number, on: number): Made<'offer-answered'> => ({
  kind: 'offer-answered',
  body: { session: S1, offer, day: day(on), answer: 'accepted' },
});
export const refused = (offer: number, on: number): Made<'offer-answered'> => ({
  kind: 'offer-answered',
  body: { session: S1, offer, day: day(on), answer: 'refused', reason: 'size' },
});
export const lapsed = (offer: number, on: number): Made<'offer-lapsed'> => ({
  kind: 'offer-lapsed',
  body: { session: S1, offer, day: day(on) },
});
export const condition = (n: number, on: number, met: boolean): Made<'condition-settled'> => ({
  kind: 'condition-settled',
  body: { ...about(n), day: day(on), met },
});
export const passed = (n: number, on: number): Made<'turn-passed'> => ({
  kind: 'turn-passed',
  body: { ...about(n), day: day(on), motive: 'withdrew' },
});
export const leased = (n: number, on: number): Made<'lease-signed'> => ({
  kind: 'lease-signed',
  body: { ...about(n), day: day(on) },
});
export const corrected = (
  of: number,
  replacement: Extract<KindAndBody, { kind: 'corrected' }>['body']['replacement'],
): Made<'corrected'> => ({ kind: 'corrected', body: { of, motive: 'typing-error', replacement } });

/** Chained, one a second, from the first. */
export const chained = (events: readonly KindAndBody[]): readonly ChainedEvent[] => {
  const log: ChainedEvent[] = [];
  for (const [i, event] of events.entries()) {
    const at = `2026-11-02T08:00:${String(i % 60).padStart(2, '0')}.000Z`;
    log.push(chainLink(log.at(-1)?.hash ?? null, { ...event, at, actor: 'agent' } as EventContent, i + 1));
  }
  return log;
};

export const registerOf = (events: readonly KindAndBody[]): Register => new Register(chained(events));
/** Code of the refusal that the last of these events meets; null: all may come. */
export const codeOf = (events: readonly KindAndBody[]): string | null => {
  try {
    registerOf(events);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]!.code;
    throw error;
  }
};
/** Session, then the three of V-1 attributed by rank: the next event is number 5. */
export const DECIDED: readonly KindAndBody[] = [proposed(), attributed(1), attributed(2), attributed(3)];
