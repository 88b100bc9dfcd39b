import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { IsoDay } from '../../engine/domain/ids.ts';
import { studiesTable } from '../export/keepingTables.ts';
import { presentKeptStudy, presentStudyRetention, removedStudiesText } from '../present/studyRetention.ts';
import {
  keepStudyDurations,
  STUDY_PARTS,
  StudyDurationsSchema,
  studyDurationsOf,
} from '../service/studyDurations.ts';
import { removeStudies, studiesOn } from '../service/studyRetention.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import type { Guard } from './guard.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pageAt, pageQuery } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

/** Computations removed by one request: it answers in time. */
const MOST_AT_ONCE = 500;

const part = z.enum(STUDY_PARTS);
const StudyRetentionSchema = z
  .object({
    day: z.string(),
    durations: z.array(
      z.object({
        part,
        label: z.string(),
        from: z.string(),
        months: z.int(),
        source: z.string(),
        certainty: z.string(),
        kept: z.int(),
        referred: z.int().openapi({
          description:
            'Gardés au-delà de leur durée : le registre, une séance ou une préconisation les nomme',
        }),
      }),
    ),
    past: z.int().openapi({ description: 'Calculs qui dépassent leur durée' }),
    text: z.string(),
    items: z.array(
      z.object({ part, label: z.string(), id: z.string(), made: z.string(), until: z.string() }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('StudyRetention');

const RemovalSchema = z
  .object({
    removed: z.object({
      comparison: z.int(),
      simulation: z.int(),
      audit: z.int(),
      prices: z.int(),
      draws: z.int(),
    }),
    left: z.int().openapi({ description: 'Calculs qui dépassent encore leur durée : redemandez' }),
    text: z.string(),
  })
  .openapi('StudyRemoval');

const routes = {
  read: createRoute({
    method: 'get',
    path: '/v1/retention/studies',
    summary: 'Liste les calculs gardés qui dépassent leur durée de conservation',
    description: 'En CSV ou en XLSX : tous ces calculs, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(
        StudyRetentionSchema,
        'Les durées, et une page de ces calculs, le plus ancien d’abord',
      ),
      400: problem('Requête incorrecte'),
    },
  }),
  set: createRoute({
    method: 'put',
    path: '/v1/retention/studies/durations',
    summary: 'Fixe les durées de conservation des calculs',
    request: { headers: idempotencyHeader, body: body(StudyDurationsSchema) },
    responses: {
      200: json(z.object({ text: z.string() }).openapi('StudyRetentionSet'), 'Ce qu’elles changent'),
      400: problem('Requête incorrecte'),
      409: problem('Quelqu’un d’autre les fixe au même moment'),
    },
  }),
  remove: createRoute({
    method: 'post',
    path: '/v1/retention/studies/removals',
    summary: 'Retire les calculs qui dépassent leur durée',
    description:
      'Le plus ancien d’abord. Ce que le registre, une séance ou une préconisation nomme reste, et une liste enregistrée se refait à l’identique.',
    request: {
      headers: idempotencyHeader,
      body: body(
        z
          .strictObject({
            most: z.int().min(1).max(MOST_AT_ONCE).openapi({ description: 'Combien au plus, cette fois' }),
          })
          .openapi('StudyRemovalRequest'),
      ),
    },
    responses: {
      200: json(RemovalSchema, 'Ce qui est retiré'),
      400: problem('Requête incorrecte'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
};

/**
 * Durations of kept computations, for the administrator.
 *
 * @param draws folder of finished draws; left out: none is looked at.
 */
export const addStudyRetentionRoutes = (
  app: OpenAPIHono,
  { now }: Guard,
  { store }: WorkspaceCache,
  draws: string | undefined,
): void => {
  const places = { store, draws: draws ?? null };
  // Of the calendar, whatever day the data are of: computations are dated when they are made.
  const today = () => IsoDay.parse(now().slice(0, 10));
  const review = async () => studiesOn(places, await studyDurationsOf(store), today());

  app.openapi(routes.read, async (context) => {
    const found = await review();
    const format = formatAsked(context);
    if (format !== 'json') {
      const table = studiesTable(found.past.map(presentKeptStudy));
      return (await answerTable(context, format, table, 'calculs-au-dela-de-leur-duree')) as never;
    }
    const { items, nextCursor } = pageAt(found.past, context.req.valid('query'));
    return context.json(
      { ...presentStudyRetention(found), items: items.map(presentKeptStudy), nextCursor },
      200,
    ) as never;
  });

  app.openapi(routes.set, async (context) => {
    await keepStudyDurations(store, context.req.valid('json'));
    return context.json({ text: presentStudyRetention(await review()).text }, 200);
  });

  app.openapi(routes.remove, async (context) => {
    const { past } = await review();
    const oldest = past.slice(0, context.req.valid('json').most);
    const removed = await removeStudies(places, oldest);
    return context.json(
      { removed, left: past.length - oldest.length, text: removedStudiesText(removed) },
      200,
    );
  });
};
