import type { ColumnDefinition, ColumnDictionary, Unit } from '../../scoring/formula/columns.ts';
import {
  CONTRACT_CODES,
  CONTRACTS,
  HOUSING_KIND_CODES,
  HOUSING_KINDS,
  MOTIVE_CODES,
  MOTIVES,
} from '../domain/codes.ts';
import type { Situation } from '../domain/territory.ts';

/*
 * The inputs that methods and situation predicates may read, one entry each, with the French label that explanations show.
 * Adding one: an entry here, its value in `build.ts`, a test. Origin, name, birthplace, nationality, free text and kind of
 * income never get an entry.
 */

const number = (name: string, label: string, unit: Unit, min: number, max: number): ColumnDefinition => ({
  type: 'number',
  name,
  label,
  unit,
  min,
  max,
});
const boolean = (name: string, label: string): ColumnDefinition => ({ type: 'boolean', name, label });

const BASE: readonly ColumnDefinition[] = [
  number('waitingMonths', 'ancienneté de la demande', 'months', 0, 600),
  number('persons', 'personnes à loger, naissances attendues comprises', 'persons', 1, 30),
  number('minors', 'enfants mineurs', 'persons', 0, 20),
  number('applicantAge', 'âge du demandeur', 'years', 16, 120),
  number('consumptionUnits', 'unités de consommation', 'UC', 1, 12),
  number('bedroomsNeeded', 'chambres nécessaires', 'count', 1, 20),
  number('taxIncomeEur', 'revenu fiscal de référence retenu', 'EUR/year', 0, 200_000),
  number('shareOfPlusCeiling', 'part du plafond PLUS', 'ratio', 0, 10),
  number('shareOfPlaiCeiling', 'part du plafond PLAI', 'ratio', 0, 20),
  number('declaredMonthlyIncomeEur', 'ressources mensuelles déclarées', 'EUR/month', 0, 20_000),
  number('incomePerUcEur', 'ressources déclarées par unité de consommation', 'EUR/year', 0, 200_000),
  number('currentRentEur', 'loyer actuel', 'EUR/month', 0, 5_000),
  number('rentToIncome', 'part du loyer actuel dans les ressources', 'ratio', 0, 2),
  number('areaShortfallM2', 'surface manquante du logement actuel', 'm2', 0, 200),
  number('spareRooms', 'pièces au-delà du nombre d’occupants plus une', 'count', 0, 10),
  number('suitedRefusals', 'refus d’un logement adapté', 'count', 0, 50),
  number('monthsSinceSuitedRefusal', 'mois depuis le dernier refus d’un logement adapté', 'months', 0, 600),
  number('abnormalWaitMonths', 'délai anormalement long du territoire', 'months', 1, 600),
  number('rankedNotHoused', 'fois classé au rang 2 ou 3 sans être logé', 'count', 0, 50),
  number('verifiedSituations', 'situations prioritaires vérifiées', 'count', 0, 30),
  boolean('firstAccess', 'premier accès au logement social'),
  boolean('couple', 'couple'),
  boolean('loneParent', 'parent seul avec enfant'),
  boolean('disabledMember', 'personne handicapée dans le ménage'),
  boolean('needsStepFree', 'besoin d’un logement sans marche'),
  boolean('wideWish', 'demande élargie à d’autres communes'),
  boolean('daloActive', 'reconnu DALO, à reloger'),
  boolean('npruRelocation', 'à reloger dans le cadre du NPRU'),
  boolean('actionLogementEmployer', 'salarié d’une entreprise du champ d’Action Logement'),
];

export const motiveColumn = (code: string): string => `motive${code}`;
export const housingColumn = (kind: string): string => `housed${kind}`;
export const contractColumn = (code: string): string => `contract${code}`;

const MOTIVE_COLUMNS: readonly ColumnDefinition[] = MOTIVE_CODES.map((code, bit) => ({
  type: 'bit',
  name: motiveColumn(code),
  label: `motif : ${MOTIVES[code].toLocaleLowerCase('fr')}`,
  array: 'motives',
  bit,
}));

const HOUSING_COLUMNS: readonly ColumnDefinition[] = HOUSING_KIND_CODES.map((kind, code) => ({
  type: 'code',
  name: housingColumn(kind),
  label: `logement actuel : ${HOUSING_KINDS[kind].toLocaleLowerCase('fr')}`,
  array: 'currentHousingKind',
  code,
}));

const CONTRACT_COLUMNS: readonly ColumnDefinition[] = CONTRACT_CODES.map((contract, code) => ({
  type: 'code',
  name: contractColumn(contract),
  label: `contrat : ${CONTRACTS[contract]}`,
  array: 'contract',
  code,
}));

/** Inputs that do not depend on a territory: what situation predicates may read. */
export const BASE_COLUMNS: readonly ColumnDefinition[] = [
  ...BASE,
  ...MOTIVE_COLUMNS,
  ...HOUSING_COLUMNS,
  ...CONTRACT_COLUMNS,
];

/** The whole dictionary of a territory: the base inputs and one evidence column for each of its situations. */
export const demandColumns = (situations: readonly Pick<Situation, 'code' | 'label'>[]): ColumnDictionary =>
  new Map(
    [
      ...BASE_COLUMNS,
      ...situations.map(
        ({ code, label }): ColumnDefinition => ({
          type: 'evidence',
          name: code,
          label,
        }),
      ),
    ].map((column) => [column.name, column]),
  );

/** What a situation's predicate may read: the base inputs, but for the count that situations themselves make. */
export const predicateColumns = (): ColumnDictionary =>
  new Map(BASE_COLUMNS.filter((c) => c.name !== 'verifiedSituations').map((c) => [c.name, c]));
