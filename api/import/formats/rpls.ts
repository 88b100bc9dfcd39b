import { z } from 'zod';
import {
  ENERGY_CLASSES,
  type EnergyClass,
  FINANCINGS,
  type Financing,
  TYPOLOGIES,
  type Typology,
} from '../../../engine/domain/codes.ts';
import { CommuneCode, IrisCode, QpvCode } from '../../../engine/domain/ids.ts';
import { ANY_COMMUNE, CellRefusal, type CellType, codeCell, INTEGER, NUMBER_CELL } from '../cells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

/*
 * The open file of the répertoire des logements locatifs des bailleurs sociaux, one row per dwelling on 1 January. It names
 * neither dwelling nor landlord, and gives no rent: its rows describe a stock, they are no dwellings that can be proposed.
 * Source: arrêté du 5 janvier 2010, annexe; column names of the 2023 and 2026 files. The numeric codes of FINAN are not
 * published with the file: those read here (10, 13, 14) are a proposal.
 */

export const StockDwellingSchema = z.strictObject({
  /** Null: outside the territory. */
  commune: CommuneCode.nullable(),
  iris: IrisCode.nullable(),
  /** Geolocated QPV, by generation; null when the file does not say, which is not "outside". */
  qpv2024: QpvCode.nullable(),
  qpv2015: QpvCode.nullable(),
  /** In a QPV by the landlord's own declaration, which may differ from the geolocated one. */
  declaredInQpv: z.boolean().nullable(),
  rooms: z.int().min(1).max(20).nullable(),
  typology: z.enum(TYPOLOGIES).nullable(),
  livingAreaM2: z.number().positive().max(1000).nullable(),
  building: z.enum(['flat', 'house']).nullable(),
  builtIn: z.int().min(1500).max(2100).nullable(),
  financing: z.enum(FINANCINGS).nullable(),
  energyClass: z.enum(ENERGY_CLASSES).nullable(),
});
export type StockDwelling = z.infer<typeof StockDwellingSchema>;

interface StockCells extends Omit<StockDwelling, 'typology' | 'financing'> {
  financing: Financing | null;
  ceiling: Financing | null;
}

/** What the file writes for "not said" or "no object". */
const SENTINELS: ReadonlySet<string> = new Set(['NA', 'NC', 'Z', 'ZZ', '', '0', '0000', '999', '9999', 'NR']);

/** The same cell, where a sentinel is "not said". */
const orSentinel = <T>(cell: CellType<T>, also: readonly string[] = []): CellType<T | null> => {
  const unsaid = new Set([...SENTINELS, ...also]);
  return {
    ...cell,
    read: (text, context) => (unsaid.has(text.toUpperCase()) ? null : cell.read(text, context)),
    write: (value) => (value === null ? '' : cell.write(value)),
  };
};

/** A code of the list; any other is "not said": the register has more codes than those that say something here. */
const knownOnly = <T extends string>(cell: CellType<T>): CellType<T | null> => ({
  ...cell,
  read: (text, context) => {
    const value = cell.read(text, context);
    return value instanceof CellRefusal ? null : value;
  },
  write: (value) => (value === null ? '' : cell.write(value)),
});

const QPV_SHAPE = /^Q[NP]\d{5}[0-9A-Z]$/;
const qpvCode: CellType<QpvCode | null> = {
  expected: 'un code comme QN05980M, ou rien',
  read: (text) => (QPV_SHAPE.test(text.toUpperCase()) ? (text.toUpperCase() as QpvCode) : null),
  write: (value) => value ?? '',
};

const IRIS_SHAPE = /^(\d{2}|2[AB])\d{7}$/;
const irisCode: CellType<IrisCode | null> = {
  expected: 'un code IRIS à 9 chiffres, ou rien',
  read: (text, context) => (IRIS_SHAPE.test(text) && context.irisCodes.has(text) ? (text as IrisCode) : null),
  write: (value) => value ?? '',
};

const territoryCommune: CellType<CommuneCode | null> = {
  expected: ANY_COMMUNE.expected,
  read: (text, context) => {
    const commune = ANY_COMMUNE.read(text, context);
    return commune instanceof CellRefusal ? commune : context.canonicalCommune(text);
  },
  write: (value) => value ?? '',
};

const declaredQpv = codeCell(['1', '2'] as const);

const typologyOfRooms = (rooms: number | null): Typology | null =>
  rooms === null ? null : rooms >= 6 ? 'T6P' : (`T${rooms}` as Typology);

