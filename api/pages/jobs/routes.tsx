import type { Hono } from 'hono';
import type { Job } from '../../service/jobs.ts';
import type { PageDoors } from '../doors.ts';
import { seeOther } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { jobHref } from './jobHref.ts';
import { JobPage } from './jobPage.tsx';
import { resultPage } from './works.ts';

/** Work that takes time, followed: it leads to its result once it is there. */
export const addJobPages = (app: Hono, { cache, sessions }: PageDoors): void => {
  if (sessions === null) return;
  const { jobs } = sessions;

  app.get('/travaux/:id', async (context) => {
    const job = await jobs.find(context.req.param('id'));
    const elsewhere = pageOf(job);
    if (elsewhere !== null) return seeOther(context, elsewhere);
    const viewer = viewerOf(context, await cache.current());
    const stopping = context.req.query('arret') !== undefined;
    return context.html(<JobPage job={job} viewer={viewer} stopping={stopping} />);
  });

  app.post('/travaux/:id/arret', async (context) => {
    const { id } = await jobs.stop(context.req.param('id'));
    return seeOther(context, jobHref(id, { stopping: true }));
  });
};

/** Where it is better read: its result, or the page that sessions and imports have of their own; null: here. */
const pageOf = ({ id, kind, status, result }: Job): string | null => {
  if (kind === 'session') return `/seances/calculs/${encodeURIComponent(id)}`;
  if (kind === 'import') return `/imports/${encodeURIComponent(id)}`;
  return status === 'done' && result !== null ? resultPage(result) : null;
};
