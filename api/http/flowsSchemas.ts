import { z } from '@hono/zod-openapi';
import { pageFields } from './paging.ts';

/* Flows of reservations as they are answered. Figures are leases, or decisions, as the territory counts its flow; in parts. */

const Head = {
  territory: z.object({ id: z.string(), label: z.string(), asOf: z.string() }),
  simulated: z.boolean(),
  regime: z.enum(['household-profile', 'orientation']),
  basis: z.array(z.string()),
};

const Places = z.object({
  reservataire: z.string().nullable(),
  label: z.string(),
  leases: z.int(),
  byFragility: z.array(z.object({ fragility: z.string(), leases: z.int() })),
  text: z.string(),
});

export const FlowsSchema = z
  .object({
    ...Head,
    ...pageFields,
    cells: z.array(
      z.object({
        bailleur: z.string(),
        label: z.string(),
        qpv: z.enum(['in', 'out']),
        stock: z.int(),
        potentialPerYear: z.number().openapi({ description: 'Parc × rotation nette des mutations' }),
        base: z.int().openapi({ description: 'Flux de l’année civile à ce jour' }),
        expected: z.number().openapi({ description: 'Attendus des listes dont la réponse est attendue' }),
        unknown: z.int().openapi({ description: 'Contingent non renseigné : crédité à personne' }),
        lineToDate: z
          .number()
          .openapi({ description: 'Ligne de l’année : ce que le potentiel aurait apporté' }),
        remaining: z.number(),
        rotation: z.enum(['last-12-months', 'pack']),
        text: z.string(),
        contingents: z.array(
          z.object({
            reservataire: z.string(),
            label: z.string(),
            share: z.number(),
            certainty: z.string(),
            potentialPerYear: z.number(),
            credited: z.int(),
            expected: z.number(),
            due: z.number(),
            lag: z.number(),
            relativeLag: z.number().nullable().openapi({ description: 'null : rien n’est encore dû' }),
            yearEnd: z.object({ credited: z.number(), due: z.number() }),
            text: z.string(),
          }),
        ),
      }),
    ),
    localisation: z.object({ of: z.string(), all: Places, credited: z.array(Places) }),
    overlaps: z
      .object({
        waiting: z.array(z.object({ contingents: z.array(z.string()), demands: z.int(), text: z.string() })),
        credited: z.array(z.object({ allowed: z.array(z.string()), leases: z.int(), text: z.string() })),
        notes: z.array(z.string()),
      })
      .nullable()
      .openapi({ description: 'Recoupements des contingents ; null : réservés à la coordination' }),
  })
  .openapi('Flows');

export const FlowsPlanSchema = z
  .object({
    ...Head,
    ...pageFields,
    rule: z.string(),
    short: z.object({ reserved: z.number(), own: z.number(), text: z.string() }),
    cells: z.array(
      z.object({
        bailleur: z.string(),
        label: z.string(),
        qpv: z.enum(['in', 'out']),
        remaining: z.number(),
        unfilled: z.number().openapi({ description: 'Sans demande en attente pour les prendre' }),
        text: z.string(),
        contingents: z.array(
          z.object({
            reservataire: z.string(),
            label: z.string(),
            credited: z.number(),
            dueYear: z.number(),
            planned: z.number(),
            short: z.number(),
            bound: z.enum(['profiles', 'flow']).nullable(),
            text: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi('FlowsPlan');

const Choice = z.object({
  reservataire: z.string(),
  label: z.string(),
  due: z.number(),
  credited: z.number(),
  relativeLag: z.number(),
  candidates: z.int(),
  text: z.string(),
});

export const flowsNextSchema = (dwelling: z.ZodType) =>
  z
    .object({
      ...Head,
      ...pageFields,
      rule: z.string(),
      counts: z.array(z.object({ reservataire: z.string(), label: z.string(), vacancies: z.int() })),
      vacancies: z.array(
        z.object({
          vacancy: z.string(),
          dwelling,
          kind: z.enum(['given', 'next', 'none']),
          reservataire: z.string().nullable(),
          label: z.string(),
          text: z.string(),
          choices: z.array(Choice),
        }),
      ),
    })
    .openapi('FlowsNext');

export const FlowsReviewSchema = z
  .object({
    territory: z.object({ id: z.string(), label: z.string() }),
    simulated: z.boolean(),
    year: z.int(),
    text: z.string(),
    periodsCertainty: z.string(),
    basis: z.array(z.string()),
    ...pageFields,
    lines: z.array(
      z.object({
        bailleur: z.string(),
        bailleurName: z.string(),
        reservataire: z.string().nullable(),
        reservataireName: z.string(),
        typology: z.string(),
        typologyName: z.string(),
        financing: z.string(),
        qpv: z.enum(['in', 'out', 'unknown']),
        qpvName: z.string(),
        commune: z.string(),
        communeName: z.string(),
        period: z.string().nullable(),
        periodName: z.string(),
        proposed: z.int(),
        allocated: z.int(),
        signed: z.int(),
      }),
    ),
  })
  .openapi('FlowsReview');
