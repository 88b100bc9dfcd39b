import { z } from 'zod';
import { CommuneCode, IrisCode } from '../../engine/domain/ids.ts';
import { type Bailleur, BailleurSchema, CERTAINTIES } from '../../engine/domain/territory.ts';
import type { Column } from './csvFile.ts';

/*
 * The tables of places and landlords: French headers in the files, schema keys in the code.
 */

export const COMMUNE_COLUMNS: readonly Column[] = [
  { header: 'code', key: 'code', kind: 'text' },
  { header: 'nom', key: 'name', kind: 'text' },
  { header: 'population', key: 'population', kind: 'number' },
  { header: 'zone_apl', key: 'aplZone', kind: 'number' },
  { header: 'zone_abc', key: 'abcZone', kind: 'text' },
  { header: 'longitude', key: 'longitude', kind: 'number' },
  { header: 'latitude', key: 'latitude', kind: 'number' },
  { header: 'codes_associes', key: 'associatedCodes', kind: 'list' },
];

export const IRIS_COLUMNS: readonly Column[] = [
  { header: 'code', key: 'code', kind: 'text' },
  { header: 'nom', key: 'name', kind: 'text' },
  { header: 'type', key: 'kind', kind: 'text' },
  { header: 'commune', key: 'commune', kind: 'text' },
  { header: 'revenu_declare_median', key: 'medianIncomeEur', kind: 'number' },
  { header: 'origine_revenu', key: 'incomeFrom', kind: 'text' },
  { header: 'logements_estimes', key: 'estimatedDwellings', kind: 'number' },
];

/** An IRIS: the piece quartiers are made of. Its income and dwellings are what the merging rule read. */
export const IrisRowSchema = z.strictObject({
  code: IrisCode,
  name: z.string().min(1),
  /** H: housing, Z: whole commune, A: activity, D: miscellaneous. */
  kind: z.enum(['H', 'Z', 'A', 'D']),
  commune: CommuneCode,
  medianIncomeEur: z.number().positive().nullable(),
  incomeFrom: z.enum(['iris', 'commune', 'none']),
  estimatedDwellings: z.int().min(0),
});
export type IrisRow = z.infer<typeof IrisRowSchema>;

export const QUARTIER_COLUMNS: readonly Column[] = [
  { header: 'id', key: 'id', kind: 'text' },
  { header: 'libelle', key: 'label', kind: 'text' },
  { header: 'commune', key: 'commune', kind: 'text' },
  { header: 'fragilite', key: 'fragility', kind: 'text' },
  { header: 'revenu_declare_median', key: 'medianIncomeEur', kind: 'number' },
  { header: 'origine_revenu', key: 'incomeFrom', kind: 'text' },
  { header: 'logements_estimes', key: 'estimatedDwellings', kind: 'number' },
  { header: 'baux_par_an_estimes', key: 'estimatedLeasesPerYear', kind: 'number' },
  { header: 'iris', key: 'iris', kind: 'list' },
];

export const QPV_COLUMNS: readonly Column[] = [
  { header: 'code', key: 'code', kind: 'text' },
  { header: 'nom', key: 'name', kind: 'text' },
  { header: 'communes', key: 'communes', kind: 'list' },
];

export const BAILLEUR_COLUMNS: readonly Column[] = [
  { header: 'id', key: 'id', kind: 'text' },
  { header: 'nom', key: 'name', kind: 'text' },
  { header: 'statut', key: 'kind', kind: 'text' },
  { header: 'part_simulee_du_parc', key: 'simulatedStockShare', kind: 'number' },
  { header: 'certitude', key: 'certainty', kind: 'text' },
  { header: 'source', key: 'source', kind: 'text' },
  { header: 'note', key: 'note', kind: 'text' },
];

export const BailleurRowSchema = BailleurSchema.omit({ provenance: true }).extend({
  certainty: z.enum(CERTAINTIES),
  source: z.string().min(3),
  note: z.string().nullable(),
});

export const bailleurOf = ({
  certainty,
  source,
  note,
  ...bailleur
}: z.infer<typeof BailleurRowSchema>): Bailleur => ({
  ...bailleur,
  provenance: { certainty, source, validFrom: null, validTo: null, ...(note === null ? {} : { note }) },
});
