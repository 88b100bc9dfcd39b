import { describe, expect, test } from 'vitest';
import { type JobRun, Jobs } from '../../api/service/jobs.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { MemoryStore } from '../support/memoryStore.ts';

const NOW = '2026-11-02T08:00:00.000Z';
const documents = () => new MemoryStore({}).collection('jobs');
const asked = { kind: 'session', holder: 'admin ', request: null } as const;
const opened = (kept = documents()) => new Jobs({ documents: kept, now: () => NOW });

/** Work that ends when it is told to. */
const held = () => {
  let end: (session: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { end, work: async (_: JobRun) => ({ session: await ended }) };
};

describe('a job', () => {
  test('goes from running to done, and is told at each step', async () => {
    const jobs = opened();
    const { end, work } = held();
    const { id } = await jobs.start(asked, async (run) => {
      run.onProgress({ bytesRead: 1, totalBytes: 2 });
      return work(run);
    });
    const seen: string[] = [];
    const watching = (async () => {
      for await (const job of jobs.watch(id, new AbortController().signal)) seen.push(job.status);
    })();
    expect((await jobs.settled(id, 1)).status).toBe('running');
    end('2026-11-02-1');
    await watching;
    expect(seen.at(0)).toBe('running');
    expect(seen.at(-1)).toBe('done');
    expect(await jobs.find(id)).toMatchObject({ session: '2026-11-02-1', startedAt: NOW, endedAt: NOW });
  });
  test('that fails says why; nothing of the inside when nobody foresaw it', async () => {
    const jobs = opened();
    const failing = async (error: Error) =>
      jobs.settled((await jobs.start(asked, () => Promise.reject(error))).id, 1_000);
    expect(await failing(new InputError([{ code: 'session.no-vacancy', path: 'vacancies' }]))).toMatchObject({
      status: 'failed',
      issues: [{ code: 'session.no-vacancy' }],
    });
    expect((await failing(new Error('secret'))).issues).toEqual([{ code: 'internal', path: '' }]);
  });
  test('stops watching when the watcher leaves', async () => {
    const jobs = opened();
    const { work } = held();
    const { id } = await jobs.start(asked, work);
    const left = new AbortController();
    const watching = (async () => {
      let states = 0;
      for await (const _ of jobs.watch(id, left.signal)) states += 1;
      return states;
    })();
    await new Promise((next) => setTimeout(next, 5));
    left.abort();
    expect(await watching).toBe(1);
  });
  test('is known after the server has started again: done, or interrupted', async () => {
    const kept = documents();
    const before = opened(kept);
    const done = await before.start(asked, async () => ({ session: '2026-11-02-1' }));
    await before.settled(done.id, 1_000);
    const cut = await before.start(asked, held().work);
    const after = opened(kept);
    expect(await after.find(done.id)).toMatchObject({ status: 'done', session: '2026-11-02-1' });
    expect(await after.find(cut.id)).toMatchObject({
      status: 'interrupted',
      holder: asked.holder,
      issues: [{ code: 'job.interrupted' }],
    });
    expect((await before.find(cut.id)).status).toBe('running');
    await expect(after.find('rien')).rejects.toThrow('job.unknown');
  });
  test('the same request starts it once, at once or not; another with its key is refused', async () => {
    const jobs = opened();
    let runs = 0;
    const work = async () => {
      runs += 1;
      return { session: '2026-11-02-1' };
    };
    const request = { key: 'a', body: 'b' };
    const [first, again] = await Promise.all([
      jobs.start({ ...asked, request }, work),
      jobs.start({ ...asked, request }, work),
    ]);
    expect(again.id).toBe(first.id);
    await jobs.settled(first.id, 1_000);
    expect(runs).toBe(1);
    await expect(jobs.start({ ...asked, request: { key: 'a', body: 'c' } }, work)).rejects.toThrow(
      'request.key-reused',
    );
  });
  test('that cannot be written down is not begun', async () => {
    const kept = documents();
    const full = new InputError([{ code: 'store.full', path: '' }]);
    kept.save = () => Promise.reject(full);
    const jobs = opened(kept);
    let begun = false;
    await expect(
      jobs.start(asked, async () => {
        begun = true;
        return {};
      }),
    ).rejects.toBe(full);
    expect(begun).toBe(false);
  });
  test('an import is not stopped on its way; a search is', async () => {
    const jobs = opened();
    const reading = await jobs.start({ ...asked, kind: 'import' }, held().work);
    await expect(jobs.stop(reading.id)).rejects.toThrow('job.not-stoppable');
    let aborted = false;
    const search = await jobs.start(asked, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      aborted = true;
      return {};
    });
    await jobs.stop(search.id);
    await jobs.settled(search.id, 1_000);
    expect(aborted).toBe(true);
  });
});
