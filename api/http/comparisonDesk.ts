import type { Context } from 'hono';
import { comparisonTitle, type PresentedComparison, presentComparison } from '../present/comparison.ts';
import { recordedMonths } from '../service/comparisonExperiment.ts';
import { armsOf, type ComparisonQuestion } from '../service/comparisonQuestion.ts';
import { experimentRules } from '../service/comparisonRules.ts';
import { ComparisonBook } from '../service/comparisons.ts';
import type { Job } from '../service/jobs.ts';
import { callingThreadStudies } from '../service/studies.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { SessionRequestKey } from '../store/sessionDocument.ts';
import { sameThreadComparer } from '../workers/comparer.ts';
import { holderOf } from './access.ts';
import type { SessionsDoor } from './sessions.ts';

/** Comparisons kept at hand: a megabyte or two each. */
const LATELY = 8;

/** A comparison in a list. */
export interface ComparisonEntry {
  readonly id: string;
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Day of the data. */
  readonly asOf: string;
  readonly title: string;
  readonly mode: 'recorded' | 'generated';
}

/** Comparisons asked for and read, by programs and by pages alike. */
export interface ComparisonDesk {
  /**
   * Starts one; what can be refused before it begins is refused here.
   *
   * @param request null: the same question again is other work.
   * @throws InputError those of `armsOf`, of `recordedMonths` and of `Jobs.start`.
   */
  start(context: Context, question: ComparisonQuestion, request: SessionRequestKey | null): Promise<Job>;
  /** The latest first. */
  entries(): Promise<readonly ComparisonEntry[]>;
  /** As whoever asks may read it: an analyst, without small counts. @throws InputError those of `ComparisonBook.find`. */
  shown(context: Context, id: string): Promise<PresentedComparison>;
}

/** Comparisons run in the door's workers; without them, in this thread. */
export const comparisonDesk = (cache: WorkspaceCache, door: SessionsDoor): ComparisonDesk => {
  const { jobs, now } = door;
  const comparer =
    door.comparer ?? sameThreadComparer((experiment) => experimentRules(cache.rules, experiment));
  const { store } = cache;
  const book = new ComparisonBook({ store, comparer, studies: door.studies ?? callingThreadStudies(store) });
  /** What an identity names never changes: it is read, checked and put in words once while somebody goes through its pages. */
  const lately = new Map<string, PresentedComparison>();
  return {
    start: async (context, question, request) => {
      const workspace = await cache.current();
      const { period } = question;
      armsOf(workspace, question, period?.kind ?? 'recorded');
      if (period?.kind === 'recorded') recordedMonths(workspace.pool, period);
      const holder = holderOf(context.get('authenticated').principal);
      return jobs.start({ kind: 'comparison', holder, request }, async (run) => {
        const { id } = await book.make(workspace, question, { ...run, at: now(), keep: true });
        return { result: `/v1/comparisons/${id}` };
      });
    },
    entries: async () =>
      (await book.all()).map((head) => {
        const { id, at, asOf, mode } = head;
        return { id, at, asOf, title: comparisonTitle(head), mode };
      }),
    shown: async (context, id) => {
      const { simulated } = await cache.current();
      const smallCells = context.get('authenticated').principal.role === 'analyst';
      const key = [id, simulated, smallCells].join();
      const known = lately.get(key);
      if (known !== undefined) return known;
      const { territory } = cache.rules;
      const made = presentComparison({ territory, simulated, smallCells }, await book.find(id));
      lately.set(key, made);
      if (lately.size > LATELY) lately.delete(lately.keys().next().value as string);
      return made;
    },
  };
};
