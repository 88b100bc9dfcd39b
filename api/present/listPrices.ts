import { RESERVATAIRES } from '../../engine/domain/codes.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { PricedStanding } from '../../engine/shortlist/pricedOrder.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import type { ListPrices } from '../../engine/shortlist/shortlist.ts';
import { count, list, longDay, points, signedPoints } from './format.ts';
import { about } from './sessionWords.ts';

/** What a demand is worth at the prices of a plan. */
export interface PresentedStanding {
  /** Points and all that is added, in points. */
  readonly value: number;
  readonly text: string;
  /** What is added to its points, one line each. */
  readonly adds: readonly string[];
  /** Contingent that the lease would be credited to; null: none. */
  readonly credit: string | null;
}

/** Prices are computed numbers: two decimals. */
const rounded = (thousandths: number): number => Math.round(thousandths / 10) * 10;

export const presentStanding = ({
  value,
  points: own,
  lift,
  parts,
  credited,
}: PricedStanding): PresentedStanding => ({
  value: value / 1000,
  text: `${about(value)} aux prix des objectifs, dont ${points(own)} de la méthode`,
  adds: [
    ...(lift === 0
      ? []
      : [
          `${signedPoints(lift)} : son niveau passe avant les points parmi les demandes que les objectifs voient de même`,
        ]),
    ...parts
      .filter(({ points: worth }) => rounded(worth) !== 0)
      .map(
        ({ row, points: worth, dwellings }) =>
          `${signedPoints(rounded(worth))} : ${dwellings > 0 ? 'rapproche de' : 'éloigne de'} « ${row.target.label} »`,
      ),
  ],
  credit:
    credited === 'AUCUN' ? null : `bail crédité au contingent « ${RESERVATAIRES[credited]} », à lui seul`,
});

/** Which prices a list took in, or why none. */
export type ListOrderContext =
  | {
      readonly kind: 'used';
      readonly kept: { readonly at: string };
      readonly freshness: 'fresh' | 'stale' | 'refreshing' | 'replayed';
    }
  | { readonly kind: 'unused'; readonly because: 'asked' | 'none' | 'method' | 'day' };

export interface PresentedOrder {
  readonly by: 'method' | 'prices';
  readonly text: string;
  readonly notices: readonly string[];
  /** Null where none count. */
  readonly prices: {
    /** The same prices give the same list: see `--prices`. */
    readonly hash: string;
    readonly asOf: IsoDay;
    /** Moment they were made, ISO 8601 in UTC; null when it is not known. */
    readonly at: string | null;
    readonly vacancies: number;
    readonly targets: readonly {
      readonly target: string;
      readonly label: string;
      /** Points for one dwelling towards the target. */
      readonly pricePoints: number;
    }[];
  } | null;
}

/** "le 2 novembre 2026 à 8 h 05 (UTC)". */
export const momentText = (at: string): string =>
  `le ${longDay(at.slice(0, 10) as IsoDay)} à ${Number(at.slice(11, 13))} h ${at.slice(14, 16)} (UTC)`;

/** "670 logements ouverts", "2 000 logements ouverts sur 3 100, les premiers libres". */
export const plannedText = ({ vacancies, open }: Pick<PlanPrices, 'vacancies' | 'open'>): string =>
  `${count(vacancies, 'logement ouvert', 'logements ouverts')}${vacancies < open ? ` sur ${open}, les premiers libres` : ''}`;

export const presentOrder = (prices: ListPrices | null, context: ListOrderContext | null): PresentedOrder => {
  if (prices === null)
    return {
      by: 'method',
      text: `Ordre : la méthode seule ; les objectifs du lieu sont montrés, sans effet sur l’ordre${context?.kind === 'unused' ? UNUSED[context.because] : ''}.`,
      notices: [],
      prices: null,
    };
  const { plan, rows } = prices;
  const at = context?.kind === 'used' ? context.kept.at : null;
  const priced = rows.map(({ target, price }) => `« ${target.label} », ${about(price)} par logement`);
  return {
    by: 'prices',
    text: `Ordre : points de la méthode, et objectifs aux prix du plan du mois (${plannedText(plan)}), calculés ${at === null ? `au ${longDay(plan.asOf)}` : momentText(at)}.`,
    notices: [
      priced.length === 0
        ? 'Aucun objectif du lieu n’a de prix : l’ordre est celui de la méthode.'
        : `Prix à ce logement : ${list(priced)}.`,
      ...(context?.kind === 'used' ? FRESHNESS[context.freshness] : []),
    ],
    prices: {
      hash: plan.hash,
      asOf: plan.asOf,
      at,
      vacancies: plan.vacancies,
      targets: rows.map(({ target, price }) => ({
        target: target.id,
        label: target.label,
        pricePoints: price / 1000,
      })),
    },
  };
};

const UNUSED: { readonly [B in Extract<ListOrderContext, { kind: 'unused' }>['because']]: string } = {
  asked: ', comme demandé',
  none: ' (aucun prix n’a été calculé : « precal prices refresh »)',
  method: ' (les prix calculés sont dans les points d’une autre méthode)',
  day: ' (les prix calculés sont d’une autre année, ou d’un jour plus tardif)',
};

const FRESHNESS: {
  readonly [F in Extract<ListOrderContext, { kind: 'used' }>['freshness']]: readonly string[];
} = {
  fresh: [],
  stale: ['Le jour ou les données ont changé depuis ces prix : « precal prices refresh » les recalcule.'],
  refreshing: ['Le jour ou les données ont changé depuis ces prix : de nouveaux se calculent.'],
  replayed: ['Prix demandés par leur empreinte.'],
};
