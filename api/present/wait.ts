import { TYPOLOGY_LABELS } from '../../engine/domain/codes.ts';
import { isoDay } from '../../engine/domain/day.ts';
import type { WishPlace } from '../../engine/pool/wishPlace.ts';
import type { WishedPlace } from '../../engine/shortlist/demandExplanation.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { Observations } from '../../engine/waiting/observations.ts';
import { LONGEST_DAYS, type WaitCounts } from '../../engine/waiting/riskCounter.ts';
import { LEAST_LEASES, type WaitEstimate, type WaitSummary } from '../../engine/waiting/waitingTimes.ts';
import { communeName } from './dwelling.ts';
import { count, figure, longDay, months, percent } from './format.ts';

const DAYS_PER_MONTH = 365.25 / 12;

/** An estimated duration in months, with its 95 % interval; null = longer than what the curve shows. */
export interface PresentedDuration {
  readonly months: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface PresentedWait {
  /** Signed leases over the window, and valid demands that wait: what the figures rest on. */
  readonly leases: number;
  readonly running: number;
  /** No wait is counted beyond `horizonMonths`. Null with `median`: too few leases to tell. */
  readonly mean: (PresentedDuration & { readonly horizonMonths: number }) | null;
  readonly median: PresentedDuration | null;
  /** Share housed by so many years after filing. */
  readonly housed: readonly {
    readonly years: number;
    readonly share: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly text: string;
}

/** One commune and type that a household wishes: its place in the line, and the wait. */
export interface PresentedPlace {
  /** INSEE code; null = any commune. */
  readonly commune: string | null;
  readonly typology: string | null;
  /** "Roubaix, T3". */
  readonly label: string;
  readonly position: { readonly rank: number | null; readonly of: number; readonly text: string };
  /** What the wait speaks of: this place, or a wider one where it has too few leases. */
  readonly level: 'place' | 'commune' | 'territory';
  readonly wait: PresentedWait;
}

const inMonths = (days: number | null): number | null =>
  days === null ? null : Math.round((days / DAYS_PER_MONTH) * 10) / 10;

/** "2 ans et 7 mois": whole months. */
const spell = (days: number): string => months(Math.round(days / DAYS_PER_MONTH));

/** "(2 ans et 8 mois à 2 ans et 10 mois)": the interval; open where its end is beyond the curve. */
const interval = (low: number | null, high: number | null): string => {
  if (low === null) return '';
  return high === null ? ` (${spell(low)} ou plus)` : ` (${spell(low)} à ${spell(high)})`;
};

const summaryText = ({ mean, median, housed }: WaitSummary): string =>
  [
    `moyenne ${spell(mean.value)}${interval(mean.low, mean.high)}${
      mean.horizon < LONGEST_DAYS ? `, sans compter ce qui dépasse ${spell(mean.horizon)}` : ''
    }`,
    median.value === null
      ? `moins de la moitié est logée en ${spell(mean.horizon)}`
      : `la moitié est logée en ${spell(median.value)}${interval(median.low, median.high)}`,
    ...(housed.length === 0
      ? []
      : [
          `logées ${housed.map(({ byDays, value }) => `en ${spell(byDays)} : ${percent(value)}`).join(', ')}`,
        ]),
  ].join(' ; ');

const countsText = ({ leases, running }: WaitCounts): string =>
  `${count(leases, 'bail signé', 'baux signés')} et ${count(running, 'demande en attente', 'demandes en attente')}`;

export const presentWait = (wait: WaitCounts & { readonly summary: WaitSummary | null }): PresentedWait => {
  const { leases, running, summary } = wait;
  return {
    leases,
    running,
    mean: summary && {
      months: inMonths(summary.mean.value),
      low: inMonths(summary.mean.low),
      high: inMonths(summary.mean.high),
      horizonMonths: inMonths(summary.mean.horizon)!,
    },
    median: summary && {
      months: inMonths(summary.median.value),
      low: inMonths(summary.median.low),
      high: inMonths(summary.median.high),
    },
    housed: (summary?.housed ?? []).map(({ byDays, value, low, high }) => ({
      years: Math.round(byDays / 365.25),
      share: value,
      low,
      high,
    })),
    text: `${
      summary === null ? `moins de ${LEAST_LEASES} baux pour en tirer une durée` : summaryText(summary)
    } ; sur ${countsText(wait)}`,
  };
};

const placeLabel = (territory: Territory, { commune, typology }: WishPlace): string =>
  [
    commune === null ? 'Toutes les communes' : communeName(territory, commune),
    typology === null ? 'tous types' : TYPOLOGY_LABELS[typology],
  ].join(', ');

const levelOf = ({ asked, place }: WaitEstimate): PresentedPlace['level'] => {
  if (place.commune === asked.commune && place.typology === asked.typology) return 'place';
  return place.commune === null ? 'territory' : 'commune';
};

const LEVELS = { commune: 'toute la commune, tous types', territory: 'tout le territoire' } as const;

/** @param noRank why the demand stands in no line, when it does not. */
export const presentPlace = (territory: Territory, wished: WishedPlace, noRank: string): PresentedPlace => {
  const { place, rank, of, wait } = wished;
  const level = levelOf(wait);
  const presented = presentWait(wait);
  return {
    commune: place.commune,
    typology: place.typology,
    label: placeLabel(territory, place),
    position: {
      rank,
      of,
      text:
        rank === null
          ? `${noRank} ; ${count(of, 'demande semblable', 'demandes semblables')}`
          : `${rank === 1 ? '1re' : `${figure(rank)}e`} sur ${count(of, 'demande semblable', 'demandes semblables')}`,
    },
    level,
    wait:
      level === 'place'
        ? presented
        : {
            ...presented,
            text: `${countsText(wait.own)} ici, trop peu pour une durée ; ${LEVELS[level]} : ${presented.text}`,
          },
  };
};

/** By the name of the commune, "all communes" last; types stay in their order. */
export const byCommune = (places: readonly PresentedPlace[]): readonly PresentedPlace[] =>
  [...places].sort((a, b) => {
    const [x, y] = [a, b].map(({ commune, label }) => (commune === null ? null : label.split(', ')[0]!));
    if (x === y) return 0;
    return x === null || (y !== null && x! > y!) ? 1 : -1;
  });

/** How the figures are made, so that nobody takes them for a promise; one sentence a rule. */
export const waitRules = (
  { from, to, undated }: Pick<Observations, 'from' | 'to' | 'undated'>,
  reader: 'household' | 'partner' = 'household',
): readonly string[] => [
  `Les durées sont estimées sur les baux signés du ${longDay(isoDay(from))} au ${longDay(isoDay(to))} : elles disent le rythme de cette période, pas l’avenir ${reader === 'household' ? 'de votre demande' : 'd’une demande'}.`,
  'Les demandes encore en attente comptent pour le temps déjà attendu : la moyenne des seuls ménages logés oublierait les plus longues attentes.',
  'Entre parenthèses : l’intervalle de confiance à 95\u00a0%. Aucune attente n’est comptée au-delà de 10\u00a0ans dans une moyenne.',
  `Une demande compte dans chaque commune et chaque type qu’elle souhaite ; un bail compte là où il est signé. La durée d’une ligne est donc celle de qui n’attendrait que ce choix${
    reader === 'household'
      ? ' ; « tous vos souhaits ensemble » est l’attente jusqu’au premier logement, où qu’il soit parmi eux'
      : ''
  }.`,
  ...(reader === 'household'
    ? [`Avec moins de ${LEAST_LEASES} baux, les chiffres sont ceux de la commune, puis ceux du territoire.`]
    : []),
  'La date de dépôt est celle de la demande ou, pour un ménage logé qui n’est plus au fichier, le mois inscrit dans son numéro unique. Les demandes non renouvelées cessent de compter à la fin de leur validité ; les autres abandons ne laissent pas de trace, et les autres souhaits des ménages déjà logés ne sont pas connus.',
  ...(undated === 0
    ? []
    : [
        `${count(undated, 'bail laissé', 'baux laissés')} de côté : leur date de dépôt ne peut pas être établie.`,
      ]),
  'Source : estimateur de Kaplan et Meier (1958), DOI 10.1080/01621459.1958.10501452 ; seuils et période : proposition de Précal.',
];
