import { z } from '@hono/zod-openapi';
import { pageFields } from './paging.ts';

/* The review of allocations as it is answered. A null value is withheld, or not known. */

const Figure = z.object({
  value: z.number().nullable().openapi({ description: 'null : non montré, ou inconnu' }),
  share: z.number().nullable().openapi({ description: 'Part du chiffre dont il est une partie, de 0 à 1' }),
  difference: z.number().nullable().openapi({
    description:
      'Moins l’année précédente, sur autant de jours ; null : les enregistrements ne le permettent pas',
  }),
});
const Figures = z.record(z.string(), Figure);

const Row = z.object({
  place: z.string().nullable(),
  label: z.string(),
  places: z.int().nullable().openapi({ description: 'Lieux réunis parce que trop petits ; null : un seul' }),
  years: z.array(Figures),
  together: Figures.nullable(),
});

const Coverage = z.object({
  year: z.enum(['whole', 'part', 'none']),
  before: z.enum(['whole', 'part', 'none']),
});
const Certainty = z.enum(['official', 'found', 'proposal']);

export const BilanSchema = z
  .object({
    territory: z.object({ id: z.string(), label: z.string(), asOf: z.string() }),
    simulated: z.boolean(),
    by: z.enum(['quartier', 'commune', 'bailleur', 'contingent']),
    title: z.string(),
    years: z.array(
      z.object({
        year: z.int(),
        from: z.string(),
        to: z.string(),
        running: z.boolean(),
        comparedWith: z.object({ from: z.string(), to: z.string() }),
        coverage: z.object({ decided: Coverage, signed: Coverage, examined: Coverage }),
        text: z.string(),
      }),
    ),
    definitions: z.array(
      z.object({
        id: z.string(),
        section: z.string(),
        label: z.string(),
        unit: z.enum(['count', 'months']),
        of: z.string().nullable(),
        definition: z.string(),
        source: z.string(),
        certainty: Certainty,
      }),
    ),
    whole: Row,
    rows: z.array(Row),
    ...pageFields,
    targets: z.array(
      z.object({
        year: z.int(),
        target: z.string(),
        place: z.string().nullable(),
        label: z.string(),
        status: z.enum(['reached', 'within-tolerance', 'missed', 'empty']).nullable(),
        among: z.int().nullable(),
        counted: z.int().nullable(),
        unknown: z.int().nullable(),
        share: z.number().nullable(),
        distanceDwellings: z.number().nullable(),
        shareDifference: z.number().nullable(),
        text: z.string(),
        certainty: Certainty,
        source: z.string(),
      }),
    ),
    flows: z.array(
      z.object({
        year: z.int(),
        reservataire: z.string(),
        label: z.string(),
        credited: z.int().nullable(),
        due: z.number().nullable(),
        text: z.string(),
      }),
    ),
    delays: z.string(),
    notes: z.array(z.string()),
  })
  .openapi('Bilan');
