import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError } from '../../../engine/domain/issue.ts';
import { holderOf } from '../../http/access.ts';
import { problemOf } from '../../http/problem.ts';
import { mappingText } from '../../http/sentMapping.ts';
import type { PresentedImport } from '../../present/importReport.ts';
import type { ImportDesk, RefusedRows } from '../../service/importDesk.ts';
import { IMPORTABLE_KINDS, type ImportableKind } from '../../service/imports.ts';
import type { Job } from '../../service/jobs.ts';
import type { PageDoors } from '../doors.ts';
import { formOf, seeOther } from '../form.ts';
import { IMPORT_PAGE } from '../importAddress.ts';
import { viewerOf } from '../viewer.ts';
import { cellOf } from './cellName.ts';
import { ImportPage } from './importPage.tsx';
import { ImportsPage } from './importsPage.tsx';

/** Files sent in, what was refused of them, corrected and sent again. */
export const addImportPages = (app: Hono, doors: PageDoors): void => {
  const { cache, sessions, imports: desk } = doors;
  if (desk === null || sessions === null) return;
  const { jobs } = sessions;

  app.get(IMPORT_PAGE, async (context) => {
    const viewer = viewerOf(context, await cache.current());
    return context.html(<ImportsPage viewer={viewer} entries={await cache.store.imports()} />);
  });

  app.post(IMPORT_PAGE, async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const sent = await context.req.parseBody();
    const [kind, sheet] = [textOf(sent.nature), textOf(sent.feuille)];
    const file = sent.fichier;
    const refuse = (refusal: string, status: ContentfulStatusCode = 400) =>
      cache.store
        .imports()
        .then((entries) =>
          context.html(<ImportsPage viewer={viewer} {...{ entries, kind, sheet, refusal }} />, status),
        );
    if (!(file instanceof File) || file.name === '')
      return refuse('Choisissez un fichier : CSV, XLSX, JSON Lines ou XML du SNE.');
    if (!isKind(kind)) return refuse('Dites ce que contient le fichier.');
    try {
      const mapping = await mappingText(sent.correspondance);
      const job = await desk.send(file.stream() as ReadableStream<Uint8Array>, {
        kind,
        file: file.name.slice(-200),
        encoding: 'auto',
        ...(sheet === '' ? {} : { sheet }),
        ...(mapping === undefined ? {} : { mapping }),
        ...senderOf(context),
      });
      return seeOther(context, `/imports/${job.id}`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { detail, status } = problemOf(error.issues);
      return refuse(detail, status as ContentfulStatusCode);
    }
  });

  app.get('/imports/:id', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const job = importJob(await jobs.find(context.req.param('id')));
    return context.html(<ImportPage viewer={viewer} job={job} refused={await refusedOf(desk, job)} />);
  });

  app.post('/imports/:id/corriger', async (context) => {
    const { id, report } = importJob(await jobs.find(context.req.param('id')));
    const { kind, file } = report as PresentedImport;
    const cells = new Map(
      Object.entries(formOf(context)).flatMap(([name, value]) => {
        const key = cellOf(name);
        return key === null || typeof value !== 'string' ? [] : [[key, value] as const];
      }),
    );
    const job = await desk.sendCorrected(id, cells, {
      kind: kind as ImportableKind,
      file: `corrections-${file}`.slice(-200),
      encoding: 'utf-8',
      ...senderOf(context),
    });
    return seeOther(context, `/imports/${job.id}`);
  });
};

const textOf = (sent: unknown): string => (typeof sent === 'string' ? sent.trim() : '');

const isKind = (kind: string): kind is ImportableKind =>
  (IMPORTABLE_KINDS as readonly string[]).includes(kind);

const senderOf = (context: Context) => {
  const { principal } = context.get('authenticated');
  return { actor: principal.id, holder: holderOf(principal) };
};

/** @throws InputError `job.unknown` for work that is no import. */
const importJob = (job: Job): Job => {
  if (job.kind !== 'import') throw new InputError([{ code: 'job.unknown', path: 'job', received: job.id }]);
  return job;
};

/** Null: nothing was refused, or it is no longer kept, or not to be corrected here. */
const refusedOf = async (desk: ImportDesk, { id, status }: Job): Promise<RefusedRows | null> => {
  if (status !== 'done') return null;
  try {
    return await desk.refusedRows(id);
  } catch (error) {
    if (error instanceof InputError && error.issues[0]?.code === 'import.no-refusals') return null;
    throw error;
  }
};
