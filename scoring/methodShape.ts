import { z } from 'zod';

/*
 * The fields of a method file, one by one. What one field cannot say alone is checked in method.ts. Descriptions are French:
 * editors show them to who writes a method (docs/schemas/method.schema.json is made of this file).
 */

/** official: published by its author. found: read in a public source. proposal: ours, to be replaced by the territory's. */
export const CERTAINTIES = ['official', 'found', 'proposal'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** How well a situation must be established for a criterion to be final; below it, it scores and is shown "à vérifier". */
export const EVIDENCES = ['declared', 'computed', 'verified'] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** Points are kept in thousandths. The limits keep a score and one weighting inside an Int32: 100 × 10,000 × 1,000 × 2. */
export const MAX_CRITERION_POINTS = 10_000;
export const MAX_CRITERIA = 100;
const MAX_TIERS = 20;
const MAX_CHANNELS = 20;
const MAX_MONTHS = 600;

/** The two tie-break keys that are not columns of the dictionary: the day of filing, and the published lot. */
export const FILED_DAY = 'filedDay';
export const LOT = 'lot';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'identifiant en minuscules, chiffres et traits d’union')
  .max(60, 'identifiant de 60 caractères au plus')
  .describe('Identifiant, unique dans le fichier : minuscules, chiffres et traits d’union.');
const label = z
  .string()
  .min(3, 'libellé d’au moins 3 caractères')
  .max(200, 'libellé de 200 caractères au plus')
  .describe('Ce que lit la commission.');
const source = z
  .string()
  .min(3, 'source : texte, article ou page où retrouver la règle')
  .describe('Texte, article ou page où retrouver la règle.');
const certainty = z
  .enum(CERTAINTIES)
  .describe(
    'official : publié par son auteur ; found : lu dans une source publique ; proposal : à confirmer.',
  );
const evidence = z
  .enum(EVIDENCES)
  .describe(
    'Niveau de preuve qui rend la règle définitive. En dessous, elle compte et s’affiche « à vérifier ».',
  );
const formula = z
  .string()
  .min(1, 'formule')
  .describe('Formule sur les colonnes de la demande : voir docs/methodes.md.');
const condition = formula.describe('Condition : formule vraie, fausse ou inconnue.');
const points = z
  .number()
  .min(-MAX_CRITERION_POINTS, `au moins −${MAX_CRITERION_POINTS} points`)
  .max(MAX_CRITERION_POINTS, `au plus ${MAX_CRITERION_POINTS} points`);
const day = z.iso.date('date au format AAAA-MM-JJ');
const column = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, 'nom d’une colonne')
  .describe('Nom d’une colonne du dictionnaire.');
const months = z.number().positive('nombre de mois positif').max(MAX_MONTHS, `au plus ${MAX_MONTHS} mois`);

/** Dates of one rule, when they are not those of the whole method. */
const dated = {
  validFrom: day.optional().describe('Premier jour de la règle, si ce n’est pas celui de la méthode.'),
  validTo: day.optional().describe('Dernier jour de la règle, si ce n’est pas celui de la méthode.'),
};

/** A level examined before any point. */
const TierSchema = z.strictObject({
  id,
  label,
  when: condition,
  evidence: evidence.default('declared'),
  source,
  certainty,
  ...dated,
});
export type Tier = z.infer<typeof TierSchema>;

/** Where the demands of a channel stand: before all that the grid orders, or listed apart from it. */
export const PLACEMENTS = ['before-grid', 'outside'] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** Demands that the grid does not score: another circuit decides for them (DALO, NPRU). */
const ChannelSchema = TierSchema.extend({
  placement: z
    .enum(PLACEMENTS)
    .describe('before-grid : examinées avant toute la grille ; outside : suivies à part, hors de la liste.'),
});
export type Channel = z.infer<typeof ChannelSchema>;

