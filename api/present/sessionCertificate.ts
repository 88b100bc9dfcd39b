import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import type { StageGap } from '../../engine/assignment/explain/gap.ts';
import type { Ranking } from '../../engine/shortlist/ranking.ts';
import { figure, NBSP, plural } from './format.ts';

/** How far from the best the lists may be, and how that is known. */
export interface PresentedCertificate {
  /** Proved without a solver, for every stage. */
  readonly verified: boolean;
  /** In points by dwelling; null when nothing is proved. */
  readonly pointsPerDwelling: number | null;
  readonly text: string;
  /** The stages before the last, where levels or targets come first. */
  readonly before: readonly string[];
}

export const presentCertificate = (
  { stages, complete }: Pick<SessionExplanation, 'stages' | 'complete'>,
  ranking: Pick<Ranking, 'ordering'>,
): PresentedCertificate => {
  const last = stages.find(({ goal }) => goal.kind === 'points');
  const before = stages.filter(({ goal }) => goal.kind !== 'points').map((gap) => stageText(gap, ranking));
  const among = before.length === 0 ? '' : 'Parmi celles qui tiennent autant ce qui passe avant, ';
  const stopped = complete ? '' : ' Calcul arrêté avant la fin.';
  const pointsPerDwelling = last?.perDwelling ?? null;
  return {
    verified: stages.length > 0 && last !== undefined && stages.every(({ bound }) => bound !== null),
    pointsPerDwelling,
    text:
      pointsPerDwelling === null
        ? `Écart au meilleur : non vérifié.${stopped}`
        : `${among === '' ? 'Aucune' : `${among}aucune`} autre composition des listes ne vaut ${moreThan(pointsPerDwelling, ['point', 'points'], 'par logement')} ; vérifié sans le solveur.${stopped}`,
    before,
  };
};

/** "plus de 0,48 point de plus par logement", rounded up so that it stays true; "davantage" when nothing is left. */
const moreThan = (gap: number, [one, many]: readonly [string, string], each: string): string => {
  const up = Math.ceil(gap * 100 - 1e-6) / 100;
  return up <= 0 ? 'davantage' : `plus de ${figure(up, 2)}${NBSP}${plural(up, one, many)} de plus ${each}`;
};

const stageText = ({ goal, perDwelling }: StageGap, { ordering }: Pick<Ranking, 'ordering'>): string => {
  switch (goal.kind) {
    case 'targets': {
      const what = `Objectifs de priorité ${goal.precedence}`;
      return perDwelling === null
        ? `${what} : non vérifié.`
        : `${what} : ce qui leur manque ne peut coûter ${lessThan(perDwelling, ['point', 'points'])} ; vérifié sans le solveur.`;
    }
    case 'level': {
      const label = ordering.levelAt(goal.level)?.label ?? null;
      const what = label === null ? 'Demandes sans niveau' : `Niveau « ${label} »`;
      return perDwelling === null
        ? `${what} : non vérifié.`
        : `${what} : aucune autre composition n’en loge ${moreThan(perDwelling, ['ménage', 'ménages'], 'par logement')} ; vérifié sans le solveur.`;
    }
    case 'points':
      return '';
  }
};

const lessThan = (gap: number, [one, many]: readonly [string, string]): string => {
  const up = Math.ceil(gap * 100 - 1e-6) / 100;
  return up <= 0 ? 'moins' : `plus de ${figure(up, 2)}${NBSP}${plural(up, one, many)} de moins par logement`;
};
