import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import { penaltyPointsOf } from '../../engine/targets/precedence.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { count, longDay } from './format.ts';
import { momentText, plannedText } from './listPrices.ts';
import { about } from './sessionWords.ts';
import { rowLabel } from './targetRows.ts';

/** The prices of the month's plan, the dearest first. */
export interface PresentedPrices {
  readonly hash: string;
  readonly asOf: string;
  /** Moment they were made, ISO 8601 in UTC. */
  readonly at: string;
  readonly freshness: 'fresh' | 'stale' | 'refreshing';
  readonly text: string;
  readonly method: { readonly id: string; readonly version: string };
  readonly vacancies: number;
  readonly open: number;
  /** Targets that cost nothing. */
  readonly free: number;
  readonly rows: readonly {
    readonly target: string;
    readonly place: string;
    readonly label: string;
    /** Points for one dwelling towards the target, and the most that the territory lets it cost. */
    readonly pricePoints: number;
    readonly penaltyPoints: number;
    readonly text: string;
  }[];
  readonly notices: readonly string[];
}

const FRESHNESS: { readonly [F in PresentedPrices['freshness']]: string } = {
  fresh: 'à jour',
  stale: 'le jour ou les données ont changé depuis',
  refreshing: 'le jour ou les données ont changé depuis, de nouveaux se calculent',
};

export const presentPrices = (
  territory: Territory,
  {
    kept: { at, prices },
    freshness,
  }: {
    readonly kept: { readonly at: string; readonly prices: PlanPrices };
    readonly freshness: PresentedPrices['freshness'];
  },
): PresentedPrices => {
  const targets = new Map(territory.targets.map((target) => [target.id, target]));
  const rows = prices.rows
    .flatMap((row) => {
      const target = targets.get(row.target);
      if (target === undefined) return [];
      const label = rowLabel(territory, { target, place: row.place });
      const penaltyPoints = penaltyPointsOf(territory.pack.matching, target);
      const most = row.price >= penaltyPoints * 1000 ? ', le plus que le territoire lui donne' : '';
      return [
        {
          target: row.target,
          place: row.place,
          label,
          pricePoints: row.price / 1000,
          penaltyPoints,
          text: `${label} : ${about(row.price)} pour un logement de plus vers l’objectif${most}`,
        },
      ];
    })
    .sort((a, b) => b.pricePoints - a.pricePoints);
  return {
    hash: prices.hash,
    asOf: prices.asOf,
    at,
    freshness,
    text: `Prix des objectifs au ${longDay(prices.asOf)}, pour le plan de ${plannedText(prices)}, calculés ${momentText(at)} : ${FRESHNESS[freshness]}.`,
    method: prices.method,
    vacancies: prices.vacancies,
    open: prices.open,
    free: prices.free,
    rows,
    notices: [
      `${count(prices.free, 'objectif ne coûte rien', 'objectifs ne coûtent rien')} : les listes du mois les servent sans y perdre de points.`,
      'Un prix soutient ce plan ; d’autres prix pourraient le soutenir aussi. Aucun n’écarte personne : il change un ordre, que la commission peut changer.',
    ],
  };
};
