import { z } from 'zod';

/** INSEE code of a commune, five characters: `01004`, `2A004`. */
export const CommuneCode = z
  .string()
  .regex(/^(\d{2}|2[AB])\d{3}$/, 'code INSEE de commune à 5 caractères')
  .brand<'CommuneCode'>();
export type CommuneCode = z.infer<typeof CommuneCode>;

/** INSEE code of an IRIS, nine characters: commune code followed by four digits. */
export const IrisCode = z
  .string()
  .regex(/^(\d{2}|2[AB])\d{7}$/, 'code IRIS à 9 caractères')
  .brand<'IrisCode'>();
export type IrisCode = z.infer<typeof IrisCode>;

/** Code of a quartier prioritaire: `QN05980M` (2024) or `QP059012` (2015). */
export const QpvCode = z
  .string()
  .regex(/^Q[NP]\d{3}\d{2}[0-9A-Z]$/, 'code de quartier prioritaire, comme QN05980M')
  .brand<'QpvCode'>();
export type QpvCode = z.infer<typeof QpvCode>;

const slug = (what: string) =>
  z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, `${what} : minuscules, chiffres et traits d'union`);

export const QuartierId = slug('identifiant de quartier').brand<'QuartierId'>();
export type QuartierId = z.infer<typeof QuartierId>;

export const BailleurId = slug('identifiant de bailleur').brand<'BailleurId'>();
export type BailleurId = z.infer<typeof BailleurId>;

/** Ids given by the landlord's own system: any printable text without spaces at its ends. */
const foreignId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w][\w./:-]*$/, 'lettres, chiffres, et . / : - _');
export const DwellingId = foreignId.brand<'DwellingId'>();
export type DwellingId = z.infer<typeof DwellingId>;
export const VacancyId = foreignId.brand<'VacancyId'>();
export type VacancyId = z.infer<typeof VacancyId>;

/** A calendar day, `YYYY-MM-DD`. */
export const IsoDay = z.iso.date('date au format AAAA-MM-JJ').brand<'IsoDay'>();
export type IsoDay = z.infer<typeof IsoDay>;

/**
 * Numéro unique: département on 3 digits, year and month of filing on 2 + 2, sequence on 6, registering body on 5.
 * Order of year and month differs between publications, so both readings are accepted, and nothing stricter.
 * Numbers that start with 999 name no département: they are synthetic.
 */
const NUMBER_SHAPE = /^(\d{3})(\d{2})(\d{2})(\d{6})([A-Z0-9]{5})$/;

const isMonth = (s: string): boolean => s >= '01' && s <= '12';

export const isDemandNumber = (text: string): boolean => {
  const m = NUMBER_SHAPE.exec(text);
  if (!m) return false;
  return isMonth(m[2] as string) || isMonth(m[3] as string);
};

export const DemandNumber = z
  .string()
  .refine(isDemandNumber, 'numéro unique à 18 caractères')
  .brand<'DemandNumber'>();
export type DemandNumber = z.infer<typeof DemandNumber>;
