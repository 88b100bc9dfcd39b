import type { ShortlistBasis, ShortlistRecord } from '../records/shortlistRecord.ts';
import type { Store } from '../store/store.ts';
import type { SessionSolver } from '../workers/solver.ts';
import { guidanceOn } from './guidanceInForce.ts';
import { PriceBook } from './prices.ts';
import { erasedAmong, numbersOf } from './recordedHouseholds.ts';
import { registerOf } from './register.ts';
import { householdsOfShortlist, shortlistBasis, shortlistRecord } from './shortlistRecords.ts';
import type { Rules } from './territories.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, Workspace } from './workspace.ts';

/** What the replay of a list found: as that of a session, see `Replay`. */
export type ShortlistReplay = ShortlistReplayOf &
  (
    | { readonly outcome: 'same' | 'different' }
    | { readonly outcome: 'other-data'; readonly parts: string }
    | { readonly outcome: 'erased'; readonly on: string; readonly households: number }
  );

interface ShortlistReplayOf {
  readonly vacancy: string;
  readonly asOf: string;
  readonly record: string;
  /** Version of the program that wrote the record. */
  readonly program: string;
}

/**
 * Makes a recorded list again: the same question on the data of its day as the register knew them then, the same prices by their hash;
 * then compares the record's bytes.
 *
 * @throws InputError `record.unopened`, `vacancy.unknown`, `prices.unknown`, `method.unknown`.
 */
export const replayShortlist = async (input: {
  readonly store: Store;
  readonly rules: Rules;
  readonly solver: SessionSolver;
  readonly record: ShortlistRecord;
  readonly hash: string;
}): Promise<ShortlistReplay> => {
  const { store, rules, solver, record, hash } = input;
  const { vacancy, asOf, program, known } = record;
  const of = { vacancy, asOf, record: hash, program };
  const households = householdsOfShortlist(record);
  const erased = await erasedAmong(store, households);
  if (erased !== null) return { ...of, outcome: 'erased', ...erased };
  const numbers = await numbersOf(store, households);
  const workspace = await Workspace.open({
    store,
    ...rules,
    asOf,
    recorded: await registerOf(store).factsAt(asOf, known),
    entered: await guidanceOn(store, asOf, known),
  });
  const question: ShortlistQuestion = { ...DEFAULT_QUESTION, ...record.question, vacancy, next: 0 };
  const prices =
    record.prices === null ? null : (await new PriceBook({ store, solver }).find(record.prices)).prices;
  const { shortlist } = workspace.shortlist(question, prices);
  const parts = changedParts(shortlistBasis(workspace, question, shortlist), record.basis);
  if (parts.length > 0) return { ...of, outcome: 'other-data', parts: parts.join(', ') };
  const commitments = new Map([...numbers].map(([household, number]) => [number, household]));
  const again = shortlistRecord({ workspace, known, question, shortlist }, program, (number) => {
    // A household that the record does not name: the list is another, and so are its bytes.
    return commitments.get(number) ?? '0'.repeat(64);
  });
  return { ...of, outcome: again.hash === hash ? 'same' : 'different' };
};

const changedParts = (now: ShortlistBasis, then: ShortlistBasis): readonly string[] =>
  (Object.keys(then) as (keyof ShortlistBasis)[]).filter((part) => now[part] !== then[part]);
