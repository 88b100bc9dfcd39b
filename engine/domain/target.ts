import { z } from 'zod';
import { RESERVATAIRE_CODES } from './codes.ts';
import { IsoDay } from './ids.ts';
import { ProvenanceSchema } from './provenance.ts';

/* What a territory asks of its allocations, and the situations that it counts. */

const provenance = ProvenanceSchema;

/** How a quartier's residents weigh on its targets. `unknown`: no income is published, so no row is made. */
export const FRAGILITIES = ['most-fragile', 'fragile', 'less-fragile', 'unknown'] as const;
export type Fragility = (typeof FRAGILITIES)[number];

/** 0 to 1, in whole hundredths: balances are counted in hundredths of dwellings. */
const share = z
  .number()
  .min(0)
  .max(1)
  .refine(
    (value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9,
    'une part en centièmes, comme 0.45',
  );

const CountSchema = z.strictObject({
  /** Of the civil year, in each place; of the whole territory with `split`. */
  dwellings: z.number().min(0),
  /** Shared between places by their leases a year as the pack estimates them, between bailleurs by their share of the stock. */
  split: z.literal('leases').optional(),
  /** By commune, quartier or bailleur, instead of the rule. */
  byPlace: z.record(z.string(), z.number().min(0)).optional(),
  /** whole-year: all due from 1 January (the default). linear: due as the year goes. */
  pace: z.enum(['whole-year', 'linear']).optional(),
});

/** The territory's own share of the year, which places approach; `bound` says from which side. */
const ConvergenceSchema = z.strictObject({
  /** Reference until the year counts `fromAllocations` allocations of known profile. */
  initialShare: share,
  fromAllocations: z.int().min(1),
  /** Distance to the reference that is still convergence. */
  margin: share,
});

/** A value that replaces the target's from a day on. */
const StepSchema = z.strictObject({
  from: IsoDay,
  share: share.optional(),
  /** Dwellings of the civil year. */
  count: z.number().min(0).optional(),
  provenance,
});

/** Clause de revoyure: when the target is looked at again, and what may change then. */
const ReviewSchema = z.strictObject({
  /** Null when no day is set. */
  on: IsoDay.nullable(),
  mayChange: z.string().min(3),
  provenance,
});

/**
 * A share or a count to reach over civil years: one of `share`, `count` and `convergence`. The row it becomes is in
 * `engine/targets`.
 */
export const TargetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** A few words, shown in lists: several targets of one kind may share them. */
  label: z.string().min(3).max(40),
  /** What it asks, in one sentence. */
  description: z.string().min(3),
  scope: z.enum(['quartier', 'residence', 'commune', 'bailleur', 'territory']),
  /** Restricts to one place of the scope: a quartier, a commune, a bailleur. */
  at: z.string().min(1).optional(),
  /** Restricts a quartier target to quartiers of these classes. */
  fragility: z.array(z.enum(FRAGILITIES)).optional(),
  /** Restricts a target to dwellings in a QPV, or outside; a dwelling whose QPV is not said counts in neither. */
  qpv: z.enum(['in', 'out']).optional(),
  /** Restricts a commune target by the leases a year that the pack estimates there: under, or from. */
  rotation: z
    .strictObject({ below: z.number().positive().optional(), from: z.number().positive().optional() })
    .optional(),
  /** Only dwellings dedicated to priority households, « à l'adresse ». */
  dedicated: z.literal(true).optional(),
  /**
   * Only leases credited to this contingent (L441-1 sets a share of priority households for each réservataire's own). One whose
   * contingent is not recorded is looked at for none: a lease credits one.
   */
  credited: z.enum(RESERVATAIRE_CODES).optional(),
  /**
   * Allocations looked at: all, first accesses, or those of the flow of reservations, which leaves out relocations of urban renewal
   * and mutations (plan of 2016, art. 7.4), or mutations inside the landlord's own stock (R441-5). The last two look at places of
   * a landlord.
   */
  among: z.enum(['all', 'first-access', 'flow-without-mutations', 'flow-without-own-mutations']),
  /**
   * What counts an allocation: the commission's decision (mix, ACI; the default), or the signed lease, as the law does (L441-1).
   * The year is that of the event. The other count is shown beside.
   */
  event: z.enum(['decision', 'lease']).optional(),
  counts: z.strictObject({
    bandGroup: z.enum(['modest', 'intermediate-or-higher']).optional(),
    /** Quartile of the demand's monthly resources a year and consumption unit (L441-1), by the pack's `quartiles`. */
    quartile: z.enum(['first', 'others']).optional(),
    /** Households recognised DALO, or with a verified priority situation of the territory's list, those of mutations aside. */
    verifiedPriority: z.literal(true).optional(),
    npruRelocation: z.literal(true).optional(),
    /** Credited to this contingent. */
    contingent: z.enum(RESERVATAIRE_CODES).optional(),
    /** Mutations that came from another commune, against those that left: see `engine/targets/reciprocity.ts`. */
    reciprocity: z.literal(true).optional(),
  }),
  bound: z.enum(['min', 'max']),
  /** Share of the allocations that count. */
  share: share.optional(),
  count: CountSchema.optional(),
  convergence: ConvergenceSchema.optional(),
  /** Later values, by date; the target's own holds before the first. */
  schedule: z.array(StepSchema).min(1).optional(),
  review: ReviewSchema.optional(),
  /** False: followed and shown, without weight on lists. */
  active: z.boolean().optional(),
  /** Dwellings by which a small count may miss its share without being called missed. */
  toleranceDwellings: z.number().min(0),
  /** Which target wins when two pull apart: 1 before 2. What each is worth is in `matching.yaml`. */
  precedence: z.int().min(1).max(9),
  provenance,
});
export type Target = z.infer<typeof TargetSchema>;
export type TargetEvent = NonNullable<Target['event']>;

/** What a recommendation asks of the lists of its residence or quartier, where it can be counted. Text alone stays text. */
export const GuidanceRowSchema = TargetSchema.pick({
  among: true,
  event: true,
  counts: true,
  bound: true,
  share: true,
  count: true,
  toleranceDwellings: true,
  precedence: true,
});
export type GuidanceRow = z.infer<typeof GuidanceRowSchema>;

/**
 * A priority or mutation situation. `predicate` is a formula over demand columns (see docs/methodes.md); null when the
 * demand file cannot show it and only a partner's label can.
 */
export const SituationSchema = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/),
  label: z.string().min(3),
  family: z.enum(['logement', 'menage', 'monetaire', 'mutation']),
  channels: z.array(z.enum(['DALO', 'PDALHPD', 'ACI_LARGE', 'L441_1'])),
  /** Demands that it may describe. Those of `mutation` are followed apart: they are no priority situation for targets. */
  scope: z.enum(['first-access', 'mutation', 'all']),
  predicate: z.string().nullable(),
  /** What a met predicate is worth: a declared tick, or a computation on amounts and surfaces. Never "verified". */
  predicateEvidence: z.enum(['declared', 'computed']),
  /** Paper that would verify it. */
  paper: z.string(),
  provenance,
});
export type Situation = z.infer<typeof SituationSchema>;
