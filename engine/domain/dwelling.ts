import { z } from 'zod';
import { ENERGY_CLASSES, FINANCINGS, RESERVATAIRE_CODES, TYPOLOGIES, VACANCY_REASONS } from './codes.ts';
import {
  BailleurId,
  CommuneCode,
  DwellingId,
  IrisCode,
  IsoDay,
  QpvCode,
  QuartierId,
  VacancyId,
} from './ids.ts';

/** A quartier prioritaire code, `false` for "outside", null for "not said". */
const qpv = z.union([QpvCode, z.literal(false)]).nullable();

export const DwellingSchema = z.strictObject({
  id: DwellingId,
  bailleur: BailleurId,
  commune: CommuneCode,
  iris: IrisCode.nullable(),
  /** Given, or found from the IRIS by the territory pack; null when neither says it. */
  quartier: QuartierId.nullable(),
  /** QPV of the 2015 geography (CIET) and of the 2024 geography (today's quotas): kept apart. */
  qpv2015: qpv,
  qpv2024: qpv,
  /** True when the QPV comes from the world generator's rule, not from a register. Shown as "QPV simulé". */
  qpvSimulated: z.boolean(),
  residence: z.string().max(120).nullable(),
  typology: z.enum(TYPOLOGIES),
  rooms: z.int().min(1).max(12),
  livingAreaM2: z.number().positive().max(1000),
  /** 0 is the ground floor. */
  floor: z.int().min(-2).max(60).nullable(),
  lift: z.boolean().nullable(),
  building: z.enum(['flat', 'house']).nullable(),
  /** Step-free from the street to every needed room (PMR). */
  stepFree: z.boolean().nullable(),
  financing: z.enum(FINANCINGS),
  /** EUR a month, charges apart. */
  rentEur: z.number().min(0).max(10_000),
  chargesEur: z.number().min(0).max(5_000).nullable(),
  energyClass: z.enum(ENERGY_CLASSES).nullable(),
  builtIn: z.int().min(1500).max(2100).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  /** Dedicated "à l'adresse" to priority publics on the metropolitan contingent. */
  aciAddress: z.boolean(),
});
export type Dwelling = z.infer<typeof DwellingSchema>;

/** A residence is named inside its landlord's stock and commune; null when the dwelling names none. */
export const residenceKey = ({
  bailleur,
  commune,
  residence,
}: Pick<Dwelling, 'bailleur' | 'commune' | 'residence'>): string | null =>
  residence === null ? null : `${bailleur} ${commune} ${residence}`;

export const VacancySchema = z.strictObject({
  id: VacancyId,
  dwelling: DwellingId,
  availableOn: IsoDay,
  reason: z.enum(Object.keys(VACANCY_REASONS) as [keyof typeof VACANCY_REASONS]),
  /** Réservataire the vacancy is oriented to; null when none was named. */
  orientedTo: z.enum(RESERVATAIRE_CODES).nullable(),
  /** First letting of a dwelling that received the PLAI-adapté subsidy (D331-25-1): fewer than three candidates may do. */
  adaptedPlai: z.boolean(),
});
export type Vacancy = z.infer<typeof VacancySchema>;
