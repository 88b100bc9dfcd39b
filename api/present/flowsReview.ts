import { RESERVATAIRES, TYPOLOGY_LABELS } from '../../engine/domain/codes.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { ReviewLine } from '../../engine/flows/review.ts';
import { certaintyMark, provenanceText } from './certainty.ts';
import { communeName } from './dwelling.ts';
import { bailleurName, type FlowsContext } from './flows.ts';
import { count } from './format.ts';

export interface PresentedReviewLine extends Omit<ReviewLine, 'qpv'> {
  readonly qpv: 'in' | 'out' | 'unknown';
  readonly bailleurName: string;
  readonly reservataireName: string;
  readonly typologyName: string;
  readonly qpvName: string;
  readonly communeName: string;
  readonly periodName: string;
}

export interface PresentedReview {
  readonly territory: { readonly id: string; readonly label: string };
  readonly simulated: boolean;
  readonly year: number;
  readonly text: string;
  readonly periodsCertainty: Certainty;
  readonly basis: readonly string[];
  readonly lines: readonly PresentedReviewLine[];
}

/** The yearly review that each landlord owes réservataires before 28 February (R441-5-1). */
export const presentReview = (
  { territory, simulated, reservataire }: FlowsContext,
  year: number,
  lines: readonly ReviewLine[],
): PresentedReview => {
  const { pack } = territory;
  const { provenance } = pack.national.constructionPeriods;
  const shown = lines.filter((line) => reservataire === null || line.reservataire === reservataire);
  const sum = (of: 'proposed' | 'allocated' | 'signed'): number =>
    shown.reduce((total, line) => total + line[of], 0);
  return {
    territory: { id: pack.id, label: pack.label },
    simulated,
    year,
    text: `Bilan ${year} : ${count(sum('proposed'), 'logement proposé', 'logements proposés')}, ${count(sum('allocated'), 'attribué', 'attribués')}, ${count(sum('signed'), 'bail signé', 'baux signés')}. Chaque bailleur le doit à ses réservataires avant le 28 février ${year + 1} (article R441-5-1 du code de la construction et de l’habitation).`,
    periodsCertainty: provenance.certainty,
    basis: [
      `Périodes de construction : ${provenanceText(provenance)}.`,
      'Un logement proposé est compté une fois, au réservataire vers lequel il était orienté, sinon au contingent auquel il a ensuite été attribué.',
      ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    ],
    lines: shown.map((line) => ({
      ...line,
      qpv: line.qpv === null ? 'unknown' : line.qpv ? 'in' : 'out',
      bailleurName: bailleurName(territory, line.bailleur),
      reservataireName: line.reservataire === null ? 'non renseigné' : RESERVATAIRES[line.reservataire],
      typologyName: TYPOLOGY_LABELS[line.typology],
      qpvName: line.qpv === null ? 'non renseigné' : line.qpv ? 'en QPV' : 'hors QPV',
      communeName: communeName(territory, line.commune as CommuneCode),
      periodName: line.period ?? 'non renseignée',
    })),
  };
};

/** Header of the construction period, with how well its bounds are known. */
export const periodHeader = ({ periodsCertainty }: PresentedReview): string =>
  `Période de construction ${certaintyMark(periodsCertainty)}`;
