import { z } from '@hono/zod-openapi';
import { CERTAINTIES } from '../../engine/domain/provenance.ts';
import { ScenarioSchema, YEAR_POLICIES } from '../../engine/domain/scenario.ts';
import { MOST_MONTHS, MOST_REPLICATIONS } from '../service/simulationQuestion.ts';

/* Scenarios and simulations as they are asked for and answered. Everything in them is simulated. */

export const ScenarioRequestSchema = z
  .strictObject({
    text: z.string().min(1).max(60_000).optional().openapi({ description: 'Scénario en texte YAML' }),
    scenario: z
      .looseObject({})
      .optional()
      .openapi({ description: 'Scénario en JSON : `docs/schemas/scenario.schema.json`' }),
  })
  .refine(({ text, scenario }) => (text === undefined) !== (scenario === undefined), 'l’un ou l’autre')
  .openapi('ScenarioRequest');

const Labelled = z.object({ label: z.string(), value: z.string() });
const scenarioShown = {
  id: z.string(),
  version: z.string().openapi({ description: 'Empreinte : un autre nombre fait une autre version' }),
  label: z.string(),
  description: z.string(),
  territory: z.object({ id: z.string(), label: z.string() }),
  shipped: z.boolean(),
  at: z.string().nullable(),
  start: z.string(),
  months: z.int(),
  replications: z.int(),
  policies: z.array(z.enum(YEAR_POLICIES)),
};

export const ScenariosSchema = z
  .object({ items: z.array(z.object(scenarioShown)), nextCursor: z.string().nullable(), total: z.int() })
  .openapi('Scenarios');

export const ScenarioShownSchema = z
  .object({
    ...scenarioShown,
    settings: z.array(Labelled),
    blocks: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        certainty: z.enum(CERTAINTIES),
        source: z.string(),
        note: z.string().nullable(),
        rows: z.array(Labelled),
      }),
    ),
    scenario: z
      .looseObject({ id: ScenarioSchema.shape.id })
      .openapi({ description: 'Le scénario lui-même, à changer et à renvoyer' }),
  })
  .openapi('Scenario');

export const SimulationRequestSchema = z
  .strictObject({
    scenario: z.string().min(1).max(64).openapi({ description: 'Identifiant ou version d’un scénario' }),
    compare: z.string().min(1).max(64).nullable().default(null),
    months: z.int().min(1).max(MOST_MONTHS).nullable().default(null),
    replications: z.int().min(1).max(MOST_REPLICATIONS).nullable().default(null),
    policies: z
      .array(z.enum(YEAR_POLICIES))
      .max(YEAR_POLICIES.length)
      .default([])
      .openapi({ description: 'Façons de composer les listes ; sinon celles du scénario' }),
  })
  .openapi('SimulationRequest');

const Head = {
  id: z.string(),
  at: z.string(),
  title: z.string(),
  territory: z.string(),
  scenarios: z.array(z.object({ version: z.string(), label: z.string() })),
  policies: z.array(z.string()),
  draws: z.string(),
  stopped: z.boolean(),
};
export const SimulationsSchema = z
  .object({ items: z.array(z.object(Head)), nextCursor: z.string().nullable(), total: z.int() })
  .openapi('Simulations');

const Spread = z
  .object({
    p10: z.number(),
    p25: z.number(),
    p50: z.number(),
    p75: z.number(),
    p90: z.number(),
    mean: z.number(),
    known: z.int(),
  })
  .nullable();
const Span = z.object({
  label: z.string(),
  measures: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      unit: z.enum(['count', 'share', 'months', 'points']),
      spread: Spread,
      text: z.string(),
    }),
  ),
});
const Comparison = z.object({
  first: z.string(),
  second: z.string(),
  differences: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      unit: z.string(),
      mean: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      pairs: z.int(),
      apart: z.boolean(),
      likely: z.boolean(),
      figure: z.string(),
      text: z.string(),
    }),
  ),
});

const OneSimulation = z.object({
  scenario: z.object({
    id: z.string(),
    label: z.string(),
    description: z.string(),
    territory: z.string(),
    method: z.string(),
    months: z.array(z.string()),
    seed: z.int(),
    sources: z.array(z.object({ what: z.string(), text: z.string(), certainty: z.enum(CERTAINTIES) })),
  }),
  hash: z.string(),
  notices: z.array(z.string()),
  policies: z.array(
    z.object({
      id: z.enum(YEAR_POLICIES),
      label: z.string(),
      knows: z.string(),
      replications: z.int(),
      hash: z.string(),
      years: z.array(Span),
      months: z.array(Span),
      targets: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          description: z.string(),
          places: z.int(),
          weighs: z.boolean(),
          missed: Spread,
          short: Spread,
          standing: z.string(),
          text: z.string(),
        }),
      ),
    }),
  ),
  comparisons: z.array(Comparison),
  asked: z.int(),
  stopped: z.boolean(),
});

export const SimulationSchema = z
  .object({
    ...Head,
    findings: z.array(z.string()).openapi({ description: 'Ce que la simulation donne, en phrases' }),
    simulations: z
      .array(OneSimulation)
      .openapi({ description: 'Le scénario, puis celui auquel il est comparé' }),
    comparisons: z.array(Comparison).openapi({ description: 'Le second scénario moins le premier' }),
    places: z.array(
      z.array(
        z.object({
          id: z.string(),
          scope: z.enum(['quartier', 'residence', 'commune', 'bailleur', 'territory']),
          target: z.string(),
          description: z.string(),
          place: z.string(),
          lag: z.number().nullable(),
        }),
      ),
    ),
  })
  .openapi('Simulation');

export const PlaceFansSchema = z
  .object({
    fans: z.array(
      z.object({
        id: z.string(),
        scope: z.string(),
        key: z.string(),
        place: z.string(),
        target: z.string(),
        description: z.string(),
        bound: z.enum(['min', 'max']),
        aims: z.array(z.number()).nullable(),
        policies: z.array(
          z.object({
            label: z.string(),
            share: z.array(Spread),
            leases: z.array(z.number().nullable()),
          }),
        ),
      }),
    ),
  })
  .openapi('SimulationPlace');
