import { CONTRACT_CODES, CONTRACTS } from '../../../engine/domain/codes.ts';
import {
  ANY_COMMUNE,
  codeCell,
  DAY,
  DEMAND_NUMBER,
  INTEGER,
  listOrUnknown,
  NUMBER_CELL,
  nullable,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { columnOf, type TableColumn } from '../tableFormat.ts';
import type { DemandCells } from './demandCells.ts';
import { ADULTS, CHILDREN } from './personCells.ts';

const column = columnOf<DemandCells>();
const contract = codeCell(CONTRACT_CODES, { labels: CONTRACTS });

/** The demand itself, the persons to house, their incomes and their work. */
export const DEMAND_PERSON_COLUMNS: readonly TableColumn<DemandCells>[] = [
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
    help: 'Dernier renouvellement annuel ; vide : non dit.',
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
    help: 'Dates séparées par | ; :G garde alternée, :D droit de visite ; ? date inconnue ; vide : aucun ; INCONNU.',
    cell: listOrUnknown(CHILDREN),
    whenAbsent: { value: null },
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
];
