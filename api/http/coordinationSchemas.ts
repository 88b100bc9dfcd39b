import { z } from '@hono/zod-openapi';
import { BilanSchema } from './bilansSchemas.ts';
import { GuidanceEntrySchema } from './guidanceSchemas.ts';
import { DwellingSchema } from './schemas.ts';

/* The dossier of a coordination body as it is answered. A null figure is withheld, or not known. */

const Certainty = z.enum(['official', 'found', 'proposal']);
const count = z.int().nullable();

const OfferSchema = z.object({
  text: z.string(),
  typologies: z.array(z.object({ code: z.string(), label: z.string(), open: z.int() })),
  rows: z.array(
    z.object({
      quartier: z.string().nullable(),
      label: z.string(),
      commune: z.string(),
      fragility: z.string(),
      wanted: z
        .string()
        .nullable()
        .openapi({ description: 'Côté de la mixité que l’objectif du quartier demande' }),
      allocated: count.openapi({ description: 'Attribués dans le semestre' }),
      open: z.int().openapi({ description: 'Libres ou bientôt libres, à attribuer' }),
      openByTypology: z.record(z.string(), z.int()),
    }),
  ),
});

const DemandSchema = z.object({
  text: z.string(),
  demands: z.int(),
  dimensions: z.array(
    z.object({
      dimension: z.enum(['typology', 'commune', 'band', 'situation', 'age', 'access']),
      label: z.string(),
      parts: z.boolean().openapi({ description: 'Faux : une demande peut être dans plusieurs niveaux' }),
      levels: z.array(
        z.object({
          level: z.string(),
          label: z.string(),
          demands: count,
          share: z.number().nullable(),
          supply: count,
          tension: z.number().nullable().openapi({ description: 'Demandes pour un logement' }),
        }),
      ),
    }),
  ),
  crosses: z
    .array(
      z.object({
        typology: z.string(),
        band: z.string(),
        situation: z.string(),
        age: z.string(),
        demands: z.int(),
        supply: count,
      }),
    )
    .nullable(),
  notes: z.array(z.string()),
});

const Blocked = z.object({
  dwelling: DwellingSchema,
  state: z.object({
    kind: z.enum(['taken', 'in-session', 'waiting', 'ahead']),
    label: z.string(),
    text: z.string(),
    session: z.string().nullable(),
  }),
  text: z.string(),
});

export const CoordinationSchema = z
  .object({
    area: z.object({
      id: z.string(),
      label: z.string(),
      communes: z.array(z.string()),
      certainty: Certainty,
      source: z.string(),
    }),
    semester: z.object({
      id: z.string(),
      label: z.string(),
      from: z.string(),
      to: z.string(),
      running: z.boolean(),
      text: z.string(),
    }),
    asOf: z.string(),
    simulated: z.boolean(),
    title: z.string(),
    offer: OfferSchema,
    demand: DemandSchema,
    blockages: z.object({
      text: z.string(),
      fewCandidates: z.array(Blocked),
      longVacant: z.array(Blocked),
      refusals: z.array(
        z.object({ label: z.string(), answered: count, refused: count, share: z.number().nullable() }),
      ),
      brakes: z
        .array(z.object({ label: z.string(), pricePoints: z.number(), text: z.string() }))
        .nullable()
        .openapi({ description: 'null : aucun prix n’est gardé' }),
    }),
    targets: BilanSchema.shape.targets,
    targetsText: z.string(),
    bilan: z.object({
      definitions: BilanSchema.shape.definitions,
      whole: BilanSchema.shape.whole,
      rows: BilanSchema.shape.rows,
    }),
    guidance: z.array(GuidanceEntrySchema),
    orientations: z.array(
      z.object({
        id: z.string(),
        placeName: z.string(),
        statusText: z.string(),
        rowText: z.string(),
        from: z.string(),
        to: z.string(),
        among: count,
        counted: count,
        unknown: count,
        share: z.number().nullable(),
        held: z.boolean().nullable(),
        text: z.string(),
      }),
    ),
    notes: z.array(z.string()),
  })
  .openapi('CoordinationDossier');