/** Points for waiting: so much a month, a table of steps, a bonus past the abnormally long delay. The parts add up. */
const SenioritySchema = z.strictObject({
  column: column.default('waitingMonths').describe('Colonne en mois.'),
  perMonth: z
    .number()
    .positive('points par mois, positifs')
    .max(MAX_CRITERION_POINTS)
    .optional()
    .describe('Points par mois d’ancienneté.'),
  capMonths: months.optional().describe('Mois au-delà desquels l’ancienneté ne compte plus.'),
  steps: z
    .array(z.strictObject({ fromMonths: months, points }))
    .min(1, 'au moins un palier')
    .max(20, 'au plus 20 paliers')
    .optional()
    .describe('Barème par paliers : seul le plus haut palier atteint compte.'),
  abnormalDelay: z
    .strictObject({
      months: z
        .union([months, z.literal('territory')], 'nombre de mois, ou territory')
        .describe('Mois, ou « territory » : le délai anormalement long que donne le territoire.'),
      points,
    })
    .optional()
    .describe('Points de plus une fois dépassé le délai anormalement long.'),
});
export type Seniority = z.infer<typeof SenioritySchema>;

const CriterionSchema = z.strictObject({
  id,
  label,
  /** Condition; left out, the points formula alone says whether the criterion is met (it is when they are not zero). */
  when: condition.optional(),
  /** A number of points, or a formula that gives one. */
  points: z
    .union([points, formula], 'nombre de points, ou formule')
    .optional()
    .describe('Nombre de points, ou formule qui en donne un.'),
  /** Instead of `points`. */
  seniority: SenioritySchema.optional().describe('Ancienneté, à la place de points.'),
  evidence: evidence.default('declared'),
  source,
  /** How sure the rule is. */
  certainty,
  /** How sure its number of points is; left out, as sure as the rule. */
  pointsCertainty: certainty.optional().describe('Certitude du nombre de points, si elle est moindre.'),
  ...dated,
});
export type Criterion = z.infer<typeof CriterionSchema>;

const COMBINES = ['sum', 'max', 'first', 'single-tick'] as const;
export type Combine = (typeof COMBINES)[number];

const GroupSchema = z.strictObject({
  id,
  label,
  /** Condition shared by the group's criteria. */
  when: condition.optional(),
  /**
   * sum: all that are met; max: the best of those met; first: the first met, in the order written; single-tick: the one that
   * is met, and when several are, the least of them, to be verified.
   */
  combine: z
    .enum(COMBINES)
    .describe(
      'sum : tout s’ajoute ; max : le meilleur seul ; first : le premier rempli ; single-tick : une seule case cochée ; si plusieurs le sont, la moins bien cotée compte et la rubrique est à vérifier.',
    ),
  /** Most that the group may bring. */
  cap: points.positive('plafond positif').optional().describe('Points que la rubrique apporte au plus.'),
  /** Where its rule (combination, cap) is published, when not where the method is. */
  source: source.optional(),
  certainty: certainty.optional(),
  criteria: z.array(CriterionSchema).min(1, 'au moins un critère'),
});
export type Group = z.infer<typeof GroupSchema>;

const REFUSAL_EFFECTS = ['points-lost', 'freeze', 'seniority-reset'] as const;

/** What refusing a suited dwelling does to the score: the territory’s plan says in which cases, and how. */
const RefusalSchema = z.strictObject({
  id,
  label,
  column: column.default('suitedRefusals').describe('Colonne qui compte les refus d’un logement adapté.'),
  /** Number of refusals from which it applies. The greatest reached alone applies. */
  from: z.int().min(1, 'au moins 1 refus').max(50).describe('Nombre de refus à partir duquel l’effet joue.'),
  effect: z
    .enum(REFUSAL_EFFECTS)
    .describe(
      'points-lost : points retirés ; freeze : des mois d’ancienneté ne comptent pas ; seniority-reset : l’ancienneté repart du refus.',
    ),
  points: points.positive('points retirés, positifs').optional().describe('points-lost : points retirés.'),
  /** Freeze: the months that follow the refusal, at most this many, do not count. */
  months: months.optional().describe('freeze : mois après le refus qui ne comptent pas.'),
  since: column
    .default('monthsSinceSuitedRefusal')
    .describe('freeze et seniority-reset : colonne des mois passés depuis le dernier refus.'),
  /** How it is judged that the dwelling was suited. */
  suitedTest: z
    .string()
    .min(20, 'règle, en une phrase, qui dit quand un logement refusé était adapté')
    .describe('Ce qui fait qu’un logement refusé était adapté.'),
  source,
  certainty,
  ...dated,
});
export type Refusal = z.infer<typeof RefusalSchema>;

