import { z } from 'zod';
import { RESERVATAIRE_CODES } from './codes.ts';
import { IsoDay } from './ids.ts';
import { ProvenanceSchema } from './provenance.ts';
import { TargetSchema } from './target.ts';

/*
 * A scenario: what a territory is supposed to live through over some years, as data. A frozen scenario and its seed give the same
 * results, byte for byte. Every block says where its numbers come from: none of them is a forecast by itself.
 */

const provenance = ProvenanceSchema.describe(
  'D’où viennent les nombres de ce bloc, et avec quelle certitude.',
);
const share = z.number().min(0).max(1);
/** First day of a month that is simulated, `2027-01`. */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'un mois, comme 2027-01');

/** How lists are made. What each one knows is said with its results. */
export const YEAR_POLICIES = ['greedy', 'filtered', 'priced', 'session'] as const;
export const YearPolicySchema = z.enum(YEAR_POLICIES);
export type YearPolicy = z.infer<typeof YearPolicySchema>;

/** A target of the territory changed from a day on, or left out of lists. */
const TargetChangeSchema = z
  .strictObject({
    target: z.string().regex(/^[a-z0-9-]+$/),
    /** Left out: from the first day. */
    from: IsoDay.optional(),
    share: share
      .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9, 'une part en centièmes')
      .optional(),
    /** Dwellings of the civil year. */
    count: z.number().min(0).optional(),
    active: z.boolean().optional(),
    provenance,
  })
  .refine(
    ({ share, count, active }) => share !== undefined || count !== undefined || active !== undefined,
    'au moins une part, un nombre ou une activation',
  )
  .refine(
    ({ from, active }) => from === undefined || active === undefined,
    'une activation vaut dès le départ : sans « from »',
  );

export const ScenarioSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Identifiant : minuscules, chiffres et traits d’union.'),
  label: z.string().min(3).max(90).describe('Nom court, montré partout où paraissent les résultats.'),
  description: z.string().min(10).describe('Ce que le scénario suppose, en quelques phrases.'),
  territory: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .describe('Territoire, par l’identifiant de son dossier de règles.'),
  method: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional()
    .describe('Méthode d’ordonnancement ; absente : celle du territoire.'),
  start: month.describe('Premier mois simulé, comme 2027-01.'),
  months: z.int().min(1).max(180).describe('Nombre de mois simulés, de 1 à 180.'),
  seed: z.int().min(0).max(999_999_999).describe('Graine de tous les tirages.'),
  replications: z
    .int()
    .min(1)
    .max(10_000)
    .describe('Nombre de tirages du scénario, quand rien n’en demande un autre.'),
  policies: z
    .array(YearPolicySchema)
    .min(1)
    .describe('Façons de composer les listes, comparées sur les mêmes tirages.'),
  listSize: z.int().min(3).max(10).default(3).describe('Candidats par liste, au moins trois (R441-3).'),
  world: z
    .strictObject({
      demands: z.int().min(100).max(200_000),
      dwellings: z.int().min(200),
      openVacancies: z.int().min(1),
      leasesPerYear: z.int().min(1),
    })
    .optional()
    .describe('Tailles du monde généré ; absentes : celles du territoire.'),
  demand: z
    .strictObject({
      /** Demands filed in the first year. */
      arrivalsPerYear: z.number().min(0).max(400_000),
      /** Change of that number from a year to the next, as a share. */
      arrivalsTrend: z.number().min(-0.5).max(0.5),
      /** Chance that a demand that nobody housed is renewed at each anniversary (R441-2-7). */
      renewalShare: share,
      provenance,
    })
    .describe('Demandes nouvelles, renouvellements et départs.'),
  vacancies: z
    .strictObject({
      /** Tenants who leave the stock in a year. */
      departuresPerYear: z.number().min(0),
      /** A tenant who is allocated another dwelling frees the one that is left. */
      mutationsFreeHome: z.boolean(),
      provenance,
    })
    .describe('Logements libérés par la rotation.'),
  acceptance: z
    .strictObject({
      /** Multiplies the odds of a yes of the territory's rates; 1: as they are. */
      oddsFactor: z.number().positive().max(20),
      provenance,
    })
    .describe('Réponses des ménages, autour des taux du territoire.'),
  newBuild: z
    .strictObject({
      perYear: z.number().min(0),
      /** Share of PLAI by the month of first letting; the first step holds from the start. */
      plaiShare: z.array(z.strictObject({ from: month, share })).min(1),
      plsShare: share,
      where: z.enum(['as-recent-stock', 'outside-qpv']),
      provenance,
    })
    .refine(
      ({ plaiShare, plsShare }) => plaiShare.every((step) => step.share + plsShare <= 1),
      'les parts de PLAI et de PLS ne dépassent pas 1',
    )
    .describe('Logements neufs mis en location.'),
  npru: z
    .strictObject({
      /** Households to rehouse over the programme, those already waiting aside. */
      relocations: z.number().min(0),
      programmeMonths: z.int().min(1).max(180),
      provenance,
    })
    .describe('Relogements du renouvellement urbain.'),
  rents: z
    .array(
      z.strictObject({
        from: month,
        where: z.enum(['everywhere', 'in-qpv', 'outside-qpv']),
        /** Change of the rent at each new letting, as a share: -0.05 is five percent less. */
        change: z.number().min(-0.9).max(2),
        provenance,
      }),
    )
    .default([])
    .describe('Loyers changés à la relocation ; ils jouent sur les réponses.'),
  aciAddress: z
    .strictObject({
      /** Dwellings of each low-rotation commune that are dedicated to priority households. */
      perCommune: z.int().min(0).max(20),
      provenance,
    })
    .optional()
    .describe('Logements dédiés « à l’adresse » ; absent : ceux du monde généré.'),
  flows: z
    .strictObject({ shares: z.partialRecord(z.enum(RESERVATAIRE_CODES), share), provenance })
    .optional()
    .describe('Parts des réservataires dans le flux ; absentes : celles du territoire.'),
  targets: z
    .array(TargetChangeSchema)
    .default([])
    .describe('Objectifs du territoire, changés à partir d’un jour.'),
  addTargets: z.array(TargetSchema).default([]).describe('Objectifs que le territoire n’a pas.'),
  uncertainty: z
    .strictObject({
      /** Standard deviations of the logarithm by which each replication multiplies arrivals, departures and the odds of a yes. */
      arrivals: z.number().min(0).max(1),
      departures: z.number().min(0).max(1),
      acceptance: z.number().min(0).max(2),
      provenance,
    })
    .describe('Ce que l’on ne sait pas des taux eux-mêmes, tiré à chaque réplication.'),
});
export type Scenario = z.infer<typeof ScenarioSchema>;

/** First line of each scenario file, from `territories/<territory>/scenarios/`. */
export const SCENARIO_SCHEMA_COMMENT =
  '# yaml-language-server: $schema=../../../docs/schemas/scenario.schema.json';

/** JSON Schema (draft 2020-12) of a scenario file, for editors. `docs/schemas/scenario.schema.json` is this text. */
export const scenarioJsonSchema = (): string =>
  `${JSON.stringify(
    {
      ...z.toJSONSchema(ScenarioSchema, { io: 'input' }),
      $id: 'scenario.schema.json',
      title: 'Scénario de simulation de Précal',
    },
    null,
    2,
  )}\n`;
