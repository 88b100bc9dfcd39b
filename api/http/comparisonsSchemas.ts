import { z } from '@hono/zod-openapi';
import { MEASURE_WORDS, POLICY_LABELS } from '../present/comparisonWords.ts';
import { DEFAULT_COMPARISON, MOST_MONTHS, MOST_REPLICATIONS } from '../service/comparisonQuestion.ts';

const POLICY_IDS = Object.keys(POLICY_LABELS) as [keyof typeof POLICY_LABELS];

/* Comparisons of methods as they are asked for and answered. A null figure is withheld, or not known. */

export const ComparisonRequestSchema = z
  .strictObject({
    methods: z
      .array(z.string().min(1).max(64))
      .max(8)
      .default([])
      .openapi({ description: 'Méthodes d’ordonnancement ; sinon celle du territoire' }),
    drafts: z
      .array(z.string().min(1).max(100_000))
      .max(4)
      .default([])
      .openapi({ description: 'Méthodes d’ordonnancement à essayer, en texte YAML' }),
    policies: z
      .array(z.enum(POLICY_IDS))
      .default([])
      .openapi({ description: 'Façons de faire les listes ; sinon toutes celles que la période permet' }),
    reference: z.string().min(1).max(80).nullable().default(null),
    from: z.string().max(7).optional().openapi({ description: 'Premier mois enregistré, AAAA-MM' }),
    to: z.string().max(7).optional().openapi({ description: 'Dernier mois enregistré, AAAA-MM' }),
    months: z.int().min(1).max(MOST_MONTHS).optional().openapi({ description: 'Mois à venir' }),
    replications: z.int().min(1).max(MOST_REPLICATIONS).default(DEFAULT_COMPARISON.replications),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_COMPARISON.seed),
  })
  .openapi('ComparisonRequest');

const Mode = z.enum(['recorded', 'generated']);
const bounds = { low: z.number().nullable(), high: z.number().nullable(), apart: z.boolean() };
const Head = {
  id: z.string(),
  at: z.string(),
  asOf: z.string(),
  title: z.string(),
  mode: Mode,
};

export const ComparisonsSchema = z
  .object({ items: z.array(z.object(Head)), nextCursor: z.string().nullable(), total: z.int() })
  .openapi('Comparisons');

export const ComparisonSchema = z
  .object({
    ...Head,
    territory: z.object({ id: z.string(), label: z.string() }),
    simulated: z.boolean(),
    seed: z.int(),
    replications: z.int(),
    months: z.array(z.string()).openapi({ description: 'Jours des commissions' }),
    reference: z.string(),
    arms: z.array(
      z.object({
        id: z.string(),
        policy: z.enum(POLICY_IDS),
        method: z.string(),
        label: z.string(),
        text: z.string(),
      }),
    ),
    demands: z.int(),
    vacancies: z.number().openapi({ description: 'Par réplication, en moyenne' }),
    findings: z.array(z.string()).openapi({ description: 'Ce qui se détache du hasard' }),
    summary: z
      .object({
        reference: z.string(),
        better: z.array(z.string()),
        worse: z.array(z.string()),
        changed: z.array(z.string()),
        open: z.string(),
      })
      .openapi({ description: 'Ce que l’essai établit, mesure par mesure, et ce qu’il n’établit pas' }),
    measures: z.array(
      z.object({
        id: z.enum(Object.keys(MEASURE_WORDS) as [string, ...string[]]),
        label: z.string(),
        definition: z.string(),
        unit: z.string(),
        better: z.enum(['more', 'less']).nullable(),
        per: z.enum(['replication', 'month-block']).openapi({ description: 'Unité comparée' }),
        arms: z.array(
          z.object({
            value: z.number().nullable(),
            text: z.string(),
            difference: z
              .object({ mean: z.number(), units: z.int(), text: z.string(), ...bounds })
              .nullable()
              .openapi({ description: 'Avec la référence : moyenne et intervalle à 95 %' }),
          }),
        ),
      }),
    ),
    targets: z.array(
      z.object({
        target: z.string(),
        place: z.string(),
        label: z.string(),
        group: z.string(),
        day: z.string(),
        replications: z.int(),
        arms: z.array(
          z.object({
            short: z.number().nullable(),
            among: z.number().nullable(),
            counted: z.number().nullable(),
            share: z.number().nullable(),
            difference: z.number().nullable(),
            ...bounds,
          }),
        ),
      }),
    ),
    moves: z.array(
      z
        .object({
          up: z.int().nullable(),
          down: z.int().nullable(),
          meanUp: z.number().nullable(),
          meanDown: z.number().nullable(),
          text: z.string(),
          segments: z.array(
            z.object({
              dimension: z.string(),
              label: z.string(),
              levels: z.array(
                z.object({
                  level: z.string(),
                  label: z.string(),
                  up: z.int().nullable(),
                  down: z.int().nullable(),
                }),
              ),
            }),
          ),
        })
        .nullable(),
    ),
    never: z.array(
      z.object({
        total: z.number().nullable(),
        always: z.int().nullable(),
        byAge: z.array(
          z.object({ label: z.string(), demands: z.number().nullable(), share: z.number().nullable() }),
        ),
        text: z.string(),
      }),
    ),
    segments: z.array(
      z.object({
        dimension: z.string(),
        label: z.string(),
        parts: z.boolean(),
        levels: z.array(
          z.object({
            level: z.string(),
            label: z.string(),
            demands: z.int().nullable(),
            supply: z.number().nullable(),
            tension: z.number().nullable(),
            arms: z.array(
              z.object({
                listedShare: z.number().nullable(),
                housed: z.number().nullable(),
                difference: z.number().nullable(),
                ...bounds,
              }),
            ),
          }),
        ),
      }),
    ),
    notices: z.array(z.string()),
  })
  .openapi('Comparison');
