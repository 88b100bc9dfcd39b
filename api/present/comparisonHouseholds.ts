import type { Comparison } from '../../engine/comparison/comparison.ts';
import type { SegmentDimension } from '../../engine/comparison/segments.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { SMALLEST_SHOWN, suppressSmallCells } from '../auth/smallCells.ts';
import { ageLabel, DIMENSION_LABELS, levelLabel } from './comparisonWords.ts';
import { count, figure, percent } from './format.ts';

/* Households in a comparison: who goes up and down, who is on no list, by segment. A null count is withheld, or not known. */

export interface PresentedSegment {
  readonly dimension: SegmentDimension;
  readonly label: string;
  /** False: a demand may be in several levels. */
  readonly parts: boolean;
  readonly levels: readonly {
    readonly level: string;
    readonly label: string;
    readonly demands: number | null;
    readonly supply: number | null;
    readonly tension: number | null;
    readonly arms: readonly {
      readonly listedShare: number | null;
      readonly housed: number | null;
      readonly difference: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly apart: boolean;
    }[];
  }[];
}

interface Options {
  readonly smallCells: boolean;
}

export const presentSegments = (
  territory: Territory,
  { segments }: Comparison,
  { smallCells }: Options,
): readonly PresentedSegment[] =>
  segments.map(({ dimension, parts, levels }) => {
    const demands = levels.map((level) => level.demands);
    const shown = smallCells ? withoutSmall(demands, parts) : demands;
    return {
      dimension,
      label: DIMENSION_LABELS[dimension],
      parts,
      levels: levels.map((level, l) => {
        const open = shown[l] !== null;
        const told = (value: number | null): number | null => (open ? value : null);
        return {
          level: level.level,
          label: levelLabel(territory, dimension, level.level),
          demands: shown[l]!,
          supply: told(level.supply),
          tension: told(level.tension),
          arms: level.arms.map(({ listedShare, housed, difference }) => ({
            listedShare: told(listedShare),
            housed: told(housed),
            difference: told(difference?.mean ?? null),
            low: told(difference?.interval?.low ?? null),
            high: told(difference?.interval?.high ?? null),
            apart: open && (difference?.apart ?? false),
          })),
        };
      }),
    };
  });

/** Counts of a segment; where its levels part the demands, others are withheld so that none can be worked out. */
const withoutSmall = (counts: readonly number[], parts: boolean): readonly (number | null)[] =>
  parts
    ? suppressSmallCells({ cells: counts.map((each) => [each]) }).cells.map(([cell]) => cell!)
    : counts.map((each) => (each > 0 && each < SMALLEST_SHOWN ? null : each));

export interface PresentedMoves {
  readonly up: number | null;
  readonly down: number | null;
  readonly meanUp: number | null;
  readonly meanDown: number | null;
  readonly text: string;
  readonly segments: readonly {
    readonly dimension: SegmentDimension;
    readonly label: string;
    readonly levels: readonly {
      readonly level: string;
      readonly label: string;
      readonly up: number | null;
      readonly down: number | null;
    }[];
  }[];
}

/** Who goes up and down under each arm. Levels that do not part the demands are left out where small counts are withheld. */
export const presentMoves = (
  territory: Territory,
  { moves, segments }: Comparison,
  { smallCells }: Options,
): readonly (PresentedMoves | null)[] =>
  moves.map((arm) => {
    if (arm === null) return null;
    const { up, down, meanUp, meanDown } = arm;
    const small = (value: number): number | null =>
      smallCells && value > 0 && value < SMALLEST_SHOWN ? null : value;
    return {
      up: small(up),
      down: small(down),
      meanUp: small(up) === null ? null : meanUp,
      meanDown: small(down) === null ? null : meanDown,
      text: [
        moveText(small(up), meanUp, 'ménage monte', 'ménages montent'),
        moveText(small(down), meanDown, 'ménage descend', 'ménages descendent'),
      ].join(' ; '),
      segments: segments
        .map(({ dimension, parts, levels }) => {
          const all = arm.segments.find((segment) => segment.dimension === dimension)!.levels;
          const rows = levels.map(({ level }) => all.find((row) => row.level === level)!);
          const cells = rows.map((row) => [row.up, row.down]);
          const shown = smallCells ? suppressSmallCells({ cells }).cells : cells;
          return {
            dimension,
            parts,
            label: DIMENSION_LABELS[dimension],
            levels: levels.map(({ level }, l) => ({
              level,
              label: levelLabel(territory, dimension, level),
              up: shown[l]![0]!,
              down: shown[l]![1]!,
            })),
          };
        })
        .filter(({ parts }) => parts || !smallCells)
        .map(({ parts: _, ...segment }) => segment),
    };
  });

const moveText = (value: number | null, mean: number | null, one: string, many: string): string => {
  if (value === null) return `moins de ${SMALLEST_SHOWN} ${many}`;
  const by =
    mean === null
      ? ''
      : ` (sur une liste dans ${percent(Math.abs(mean))} des tirages ${mean > 0 ? 'de plus' : 'de moins'}, en moyenne)`;
  return `${count(value, one, many)}${by}`;
};

export interface PresentedNever {
  /** Mean over replications. */
  readonly total: number | null;
  /** On no list in any replication. */
  readonly always: number | null;
  readonly byAge: readonly {
    readonly label: string;
    readonly demands: number | null;
    /** Of the demands of that age that a freed dwelling suited. */
    readonly share: number | null;
  }[];
  readonly text: string;
}

export const presentNever = (
  { never, suitedByAge }: Comparison,
  { smallCells }: Options,
): readonly PresentedNever[] =>
  never.map(({ byAge, always }) => {
    const rounded = byAge.map(Math.round);
    const shown = smallCells ? withoutSmall(rounded, true) : byAge;
    const whole = byAge.reduce((sum, each) => sum + each, 0);
    const open = (value: number): number | null =>
      smallCells && value > 0 && value < SMALLEST_SHOWN ? null : value;
    const [total, ever] = [open(whole), open(always)];
    const suited = suitedByAge.reduce((sum, each) => sum + each, 0);
    const old = shown.slice(OLD_FROM);
    return {
      total,
      always: ever,
      byAge: byAge.map((demands, i) => ({
        label: ageLabel(i),
        demands: shown[i]!,
        share: shown[i] === null || suitedByAge[i] === 0 ? null : demands / suitedByAge[i]!,
      })),
      text: `${total === null ? `moins de ${SMALLEST_SHOWN}` : figure(total)} demandes sur ${figure(suited)} à qui un logement convenait ne sont sur aucune liste${
        old.some((each) => each === null)
          ? ''
          : `, dont ${figure(old.reduce<number>((sum, each) => sum + each!, 0))} déposées depuis 3 ans ou plus`
      } (moyenne des tirages) ; ${ever === null ? `moins de ${SMALLEST_SHOWN}` : figure(ever)} ne le sont dans aucun tirage, de celles à qui un logement convenait dans un tirage au moins`,
    };
  });

/** Step of three years and more. */
const OLD_FROM = 3;
