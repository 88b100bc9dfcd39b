import type { ArmFigure, ComparedMeasure, Comparison } from '../../engine/comparison/comparison.ts';
import type { PairedDifference } from '../../engine/comparison/paired.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import {
  type PresentedMoves,
  type PresentedNever,
  type PresentedSegment,
  presentMoves,
  presentNever,
  presentSegments,
} from './comparisonHouseholds.ts';
import { comparisonSummary, type PresentedSummary } from './comparisonSummary.ts';
import { type PresentedTargetEnd, presentTargetEnds } from './comparisonTargets.ts';
import {
  armLabel,
  differenceText,
  intervalText,
  MEASURE_WORDS,
  POLICY_TEXTS,
  UNIT_TEXTS,
  valueText,
} from './comparisonWords.ts';
import { count, figure, longDay } from './format.ts';

export interface PresentedDifference {
  readonly mean: number;
  /** Null: one unit only. */
  readonly low: number | null;
  readonly high: number | null;
  readonly units: number;
  /** Told apart, all differences taken together. */
  readonly apart: boolean;
  readonly text: string;
}

export interface PresentedArmFigure {
  readonly value: number | null;
  readonly text: string;
  /** With the reference; null for the reference itself. */
  readonly difference: PresentedDifference | null;
}

export interface PresentedMeasure {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  readonly unit: ComparedMeasure['unit'];
  /** Which way is wanted; null: neither is. */
  readonly better: 'more' | 'less' | null;
  readonly per: ComparedMeasure['per'];
  readonly arms: readonly PresentedArmFigure[];
}

/** A comparison as it is shown. Lists by arm are in the order of `arms`. */
export interface PresentedComparison {
  readonly id: string;
  readonly at: string;
  readonly asOf: string;
  readonly territory: { readonly id: string; readonly label: string };
  readonly simulated: boolean;
  readonly title: string;
  readonly mode: Comparison['mode'];
  readonly seed: number;
  readonly replications: number;
  readonly months: readonly string[];
  readonly reference: string;
  readonly arms: readonly {
    readonly id: string;
    readonly policy: string;
    readonly method: string;
    readonly label: string;
    readonly text: string;
  }[];
  readonly demands: number;
  readonly vacancies: number;
  /** What the arms do differently beyond luck, one sentence each. */
  readonly findings: readonly string[];
  readonly summary: PresentedSummary;
  readonly measures: readonly PresentedMeasure[];
  readonly targets: readonly PresentedTargetEnd[];
  readonly moves: readonly (PresentedMoves | null)[];
  readonly never: readonly PresentedNever[];
  readonly segments: readonly PresentedSegment[];
  readonly notices: readonly string[];
}

export interface ComparisonContext {
  readonly territory: Territory;
  readonly simulated: boolean;
  /** Counts of households from 1 to 4 are withheld. */
  readonly smallCells: boolean;
}

export const presentComparison = (
  context: ComparisonContext,
  kept: {
    readonly id: string;
    readonly at: string;
    readonly asOf: IsoDay;
    readonly comparison: Comparison;
  },
): PresentedComparison => {
  const { territory, simulated, smallCells } = context;
  const { id, at, asOf, comparison } = kept;
  const { mode, seed, replications, months, reference, arms } = comparison;
  const measures = comparison.measures.map(presentMeasure);
  return rounded({
    id,
    at,
    asOf,
    territory: { id: territory.pack.id, label: territory.pack.label },
    simulated,
    title: comparisonTitle({ mode, months, arms: arms.length }),
    mode,
    seed,
    replications,
    months,
    reference,
    arms: arms.map((arm) => ({ ...arm, label: armLabel(arm), text: POLICY_TEXTS[arm.policy] })),
    demands: comparison.demands,
    vacancies: comparison.vacancies,
    findings: findingsOf(comparison, measures),
    summary: comparisonSummary(comparison, measures),
    measures,
    targets: presentTargetEnds(territory, comparison, { smallCells }),
    moves: presentMoves(territory, comparison, { smallCells }),
    never: presentNever(comparison, { smallCells }),
    segments: presentSegments(territory, comparison, { smallCells }),
    notices: noticesOf(comparison, simulated, smallCells),
  });
};

const DECIMALS = 1e6;

/**
 * The same with six decimals at most: enough for any reader, and no run of digits so long that the guard of numéros uniques, which
 * reads answers as text, could take it for one.
 */
const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Math.round(value * DECIMALS) / DECIMALS) as T;
  if (Array.isArray(value)) return value.map(rounded) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)])) as T;
};

/** "Essai de 7 façons de faire les listes, 6 mois à venir". */
export const comparisonTitle = ({
  mode,
  months,
  arms,
}: Pick<Comparison, 'mode' | 'months'> & { readonly arms: number }): string => {
  const [first, last] = [months[0]!, months.at(-1)!];
  const over =
    mode === 'recorded'
      ? `mois enregistrés, du ${longDay(`${first.slice(0, 7)}-01` as IsoDay)} au ${longDay(last)}`
      : `${count(months.length, 'mois à venir', 'mois à venir')}, jusqu’au ${longDay(last)}`;
  return `Essai de ${arms} façons de faire les listes sur les mêmes logements : ${over}`;
};

