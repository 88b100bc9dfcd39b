import type { Rows } from '../../api/store/store.ts';
import { anAllocation } from './allocations.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from './demands.ts';

/*
 * A town with a commission to hold: five freed T2 of Roubaix, a T5 that nobody asks for, and thirty households, the first
 * longest waiting. Every third one is a verified priority household; the commune has had ten first accesses, none of them theirs.
 */

const base = aDemand(0);

export const HOUSEHOLDS = 30;
export const household = (sequence: number): string => aNumber(sequence);

const demands: readonly Rows['demands'][] = Array.from({ length: HOUSEHOLDS }, (_, i) =>
  aDemand(i + 1, {
    filedOn: `20${String(10 + Math.floor(i / 3)).padStart(2, '0')}-0${1 + (i % 3)}-01`,
    ...((i + 1) % 3 === 0
      ? { priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-01-01' }] }
      : {}),
  }),
);

const dwellings: readonly Rows['dwellings'][] = [
  ...[1, 2, 3, 4, 5].map((n) => aDwelling(`L-${n}`)),
  aDwelling('L-6', { typology: 'T5', rooms: 5, livingAreaM2: 100 }),
  ...Array.from({ length: 10 }, (_, i) => aDwelling(`P-${i + 1}`)),
];

export const MEETING_TOWN = {
  demands,
  dwellings,
  vacancies: [1, 2, 3, 4, 5, 6].map((n) =>
    aVacancy(`V-${n}`, `L-${n}`, { availableOn: `2026-11-${10 + n}` }),
  ),
  allocations: Array.from({ length: 10 }, (_, i) =>
    anAllocation(`P-${i + 1}`, { demand: aNumber(800_000 + i) }),
  ),
  outcomes: [] as readonly Rows['outcomes'][],
} as const;

/** A household of nowhere near: it wishes for another commune. */
export const ELSEWHERE = aDemand(500, { wishes: { ...base.wishes, communes: ['59350'] } });
