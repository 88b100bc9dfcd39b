import { createHash } from 'node:crypto';
import { Register } from '../../api/records/projections/register.ts';
import { eventsOf, registerOf } from '../../api/service/register.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { targetsNow } from '../../api/service/targetsNow.ts';
import type { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { openStore } from '../../api/store/openStore.ts';
import { readSession } from '../../api/store/sessionDocument.ts';
import type { Store } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { type Expected, expectedAfter } from './killNineWork.ts';

/* What is in a store after its program was killed, against what it acknowledged. */

type Rules = ReturnType<typeof openRules>;

/** The day after the commissions: what they did counts. */
const NEXT_DAY = '2026-11-03' as IsoDay;

/** SHA-256 of every ledger of a store as the program that asks has them: its register, what it tells the next lists, its targets. */
export const ledgersOf = async (store: Store, rules: Rules): Promise<string> => {
  const reader = registerOf(store);
  const register = await reader.current();
  const { facts } = await reader.factsBefore(NEXT_DAY);
  const workspace = await Workspace.open({ store, ...rules, asOf: NEXT_DAY, recorded: facts });
  const { reciprocity } = workspace.sessionData;
  const targets = targetsNow(workspace, () => true);
  return createHash('sha256')
    .update(JSON.stringify([stateOf(register), facts, targets, reciprocity]))
    .digest('hex');
};

const stateOf = (register: Register): string =>
  JSON.stringify([
    register.head,
    [...register.counts],
    register.sessions(),
    register.cases(),
    register.lives(),
  ]);

export interface Found {
  /** Operations that are there whole; null: what is there is not what any number of them leaves. */
  readonly reached: number | null;
  /** What does not hold, one line each. */
  readonly wrong: readonly string[];
  /** Hash of the ledgers, rebuilt from what is on disk. */
  readonly ledgers: string;
}

/**
 * Opens a place anew and compares what it holds with what was acknowledged. Its events are folded anew, and `followed`, a register
 * brought forward since before the kill, must say the same.
 *
 * @param last operations acknowledged; one more may be there whole.
 */
export const whatIsThere = async (
  place: string,
  last: number,
  { rules, followed }: { readonly rules: Rules; readonly followed: Register },
): Promise<Found> => {
  const store = await openStore(place, null);
  try {
    const { damages } = await storeCare.check(place);
    const wrong = damages.map(({ what, which }) => `damaged: ${what} ${which ?? ''}`);
    const check = await checkRegister(store, followed.head);
    if (check.fault !== null) wrong.push(`register: ${check.fault.fault} at ${check.fault.seq}`);
    const rebuilt = new Register();
    for await (const event of eventsOf(store.events)) {
      rebuilt.apply(event);
      if (event.seq > followed.head.seq) followed.apply(event);
    }
    if (stateOf(rebuilt) !== stateOf(followed))
      wrong.push('register: brought forward, it is not its rebuild');
    const held = await heldBy(store);
    const reached = [last, last + 1].find((nth) => expectedAfter(nth).events === held.events) ?? null;
    const expected = expectedAfter(reached ?? last);
    if (JSON.stringify(held) !== JSON.stringify(expected))
      wrong.push(`after ${last}: ${JSON.stringify(held)} instead of ${JSON.stringify(expected)}`);
    wrong.push(...(await differences(store, rebuilt)));
    return { reached, wrong, ledgers: await ledgersOf(store, rules) };
  } finally {
    await store.close();
  }
};

const heldBy = async (store: Store): Promise<Expected> => {
  const marks = [...new Set((await store.all('dwellings')).map(({ residence }) => residence))];
  const sessions = (await store.sessions.all()).map(readSession);
  return {
    events: (await store.events.head()).seq,
    vacancies: (await store.all('vacancies')).length,
    imports: (await store.imports()).length,
    // Rows of two imports would be half of one.
    mark: marks.length === 1 ? (marks[0] ?? null) : marks.join(' and '),
    sessions: sessions.sort((a, b) => numberOf(a.id) - numberOf(b.id)).map(({ version }) => version),
  };
};

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0]);

/** Documents and traces are written beside the events that tell of them: each must say what its events say. */
const differences = async (store: Store, register: Register): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (const { id, document } of (await store.sessions.all()).map(readSession)) {
    const standing = register.session(id);
    if (standing?.status !== document.status)
      wrong.push(`session ${id}: ${document.status}, not so by its events`);
    if (standing?.lists.length !== document.lists.length)
      wrong.push(`session ${id}: other lists by its events`);
  }
  const told = register.counts.get('import-committed') ?? 0;
  const traced = (await store.imports()).filter(({ file }) => file.endsWith('.csv')).length;
  if (told !== traced) wrong.push(`${traced} imports on trace, ${told} in the register`);
  for (const kind of ['dwellings', 'vacancies'] as const) {
    const total = (await store.imports()).findLast((trace) => trace.kind === kind)?.total;
    const { length } = await store.all(kind);
    if (total !== length) wrong.push(`${length} ${kind}, ${total} by the last import`);
  }
  return wrong;
};
