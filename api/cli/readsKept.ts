import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { numbersIn, openPseudonyms } from '../auth/pseudonym.ts';
import { KEYS } from '../http/makeGuard.ts';
import { issueText } from '../present/messages.ts';
import { unwrittenReadText } from '../present/reads.ts';
import { LOCAL_ACTOR } from '../service/sessionRecords.ts';
import type { Store } from '../store/store.ts';
import type { Environment } from './environment.ts';

export interface KeptReads {
  /** What commands are given: it sees what they show. */
  readonly environment: Environment;
  /** Writes the read down, then shows what was held back. To be called whatever happened. @param ran the command; null: none was. */
  readonly finish: (ran: Command | null) => Promise<void>;
}

/**
 * Watches what a command shows: from the first numéro unique on, it is held back until the trail of reads says that these households
 * were read, as the server does of each answer. A read is never refused for its trail: when it cannot be written (a server has the
 * folder, the disk is full), that is said beside it.
 */
export const keepingReads = (given: Environment): KeptReads => {
  const shown = new Set<string>();
  const held: (() => void)[] = [];
  let store: Store | null = null;
  const count = (text: string): void => {
    for (const number of numbersIn(text)) shown.add(number);
  };
  const holding =
    (print: (text: string) => void) =>
    (text: string): void => {
      count(text);
      if (shown.size === 0) print(text);
      else held.push(() => print(text));
    };
  const environment: Environment = {
    ...given,
    out: holding(given.out),
    data: holding(given.data),
    wrote: count,
    openStore: async (...asked) => {
      store = await given.openStore(...asked);
      return store;
    },
  };
  const finish = async (ran: Command | null): Promise<void> => {
    try {
      if (shown.size > 0 && store !== null && ran !== null)
        await store.readTrail.append([await readOf(store, ran, { at: given.now(), households: shown.size })]);
    } catch (error) {
      const [issue] = error instanceof InputError ? error.issues : [];
      given.err(`${unwrittenReadText(shown.size, issue === undefined ? null : issueText(issue))}\n`);
    } finally {
      for (const print of held) print();
    }
  };
  return { environment, finish };
};

const readOf = async (
  store: Store,
  ran: Command,
  { at, households }: { readonly at: string; readonly households: number },
) => {
  const said = [...ran.args, ...Object.values(ran.optsWithGlobals<Record<string, unknown>>())];
  const number = said.find((each): each is string => typeof each === 'string' && isDemandNumber(each));
  const [subject] = ran.args;
  return {
    requestId: randomUUID(),
    at,
    who: LOCAL_ACTOR,
    role: LOCAL_ACTOR,
    of: null,
    method: 'CLI',
    route: pathOf(ran),
    about: subject !== undefined && numbersIn(subject).size === 0 ? subject.slice(0, 64) : null,
    demand: number === undefined ? null : (await openPseudonyms(store.collection(KEYS))).of(number),
    households,
    clear: true,
  };
};

/** "precal demand export". */
const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
