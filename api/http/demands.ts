import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { lifeWrittenText, presentLife } from '../present/demandLife.ts';
import { erasureText, presentErasurePreview } from '../present/erasure.ts';
import { presentHead } from '../present/register.ts';
import {
  correctDemandLife,
  type DemandLife,
  factDay,
  livesOf,
  writeDemandLife,
} from '../service/demandLife.ts';
import { eraseHousehold, previewErasure } from '../service/erasure.ts';
import { exportHousehold } from '../service/householdExport.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import {
  DemandLifeSchema,
  ErasurePreviewSchema,
  ErasureRequestSchema,
  ErasureSchema,
  HouseholdFileSchema,
  HouseholdRequestSchema,
  LifeCorrectionRequestSchema,
  RemovalRequestSchema,
  RenewalRequestSchema,
} from './demandsSchemas.ts';
import type { Guard } from './guard.ts';
import { reachOf } from './householdReach.ts';
import { idempotencyHeader } from './idempotency.ts';

const READ = {
  400: problem('Requête incorrecte'),
  404: problem('Numéro unique inconnu, ou ménage déjà effacé'),
  413: problem('Requête trop grande'),
  415: problem('Format non accepté'),
};
const WRITTEN = {
  ...READ,
  409: problem('Demande déjà radiée ou déjà renouvelée ce jour-là, clé déjà employée'),
};

const routes = {
  renew: createRoute({
    method: 'post',
    path: '/v1/demand-renewals',
    summary: 'Note au registre le renouvellement d’une demande',
    request: { headers: idempotencyHeader, body: body(RenewalRequestSchema) },
    responses: { 201: json(DemandLifeSchema, 'Le renouvellement est écrit'), ...WRITTEN },
  }),
  remove: createRoute({
    method: 'post',
    path: '/v1/demand-removals',
    summary: 'Note au registre la radiation d’une demande, sous un motif du système national',
    request: { headers: idempotencyHeader, body: body(RemovalRequestSchema) },
    responses: { 201: json(DemandLifeSchema, 'La radiation est écrite'), ...WRITTEN },
  }),
  correct: createRoute({
    method: 'post',
    path: '/v1/demand-corrections',
    summary: 'Corrige ou annule un renouvellement ou une radiation ; l’écriture d’origine reste',
    request: { headers: idempotencyHeader, body: body(LifeCorrectionRequestSchema) },
    responses: { 201: json(DemandLifeSchema, 'La correction est écrite'), ...WRITTEN },
  }),
  file: createRoute({
    method: 'post',
    path: '/v1/household-files',
    summary: 'Donne à un ménage tout ce qui est gardé de lui, avec l’explication de sa demande',
    request: { body: body(HouseholdRequestSchema) },
    responses: { 200: json(HouseholdFileSchema, 'Le dossier'), ...READ },
  }),
  preview: createRoute({
    method: 'post',
    path: '/v1/household-erasure-previews',
    summary: 'Dit ce qui partirait et ce qui resterait d’un ménage, sans rien effacer',
    request: { body: body(HouseholdRequestSchema) },
    responses: { 200: json(ErasurePreviewSchema, 'Ce qui part et ce qui reste'), ...READ },
  }),
  erase: createRoute({
    method: 'post',
    path: '/v1/household-erasures',
    summary: 'Efface définitivement un ménage : sa demande, son numéro partout, ce qui le relie au registre',
    description: 'En une transaction. Le registre en garde une écriture, sans le numéro.',
    request: { headers: idempotencyHeader, body: body(ErasureRequestSchema) },
    responses: { 200: json(ErasureSchema, 'Ce qui est effacé'), ...WRITTEN },
  }),
};

/** What is done with one demand outside commissions: renewed, closed, given to its household, erased. */
export const addDemandRoutes = (app: OpenAPIHono, { now }: Guard, cache: WorkspaceCache): void => {
  const { store } = cache;
  const authorOf = (context: Context) => ({
    at: now(),
    actor: context.get('authenticated').principal.id,
  });

  const told = async (number: string, entry: number, text: string) => ({
    number,
    entry,
    head: presentHead(await store.events.head()),
    lives: (await livesOf(store, number as DemandNumber)).map(presentLife),
    text,
  });
  const write = async (
    context: Context,
    { number, on, life }: { number: string; on: Parameters<typeof factDay>[0]; life: DemandLife },
  ) => {
    const day = factDay(on, cache.today());
    const entry = await writeDemandLife(store, number, life, { ...authorOf(context), day });
    return told(number, entry, lifeWrittenText(life.kind, day, entry));
  };

  app.openapi(routes.renew, async (context) => {
    const asked = context.req.valid('json');
    return context.json(await write(context, { ...asked, life: { kind: 'demand-renewed' } }), 201);
  });

  app.openapi(routes.remove, async (context) => {
    const { code, ...asked } = context.req.valid('json');
    return context.json(await write(context, { ...asked, life: { kind: 'demand-removed', code } }), 201);
  });

  app.openapi(routes.correct, async (context) => {
    const { number, of, motive, replacement } = context.req.valid('json');
    const entry = await correctDemandLife(
      store,
      of,
      { motive, replacement },
      { ...authorOf(context), number, today: cache.today() },
    );
    const text = replacement === null ? `Écriture ${of} annulée.` : `Écriture ${of} corrigée.`;
    return context.json(await told(number, entry, text), 201);
  });

  app.openapi(routes.file, async (context) => {
    const { number } = context.req.valid('json');
    const data = { store, workspace: await cache.current() };
    return context.json(await exportHousehold(data, number, reachOf(context, store)), 200) as never;
  });

  app.openapi(routes.preview, async (context) => {
    const found = await previewErasure(store, context.req.valid('json').number);
    return context.json(presentErasurePreview(found), 200) as never;
  });

  app.openapi(routes.erase, async (context) => {
    const { number } = context.req.valid('json');
    const erased = await eraseHousehold(store, number, authorOf(context));
    const head = presentHead(await store.events.head());
    return context.json({ ...erased, head, text: erasureText(erased) }, 200);
  });
};
