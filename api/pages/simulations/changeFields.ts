import type { Scenario } from '../../../engine/domain/scenario.ts';

/** How a figure of a scenario is typed and read. */
export type FieldKind = 'whole' | 'number' | 'percent';

/** A figure of a scenario that the form changes. */
export interface FigureField {
  readonly name: string;
  /** Where it lies in the scenario: what the schema refuses is shown beside it. */
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: FieldKind;
  /** What is admitted, as a noun phrase. */
  readonly expected: string;
  readonly get: (scenario: Scenario) => number;
  readonly set: (scenario: Scenario, value: number) => Scenario;
}

export interface FieldGroup {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly FigureField[];
}

type Block = 'demand' | 'vacancies' | 'acceptance' | 'newBuild' | 'npru' | 'uncertainty';

const inBlock = <B extends Block>(
  block: B,
  key: keyof Scenario[B] & string,
  field: Omit<FigureField, 'path' | 'get' | 'set'>,
): FigureField => ({
  ...field,
  path: `${block}.${key}`,
  get: (scenario) => scenario[block][key] as number,
  set: (scenario, value) => ({ ...scenario, [block]: { ...scenario[block], [key]: value } }),
});

const top = (
  key: 'months' | 'seed' | 'replications',
  field: Omit<FigureField, 'path' | 'get' | 'set'>,
): FigureField => ({
  ...field,
  path: key,
  get: (scenario) => scenario[key],
  set: (scenario, value) => ({ ...scenario, [key]: value }),
});

const SHARE = 'une part de 0 à 100 %';

/** The main figures of a scenario, in the order of its blocks. Targets, flows and the steps of PLAI have fields of their own. */
export const FIGURE_GROUPS: readonly FieldGroup[] = [
  {
    id: 'horizon',
    label: 'Durée et tirages',
    fields: [
      top('months', {
        name: 'mois',
        label: 'Mois simulés',
        kind: 'whole',
        expected: 'un nombre de mois, de 1 à 180',
      }),
      top('replications', {
        name: 'tirages',
        label: 'Tirages',
        hint: 'Au moins vingt pour décider.',
        kind: 'whole',
        expected: 'un nombre de tirages, de 1 à 10 000',
      }),
      top('seed', {
        name: 'graine',
        label: 'Graine',
        hint: 'La même graine redonne les mêmes tirages.',
        kind: 'whole',
        expected: 'un nombre entier, de 0 à 999 999 999',
      }),
    ],
  },
  {
    id: 'demand',
    label: 'Demandes',
    fields: [
      inBlock('demand', 'arrivalsPerYear', {
        name: 'arrivees',
        label: 'Demandes nouvelles la première année',
        kind: 'number',
        expected: 'un nombre de 0 à 400 000',
      }),
      inBlock('demand', 'arrivalsTrend', {
        name: 'evolution',
        label: 'Évolution d’une année à l’autre (%)',
        kind: 'percent',
        expected: 'de −50 à 50 %',
      }),
      inBlock('demand', 'renewalShare', {
        name: 'renouvellement',
        label: 'Part renouvelée à chaque anniversaire (%)',
        kind: 'percent',
        expected: SHARE,
      }),
    ],
  },
  {
    id: 'vacancies',
    label: 'Rotation',
    fields: [
      inBlock('vacancies', 'departuresPerYear', {
        name: 'departs',
        label: 'Départs du parc par an',
        kind: 'number',
        expected: 'un nombre positif',
      }),
    ],
  },
  {
    id: 'newBuild',
    label: 'Logements neufs',
    fields: [
      inBlock('newBuild', 'perYear', {
        name: 'neufs',
        label: 'Mis en location par an',
        kind: 'number',
        expected: 'un nombre positif',
      }),
      inBlock('newBuild', 'plsShare', {
        name: 'pls',
        label: 'Part de PLS (%)',
        kind: 'percent',
        expected: 'une part qui, avec celle des PLAI, ne passe pas 100 %',
      }),
    ],
  },
  {
    id: 'npru',
    label: 'Renouvellement urbain',
    fields: [
      inBlock('npru', 'relocations', {
        name: 'relogements',
        label: 'Ménages à reloger',
        kind: 'number',
        expected: 'un nombre positif',
      }),
      inBlock('npru', 'programmeMonths', {
        name: 'programme',
        label: 'Durée du programme, en mois',
        kind: 'whole',
        expected: 'un nombre de mois, de 1 à 180',
      }),
    ],
  },
  {
    id: 'acceptance',
    label: 'Réponses des ménages',
    fields: [
      inBlock('acceptance', 'oddsFactor', {
        name: 'cote',
        label: 'Cote d’un oui, multipliée par',
        hint: '1 : les taux du territoire ; 2 : deux oui pour un.',
        kind: 'number',
        expected: 'un nombre de plus de 0, au plus 20',
      }),
    ],
  },
];

export const FIGURE_FIELDS: readonly FigureField[] = FIGURE_GROUPS.flatMap(({ fields }) => fields);

/** As it is typed: `62`, `2,5`. */
export const typed = (value: number, kind: FieldKind): string =>
  String(kind === 'percent' ? Number((value * 100).toPrecision(10)) : value).replace('.', ',');

/** What was typed: `12 500`, `2,5`, `-3`; null for what is no number of its kind. */
export const readFigure = (text: string, kind: FieldKind): number | null => {
  const plain = text
    .replace(/[\s\u00a0\u202f%]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  if (!/^-?\d{1,9}(\.\d{1,6})?$/.test(plain)) return null;
  const value = Number(plain);
  if (kind === 'whole' && !Number.isInteger(value)) return null;
  return kind === 'percent' ? Number((value / 100).toPrecision(10)) : value;
};