const TieBreakSchema = z.strictObject({
  /** A number or a true-or-false column of the dictionary, `filedDay` (day of filing) or `lot`. */
  by: z
    .string()
    .min(1)
    .describe(
      'Colonne de nombres ou vraie ou fausse (desc : les « oui » d’abord), filedDay (date de dépôt) ou lot (tirage publié).',
    ),
  direction: z.enum(['asc', 'desc']).describe('asc : le plus petit d’abord ; desc : le plus grand d’abord.'),
  source: source.optional(),
  certainty: certainty.optional(),
});
export type TieBreak = z.infer<typeof TieBreakSchema>;

/** Verified priorities, then the oldest demand to the day, then the published lot. No published rule was found: proposal. */
export const DEFAULT_TIE_BREAK: TieBreak[] = [
  { by: 'verifiedSituations', direction: 'desc' },
  { by: FILED_DAY, direction: 'asc' },
  { by: LOT, direction: 'asc' },
];

/**
 * How the demands of two grids make one order. by-points: the grids have the same levels, a level meets its own, then points
 * are compared as they are. first-access-first, mutation-first: all of one grid, then all of the other.
 */
const INTERLEAVES = ['by-points', 'first-access-first', 'mutation-first'] as const;
export type Interleave = (typeof INTERLEAVES)[number];

const contingent = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,40}$/, 'code de contingent en majuscules, comme COLACT');

export const MethodShape = z.strictObject({
  id,
  version: z.string().min(1, 'version, entre guillemets').describe('Version, entre guillemets.'),
  label,
  /**
   * An ordering ranks the whole demand; a weighting adds points to it, where a place is credited to its contingent; a
   * composite orders first accesses by one ordering and mutations by another.
   */
  kind: z
    .enum(['ordering', 'weighting', 'composite'])
    .describe(
      'ordering : ordonne les demandes ; weighting : ajoute des points sur un contingent ; composite : une grille pour les premiers accès, une autre pour les mutations.',
    ),
  /** Territories that may load it; left out, all those whose columns suffice. */
  territories: z
    .array(id)
    .min(1)
    .optional()
    .describe('Territoires à qui elle est destinée ; sans cette clé, tous ceux qui ont ses colonnes.'),
  appliesToContingent: contingent
    .optional()
    .describe('Pondération : contingent auquel le logement est imputé.'),
  source,
  certainty,
  validFrom: day.describe('Premier jour de validité.'),
  validTo: day.nullable().describe('Dernier jour de validité ; null : sans fin connue.'),
  /** What a reader must know before trusting a score; French sentences shown with it. */
  notices: z.array(z.string().min(1)).default([]).describe('Phrases affichées avec chaque score.'),
  scope: z
    .strictObject({ demands: z.enum(['all', 'first-access', 'mutation']), when: condition.optional() })
    .default({ demands: 'all' })
    .describe('Demandes dont parle la méthode.'),
  /** Examined first, in order; the first met takes the demand out of the grid. */
  channels: z
    .array(ChannelSchema)
    .max(MAX_CHANNELS, `au plus ${MAX_CHANNELS} circuits`)
    .default([])
    .describe('Circuits hors de la grille : leurs demandes ne sont pas cotées.'),
  /** Examined next, in order, before any point; the first met decides. */
  tiers: z
    .array(TierSchema)
    .max(MAX_TIERS, `au plus ${MAX_TIERS} niveaux`)
    .default([])
    .describe('Niveaux, examinés avant tout point : le premier rempli décide.'),
  groups: z.array(GroupSchema).default([]).describe('Rubriques de critères.'),
  refusals: z
    .array(RefusalSchema)
    .max(10, 'au plus 10 effets de refus')
    .default([])
    .describe('Effets du refus d’un logement adapté.'),
  composes: z
    .strictObject({ 'first-access': id, mutation: id })
    .optional()
    .describe('Composite : la grille des premiers accès et celle des mutations.'),
  interleave: z
    .enum(INTERLEAVES)
    .optional()
    .describe(
      'Composite : by-points (mêmes niveaux, puis points comparés tels quels), first-access-first ou mutation-first.',
    ),
  /** Weighting by contingent; left out, each weighting of the territory on its own contingent. */
  weightings: z
    .record(contingent, id)
    .optional()
    .describe('Pondération à appliquer sur chaque contingent ; ailleurs, la cotation est uniforme.'),
  tieBreak: z
    .array(TieBreakSchema)
    .min(1)
    .default(DEFAULT_TIE_BREAK)
    .describe('Départage, dans cet ordre ; finit par lot.'),
});
export type MethodFields = z.infer<typeof MethodShape>;
