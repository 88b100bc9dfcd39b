import { type Allocation, AllocationSchema } from '../../../engine/domain/allocation.ts';
import { RESERVATAIRE_CODES, RESERVATAIRES } from '../../../engine/domain/codes.ts';
import type { DwellingId } from '../../../engine/domain/ids.ts';
import {
  codeCell,
  DAY,
  DEMAND_NUMBER,
  INTEGER,
  identifierCell,
  listCell,
  listOrUnknown,
  NUMBER_CELL,
  nullable,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { SITUATION_CODE } from '../placeCells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

const column = columnOf<Allocation>();

/** Past allocations, one row each: what the ledgers count. */
export const ALLOCATION_FORMAT: TableFormat<Allocation, Allocation> = {
  kind: 'allocations',
  yearColumns: null,
  blank: () => ({
    leaseSignedOn: null,
    firstAccess: null,
    ownStockMutation: null,
    shareOfPlusCeiling: null,
    incomePerUcEur: null,
    verifiedSituations: [],
    daloActive: null,
    contingent: null,
    npruRelocation: null,
  }),
  check: (cells) =>
    cells.leaseSignedOn !== null && cells.leaseSignedOn < cells.decidedOn
      ? { code: 'allocation.lease-before-decision', field: 'leaseSignedOn' }
      : null,
  assemble: (cells) => cells,
  flatten: (allocation) => allocation,
  schema: AllocationSchema,
  key: (allocation) => `${allocation.dwelling} ${allocation.decidedOn} ${allocation.demand}`,
  version: () => null,
  columns: [
    column('dwelling', {
      header: 'Identifiant du logement',
      aliases: ['Logement', 'Id logement'],
      required: true,
      help: 'Logement attribué.',
      cell: identifierCell<DwellingId>(),
    }),
    column('decidedOn', {
      header: 'Date de décision',
      aliases: ['Date de commission', 'Date CAL', 'Date CALEOL'],
      required: true,
      help: 'Jour de la commission.',
      cell: DAY,
    }),
    column('leaseSignedOn', {
      header: 'Date du bail',
      aliases: ['Bail signé le', 'Date de signature du bail'],
      help: 'Vide tant que le bail n’est pas signé.',
      cell: nullable(DAY),
    }),
    column('demand', {
      header: 'Numéro unique',
      aliases: ['NUR', 'N° unique', 'Numéro de demande'],
      required: true,
      help: 'Demande satisfaite.',
      cell: DEMAND_NUMBER,
    }),
    column('firstAccess', {
      header: 'Premier accès',
      help: 'OUI premier accès, NON mutation, vide : inconnu.',
      cell: YES_NO_UNKNOWN,
    }),
    column('ownStockMutation', {
      header: 'Mutation interne',
      aliases: ['Mutation dans le parc du bailleur'],
      help: 'OUI quand le ménage quitte un logement du même bailleur (hors du flux des réservations), vide : inconnu.',
      cell: YES_NO_UNKNOWN,
    }),
    column('shareOfPlusCeiling', {
      header: 'Part du plafond PLUS',
      help: 'Ressources du ménage rapportées au plafond PLUS : 0,60 pour 60 %.',
      cell: nullable(NUMBER_CELL),
    }),
    column('incomePerUcEur', {
      header: 'Ressources par UC',
      aliases: ['Ressources par unité de consommation'],
      help: 'Euros par an et par unité de consommation.',
      cell: nullable(NUMBER_CELL),
    }),
    column('verifiedSituations', {
      header: 'Situations vérifiées',
      help: 'Codes de situations prioritaires vérifiées, séparés par | ; vide : aucune ; INCONNU.',
      cell: listOrUnknown(listCell(SITUATION_CODE, { distinct: true })),
      whenAbsent: { value: null },
    }),
    column('daloActive', {
      header: 'Reconnu DALO',
      aliases: ['DALO', 'Ménage DALO'],
      help: 'OUI si le ménage était reconnu DALO, à reloger ; vide : inconnu.',
      cell: YES_NO_UNKNOWN,
    }),
    column('contingent', {
      header: 'Contingent',
      aliases: ['Réservataire'],
      help: 'Contingent crédité ; vide : inconnu.',
      cell: nullable(codeCell(RESERVATAIRE_CODES, { labels: RESERVATAIRES })),
    }),
    column('npruRelocation', {
      header: 'Relogement NPRU',
      help: 'OUI ou NON ; vide : inconnu.',
      cell: YES_NO_UNKNOWN,
    }),
    column('rank', { header: 'Rang', required: true, help: 'Rang dans la décision.', cell: INTEGER }),
  ],
};
