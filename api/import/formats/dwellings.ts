import {
  ENERGY_CLASSES,
  type EnergyClass,
  FINANCINGS,
  type Financing,
  TYPOLOGIES,
  TYPOLOGY_LABELS,
  type Typology,
} from '../../../engine/domain/codes.ts';
import { type Dwelling, DwellingSchema } from '../../../engine/domain/dwelling.ts';
import type { DwellingId } from '../../../engine/domain/ids.ts';
import {
  codeCell,
  FLOOR,
  FREE_TEXT,
  INTEGER,
  identifierCell,
  NUMBER_CELL,
  nullable,
  TERRITORY_COMMUNE,
  YES_NO_CELL,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { BAILLEUR, IRIS, QPV, QUARTIER } from '../placeCells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

const column = columnOf<Dwelling>();

/** Dwellings of the stock, one row each. The quartier is found from the IRIS when the file does not give it. */
export const DWELLING_FORMAT: TableFormat<Dwelling, Dwelling> = {
  kind: 'dwellings',
  yearColumns: null,
  blank: () => ({
    iris: null,
    quartier: null,
    qpv2015: null,
    qpv2024: null,
    qpvSimulated: false,
    residence: null,
    floor: null,
    lift: null,
    building: null,
    stepFree: null,
    chargesEur: null,
    energyClass: null,
    builtIn: null,
    longitude: null,
    latitude: null,
    aciAddress: false,
  }),
  check: (cells, context) => {
    if (cells.iris === null) return null;
    if (context.canonicalCommune(cells.iris.slice(0, 5)) !== cells.commune)
      return { code: 'dwelling.iris.other-commune', field: 'iris' };
    const quartier = context.quartierOfIris?.(cells.iris) ?? null;
    return cells.quartier !== null && quartier !== null && cells.quartier !== quartier
      ? { code: 'dwelling.quartier.contradicts-iris', field: 'quartier' }
      : null;
  },
  assemble: (cells, context) => ({
    ...cells,
    quartier: cells.quartier ?? (cells.iris === null ? null : (context.quartierOfIris?.(cells.iris) ?? null)),
  }),
  flatten: (dwelling) => dwelling,
  schema: DwellingSchema,
  key: (dwelling) => dwelling.id,
  version: () => null,
  columns: [
    column('id', {
      header: 'Identifiant du logement',
      aliases: ['Logement', 'Id logement', 'IDENT_INT', 'IDENT_REP', 'Numéro RPLS'],
      required: true,
      help: 'Identifiant chez le bailleur ou au RPLS.',
      cell: identifierCell<DwellingId>(),
    }),
    column('bailleur', {
      header: 'Bailleur',
      aliases: ['Organisme'],
      required: true,
      help: 'Identifiant du bailleur dans le territoire.',
      cell: BAILLEUR,
    }),
    column('commune', {
      header: 'Commune',
      aliases: ['Code commune', 'Code INSEE', 'DEPCOM'],
      required: true,
      help: 'Code INSEE ; les communes associées sont rattachées.',
      cell: TERRITORY_COMMUNE,
    }),
    column('iris', {
      header: 'IRIS',
      aliases: ['Code IRIS'],
      help: 'Code à 9 chiffres.',
      cell: nullable(IRIS),
    }),
    column('quartier', {
      header: 'Quartier',
      help: 'Identifiant du quartier ; vide : trouvé par l’IRIS.',
      cell: nullable(QUARTIER),
    }),
    column('qpv2015', {
      header: 'QPV 2015',
      aliases: ['QP15', 'PLG_QP15'],
      help: 'Code du QPV de 2015 (CIET), NON hors QPV, vide : non dit.',
      cell: { ...QPV, write: (value) => (value === null ? '' : QPV.write(value)) },
    }),
    column('qpv2024', {
      header: 'QPV 2024',
      aliases: ['QPV', 'QP24', 'PLG_QP24'],
      help: 'Code du QPV de 2024, NON hors QPV, vide : non dit.',
      cell: { ...QPV, write: (value) => (value === null ? '' : QPV.write(value)) },
    }),
    column('qpvSimulated', {
      header: 'QPV simulé',
      help: 'OUI si le QPV vient d’une simulation ; vide : d’un registre.',
      cell: YES_NO_CELL,
    }),
    column('residence', {
      header: 'Résidence',
      aliases: ['Nom de la résidence', 'Programme'],
      help: 'Nom de la résidence.',
      cell: nullable(FREE_TEXT),
    }),
    column('typology', {
      header: 'Type',
      aliases: ['Typologie', 'Type de logement'],
      required: true,
      help: 'C, T1 à T5, T6P.',
      cell: codeCell<Typology>(TYPOLOGIES, {
        labels: TYPOLOGY_LABELS,
        also: { T6: 'T6P', T7: 'T6P', T8: 'T6P', T9P: 'T6P' },
      }),
    }),
    column('rooms', {
      header: 'Pièces',
      aliases: ['Nombre de pièces', 'NBPIECE'],
      required: true,
      help: 'Pièces principales.',
      cell: INTEGER,
    }),
    column('livingAreaM2', {
      header: 'Surface habitable (m²)',
      aliases: ['Surface habitable', 'Surface', 'SURFHAB'],
      required: true,
      help: 'En m².',
      cell: NUMBER_CELL,
    }),
    column('floor', {
      header: 'Étage',
      aliases: ['Niveau'],
      help: 'RDC ou 0, 1, 2… ; négatif en sous-sol.',
      cell: nullable(FLOOR),
    }),
    column('lift', { header: 'Ascenseur', help: 'OUI ou NON.', cell: YES_NO_UNKNOWN }),
    column('building', {
      header: 'Immeuble',
      aliases: ['Appartement ou maison', 'Collectif ou individuel'],
      help: 'Appartement (collectif) ou Maison (individuel).',
      cell: nullable(
        codeCell(['flat', 'house'] as const, {
          labels: { flat: 'Appartement', house: 'Maison' },
          written: 'label',
          also: { collectif: 'flat', individuel: 'house', A: 'flat', M: 'house' },
        }),
      ),
    }),
    column('stepFree', {
      header: 'Accessible sans marche',
      aliases: ['PMR', 'Accessible PMR'],
      help: 'OUI si aucune marche de la rue aux pièces.',
      cell: YES_NO_UNKNOWN,
    }),
    column('financing', {
      header: 'Financement',
      aliases: ['FINAN', 'Plafond'],
      required: true,
      help: 'PLAI, PLUS ou PLS : famille qui fixe le plafond de ressources.',
      cell: codeCell<Financing>(FINANCINGS),
    }),
    column('rentEur', {
      header: 'Loyer hors charges',
      aliases: ['Loyer', 'Loyer principal', 'LOYERPRINC'],
      required: true,
      help: 'Euros par mois.',
      cell: NUMBER_CELL,
    }),
    column('chargesEur', { header: 'Charges', help: 'Euros par mois.', cell: nullable(NUMBER_CELL) }),
    column('energyClass', {
      header: 'Classe énergie',
      aliases: ['DPE', 'DPEENERGIE', 'Étiquette énergie'],
      help: 'A à G.',
      cell: nullable(codeCell<EnergyClass>(ENERGY_CLASSES)),
    }),
    column('builtIn', {
      header: 'Année de construction',
      aliases: ['CONSTRUCT', 'Construction'],
      help: 'Année à 4 chiffres.',
      cell: nullable(INTEGER),
    }),
    column('longitude', {
      header: 'Longitude',
      help: 'Degrés décimaux (WGS 84).',
      cell: nullable(NUMBER_CELL),
    }),
    column('latitude', {
      header: 'Latitude',
      help: 'Degrés décimaux (WGS 84).',
      cell: nullable(NUMBER_CELL),
    }),
    column('aciAddress', {
      header: 'Dédié aux publics prioritaires',
      aliases: ['ACI à l’adresse', 'Dédié ACI'],
      help: 'OUI si le logement est dédié « à l’adresse » ; vide : non.',
      cell: YES_NO_CELL,
    }),
  ],
};
