import { z } from 'zod';
import { ProvenanceSchema } from './provenance.ts';

/*
 * The other way round: the dwellings for a household that a committee must house. What the territory settles of it: in which order
 * the criteria of its relocation charter are looked at, which body follows which household, and how expected dwellings are counted.
 */

const provenance = ProvenanceSchema;

/**
 * What dwellings are compared by. wish: the household's own; means: effort and what is left to live on; services: within reach;
 * balance: what the lease would do to the territory's targets; delay: days until the dwelling is free.
 */
export const PLACEMENT_CRITERIA = ['wish', 'means', 'services', 'balance', 'delay'] as const;
export type PlacementCriterion = (typeof PLACEMENT_CRITERIA)[number];

/** The households that a committee follows: DALO, relocation of urban renewal, blocked or complex mutation, priority first access. */
export const CIRCUITS = ['dalo', 'npru', 'mutation', 'first-access'] as const;
export type CircuitId = (typeof CIRCUITS)[number];

const once = (values: readonly (string | number)[]): boolean => new Set(values).size === values.length;

export const PlacementRulesSchema = z.strictObject({
  /** Criteria in their order: the next one speaks only where those before see no difference. */
  order: z.strictObject({
    criteria: z.array(z.enum(PLACEMENT_CRITERIA)).min(1).refine(once, 'chaque critère une seule fois'),
    provenance,
  }),
  circuits: z
    .array(
      z.strictObject({
        circuit: z.enum(CIRCUITS),
        /** Body that looks for a dwelling, and how, in a few words. */
        body: z.string().min(3),
        /** The landlord of the dwelling that the household leaves is asked before the others. */
        homeLandlordFirst: z.boolean(),
        provenance,
      }),
    )
    .refine((circuits) => once(circuits.map(({ circuit }) => circuit)), 'chaque circuit une seule fois'),
  /** Dwellings that are not free yet. */
  expected: z.strictObject({
    /** Horizons, whole months from the day examined. */
    months: z.array(z.int().min(1).max(24)).min(1).refine(once, 'chaque horizon une seule fois'),
    /** Chance that the number lies in the interval shown, 0 to 1. */
    interval: z.number().gt(0).lt(1),
    /** Weight of the typology's rotation in the whole territory against that of a landlord in a commune, in dwellings. */
    priorDwellings: z.number().positive(),
    provenance,
  }),
});
export type PlacementRules = z.infer<typeof PlacementRulesSchema>;
