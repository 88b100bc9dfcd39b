import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { jobProgressText, jobShare } from '../present/jobProgress.ts';
import { issueText } from '../present/messages.ts';
import { JOB_KINDS, JOB_STATUSES, type Job, type Jobs } from '../service/jobs.ts';
import { json, problem } from './contents.ts';
import type { Guard } from './guard.ts';
import { idempotencyHeader } from './idempotency.ts';

const PresentedIssue = z.object({
  code: z.string(),
  line: z.int().nullable(),
  column: z.string().nullable(),
  text: z.string(),
  remedy: z.string(),
});

const ImportReportSchema = z
  .object({
    kind: z.string(),
    file: z.string(),
    counts: z.object({ rows: z.int(), accepted: z.int(), refused: z.int(), identical: z.int() }),
    summary: z
      .object({ added: z.int(), replaced: z.int(), unchanged: z.int(), older: z.int(), total: z.int() })
      .nullable()
      .openapi({ description: 'null : rien n’est importé' }),
    fatal: PresentedIssue.nullable(),
    warnings: z.array(PresentedIssue),
    refusals: z.array(
      z.object({
        code: z.string(),
        count: z.int(),
        text: z.string(),
        remedy: z.string(),
        lines: z.array(z.int()),
      }),
    ),
  })
  .openapi('ImportReport');

export const JobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(JOB_KINDS),
    status: z
      .enum(JOB_STATUSES)
      .openapi({ description: '`interrupted` : le serveur s’est arrêté avant la fin' }),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    progress: z
      .union([
        z.object({
          stage: z.int(),
          stages: z.int(),
          round: z.int(),
          value: z.number(),
          bound: z.number(),
        }),
        z.object({ bytesRead: z.int(), totalBytes: z.int().nullable() }),
        z.object({
          done: z.int(),
          total: z.int(),
          step: z.enum(['world', 'prices', 'replications', 'targets', 'lists']).optional(),
        }),
      ])
      .nullable(),
    progressText: z.string().openapi({ description: 'Où il en est, en français' }),
    progressShare: z.number().nullable().openapi({ description: 'Part faite, de 0 à 1 ; null : non connue' }),
    session: z.string().nullable().openapi({
      description: 'Adresse de la séance faite, une fois le calcul fini ; ou de celle qui est étudiée',
    }),
    result: z
      .string()
      .nullable()
      .openapi({ description: 'Adresse du résultat d’un autre calcul, une fois fini' }),
    report: ImportReportSchema.nullable().openapi({ description: 'Compte rendu d’un import, une fois fini' }),
    issues: z.array(z.looseObject({ code: z.string(), path: z.string(), message: z.string() })),
  })
  .openapi('Job');

const oneJob = z.object({ id: z.string().openapi({ description: 'Identifiant du calcul' }) });
const routes = {
  read: createRoute({
    method: 'get',
    path: '/v1/jobs/{id}',
    summary: 'Dit où en est un calcul',
    request: { params: oneJob },
    responses: { 200: json(JobSchema, 'Le calcul'), 404: problem('Calcul inconnu') },
  }),
  events: createRoute({
    method: 'get',
    path: '/v1/jobs/{id}/events',
    summary: 'Suit un calcul à mesure : un événement par avancement, le dernier à la fin',
    request: { params: oneJob },
    responses: {
      200: {
        description: 'Des événements « job », chacun avec le calcul en JSON',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      404: problem('Calcul inconnu'),
    },
  }),
  stop: createRoute({
    method: 'delete',
    path: '/v1/jobs/{id}',
    summary: 'Arrête un calcul : la meilleure réponse trouvée est gardée, avec sa preuve',
    request: { headers: idempotencyHeader, params: oneJob },
    responses: {
      202: json(JobSchema, 'L’arrêt est demandé'),
      404: problem('Calcul inconnu'),
      409: problem('Un import est une seule écriture : il ne s’arrête pas'),
    },
  }),
};

/** A job as it is shown: whoever started it is not. */
export const presentJob = ({ holder: _, ...job }: Job) => ({
  ...job,
  progressText: jobProgressText(job.progress),
  progressShare: jobShare(job.progress),
  result: job.result ?? null,
  session: job.session === null ? null : `/v1/sessions/${job.session}`,
  issues: job.issues.map(({ code, path, ...issue }) => ({
    code,
    path,
    message: issueText({ code, path, ...issue }),
  })),
});

/** The routes of jobs. */
export const addJobRoutes = (app: OpenAPIHono, { gate }: Guard, jobs: Jobs): void => {
  app.openapi(
    routes.read,
    async (context) => context.json(presentJob(await jobs.find(context.req.valid('param').id)), 200) as never,
  );

  app.openapi(routes.events, async (context) => {
    const { id } = context.req.valid('param');
    await jobs.find(id);
    return streamSSE(context, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const ending = AbortSignal.any([left.signal, gate.closing]);
      for await (const job of jobs.watch(id, ending))
        await stream.writeSSE({ event: 'job', data: JSON.stringify(presentJob(job)) });
    }) as never;
  });

  app.openapi(
    routes.stop,
    async (context) => context.json(presentJob(await jobs.stop(context.req.valid('param').id)), 202) as never,
  );
};
