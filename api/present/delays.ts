import type { Provenance } from '../../engine/domain/territory.ts';
import { certaintyMark, provenanceText } from './certainty.ts';
import { count, months } from './format.ts';
import { bullet, wrap } from './text.ts';

export interface PresentedDelays {
  /** Null: the territory's value is not known. */
  readonly months: number | null;
  readonly text: string;
  readonly demands: readonly {
    readonly number: string;
    readonly waitingMonths: number;
    readonly text: string;
  }[];
}

/** Demands past the abnormal delay; where its value is not known, that is said and nobody is listed. */
export const presentDelays = (delays: {
  readonly months: number | null;
  readonly provenance: Provenance;
  readonly demands: readonly { readonly number: string; readonly waitingMonths: number }[];
}): PresentedDelays => ({
  months: delays.months,
  text:
    delays.months === null
      ? `Délai anormalement long : valeur du territoire non renseignée, aucune demande ne peut être signalée (${provenanceText(delays.provenance)}). Elle se règle dans norms.yaml (abnormalWaitMonths).`
      : `Délai anormalement long : ${months(delays.months)} ${certaintyMark(delays.provenance.certainty)} ; ${count(delays.demands.length, 'demande a atteint ce délai', 'demandes ont atteint ce délai')}.`,
  demands: delays.demands.map((demand) => ({
    ...demand,
    text: `${demand.number} : ${months(demand.waitingMonths)}`,
  })),
});

export const delaysText = ({ text, demands }: PresentedDelays): string =>
  [wrap(text), ...demands.map((demand) => bullet(demand.text)), ''].join('\n');
