import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { yearOf } from '../../engine/domain/day.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Principal, Role } from '../auth/roles.ts';
import { flowsReviewTable } from '../export/flowsReviewTable.ts';
import { flowsNextTable, flowsPlanTable, localisationTable, overlapsTable } from '../export/flowsTables.ts';
import { flowsTable } from '../export/territoryTables.ts';
import { type FlowsContext, presentFlows } from '../present/flows.ts';
import { presentLocalisation, presentOverlaps } from '../present/flowsCredited.ts';
import { presentNext } from '../present/flowsNext.ts';
import { presentPlan } from '../present/flowsPlan.ts';
import { presentReview } from '../present/flowsReview.ts';
import {
  flowsBailleur,
  flowsLocalisation,
  flowsNext,
  flowsNow,
  flowsOverlaps,
  flowsPlan,
  flowsReview,
  reservataireNamed,
} from '../service/flows.ts';
import type { Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { StoredSession } from '../store/sessionDocument.ts';
import { problem } from './contents.ts';
import { FlowsPlanSchema, FlowsReviewSchema, FlowsSchema, flowsNextSchema } from './flowsSchemas.ts';
import { longPageQuery, pageByKey, pageOf } from './paging.ts';
import { DwellingSchema } from './schemas.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const REFUSALS = {
  400: problem('Requête incorrecte'),
  403: problem('Le bailleur ou le réservataire n’est pas le vôtre'),
};

const filters = {
  bailleur: z.string().max(200).optional().openapi({ description: 'Identifiant ou nom' }),
  reservataire: z.string().max(20).optional().openapi({ description: 'Code du réservataire' }),
  ...longPageQuery,
  ...tableQuery,
};
const ALL = 'En CSV ou en XLSX : tout, sans page.';

const routes = {
  flows: createRoute({
    method: 'get',
    path: '/v1/flows',
    summary: 'Flux des réservations par bailleur, QPV et réservataire ; localisation et recoupements',
    description: ALL,
    request: {
      query: z.strictObject({
        ...filters,
        table: z
          .enum(['contingents', 'localisation', 'overlaps'])
          .default('contingents')
          .openapi({ description: 'Le tableau voulu, pour un tableur' }),
      }),
    },
    responses: {
      200: jsonOrTable(FlowsSchema, 'Où en est chaque flux : une page de bailleurs, en QPV et hors QPV'),
      ...REFUSALS,
    },
  }),
  plan: createRoute({
    method: 'get',
    path: '/v1/flows/plan',
    summary: 'Répartit les baux à venir de l’année entre réservataires, et dit ce qui manquera',
    description: ALL,
    request: { query: z.strictObject(filters) },
    responses: {
      200: jsonOrTable(FlowsPlanSchema, 'Le plan : une page de bailleurs, en QPV et hors QPV'),
      ...REFUSALS,
    },
  }),
  next: createRoute({
    method: 'get',
    path: '/v1/flows/next',
    summary: 'Quel réservataire servir pour chaque logement libéré',
    description: ALL,
    request: {
      query: z.strictObject({
        ...filters,
        anew: z
          .enum(['true', 'false'])
          .default('false')
          .openapi({ description: 'Comme si aucun logement n’était déjà orienté' }),
      }),
    },
    responses: {
      200: jsonOrTable(flowsNextSchema(DwellingSchema), 'Une page d’orientations proposées'),
      ...REFUSALS,
    },
  }),
  review: createRoute({
    method: 'get',
    path: '/v1/flows/review',
    summary: 'Bilan annuel dû aux réservataires avant le 28 février (R441-5-1)',
    description: ALL,
    request: {
      query: z.strictObject({ ...filters, year: z.coerce.number().int().min(2000).max(2100).optional() }),
    },
    responses: { 200: jsonOrTable(FlowsReviewSchema, 'Une page du bilan'), ...REFUSALS },
  }),
};

/** What a request wants of flows, as it was written. */
export interface FlowsAsked {
  readonly bailleur?: string | undefined;
  readonly reservataire?: string | undefined;
}

/** Counts of households by combination of rights are small: for those who coordinate. */
const READS_OVERLAPS: readonly Role[] = ['coordination', 'admin'];

