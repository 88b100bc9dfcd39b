import { TYPOLOGY_LABELS } from '../../engine/domain/codes.ts';
import type { ExpectedPlace } from '../../engine/placement/expected.ts';
import type { ReleaseRates } from '../../engine/placement/releases.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { certaintyMark } from './certainty.ts';
import { communeName } from './dwelling.ts';
import { count, figure, longDay, NBSP, percent, plural } from './format.ts';
import { WISHES } from './placementWords.ts';

/* Dwellings that are not free yet: numbers to expect, always said to be an estimate. */

export interface PresentedExpected {
  readonly commune: string;
  readonly typology: string;
  readonly wish: string;
  readonly stock: number;
  readonly suitedShare: number;
  readonly withinMeansShare: number;
  readonly counts: readonly {
    readonly months: number;
    readonly mean: number | null;
    readonly low: number | null;
    readonly high: number | null;
  }[];
  readonly text: string;
}

const SOURCES: { readonly [S in ReleaseRates['source']]: string } = {
  allocations: 'attributions enregistrées',
  pack: 'estimation du territoire, faute d’attributions enregistrées sur deux mois au moins',
  none: 'rotation inconnue : aucune attribution enregistrée, aucune estimation du territoire',
};

/** Where the numbers come from, and what they do not say. */
export const expectedBasis = ({ pack }: Territory, rates: ReleaseRates): string => {
  const { provenance, interval } = pack.placement.expected;
  const rotation =
    rates.perDwellingYear === null ? '' : `, rotation d’ensemble ${percent(rates.perDwellingYear, 1)} par an`;
  const since =
    rates.since === null
      ? ''
      : ` depuis le ${longDay(rates.since)} (${count(rates.releases, 'logement libéré', 'logements libérés')})`;
  return `Estimation, non une promesse : ${SOURCES[rates.source]}${since}${rotation} ; intervalle à ${percent(interval)} ${certaintyMark(provenance.certainty)}. Les autres ménages à loger ne sont pas déduits.`;
};

export const presentExpected = (territory: Territory, place: ExpectedPlace): PresentedExpected => {
  const { commune, typology, wish, stock, suitedShare, unknownShare, withinMeansShare, within } = place;
  const counts = within.map(({ months, mean, interval }) => ({
    months,
    mean: mean === null ? null : Math.round(mean * 100) / 100,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }));
  const numbers = counts.map(({ months, mean, low, high }) =>
    mean === null
      ? `${figure(months)}${NBSP}mois : nombre inconnu`
      : `${figure(months)}${NBSP}mois : ${few(mean)} ${plural(mean, 'attendu', 'attendus')} (de ${low} à ${high})`,
  );
  const papers = unknownShare > 0 ? `, dont ${percent(unknownShare)} sous réserve d’une pièce` : '';
  return {
    commune: communeName(territory, commune),
    typology: TYPOLOGY_LABELS[typology],
    wish: WISHES[wish],
    stock,
    suitedShare,
    withinMeansShare,
    counts,
    text: `${communeName(territory, commune)}, ${TYPOLOGY_LABELS[typology]} : ${numbers.join(' ; ')}. Parc de ${count(stock, 'logement', 'logements')}, ${percent(suitedShare)} conviendraient${papers} ; ${percent(withinMeansShare)} de ceux-là dans les normes de coût. ${WISHES[wish]}`,
  };
};

/** A tenth at most; what is smaller never reads as nothing. */
const few = (mean: number): string => (mean > 0 && mean < 0.05 ? 'moins de 0,1' : figure(mean, 1));
