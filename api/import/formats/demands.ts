import {
  CONTRACT_CODES,
  CONTRACTS,
  DALO_STATUSES,
  type DaloStatus,
  HOUSING_KIND_CODES,
  HOUSING_KINDS,
  MOTIVE_CODES,
  MOTIVES,
  TYPOLOGIES,
  TYPOLOGY_LABELS,
} from '../../../engine/domain/codes.ts';
import { type Demand, DemandSchema } from '../../../engine/domain/demand.ts';
import type { DwellingId } from '../../../engine/domain/ids.ts';
import {
  ANY_COMMUNE,
  codeCell,
  DAY,
  DEMAND_NUMBER,
  INTEGER,
  identifierCell,
  listCell,
  NUMBER_CELL,
  nullable,
  YES_NO_CELL,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { BAILLEUR, QUARTIER, WISHED_COMMUNES } from '../placeCells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';
import {
  assembleDemand,
  blankDemandCells,
  checkDemandCells,
  type DemandCells,
  flattenDemand,
} from './demandCells.ts';
import { ADULTS, CHILDREN, CONTINGENTS, PRIORITIES } from './personCells.ts';
import { TAX_YEARS } from './taxYears.ts';

const column = columnOf<DemandCells>();
const contract = codeCell(CONTRACT_CODES, { labels: CONTRACTS });
/** Spreadsheets drop the zero of "01". */
const bareMotives = Object.fromEntries(MOTIVE_CODES.map((code) => [String(Number(code)), code]));

/** Demands, one row each. Empty cells are "not declared"; amounts are totals over the persons to house. */
export const DEMAND_FORMAT: TableFormat<DemandCells, Demand> = {
  kind: 'demands',
  yearColumns: TAX_YEARS,
  blank: blankDemandCells,
  check: checkDemandCells,
  assemble: assembleDemand,
  flatten: flattenDemand,
  schema: DemandSchema,
  key: (demand) => demand.number,
  version: (demand) => demand.updatedOn,
  columns: [
    column('number', {
      header: 'Numéro unique',
      aliases: ['NUR', 'N° unique', 'Numéro unique départemental', 'numUnique', 'Numéro de demande'],
      required: true,
      help: 'Numéro unique de la demande, 18 caractères.',
      cell: DEMAND_NUMBER,
    }),
    column('filedOn', {
      header: 'Date de dépôt',
      aliases: ['Date de création', 'Date de la demande', 'dateCreationDemande'],
      required: true,
      help: 'Premier dépôt de la demande.',
      cell: DAY,
    }),
    column('renewedOn', {
      header: 'Date de renouvellement',
      aliases: ['Dernier renouvellement'],
      help: 'Dernier renouvellement annuel ; vide : jamais renouvelée.',
      cell: nullable(DAY),
    }),
    column('updatedOn', {
      header: 'Date de mise à jour',
      aliases: ['Dernière mise à jour', 'Date de modification', 'Mise à jour le'],
      required: true,
      help: 'Jour de la dernière modification : la ligne la plus récente d’un numéro est gardée.',
      cell: DAY,
    }),
    column('adults', {
      path: 'household.adults',
      header: 'Naissances des adultes',
      aliases: ['Dates de naissance des adultes', 'Date de naissance'],
      required: true,
      help: 'Demandeur, cotitulaire, autres adultes : dates séparées par | ; ? pour une date inconnue.',
      cell: ADULTS,
    }),
    column('couple', {
      path: 'household.couple',
      header: 'Couple',
      aliases: ['Vie en couple'],
      help: 'OUI si le demandeur et le cotitulaire vivent en couple.',
      cell: YES_NO_UNKNOWN,
    }),
    column('children', {
      path: 'household.children',
      header: 'Naissances des enfants',
      aliases: ['Dates de naissance des enfants'],
      help: 'Dates séparées par | ; :G garde alternée, :D droit de visite ; ? date inconnue ; vide : aucun.',
      cell: CHILDREN,
    }),
    column('expectedBirths', {
      path: 'household.expectedBirths',
      header: 'Naissances attendues',
      aliases: ['Enfants à naître'],
      help: 'Nombre de naissances attendues.',
      cell: nullable(INTEGER),
    }),
    column('disabledMember', {
      path: 'household.disabledMember',
      header: 'Membre handicapé',
      aliases: ['Personne handicapée', 'CMI invalidité'],
      help: 'OUI si un membre du ménage a la carte mobilité inclusion « invalidité ».',
      cell: YES_NO_UNKNOWN,
    }),
    column('declaredMonthlyEur', {
      path: 'incomes.declaredMonthlyEur',
      header: 'Ressources mensuelles déclarées',
      aliases: ['Ressources mensuelles', 'Revenu mensuel'],
      help: 'Total mensuel du ménage, en euros ; vide dès qu’un montant manque.',
      cell: nullable(NUMBER_CELL),
    }),
    column('rolling12MonthsEur', {
      path: 'incomes.rolling12MonthsEur',
      header: 'Ressources des 12 derniers mois',
      aliases: ['Ressources APL'],
      help: 'Ressources des douze derniers mois au sens de l’APL, en euros par an.',
      cell: nullable(NUMBER_CELL),
    }),
    column('contract', {
      path: 'employment.applicant.contract',
      header: 'Contrat du demandeur',
      aliases: ['Contrat', 'Type de contrat', 'typeContratTravail'],
      help: 'Code ou libellé du contrat de travail.',
      cell: nullable(contract),
    }),
    column('actionLogementEmployer', {
      path: 'employment.applicant.actionLogementEmployer',
      header: 'Employeur Action Logement du demandeur',
      aliases: ['Employeur Action Logement', 'Salarié Action Logement'],
      help: 'OUI si l’employeur est dans le champ d’Action Logement.',
      cell: YES_NO_UNKNOWN,
    }),
    column('workplaceCommune', {
      path: 'employment.applicant.workplaceCommune',
      header: 'Commune de travail du demandeur',
      aliases: ['Commune de travail'],
      help: 'Code INSEE, dans ou hors du territoire.',
      cell: nullable(ANY_COMMUNE),
    }),
    column('coApplicant', {
      path: 'employment.coApplicant',
      header: 'Cotitulaire',
      aliases: ['Co-titulaire', 'Codemandeur', 'Co-demandeur'],
      help: 'OUI si la demande a un cotitulaire.',
      cell: YES_NO_UNKNOWN,
    }),
    column('coApplicantContract', {
      path: 'employment.coApplicant.contract',
      header: 'Contrat du cotitulaire',
      aliases: ['Contrat du codemandeur'],
      help: 'Code ou libellé du contrat de travail.',
      cell: nullable(contract),
    }),
    column('coApplicantActionLogementEmployer', {
      path: 'employment.coApplicant.actionLogementEmployer',
      header: 'Employeur Action Logement du cotitulaire',
      help: 'OUI si l’employeur est dans le champ d’Action Logement.',
      cell: YES_NO_UNKNOWN,
    }),
    column('coApplicantWorkplaceCommune', {
      path: 'employment.coApplicant.workplaceCommune',
      header: 'Commune de travail du cotitulaire',
      help: 'Code INSEE, dans ou hors du territoire.',
      cell: nullable(ANY_COMMUNE),
    }),
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
      help: 'Codes 01 à 23 ou libellés, séparés par |, le principal d’abord.',
      cell: listCell(
        codeCell<string>(MOTIVE_CODES, { labels: MOTIVES as Record<string, string>, also: bareMotives }),
        {
          distinct: true,
        },
      ),
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
      help: 'Dernier étage accessible sans ascenseur ; vide : pas de limite déclarée.',
      cell: nullable(INTEGER),
    }),
    column('priorities', {
      header: 'Situations prioritaires',
      aliases: ['Priorités'],
      help: 'CODE:declare|calcule|verifie:date, séparées par |.',
      cell: PRIORITIES,
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
  ],
};