/** Contingents in flow: who has only its own sees its own. */
export const addFlowsRoutes = (app: OpenAPIHono, cache: WorkspaceCache, sessions?: SessionsDoor): void => {
  const ground = async (context: Context, asked: FlowsAsked) => {
    const workspace = await cache.current();
    return {
      workspace,
      sessions: (await sessions?.service.list()) ?? ([] as readonly StoredSession[]),
      shown: shownFlows(workspace, context.get('authenticated').principal, asked),
    };
  };

  app.openapi(routes.flows, async (context) => {
    const query = context.req.valid('query');
    const { workspace, sessions: saved, shown } = await ground(context, query);
    const flows = flowsNow(workspace, saved);
    const presented = presentFlows(shown, flows);
    const { of, all, credited } = presentLocalisation(
      shown,
      flows,
      flowsLocalisation(workspace, shown.bailleur),
    );
    const mayRead = READS_OVERLAPS.includes(context.get('authenticated').principal.role);
    const overlaps = mayRead ? presentOverlaps(shown, flows, flowsOverlaps(workspace, shown.bailleur)) : null;
    const format = formatAsked(context);
    if (format !== 'json')
      switch (query.table) {
        case 'contingents':
          return (await answerTable(context, format, flowsTable(presented), 'flux')) as never;
        case 'localisation': {
          const table = localisationTable({ all, credited });
          return (await answerTable(context, format, table, 'flux-localisation')) as never;
        }
        case 'overlaps':
          if (overlaps === null) throw new InputError([{ code: 'auth.role', path: 'table' }]);
          return (await answerTable(context, format, overlapsTable(overlaps), 'flux-recoupements')) as never;
      }
    const answer = {
      ...presented,
      ...pageOf('cells', presented.cells, query),
      localisation: { of, all, credited },
      overlaps: overlaps && {
        waiting: overlaps.waiting,
        credited: overlaps.credited,
        notes: overlaps.notes,
      },
    };
    return context.json(answer, 200) as never;
  });

  app.openapi(routes.plan, async (context) => {
    const query = context.req.valid('query');
    const { workspace, sessions: saved, shown } = await ground(context, query);
    const flows = flowsNow(workspace, saved);
    const plan = presentPlan(shown, flows, await flowsPlan(flows, workspace));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, flowsPlanTable(plan), 'flux-plan')) as never;
    return context.json({ ...plan, ...pageOf('cells', plan.cells, query) }, 200) as never;
  });

  app.openapi(routes.next, async (context) => {
    const { anew, ...query } = context.req.valid('query');
    const { workspace, sessions: saved, shown } = await ground(context, query);
    const flows = flowsNow(workspace, saved);
    const found = flowsNext({ flows, workspace, sessions: saved }, { anew: anew === 'true' });
    const next = presentNext(shown, flows, found, context.get('mayShow'));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, flowsNextTable(next), 'flux-orientations')) as never;
    // In the order of the agenda: by day, then by vacancy.
    const days = new Map<string, string>(found.map(({ vacancy }) => [vacancy.id, vacancy.availableOn]));
    const page = pageByKey(
      'vacancies',
      next.vacancies,
      query,
      ({ vacancy }) => `${days.get(vacancy) ?? ''}~${vacancy}`,
    );
    return context.json({ ...next, ...page }, 200) as never;
  });

  app.openapi(routes.review, async (context) => {
    const { year: askedYear, ...query } = context.req.valid('query');
    const { workspace, shown } = await ground(context, query);
    const year = askedYear ?? yearOf(workspace.pool.asOf) - 1;
    const review = presentReview(shown, year, flowsReview(workspace, { year, bailleur: shown.bailleur }));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, flowsReviewTable(review), `bilan-${year}`)) as never;
    return context.json({ ...review, ...pageOf('lines', review.lines, query) }, 200) as never;
  });
};

/**
 * What may be shown: a bailleur its own landlord, a reservataire its own contingent, the others everything.
 * @throws InputError `auth.not-own`, `session.bailleur-unknown`, `option.choice`.
 */
export const shownFlows = (
  workspace: Workspace,
  { role, of }: Pick<Principal, 'role' | 'of'>,
  asked: FlowsAsked,
): FlowsContext => {
  const reservataire = asked.reservataire === undefined ? null : reservataireNamed(asked.reservataire);
  const bailleur = flowsBailleur(workspace, { bailleur: asked.bailleur ?? null, reservataire });
  const others =
    (role === 'bailleur' && bailleur !== null && bailleur !== of) ||
    (role === 'reservataire' && reservataire !== null && reservataire !== of);
  if (others) throw new InputError([{ code: 'auth.not-own', path: '' }]);
  const { territory, simulated } = workspace;
  return {
    territory,
    simulated,
    bailleur: role === 'bailleur' ? of : bailleur,
    reservataire: role === 'reservataire' && of !== null ? reservataireNamed(of) : reservataire,
  };
};
