import { z } from 'zod';
import { DALO_STATUSES, type DaloStatus } from '../../../engine/domain/codes.ts';
import { DemandNumber, IsoDay } from '../../../engine/domain/ids.ts';
import { CellRefusal, type CellType, codeCell, DAY, DEMAND_NUMBER, nullable } from '../cells.ts';
import { SITUATION_CODE } from '../placeCells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

/*
 * Priority labels that partners establish, one row per demand and label. No layout of SYPLO's exports is published: this one
 * is our proposal, keyed by numéro unique as the territory's own lists are. One label is said by one list; its end withdraws it.
 */

export const LABEL_LISTS = {
  SYPLO: 'SYPLO, ménages prioritaires de l’État',
  ACI: 'Liste de l’accord collectif intercommunal',
  DALO: 'Décisions DALO',
} as const;
export type LabelList = keyof typeof LABEL_LISTS;

export const LabelSchema = z.strictObject({
  number: DemandNumber,
  list: z.enum(Object.keys(LABEL_LISTS) as [LabelList, ...LabelList[]]),
  /** Code of a situation of the territory; null where the list does not say which. */
  situation: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,40}$/)
    .nullable(),
  verifiedOn: IsoDay,
  /** Day the label ends, or ended; null while none is said. */
  endsOn: IsoDay.nullable(),
  /** For the DALO list: the status, when it is said. */
  dalo: z.enum(Object.keys(DALO_STATUSES) as [DaloStatus, ...DaloStatus[]]).nullable(),
});
export type Label = z.infer<typeof LabelSchema>;

const UNKNOWN_DEMAND = new CellRefusal('label.demand.unknown');
const storedDemand: CellType<DemandNumber> = {
  ...DEMAND_NUMBER,
  read: (text, context) => {
    const number = DEMAND_NUMBER.read(text, context);
    if (number instanceof CellRefusal || !context.demandNumbers || context.demandNumbers.has(number))
      return number;
    return UNKNOWN_DEMAND;
  },
};

const column = columnOf<Label>();

export const LABEL_FORMAT: TableFormat<Label, Label> = {
  kind: 'labels',
  yearColumns: null,
  blank: () => ({ situation: null, endsOn: null, dalo: null }),
  check: ({ list, situation, verifiedOn, endsOn }, { referenceDay }) => {
    if (list === 'ACI' && situation === null) return { code: 'label.situation.required', field: 'situation' };
    if (referenceDay !== undefined && verifiedOn > referenceDay)
      return { code: 'label.day.impossible', field: 'verifiedOn' };
    if (endsOn !== null && endsOn < verifiedOn) return { code: 'label.dates.order', field: 'endsOn' };
    return null;
  },
  assemble: (cells) => cells,
  flatten: (label) => label,
  schema: LabelSchema,
  key: ({ number, list, situation }) => `${number} ${list} ${situation ?? ''}`,
  // Of two rows about one label, the one verified last says it; of two of that day, the one that ends it.
  version: ({ verifiedOn, endsOn }) => `${verifiedOn} ${endsOn ?? ''}`,
  columns: [
    column('number', {
      header: 'Numéro unique',
      aliases: ['NUR', 'N° unique', 'Numéro unique départemental', 'numUnique', 'Numéro de demande'],
      required: true,
      help: 'Demande déjà importée.',
      cell: storedDemand,
    }),
    column('list', {
      header: 'Liste',
      aliases: ['Label', 'Source', 'Dispositif'],
      required: true,
      help: 'SYPLO, ACI ou DALO : la liste qui établit le label.',
      cell: codeCell(Object.keys(LABEL_LISTS) as LabelList[], { labels: LABEL_LISTS }),
    }),
    column('situation', {
      header: 'Situation',
      aliases: ['Code de la situation', 'Situation prioritaire', 'Motif'],
      help: 'Code de situation du territoire ; obligatoire pour la liste ACI.',
      cell: nullable(SITUATION_CODE),
    }),
    column('verifiedOn', {
      header: 'Vérifié le',
      aliases: ['Date de vérification', 'Date du label', 'Date de labellisation'],
      required: true,
      help: 'Jour où le partenaire a établi le label.',
      cell: DAY,
    }),
    column('endsOn', {
      header: 'Fin',
      aliases: ['Date de fin', 'Fin du label'],
      help: 'Jour où le label prend fin ; vide : il court.',
      cell: nullable(DAY),
    }),
    column('dalo', {
      header: 'Statut DALO',
      aliases: ['statutDalo'],
      help: 'Pour la liste DALO : NON, ACTIF, CADUC, ACTREL ; vide : ACTIF, ou CADUC après la fin.',
      cell: nullable(
        codeCell(Object.keys(DALO_STATUSES) as DaloStatus[], {
          labels: DALO_STATUSES as Record<DaloStatus, string>,
        }),
      ),
    }),
  ],
};
