import type { Certainty } from '../../engine/domain/territory.ts';
import { penaltyPointsOf, strictOrder } from '../../engine/targets/precedence.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { provenanceText } from './certainty.ts';
import { list, points } from './format.ts';

/** Which target wins when two pull apart, for officers. */
export interface PresentedPrecedence {
  /** What targets do, and never do. */
  readonly reminder: string;
  /** How priced mode settles it; strict mode. */
  readonly priced: string;
  readonly strict: string;
  readonly levels: readonly {
    readonly precedence: number;
    readonly penaltyPoints: number;
    readonly targets: readonly string[];
    /** "Priorité 1 : … ; un logement manquant coûte 60 points." */
    readonly text: string;
  }[];
  /** Followed without weight; null when there is none. */
  readonly inactive: string | null;
  readonly certainty: Certainty;
  readonly source: string;
  readonly note: string | null;
}

/** The targets of a territory that weigh on lists, by precedence, with what a dwelling short of each costs. */
export const presentPrecedence = (territory: Territory): PresentedPrecedence => {
  const { matching } = territory.pack;
  const { provenance } = matching.penaltyPointsByPrecedence;
  const labels = (active: boolean): string[] => [
    ...new Set(territory.targets.filter((t) => (t.active !== false) === active).map(({ label }) => label)),
  ];
  const rows = territory.targets.filter((t) => t.active !== false).map((target) => ({ target }));
  const inactive = labels(false);
  return {
    reminder:
      'Les objectifs agissent sur la composition des listes d’un lieu. Aucun n’écarte un ménage, et la commission décide.',
    priced:
      'Mode avec prix : un logement qui manque à un objectif coûte des points à l’ensemble des listes. Quand deux objectifs s’opposent, le plus cher l’emporte ; un objectif moins cher peut passer devant s’il y gagne assez de logements.',
    strict:
      'Mode strict : les objectifs sont servis dans l’ordre des priorités. Un objectif ne reprend rien à ceux qui passent avant lui, et les points ne départagent qu’ensuite.',
    levels: strictOrder(rows).map((group) => {
      const { precedence } = group[0]!.target;
      const penaltyPoints = penaltyPointsOf(matching, group[0]!.target);
      const targets = [...new Set(group.map(({ target }) => target.label))];
      return {
        precedence,
        penaltyPoints,
        targets,
        text: `Priorité ${precedence} : ${targets.join(' ; ')}. Un logement manquant coûte ${points(penaltyPoints * 1000)}.`,
      };
    }),
    inactive: inactive.length === 0 ? null : `Suivis sans effet sur les listes : ${list(inactive)}.`,
    certainty: provenance.certainty,
    source: provenanceText(provenance),
    note: provenance.note ?? null,
  };
};
