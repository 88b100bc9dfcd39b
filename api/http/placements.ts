import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { PLACEMENT_TABLES, withPlacementTable } from '../export/placementTables.ts';
import { presentPlacements } from '../present/placement.ts';
import { DEFAULT_PLACEMENT, MAX_HOUSEHOLDS, placementsOf } from '../service/placements.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, problem } from './contents.ts';
import { DwellingSchema, HouseholdSchema } from './schemas.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

/* The dwellings for the households that a committee must house. Numéros are in the body, never in an address. */

const PlacementRequestSchema = z
  .strictObject({
    numbers: z
      .array(z.string().min(1).max(40))
      .min(1)
      .max(MAX_HOUSEHOLDS)
      .openapi({ description: 'Numéros uniques des ménages à loger, un ou plusieurs' }),
    method: z
      .string()
      .nullable()
      .default(DEFAULT_PLACEMENT.method)
      .openapi({ description: 'Méthode d’ordonnancement ; null : celle du territoire' }),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_PLACEMENT.seed),
    beyondWishes: z
      .boolean()
      .default(DEFAULT_PLACEMENT.beyondWishes)
      .openapi({ description: 'Montre aussi, après les autres, les logements non demandés' }),
    limit: z
      .int()
      .min(1)
      .max(1_000)
      .default(DEFAULT_PLACEMENT.limit)
      .openapi({ description: 'Logements montrés par ménage et par groupe' }),
  })
  .openapi('PlacementRequest');

const Rule = z.object({
  rule: z.string(),
  kind: z.string(),
  label: z.string(),
  status: z.enum(['met', 'unmet', 'unknown']),
  text: z.string(),
});

const Option = z
  .object({
    choice: z.int(),
    dwelling: DwellingSchema,
    criteria: z.array(
      z.object({
        criterion: z.string(),
        label: z.string(),
        level: z.union([z.string(), z.number()]),
        text: z.string(),
      }),
    ),
    standing: z.string(),
    contingents: z.array(z.string()),
    effects: z.array(z.object({ target: z.string(), direction: z.string(), text: z.string() })),
    affordability: z.string(),
    work: z.array(z.string()),
    reciprocity: z.string().nullable(),
    toCheck: z.array(z.string()),
    rules: z.array(Rule),
  })
  .openapi('PlacementOption');

const Expected = z
  .object({
    commune: z.string(),
    typology: z.string(),
    wish: z.string(),
    stock: z.int(),
    suitedShare: z.number(),
    withinMeansShare: z.number(),
    counts: z.array(
      z.object({
        months: z.int(),
        mean: z.number().nullable(),
        low: z.int().nullable(),
        high: z.int().nullable(),
      }),
    ),
    text: z.string(),
  })
  .openapi('ExpectedDwellings', { description: 'Estimation, non une promesse' });

export const PlacementsSchema = z
  .object({
    territory: z.object({ id: z.string(), label: z.string(), asOf: z.string() }),
    notices: z.array(z.string()),
    simulated: z.boolean(),
    method: z.object({ id: z.string(), label: z.string() }),
    order: z.object({ criteria: z.array(z.string()), text: z.string(), note: z.string().nullable() }),
    expectedBasis: z.string(),
    beyondWishes: z.boolean(),
    placements: z.array(
      z.object({
        number: z.string(),
        household: HouseholdSchema,
        circuits: z.array(
          z.object({
            circuit: z.string(),
            status: z.enum(['met', 'unmet', 'unknown']),
            text: z.string(),
            body: z.string().nullable(),
          }),
        ),
        home: z.array(z.string()),
        groups: z.array(
          z.object({
            group: z.string(),
            label: z.string(),
            suited: z.int(),
            options: z.array(Option),
            expected: z.array(Expected),
            expectedTotal: z.int(),
          }),
        ),
        setAside: z.object({
          looked: z.int(),
          suited: z.int(),
          stages: z.array(z.object({ rule: z.string(), count: z.int(), text: z.string() })),
        }),
      }),
    ),
    together: z
      .object({
        conflicts: z.array(z.object({ vacancy: z.string(), numbers: z.array(z.string()), text: z.string() })),
        proposals: z.array(
          z.object({
            number: z.string(),
            vacancy: z.string().nullable(),
            choice: z.int().nullable(),
            text: z.string(),
          }),
        ),
        proof: z.object({ status: z.enum(['optimal', 'within', 'not-verified']), text: z.string() }),
      })
      .nullable(),
    reminder: z.string(),
  })
  .openapi('Placements');

const placementsRoute = createRoute({
  method: 'post',
  path: '/v1/placements',
  summary: 'Cherche les logements libres et attendus pour des ménages à loger',
  request: {
    query: z.strictObject({
      ...tableQuery,
      table: z
        .enum(PLACEMENT_TABLES)
        .default('options')
        .openapi({ description: 'Le tableau voulu, pour un tableur' }),
    }),
    body: body(PlacementRequestSchema),
  },
  responses: {
    200: jsonOrTable(PlacementsSchema, 'Les logements, par ménage, et une répartition s’ils sont plusieurs'),
    400: problem('Requête incorrecte'),
    404: problem('Numéro unique inconnu'),
    413: problem('Requête trop grande'),
    415: problem('Format non accepté'),
  },
});

export const addPlacementRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(placementsRoute, async (context) => {
    const { limit, ...question } = context.req.valid('json');
    const answer = await placementsOf(await cache.current(), question);
    const presented = presentPlacements(answer.context, { ...answer, rates: answer.ground.rates }, limit);
    const format = formatAsked(context);
    if (format === 'json') return context.json(presented, 200) as never;
    const { table } = context.req.valid('query');
    return (await withPlacementTable(presented, table, (rows) =>
      answerTable(context, format, rows, `logements-a-proposer-${table}`),
    )) as never;
  });
};
