import type { Allocation, Outcome } from '../domain/allocation.ts';
import { REFUSAL_REASONS, type Reservataire } from '../domain/codes.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Cuts } from './counts.ts';
import { RANKS, rankOf } from './housed.ts';

/*
 * What became of the lists that commissions examined. A list is the candidates of one vacancy on one day; it is a proposal to the
 * household only where the commission attributed (R441-3).
 */

/** What a household said, as far as it is told. `not-attributed`: the commission proposed nothing. */
const ANSWERS = ['accepted', 'refused', 'no-answer', 'open', 'not-attributed'] as const;
type Answered = (typeof ANSWERS)[number];

const ATTRIBUTIONS: readonly Outcome['decision'][] = [
  'attribution',
  'attribution-ranked',
  'attribution-conditional',
];

const answerOf = ({ decision, answer }: Outcome): Answered =>
  ATTRIBUTIONS.includes(decision) ? (answer ?? 'open') : 'not-attributed';

/** `open`: the ten days run, or the turn never came. */
const RANK_PARTS = RANKS.flatMap((rank) => ANSWERS.map((answer) => `${rank} ${answer}`));

export const outcomeCuts: Cuts<Outcome> = {
  partitions: [
    { id: 'answer', parts: ANSWERS, partOf: answerOf },
    {
      id: 'rank',
      parts: RANK_PARTS,
      partOf: (outcome) => `${rankOf(outcome.rank)} ${answerOf(outcome)}`,
    },
    {
      id: 'decision',
      parts: [...ATTRIBUTIONS, 'non-attribution', 'inadmissible'],
      partOf: ({ decision }) => decision,
    },
  ],
  marks: [
    {
      id: 'motive',
      parts: [...Object.keys(REFUSAL_REASONS), 'unknown'],
      marksOf: (outcome) => (answerOf(outcome) === 'refused' ? [outcome.refusalReason ?? 'unknown'] : []),
    },
  ],
};

/** The candidates of one vacancy that one commission examined. */
export interface ExaminedList {
  readonly vacancy: string;
  readonly dwelling: string;
  readonly examinedOn: IsoDay;
  readonly outcomes: readonly Outcome[];
}

/** Outcomes by vacancy and day, in the order of their first candidate. */
export const listsOf = (outcomes: readonly Outcome[]): readonly ExaminedList[] => {
  const lists = new Map<string, { readonly list: ExaminedList; readonly rows: Outcome[] }>();
  for (const outcome of outcomes) {
    const { vacancy, dwelling, examinedOn } = outcome;
    const key = `${examinedOn} ${vacancy}`;
    const known = lists.get(key);
    if (known) known.rows.push(outcome);
    else {
      const rows = [outcome];
      lists.set(key, { rows, list: { vacancy, dwelling, examinedOn, outcomes: rows } });
    }
  }
  return [...lists.values()].map(({ list }) => list);
};

/** `failed`: everybody whom the dwelling was attributed to said no, or nothing. `empty`: it was attributed to nobody. */
const STATES = ['accepted', 'failed', 'open', 'empty'] as const;

export const listCuts: Cuts<ExaminedList> = {
  partitions: [
    {
      id: 'state',
      parts: STATES,
      partOf: ({ outcomes }): (typeof STATES)[number] => {
        const answers = outcomes.map(answerOf).filter((answer) => answer !== 'not-attributed');
        if (answers.length === 0) return 'empty';
        if (answers.includes('accepted')) return 'accepted';
        return answers.includes('open') ? 'open' : 'failed';
      },
    },
  ],
  marks: [],
};

/**
 * Contingent that the lists of a vacancy count for: the réservataire that it was oriented to, else the contingent of the lease that
 * it ended in; null where neither is on record.
 *
 * @param orientedTo by vacancy.
 */
export const listContingents = (
  outcomes: readonly Outcome[],
  allocations: readonly Allocation[],
  orientedTo: (vacancy: string) => Reservataire | null,
): ((vacancy: string) => Reservataire | null) => {
  const credited = new Map(
    allocations.map(({ dwelling, demand, contingent }) => [`${dwelling} ${demand}`, contingent]),
  );
  const ended = new Map<string, Reservataire>();
  for (const { vacancy, dwelling, demand, answer } of outcomes) {
    const contingent = answer === 'accepted' ? credited.get(`${dwelling} ${demand}`) : null;
    if (contingent) ended.set(vacancy, contingent);
  }
  return (vacancy) => orientedTo(vacancy) ?? ended.get(vacancy) ?? null;
};
