import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import type { PresentedContingentFlow, PresentedFlowCell, PresentedFlows } from './flows.ts';
import { figure, NBSP, plural } from './format.ts';

/** What a contingent got and was due to this day, over the cells shown. */
export interface PresentedFlowTotal {
  readonly reservataire: Reservataire;
  readonly label: string;
  /** Leases or decisions, as the flow counts them; `expected`: from lists whose answers are awaited. */
  readonly credited: number;
  readonly expected: number;
  readonly due: number;
  readonly potentialPerYear: number;
  /** `far-late`: by a tenth of what is due, or more. */
  readonly standing: 'on-line' | 'late' | 'far-late';
  readonly text: string;
}

/** Under half a lease, a contingent is on its line. */
const NEGLIGIBLE = 0.5;
/** Share of what is due from which a lag is marked: one in ten. Ours; the sentence of each contingent says every lag. */
const MARKED_LAG = 0.1;

/** Contingent by contingent, over every cell shown, in the order of the closed list. */
export const flowTotals = ({ cells }: Pick<PresentedFlows, 'cells'>): readonly PresentedFlowTotal[] => {
  const all = cells.flatMap(({ contingents }) => contingents);
  return RESERVATAIRE_CODES.flatMap((code) => {
    const own = all.filter(({ reservataire }) => reservataire === code);
    const [first] = own;
    if (first === undefined) return [];
    const sum = (of: (flow: PresentedContingentFlow) => number): number =>
      own.reduce((total, flow) => total + of(flow), 0);
    const [credited, expected, due] = [
      sum((flow) => flow.credited),
      sum((flow) => flow.expected),
      sum((flow) => flow.due),
    ];
    const late = due - credited - expected;
    const awaited = expected === 0 ? '' : ` et ${figure(expected, 1)} attendus`;
    return [
      {
        reservataire: code,
        label: first.label,
        credited,
        expected,
        due,
        potentialPerYear: sum((flow) => flow.potentialPerYear),
        standing: late < NEGLIGIBLE ? 'on-line' : late < due * MARKED_LAG ? 'late' : 'far-late',
        text: `${figure(credited)}${NBSP}${plural(credited, 'crédité', 'crédités')}${awaited} pour ${figure(due, 1)} dus à ce jour, ${standingText(late)}`,
      },
    ];
  });
};

const standingText = (late: number): string => {
  if (Math.abs(late) < NEGLIGIBLE) return 'sur sa ligne';
  return late > 0 ? `retard de ${figure(late, 1)}` : `avance de ${figure(-late, 1)}`;
};

/** Contingents of a landlord and side whose lag is to be seen at once. */
export const lateContingents = ({ contingents }: PresentedFlowCell): readonly PresentedContingentFlow[] =>
  contingents.filter(({ lag, relativeLag }) => lag > 0 && (relativeLag ?? 0) >= MARKED_LAG);
