import type { SegmentDimension } from '../../engine/comparison/segments.ts';
import { CROSSED, type Waiting, type WaitingDimension } from '../../engine/coordination/waiting.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { suppressSmallCells } from '../auth/smallCells.ts';
import { DIMENSION_LABELS, levelLabel } from './comparisonWords.ts';
import { count, figure } from './format.ts';

export interface PresentedWaitingLevel {
  readonly level: string;
  readonly label: string;
  /** Null: withheld. */
  readonly demands: number | null;
  /** Of the demands of the area; null: withheld. */
  readonly share: number | null;
  /** Freed dwellings; null: dwellings have no such level, or withheld. */
  readonly supply: number | null;
  /** Demands for one freed dwelling; null where none came free, or it is not known. */
  readonly tension: number | null;
}

export interface PresentedWaitingDimension {
  readonly dimension: SegmentDimension;
  readonly label: string;
  /** False: a demand may be in several. */
  readonly parts: boolean;
  readonly levels: readonly PresentedWaitingLevel[];
}

export interface PresentedCross {
  readonly typology: string;
  readonly band: string;
  readonly situation: string;
  readonly age: string;
  readonly demands: number;
  /** Freed dwellings of the typology, whoever takes them. */
  readonly supply: number | null;
}

export interface PresentedDemand {
  readonly text: string;
  readonly demands: number;
  readonly dimensions: readonly PresentedWaitingDimension[];
  /** Segments by typology, band, situation and age at once, the largest first; null: not shown to who may read no small count. */
  readonly crosses: readonly PresentedCross[] | null;
  readonly notes: readonly string[];
}

/** Demand that waits for an area, by segment. @param smallCells counts from 1 to 4 are withheld. */
export const presentDemand = (
  territory: Territory,
  waiting: Waiting,
  { smallCells }: { readonly smallCells: boolean },
): PresentedDemand => {
  const label = (dimension: SegmentDimension, level: string) => levelLabel(territory, dimension, level);
  const freed = new Map(
    waiting.dimensions
      .find(({ dimension }) => dimension === 'typology')
      ?.levels.map(({ level, supply }) => [level, supply]) ?? [],
  );
  return {
    text: `${count(waiting.demands, 'demande en attente nomme', 'demandes en attente nomment')} une commune du territoire.`,
    demands: waiting.demands,
    dimensions: waiting.dimensions.map((each) => presentDimension(territory, waiting, each, smallCells)),
    crosses: smallCells
      ? null
      : waiting.crosses.map(({ levels, demands }): PresentedCross => {
          const [typology, band, situation, age] = CROSSED.map((dimension, i) =>
            label(dimension, levels[i]!),
          );
          return {
            typology: typology!,
            band: band!,
            situation: situation!,
            age: age!,
            demands,
            supply: freed.get(levels[0]!) ?? null,
          };
        }),
    notes: [
      'Une demande qui nomme plusieurs communes ou plusieurs typologies compte dans chacune ; celles qui acceptent toute commune sans en nommer ne sont pas comptées ici.',
      'Tension : demandes en attente pour un logement attribué dans le semestre, ou à attribuer. Un logement n’a ni tranche de ressources ni situation : la tension n’est donnée que par typologie et par commune.',
      ...(smallCells
        ? [
            'Les effectifs de 1 à 4 ménages ne sont pas montrés, ni ceux qui permettraient de les déduire ; le croisement des segments n’est pas montré.',
          ]
        : []),
    ],
  };
};

const presentDimension = (
  territory: Territory,
  { demands: total }: Waiting,
  { dimension, parts, levels }: WaitingDimension,
  smallCells: boolean,
): PresentedWaitingDimension => {
  const shown = (values: readonly number[]): readonly (number | null)[] =>
    smallCells && values.length > 0 ? suppressSmallCells({ cells: [values] }).cells[0]! : values;
  const demands = shown(levels.map((level) => level.demands));
  const supply = shown(levels.map((level) => level.supply ?? 0));
  return {
    dimension,
    label: DIMENSION_LABELS[dimension],
    parts,
    levels: levels.map((level, i): PresentedWaitingLevel => {
      const of = demands[i] ?? null;
      const freed = level.supply === null ? null : (supply[i] ?? null);
      return {
        level: level.level,
        label: levelLabel(territory, dimension, level.level),
        demands: of,
        share: of === null || total === 0 ? null : of / total,
        supply: freed,
        tension: of === null || freed === null || freed === 0 ? null : of / freed,
      };
    }),
  };
};

/** "12 demandes pour un logement". */
export const tensionText = (tension: number | null): string =>
  tension === null ? '' : figure(tension, tension < 10 ? 1 : 0);
