import {
  DALO_STATUSES,
  type DaloStatus,
  HOUSING_KIND_CODES,
  HOUSING_KINDS,
  MOTIVE_CODES,
  MOTIVES,
  TYPOLOGIES,
  TYPOLOGY_LABELS,
} from '../../../engine/domain/codes.ts';
import type { DwellingId } from '../../../engine/domain/ids.ts';
import {
  codeCell,
  DAY,
  INTEGER,
  identifierCell,
  listCell,
  listOrUnknown,
  NUMBER_CELL,
  nullable,
  YES_NO_CELL,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { BAILLEUR, QUARTIER, WISHED_COMMUNES } from '../placeCells.ts';
import { columnOf, type TableColumn } from '../tableFormat.ts';
import type { DemandCells } from './demandCells.ts';
import { CONTINGENTS, MAX_FLOOR, PRIORITIES } from './personCells.ts';

const column = columnOf<DemandCells>();
/** Spreadsheets drop the zero of "01". */
const bareMotives = Object.fromEntries(MOTIVE_CODES.map((code) => [String(Number(code)), code]));

/** Where the household lives, why it asks, what it wishes and needs, its priority and what was offered to it. */
export const DEMAND_HOME_COLUMNS: readonly TableColumn<DemandCells>[] = [
  column('housingKind', {
    path: 'currentHousing.kind',
    header: 'Logement actuel',
    aliases: ['Mode de logement', 'modeleLogement', 'Situation de logement'],
    help: 'Code ou libellé du SNE : HLM, LP, CP…',
    cell: nullable(codeCell(HOUSING_KIND_CODES, { labels: HOUSING_KINDS })),
  }),
  column('currentRentEur', {
    path: 'currentHousing.rentEur',
    header: 'Loyer actuel',
    aliases: ['montantMensuelLoyer'],
    help: 'Euros par mois.',
    cell: nullable(NUMBER_CELL),
  }),
  column('currentAreaM2', {
    path: 'currentHousing.livingAreaM2',
    header: 'Surface actuelle (m²)',
    aliases: ['Surface actuelle', 'Surface du logement actuel'],
    help: 'Surface habitable du logement actuel, en m².',
    cell: nullable(NUMBER_CELL),
  }),
  column('currentOccupants', {
    path: 'currentHousing.occupants',
    header: 'Occupants actuels',
    aliases: ['Nombre d’occupants', 'nombreHabitant'],
    help: 'Personnes vivant dans le logement actuel.',
    cell: nullable(INTEGER),
  }),
  column('currentTypology', {
    path: 'currentHousing.typology',
    header: 'Type du logement actuel',
    aliases: ['typeLogementActuel', 'Typologie actuelle'],
    help: 'C, T1 à T5, T6P.',
    cell: nullable(codeCell(TYPOLOGIES, { labels: TYPOLOGY_LABELS })),
  }),
  column('currentBailleur', {
    path: 'currentHousing.bailleur',
    header: 'Bailleur actuel',
    help: 'Pour un locataire du parc social du territoire : identifiant du bailleur.',
    cell: nullable(BAILLEUR),
  }),
  column('currentDwelling', {
    path: 'currentHousing.dwelling',
    header: 'Identifiant du logement actuel',
    help: 'Pour un locataire du parc social : identifiant du logement chez son bailleur.',
    cell: nullable(identifierCell<DwellingId>()),
  }),
  column('motives', {
    header: 'Motifs',
    aliases: ['Motif', 'Motifs de la demande', 'motifDemande'],
    help: 'Codes 01 à 23 ou libellés, séparés par |, le principal d’abord ; vide : aucun ; INCONNU.',
    cell: listOrUnknown(
      listCell(
        codeCell<string>(MOTIVE_CODES, { labels: MOTIVES as Record<string, string>, also: bareMotives }),
        { distinct: true },
      ),
    ),
    whenAbsent: { value: null },
  }),
  column('wishedCommunes', {
    path: 'wishes.communes',
    header: 'Communes souhaitées',
    aliases: ['Communes demandées', 'localisationSouhaite'],
    help: 'Codes INSEE séparés par | ; les communes hors du territoire ne sont pas gardées.',
    cell: WISHED_COMMUNES,
  }),
  column('wishedQuartiers', {
    path: 'wishes.quartiers',
    header: 'Quartiers souhaités',
    help: 'Identifiants de quartiers du territoire, séparés par |.',
    cell: listCell(QUARTIER, { distinct: true }),
  }),
  column('wishedTypologies', {
    path: 'wishes.typologies',
    header: 'Types souhaités',
    aliases: ['Types de logement', 'Typologies souhaitées', 'typeLogement'],
    required: true,
    help: 'C, T1 à T5, T6P, séparés par |.',
    cell: listCell(codeCell(TYPOLOGIES, { labels: TYPOLOGY_LABELS }), { distinct: true }),
  }),
  column('wide', {
    path: 'wishes.wide',
    header: 'Demande élargie',
    aliases: ['demandeElargie'],
    required: true,
    help: 'OUI si d’autres communes sont acceptées.',
    cell: YES_NO_CELL,
  }),
  column('building', {
    path: 'wishes.building',
    header: 'Appartement ou maison',
    aliases: ['Catégorie de logement', 'categorieLogement'],
    help: 'Appartement, Maison, Indifférent (ou A, M, I).',
    cell: nullable(
      codeCell(['flat', 'house', 'any'] as const, {
        labels: { flat: 'Appartement', house: 'Maison', any: 'Indifférent' },
        written: 'label',
        also: { A: 'flat', M: 'house', I: 'any' },
      }),
    ),
  }),
  column('groundFloor', {
    path: 'wishes.groundFloor',
    header: 'Accepte un rez-de-chaussée',
    aliases: ['Rez-de-chaussée accepté'],
    help: 'OUI ou NON ; vide : rien n’est dit, rien n’est écarté.',
    cell: YES_NO_UNKNOWN,
  }),
  column('stepFree', {
    path: 'accessibility.stepFree',
    header: 'Logement sans marche',
    aliases: ['Accessibilité PMR', 'Besoin PMR'],
    help: 'OUI si un logement et un immeuble sans marche sont nécessaires.',
    cell: YES_NO_UNKNOWN,
  }),
  column('maxFloorOnFoot', {
    path: 'accessibility.maxFloorOnFoot',
    header: 'Étage maximal à pied',
    help: 'Dernier étage accessible sans ascenseur ; TOUS : pas de limite ; vide : non dit.',
    cell: nullable(MAX_FLOOR),
  }),
  column('priorities', {
    header: 'Situations prioritaires',
    aliases: ['Priorités'],
    help: 'CODE:declare|calcule|verifie:date, séparées par | ; vide : aucune ; INCONNU.',
    cell: listOrUnknown(PRIORITIES),
    whenAbsent: { value: null },
  }),
  column('dalo', {
    header: 'Statut DALO',
    aliases: ['DALO', 'statutDalo'],
    help: 'NON, ACTIF, CADUC, ACTREL ; vide : inconnu.',
    cell: nullable(
      codeCell(Object.keys(DALO_STATUSES) as DaloStatus[], {
        labels: DALO_STATUSES as Record<DaloStatus, string>,
      }),
    ),
  }),
  column('contingents', {
    header: 'Contingents',
    aliases: ['Contingents éligibles', 'Réservataires'],
    help: 'COLTER, COLACT, PPRIOR, PFONCT, AUTRES, AUCUN, séparés par | ; NON : aucun ; vide : inconnu.',
    cell: CONTINGENTS,
  }),
  column('npruRelocation', {
    header: 'Relogement NPRU',
    help: 'OUI si le ménage est à reloger dans le cadre du NPRU.',
    cell: YES_NO_UNKNOWN,
  }),
  column('suitedRefusals', {
    path: 'history.suitedRefusals',
    header: 'Refus d’un logement adapté',
    aliases: ['Refus'],
    help: 'Nombre de refus enregistrés ; vide : non suivi.',
    cell: nullable(INTEGER),
  }),
  column('lastSuitedRefusalOn', {
    path: 'history.lastSuitedRefusalOn',
    header: 'Dernier refus d’un logement adapté',
    help: 'Date du dernier refus ; vide : inconnue.',
    cell: nullable(DAY),
  }),
  column('rankedNotHoused', {
    path: 'history.rankedNotHoused',
    header: 'Classements sans logement',
    help: 'Fois classée au rang 2 ou 3 sans être logée ; vide : non suivi.',
    cell: nullable(INTEGER),
  }),
];
