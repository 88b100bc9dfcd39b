import { z } from 'zod';
import { forbiddenIdReason } from './formula/forbidden.ts';

/*
 * A published method as data. What a commission reads (labels, sources, how sure each rule is) sits beside what is computed,
 * so that the text shown is the text that scored. The guide for authors is docs/methodes.md.
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

/** The two tie-break keys that are not columns of the dictionary: the day of filing, and the published lot. */
export const FILED_DAY = 'filedDay';
export const LOT = 'lot';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'identifiant en minuscules, chiffres et traits d’union')
  .max(60, 'identifiant de 60 caractères au plus');
const label = z
  .string()
  .min(3, 'libellé d’au moins 3 caractères')
  .max(200, 'libellé de 200 caractères au plus');
const source = z.string().min(3, 'source : texte, article ou page où retrouver la règle');
const certainty = z.enum(CERTAINTIES);
const evidence = z.enum(EVIDENCES);
const formula = z.string().min(1, 'formule');
const points = z
  .number()
  .min(-MAX_CRITERION_POINTS, `au moins −${MAX_CRITERION_POINTS} points`)
  .max(MAX_CRITERION_POINTS, `au plus ${MAX_CRITERION_POINTS} points`);
const day = z.iso.date('date au format AAAA-MM-JJ');

export const TierSchema = z.strictObject({
  id,
  label,
  when: formula,
  evidence: evidence.default('declared'),
  source,
  certainty,
});

export const CriterionSchema = z.strictObject({
  id,
  label,
  /** Condition; left out, the points formula alone says whether the criterion is met (it is when they are not zero). */
  when: formula.optional(),
  /** A number of points, or a formula that gives one. */
  points: z.union([points, formula], 'nombre de points, ou formule'),
  evidence: evidence.default('declared'),
  source,
  /** How sure the rule is. */
  certainty,
  /** How sure its number of points is; left out, as sure as the rule. */
  pointsCertainty: certainty.optional(),
});

export const GroupSchema = z.strictObject({
  id,
  label,
  /** Condition shared by the group's criteria. */
  when: formula.optional(),
  /** sum: all that are met; max: the best of those met; first: the first met, in the order written. */
  combine: z.enum(['sum', 'max', 'first']),
  /** Most that the group may bring. */
  cap: points.positive('plafond positif').optional(),
  criteria: z.array(CriterionSchema).min(1, 'au moins un critère'),
});

export const TieBreakSchema = z.strictObject({
  /** A number column of the dictionary, `filedDay` (day of filing) or `lot`. */
  by: z.string().min(1),
  direction: z.enum(['asc', 'desc']),
});
export type TieBreak = z.infer<typeof TieBreakSchema>;

/** Verified priorities, then the oldest demand to the day, then the published lot. No published rule was found: proposal. */
export const DEFAULT_TIE_BREAK: TieBreak[] = [
  { by: 'verifiedSituations', direction: 'desc' },
  { by: FILED_DAY, direction: 'asc' },
  { by: LOT, direction: 'asc' },
];

const Shape = z.strictObject({
  id,
  version: z.string().min(1, 'version, entre guillemets'),
  label,
  /** An ordering ranks the whole demand; a weighting adds points to it, where a place is credited to its contingent. */
  kind: z.enum(['ordering', 'weighting']),
  appliesToContingent: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,40}$/, 'code de contingent en majuscules, comme COLACT')
    .optional(),
  source,
  certainty,
  validFrom: day,
  validTo: day.nullable(),
  /** What a reader must know before trusting a score; French sentences shown with it. */
  notices: z.array(z.string().min(1)).default([]),
  scope: z
    .strictObject({ demands: z.enum(['all', 'first-access', 'mutation']), when: formula.optional() })
    .default({ demands: 'all' }),
  /** Examined in order, before any point; the first met decides. */
  tiers: z.array(TierSchema).max(MAX_TIERS, `au plus ${MAX_TIERS} niveaux`).default([]),
  groups: z.array(GroupSchema).default([]),
  tieBreak: z.array(TieBreakSchema).min(1).default(DEFAULT_TIE_BREAK),
});

type Draft = z.infer<typeof Shape>;
type Complaint = { readonly path: (string | number)[]; readonly message: string };

const duplicates = (
  items: readonly { readonly id: string; readonly path: (string | number)[] }[],
): Complaint[] => {
  const seen = new Set<string>();
  return items.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: [...path, 'id'], message: `identifiant « ${id} » déjà pris` }];
  });
};

/** What one field cannot say alone. */
const complaints = (method: Draft): Complaint[] => {
  const criteria = method.groups.flatMap((group, g) =>
    group.criteria.map((criterion, c) => ({ id: criterion.id, path: ['groups', g, 'criteria', c] })),
  );
  const found: Complaint[] = [
    ...duplicates(method.tiers.map((tier, t) => ({ id: tier.id, path: ['tiers', t] }))),
    ...duplicates(method.groups.map((group, g) => ({ id: group.id, path: ['groups', g] }))),
    ...duplicates(criteria),
  ];
  for (const { id, path } of [
    ...criteria,
    ...method.tiers.map((t, i) => ({ id: t.id, path: ['tiers', i] })),
  ]) {
    const reason = forbiddenIdReason(id);
    if (reason !== null) found.push({ path: [...path, 'id'], message: `entrée interdite : ${reason}` });
  }
  if (criteria.length > MAX_CRITERIA)
    found.push({ path: ['groups'], message: `${criteria.length} critères ; au plus ${MAX_CRITERIA}` });
  if (criteria.length === 0 && method.tiers.length === 0)
    found.push({ path: ['groups'], message: 'au moins un critère ou un niveau' });
  if (method.validTo !== null && method.validTo < method.validFrom)
    found.push({ path: ['validTo'], message: 'la fin de validité précède le début' });
  const lots = method.tieBreak.map(({ by }) => by === LOT);
  if (lots.indexOf(true) !== lots.length - 1)
    found.push({ path: ['tieBreak'], message: 'le départage finit par « lot », et seulement là' });
  if (method.kind === 'weighting' && method.appliesToContingent === undefined)
    found.push({ path: ['appliesToContingent'], message: 'une pondération nomme son contingent' });
  if (method.kind === 'weighting' && method.tiers.length > 0)
    found.push({ path: ['tiers'], message: 'une pondération n’a pas de niveaux : elle ajoute des points' });
  if (method.kind === 'ordering' && method.appliesToContingent !== undefined)
    found.push({ path: ['appliesToContingent'], message: 'seule une pondération s’attache à un contingent' });
  return found;
};

/** A method file's content. Formulas are only read as text here: `compileMethod` checks them against a dictionary. */
export const MethodSchema = Shape.superRefine((method, context) => {
  for (const { path, message } of complaints(method)) context.addIssue({ code: 'custom', path, message });
});

export type Method = z.infer<typeof MethodSchema>;
export type Tier = z.infer<typeof TierSchema>;
export type Group = z.infer<typeof GroupSchema>;
export type Criterion = z.infer<typeof CriterionSchema>;
