import type { Context } from 'hono';
import {
  disparityTitle,
  establishedCount,
  type PresentedDisparity,
  presentDisparity,
} from '../present/disparity.ts';
import { recordedMonths } from '../service/comparisonExperiment.ts';
import { DisparityBook } from '../service/disparities.ts';
import type { KeptAudit } from '../service/disparityDocument.ts';
import type { DisparityQuestion } from '../service/disparityQuestion.ts';
import type { Job } from '../service/jobs.ts';
import { callingThreadStudies } from '../service/studies.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { SessionRequestKey } from '../store/sessionDocument.ts';
import { holderOf } from './access.ts';
import type { SessionsDoor } from './sessions.ts';

/** An audit of equal treatment in a list. */
export interface DisparityEntry {
  readonly id: string;
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Day of the data. */
  readonly asOf: string;
  readonly title: string;
  readonly source: 'recorded' | 'lists';
  /** Gaps that are established. */
  readonly established: number;
}

/** Audits of equal treatment asked for and read, by programs and by pages alike. */
export interface DisparityDesk {
  /**
   * Starts one; what can be refused before it begins is refused here.
   *
   * @param request null: the same question again is other work.
   * @throws InputError `method.unknown`, `method.not-an-ordering`, those of `recordedMonths` and of `Jobs.start`.
   */
  start(context: Context, question: DisparityQuestion, request: SessionRequestKey | null): Promise<Job>;
  /** The latest first. */
  entries(): Promise<readonly DisparityEntry[]>;
  /** @throws InputError those of `DisparityBook.find`. */
  shown(id: string): Promise<PresentedDisparity>;
}

/** Audits are made in the door's worker; without it, in this thread. */
export const disparityDesk = (cache: WorkspaceCache, { jobs, now, studies }: SessionsDoor): DisparityDesk => {
  const { store } = cache;
  const book = new DisparityBook({ store, studies: studies ?? callingThreadStudies(store) });
  return {
    start: async (context, question, request) => {
      const workspace = await cache.current();
      workspace.ranking(question, null);
      if (question.period !== null) recordedMonths(workspace.pool, question.period);
      const holder = holderOf(context.get('authenticated').principal);
      return jobs.start({ kind: 'disparity', holder, request }, async (run) => {
        const { id } = await book.make(workspace, question, { ...run, at: now(), keep: true });
        return { result: `/v1/disparities/${id}` };
      });
    },
    entries: async () => (await book.all()).map(entryOf),
    shown: async (id) => {
      const [found, { simulated }] = await Promise.all([book.find(id), cache.current()]);
      const { territory, methods } = cache.rules;
      const { method } = found.audit;
      const methodLabel = methods.get(method)?.method.label ?? method;
      return presentDisparity({ territory, simulated, methodLabel }, found);
    },
  };
};

const entryOf = (kept: KeptAudit): DisparityEntry => {
  const { id, at, asOf, source, audit } = kept;
  return { id, at, asOf, title: disparityTitle(kept), source, established: establishedCount(audit) };
};
