import { TYPOLOGIES, TYPOLOGY_LABELS, type Typology } from '../../engine/domain/codes.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { LEAST_LEASES, type WaitEstimate, type WaitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { SMALLEST_SHOWN, suppressSmallCells } from '../auth/smallCells.ts';
import { communeName } from './dwelling.ts';
import { count, figure, months, NBSP, percent } from './format.ts';
import { type PresentedWait, presentWait } from './wait.ts';

/** How long one waits for a type in a commune, at the pace of the last leases. */
export interface PresentedWaitCell {
  /** Null: fewer leases there than a duration asks for. */
  readonly wait: PresentedWait | null;
  /** "12 % en 3 ans": demands housed by then, at the last of three years and less that is known. */
  readonly housed: string | null;
  /** "la moitié en 2 ans et 7 mois (2 ans à 3 ans)"; null where half are not housed within what is known. */
  readonly median: string | null;
}

export interface PresentedWaitLine {
  /** INSEE code; null: the whole territory. */
  readonly commune: string | null;
  readonly label: string;
  /** All types together, then each of `types`. */
  readonly cells: readonly PresentedWaitCell[];
  /** Signed leases and demands that wait, all types together; small counts are withheld, whoever asks. */
  readonly counts: string;
}

export interface PresentedWaitTable {
  /** Names of the columns of cells. */
  readonly types: readonly string[];
  /** The territory, then its communes by name. */
  readonly lines: readonly PresentedWaitLine[];
  readonly note: string;
}

const TYPES: readonly (Typology | null)[] = [null, ...TYPOLOGIES];

/** Years after filing at which the share housed is told. */
const YEARS = 3;

/** Waits of the whole territory by commune and type. @param communes INSEE codes, in the order of the lines. */
export const presentWaitTable = (
  territory: Territory,
  waits: WaitingTimes,
  communes: readonly string[],
): PresentedWaitTable => {
  const all = communes.map((code) => waits.at({ commune: code as CommuneCode, typology: null }));
  // The communes' leases add up to the territory's: one that is withheld must not be the difference.
  const shown = suppressSmallCells({ cells: all.map(({ own }) => [own.leases]) });
  const whole = waits.at({ commune: null, typology: null });
  const line = (
    commune: CommuneCode | null,
    { own }: WaitEstimate,
    leases: number | null,
  ): PresentedWaitLine => ({
    commune,
    label: commune === null ? 'Tout le territoire' : communeName(territory, commune),
    cells: TYPES.map((typology) => presentCell(waits.at({ commune, typology }))),
    counts: `${leases === null ? 'peu de baux' : count(leases, 'bail', 'baux')}, ${
      own.running > 0 && own.running < SMALLEST_SHOWN
        ? `moins de ${SMALLEST_SHOWN} demandes`
        : count(own.running, 'demande', 'demandes')
    }`,
  });
  return {
    types: TYPES.map((typology) => (typology === null ? 'Tous types' : TYPOLOGY_LABELS[typology])),
    lines: [
      line(null, whole, shown.total),
      ...all.map((each, i) => line(each.asked.commune, each, shown.cells[i]?.[0] ?? null)),
    ],
    note: `Une case vide : moins de ${LEAST_LEASES} baux, trop peu pour une durée. La case d’une commune est l’attente de qui n’y attendrait que ce type : la plupart des demandes en souhaitent plusieurs, et sont logées plus tôt.`,
  };
};

const presentCell = ({ asked, own, place, summary }: WaitEstimate): PresentedWaitCell => {
  const speaks = place.commune === asked.commune && place.typology === asked.typology;
  if (!speaks || summary === null) return { wait: null, housed: null, median: null };
  const wait = presentWait({ ...own, summary });
  const mark = wait.housed.filter(({ years }) => years <= YEARS).at(-1);
  return {
    wait,
    housed:
      mark === undefined
        ? null
        : `${percent(mark.share)} en ${figure(mark.years)}${NBSP}${mark.years < 2 ? 'an' : 'ans'}`,
    median: medianText(wait.median),
  };
};

const medianText = (median: PresentedWait['median']): string | null => {
  if (median === null || median.months === null) return null;
  const spell = (value: number): string => months(Math.round(value));
  const ends =
    median.low === null
      ? ''
      : median.high === null
        ? ` (${spell(median.low)} ou plus)`
        : ` (${spell(median.low)} à ${spell(median.high)})`;
  return `la moitié en ${spell(median.months)}${ends}`;
};
