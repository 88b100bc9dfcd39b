import { z } from 'zod';

/*
 * A bare weighted assignment, as a person or a program writes it: no housing word in it. Descriptions are French: editors show them
 * to who writes a problem (docs/schemas/assign-problem.schema.json is made of this file).
 */

/** Scores become Int32 thousandths: ± 10⁶ points leave room. */
const MAX_SCORE = 1_000_000;
const MAX_SIZE = 10_000;
const MAX_CAPACITY = 1_000_000_000;
/** A resource opens no more places than it has edges: they bound the whole model. */
const MAX_EDGES = 2_000_000;
/** Decimals of a share: a whole number of agents then breaks a quota by 10⁻⁴ at least, far above a solver's tolerance. */
const SHARE_DECIMALS = 4;

const id = z
  .string()
  .min(1, 'un identifiant de 1 à 200 caractères')
  .max(200, 'un identifiant de 1 à 200 caractères');
const tags = z.array(id).max(100, '100 étiquettes au plus');
const score = z
  .number()
  .min(-MAX_SCORE, 'un nombre de −1 000 000 à 1 000 000')
  .max(MAX_SCORE, 'un nombre de −1 000 000 à 1 000 000');
const wholeUpTo = (least: number, most: number) => {
  const said = `un nombre entier de ${least} à ${most}`;
  return z.int(said).min(least, said).max(most, said);
};
const decimalsOf = (value: number): number => Math.round(value * 10 ** SHARE_DECIMALS) / 10 ** SHARE_DECIMALS;
const share = z
  .number()
  .min(0, 'une part de 0 à 1')
  .max(1, 'une part de 0 à 1')
  .refine((value) => decimalsOf(value) === value, `une part de ${SHARE_DECIMALS} décimales au plus`);

const Agent = z.strictObject({
  id: id.describe('Identifiant, unique parmi les agents.'),
  size: wholeUpTo(1, MAX_SIZE)
    .default(1)
    .describe('Ce que l’agent prend de la capacité d’une ressource, par exemple le nombre de lits.'),
  tags: tags
    .nullable()
    .default([])
    .describe(
      'Étiquettes que les quotas lisent ; null : non renseignées, donc comptées contre chaque quota.',
    ),
});

const Resource = z.strictObject({
  id: id.describe('Identifiant, unique parmi les ressources.'),
  capacity: wholeUpTo(0, MAX_CAPACITY).describe('Somme des tailles des agents, au plus.'),
  minimum: wholeUpTo(0, MAX_CAPACITY)
    .default(0)
    .describe('Somme des tailles des agents, au moins : une exigence, jamais sacrifiée aux scores.'),
});

const Edge = z.strictObject({
  agent: id.describe('Identifiant d’un agent.'),
  resource: id.describe('Identifiant d’une ressource.'),
  score: score.describe('Points de cette affectation, arrondis au millième.'),
});

const Quota = z.strictObject({
  id: id.describe('Identifiant, unique parmi les quotas.'),
  kind: z.enum(['at-least', 'at-most']).describe('at-least : au moins ; at-most : au plus.'),
  share: share
    .optional()
    .describe('Part des agents affectés, de 0 à 1. Une part ou un nombre, pas les deux.'),
  count: wholeUpTo(0, MAX_CAPACITY)
    .optional()
    .describe('Nombre d’agents affectés. Une part ou un nombre, pas les deux.'),
  resources: z
    .array(id)
    .min(1, 'au moins une ressource')
    .optional()
    .describe('Ressources regardées ; toutes si la clé manque.'),
  tags: tags
    .min(1, 'au moins une étiquette')
    .optional()
    .describe('Sont comptés les agents qui ont l’une de ces étiquettes ; tous si la clé manque.'),
  among: tags
    .min(1, 'au moins une étiquette')
    .optional()
    .describe('La part se prend parmi les agents qui ont l’une de ces étiquettes ; tous si la clé manque.'),
  penalty: z
    .number()
    .min(0, 'un nombre de 0 à 1 000 000')
    .max(MAX_SCORE, 'un nombre de 0 à 1 000 000')
    .optional()
    .describe('Points perdus pour chaque agent qui manque au quota.'),
  hard: z
    .literal(true)
    .optional()
    .describe('Le quota tient, quoi qu’il en coûte. Une pénalité ou hard, pas les deux.'),
});

const Options = z.strictObject({
  maxRounds: wholeUpTo(1, 10_000).default(200).describe('Tours de la recherche des prix, au plus.'),
  exactEdges: wholeUpTo(0, 200_000)
    .default(100_000)
    .describe('Nombre d’arêtes jusqu’auquel HiGHS ferme l’écart que laissent les prix ; 0 : jamais.'),
  maxNodes: wholeUpTo(0, 1_000_000)
    .default(200)
    .describe(
      'Nœuds que HiGHS peut ouvrir, au plus : un compte, pas une durée, pour que la réponse se rejoue.',
    ),
});

export const AssignProblem = z.strictObject({
  agents: z.array(Agent).describe('Ce qui est affecté, à une ressource au plus.'),
  resources: z.array(Resource).describe('Ce qui reçoit.'),
  edges: z
    .array(Edge)
    .max(MAX_EDGES, 'deux millions d’arêtes au plus')
    .describe('Affectations possibles ; ce qui n’y est pas n’est pas permis.'),
  quotas: z
    .array(Quota)
    .max(10_000, '10 000 quotas au plus')
    .default([])
    .describe('Parts et nombres à tenir.'),
  options: Options.prefault({}).describe('Limites de la recherche.'),
});
export type AssignProblem = z.output<typeof AssignProblem>;
export type BareAgent = AssignProblem['agents'][number];
export type BareResource = AssignProblem['resources'][number];
export type BareQuota = AssignProblem['quotas'][number];

/** JSON Schema (draft 2020-12) of a problem file. `docs/schemas/assign-problem.schema.json` is this text. */
export const assignProblemJsonSchema = (): string =>
  `${JSON.stringify(
    {
      ...z.toJSONSchema(AssignProblem, { io: 'input' }),
      $id: 'assign-problem.schema.json',
      title: 'Problème d’affectation pondérée de Précal (precal assign)',
    },
    null,
    2,
  )}\n`;