const column = columnOf<StockCells>();
const notSaid = { whenAbsent: { value: null } } as const;

export const RPLS_FORMAT: TableFormat<StockCells, StockDwelling> = {
  kind: 'stock',
  yearColumns: null,
  blank: () => ({
    iris: null,
    qpv2024: null,
    qpv2015: null,
    declaredInQpv: null,
    rooms: null,
    livingAreaM2: null,
    building: null,
    builtIn: null,
    financing: null,
    ceiling: null,
    energyClass: null,
  }),
  check: () => null,
  assemble: ({ ceiling, financing, ...cells }) => ({
    ...cells,
    typology: typologyOfRooms(cells.rooms),
    financing: ceiling ?? financing,
  }),
  flatten: ({ typology: _, ...stock }) => ({ ...stock, ceiling: stock.financing }),
  schema: StockDwellingSchema,
  // Nothing tells two like flats of one building from each other.
  key: () => null,
  version: () => null,
  columns: [
    column('commune', {
      header: 'DEPCOM',
      aliases: ['COMMUNE', 'DEPCOM_CODE'],
      required: true,
      help: 'Code INSEE de la commune.',
      cell: territoryCommune,
    }),
    column('iris', {
      header: 'PLG_IRIS2024_CODE',
      aliases: ['PLG_IRIS2024', 'PLG_IRIS2022_CODE', 'PLG_IRIS2022', 'PLG_IRIS'],
      help: 'IRIS géolocalisé.',
      cell: irisCode,
      ...notSaid,
    }),
    column('qpv2024', {
      header: 'PLG_QP24_CODE',
      aliases: ['PLG_QP24'],
      help: 'QPV de 2024 géolocalisé.',
      cell: qpvCode,
      ...notSaid,
    }),
    column('qpv2015', {
      header: 'PLG_QP15_CODE',
      aliases: ['PLG_QP15', 'PLG_QP'],
      help: 'QPV de 2015 géolocalisé.',
      cell: qpvCode,
      ...notSaid,
    }),
    column('declaredInQpv', {
      header: 'QPV_CODE',
      aliases: ['QPV'],
      help: '1 : en QPV, 2 : hors QPV, selon le bailleur.',
      cell: {
        ...orSentinel(declaredQpv),
        read: (text, context) => {
          const code = orSentinel(declaredQpv).read(text, context);
          return code instanceof CellRefusal || code === null ? code : code === '1';
        },
        write: (value) => (value === null ? '' : value ? '1' : '2'),
      },
      ...notSaid,
    }),
    column('rooms', {
      header: 'NBPIECE',
      required: true,
      help: 'Pièces principales ; 0 ou NC : non dit.',
      cell: orSentinel(INTEGER),
    }),
    column('livingAreaM2', {
      header: 'SURFHAB',
      help: 'Surface habitable, en m² ; 0 : non dite.',
      cell: orSentinel(NUMBER_CELL, ['0,0', '0.0', '0,00', '0.00']),
      ...notSaid,
    }),
    column('building', {
      header: 'TYPECONST_CODE',
      aliases: ['TYPECONST'],
      help: 'C : collectif, I : individuel.',
      cell: knownOnly(codeCell(['flat', 'house'] as const, { also: { C: 'flat', I: 'house' } })),
      ...notSaid,
    }),
    column('builtIn', {
      header: 'CONSTRUCT',
      help: 'Année d’achèvement.',
      cell: orSentinel(INTEGER),
      ...notSaid,
    }),
    column('financing', {
      header: 'FINAN_CODE',
      aliases: ['FINAN'],
      help: 'Financement initial ; ne donne un plafond que pour PLAI, PLUS et PLS.',
      cell: knownOnly(codeCell<Financing>(FINANCINGS, { also: { '10': 'PLAI', '13': 'PLUS', '14': 'PLS' } })),
      ...notSaid,
    }),
    column('ceiling', {
      header: 'CUS_CODE',
      aliases: ['CUS'],
      help: 'Plafond de ressources équivalent, s’il est dit ; l’emporte sur le financement.',
      cell: knownOnly(codeCell<Financing>(FINANCINGS)),
      ...notSaid,
    }),
    column('energyClass', {
      header: 'DPEENERGIE',
      help: 'A à G.',
      cell: knownOnly(codeCell<EnergyClass>(ENERGY_CLASSES)),
      ...notSaid,
    }),
  ],
};