const presentMeasure = (measure: ComparedMeasure): PresentedMeasure => {
  const { id, unit, better, per } = measure;
  return {
    id,
    ...MEASURE_WORDS[id]!,
    unit,
    better,
    per,
    arms: measure.arms.map(({ value, difference }: ArmFigure) => ({
      value,
      text: value === null ? 'sans objet' : valueText(value, unit),
      difference: difference === null ? null : presentDifference(difference, unit),
    })),
  };
};

const presentDifference = (
  { mean, interval, units, apart }: PairedDifference,
  unit: ComparedMeasure['unit'],
): PresentedDifference => ({
  mean,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
  units,
  apart,
  text: `${intervalText({ mean, low: interval?.low ?? null, high: interval?.high ?? null }, unit)}${apart ? ' *' : ''}`,
});

/** Differences that are called apart, arm by arm. */
const findingsOf = (
  { arms, reference }: Comparison,
  measures: readonly PresentedMeasure[],
): readonly string[] => {
  const base = armLabel(arms.find(({ id }) => id === reference)!);
  const told = arms.flatMap((arm, a) => {
    const apart = measures.filter((measure) => measure.arms[a]!.difference?.apart);
    return apart.length === 0
      ? []
      : [
          `${armLabel(arm)}, au regard de « ${base} » : ${apart
            .map(({ label, unit, arms: figures }) => {
              const { mean } = figures[a]!.difference!;
              return `${label.toLocaleLowerCase('fr')} ${differenceText(mean, unit)}`;
            })
            .join(' ; ')}.`,
        ];
  });
  return told.length > 0
    ? told
    : [
        'Aucune différence ne se détache du hasard, toutes comparaisons prises ensemble : il faudrait plus de réplications, ou plus de mois.',
      ];
};

const noticesOf = (comparison: Comparison, simulated: boolean, smallCells: boolean): readonly string[] => {
  const { mode, arms, looks, replications, seed, blockMonths } = comparison;
  const units = [...new Set(comparison.measures.map(({ per }) => per))];
  return [
    'Ce qui est simulé : les réponses des ménages. La même proposition reçoit la même réponse dans toutes les façons de faire (nombres aléatoires communs), au taux d’acceptation de la classe du quartier ; les réponses d’une même résidence vont ensemble.',
    mode === 'recorded'
      ? 'Les logements sont ceux des commissions passées, au mois de leur première liste. Les demandes sont celles du fichier, déposées à la fin du mois ; leur situation est celle d’aujourd’hui. Un ménage parti du fichier n’est connu que de la décision qui le concerne.'
      : 'Les logements à venir sont ceux de mois passés tirés au sort, les mêmes pour toutes les façons de faire. Aucune demande n’arrive ni ne part, et les logements libres aujourd’hui n’y sont pas. Points et ancienneté sont ceux du jour.',
    ...(arms.some(({ policy }) => policy === 'recorded')
      ? [
          'Les décisions enregistrées s’arrêtent au ménage qui a accepté : quand la réponse tirée est un refus, il n’y a plus de suivant. Elles ont donc moins de baux, ce qui n’est pas un défaut des commissions.',
        ]
      : []),
    `L’unité comparée est ${units.map((unit) => unitWords(unit, blockMonths)).join(', ou ')} : jamais un logement seul, car les listes d’une commission se partagent les ménages.`,
    `Entre crochets, l’intervalle à 95 % de la différence moyenne (t de Student sur les ${UNIT_TEXTS[units[0]!]}, ${figure(replications)} réplications, graine ${seed}) : sur cent essais semblables, il contient environ 95 fois la différence vraie du modèle. Il ne dit rien de ce que le modèle ignore.`,
    `Une étoile marque une différence qui se détache du hasard les ${figure(looks)} comparaisons prises ensemble (Bonferroni). Sans étoile, on ne peut pas dire qu’il y a une différence, ni qu’il n’y en a pas.`,
    'Tension : demandes pour un logement libéré. Par typologie et commune, une demande compte dans chacune de celles qu’elle nomme ; ailleurs, un logement est partagé entre les segments comme le ferait un tirage parmi les ménages à qui il convient (calcul de Précal).',
    ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    ...(smallCells ? ['Les effectifs de 1 à 4 ménages ne sont pas montrés.'] : []),
    'Précal compare et explique ; les instances de coordination choisissent.',
  ];
};

const unitWords = (unit: ComparedMeasure['per'], blockMonths: number | null): string =>
  unit === 'replication'
    ? 'la réplication entière (un tirage complet)'
    : blockMonths === 1
      ? 'le mois'
      : `le bloc de ${blockMonths} mois`;
