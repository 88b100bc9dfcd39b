import { z } from '@hono/zod-openapi';
import { DEFAULT_DISPARITY, DISPARITY_SOURCES, LEAST_LIST, MOST_LIST } from '../service/disparityQuestion.ts';

/* Audits of equal treatment as they are asked for and answered. */

export const DisparityRequestSchema = z
  .strictObject({
    source: z.enum(DISPARITY_SOURCES).nullable().default(null).openapi({
      description:
        'recorded : décisions enregistrées ; lists : listes de la méthode ; sinon les décisions s’il y en a',
    }),
    from: z.string().max(7).optional().openapi({ description: 'Premier mois enregistré, AAAA-MM' }),
    to: z.string().max(7).optional().openapi({ description: 'Dernier mois enregistré, AAAA-MM' }),
    method: z
      .string()
      .min(1)
      .max(64)
      .nullable()
      .default(null)
      .openapi({ description: 'Méthode d’ordonnancement ; sinon celle du territoire' }),
    size: z.int().min(LEAST_LIST).max(MOST_LIST).default(DEFAULT_DISPARITY.size),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_DISPARITY.seed),
  })
  .openapi('DisparityRequest');

const Source = z.enum(DISPARITY_SOURCES);
const Head = { id: z.string(), at: z.string(), asOf: z.string(), title: z.string(), source: Source };

export const DisparitiesSchema = z
  .object({
    items: z.array(
      z.object({ ...Head, established: z.int().openapi({ description: 'Nombre d’écarts établis' }) }),
    ),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('Disparities');

const Group = z.object({
  level: z.string(),
  label: z.string(),
  households: z.int(),
  selectedHouseholds: z.int(),
  chances: z.int().openapi({ description: 'Fois où un ménage du groupe était dans un vivier comparé' }),
  observed: z.int(),
  expected: z.number().openapi({ description: 'Fois attendues à chances égales dans chaque vivier' }),
  ratio: z.number().nullable(),
  low: z.number().nullable().openapi({ description: 'Intervalle à 95 % de l’observé sur l’attendu' }),
  high: z.number().nullable(),
  perThousand: z.number().nullable(),
  expectedPerThousand: z.number().nullable(),
  verdict: z.enum(['more', 'less', 'none', 'few']),
  verdictText: z.string(),
  text: z.string(),
});

export const DisparitySchema = z
  .object({
    ...Head,
    territory: z.object({ id: z.string(), label: z.string() }),
    simulated: z.boolean(),
    period: z.object({ from: z.string(), to: z.string() }).nullable(),
    method: z.object({ id: z.string(), label: z.string() }),
    seed: z.int(),
    size: z.int(),
    vacancies: z.int(),
    households: z.int().nullable(),
    tests: z.int().openapi({ description: 'Groupes examinés ensemble' }),
    findings: z.array(z.string()),
    readings: z.array(
      z.object({
        kind: z.enum(['listed', 'leased', 'listed-in-order', 'method']),
        label: z.string(),
        definition: z.string(),
        choices: z.int(),
        selections: z.int().nullable(),
        caution: z.string().nullable(),
        attributes: z.array(
          z.object({
            attribute: z.string(),
            label: z.string(),
            groups: z.array(Group),
            withheld: z.int().openapi({ description: 'Groupes de trop petit effectif, non montrés' }),
          }),
        ),
      }),
    ),
    lists: z.int(),
    rules: z
      .array(
        z.object({
          kind: z.enum(['level', 'criterion', 'weighting']),
          kindLabel: z.string(),
          id: z.string(),
          label: z.string(),
          listsChanged: z.int(),
          moved: z.array(
            z.object({
              attribute: z.string(),
              attributeLabel: z.string(),
              level: z.string(),
              label: z.string(),
              places: z.int(),
              text: z.string(),
            }),
          ),
        }),
      )
      .openapi({ description: 'Ce que chaque règle de la méthode déplace sur ses listes' }),
    notices: z.array(z.string()),
  })
  .openapi('Disparity');
