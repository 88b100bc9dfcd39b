import type { Certainty } from '../../engine/domain/territory.ts';
import type { DemandExplanation } from '../../engine/shortlist/demandExplanation.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { RowExplanation } from '../../scoring/explain.ts';
import type { Status } from '../../scoring/rowReader.ts';
import { count, figure, list, points } from './format.ts';
import { ORIGINS, originOf } from './origins.ts';
import { RULE_IDS, ruleLabel } from './rules.ts';
import { type PresentedContribution, type PresentedScore, valueText } from './score.ts';
import type { PresentContext } from './shortlist.ts';

/* What is owed on request for a decision taken with an algorithm: its part, the data, the parameters, the operations. */

/** A value that the calculation read, and where it comes from. */
export interface PresentedDatum {
  readonly column: string;
  readonly label: string;
  readonly value: string;
  readonly origin: string;
}

/** A criterion of the method, as it applies to this demand. */
export interface PresentedParameter {
  readonly criterion: string;
  readonly label: string;
  readonly group: string;
  readonly status: Status;
  /** Published weight: a number of points, or the formula that gives it; null when the file says it otherwise. */
  readonly weight: number | string | null;
  /** What it adds to this demand's score. */
  readonly points: number;
  readonly source: string;
  readonly certainty: Certainty;
}

/** The four things owed, in the order of the text: contribution, data and their sources, parameters, operations. */
export interface PresentedAlgorithm {
  readonly basis: string;
  readonly certainty: Certainty;
  readonly contribution: readonly string[];
  readonly data: readonly PresentedDatum[];
  readonly sources: readonly string[];
  readonly parameters: readonly PresentedParameter[];
  readonly operations: readonly string[];
}

export const presentAlgorithm = (
  context: PresentContext,
  explanation: DemandExplanation,
  score: PresentedScore,
): PresentedAlgorithm => ({
  basis:
    'Code des relations entre le public et l’administration, article R311-3-1-2 ; numéro d’article lu dans une source publique, à confirmer sur le texte',
  certainty: 'found',
  contribution: CONTRIBUTION,
  data: dataOf(explanation.score.ordering, context.territory),
  sources: SOURCES,
  parameters: parametersOf(context, explanation.score.ordering),
  operations: operationsOf(context, explanation, score),
});

const CONTRIBUTION = [
  'Le calcul aide à préparer : il ordonne les demandes et propose des candidats pour chaque logement libéré. Il n’attribue aucun logement et n’écarte personne des autres logements.',
  'La commission d’attribution examine les candidatures et décide. Elle n’est pas tenue de suivre l’ordre proposé.',
];

const SOURCES = [
  'votre demande de logement social, telle qu’elle est enregistrée ; une erreur ou un oubli se corrige dans la demande',
  'les situations reconnues et vérifiées par les partenaires, quand ils les ont transmises',
  'le suivi des propositions et des baux passés des bailleurs, pour l’historique et les durées d’attente',
  'aucun nom, aucune origine, aucune nationalité, aucun texte libre, aucune nature de ressources n’est lu',
];

/** Every input that the method read, each once, in the order read. */
const dataOf = (row: RowExplanation, territory: Territory): readonly PresentedDatum[] => {
  const inputs = [
    ...row.scopeInputs,
    ...row.levels.flatMap((level) => level.inputs),
    ...row.groups.flatMap((group) => group.criteria).flatMap((criterion) => criterion.inputs),
  ];
  return [...new Map(inputs.map((input) => [input.column, input])).values()].map((input) => ({
    column: input.column,
    label: input.label,
    value: valueText(input),
    origin: ORIGINS[originOf(input, territory)],
  }));
};

const parametersOf = ({ ranking }: PresentContext, row: RowExplanation): readonly PresentedParameter[] => {
  const weights = new Map(
    ranking.ordering.read.criteria.map(({ criterion }) => [criterion.id, criterion.points]),
  );
  return row.groups.flatMap((group) =>
    group.criteria.map((c) => ({
      criterion: c.id,
      label: c.label,
      group: group.label,
      status: c.status,
      weight: weights.get(c.id) ?? null,
      points: c.points / 1000,
      source: c.source,
      certainty: c.pointsCertainty,
    })),
  );
};

/** "21,5 + 20 − 5". */
const sumText = (shares: readonly PresentedContribution[]): string =>
  shares
    .map((c, i) =>
      i === 0 ? figure(c.points, 3) : `${c.points < 0 ? '−' : '+'} ${figure(Math.abs(c.points), 3)}`,
    )
    .join(' ');

/** What was done, in order, with the figures of this demand. */
const operationsOf = (
  { pool, ranking }: PresentContext,
  { score, apart }: DemandExplanation,
  presented: PresentedScore,
): readonly string[] => {
  const { method, tieBreak } = ranking.ordering;
  const levels = score.ordering.levels.map(({ label }) => `« ${label} »`);
  const shares = presented.contributions.filter((c) => c.points !== 0);
  return [
    `${count(pool.rowCount, 'demande a été ordonnée', 'demandes ont été ordonnées')} par la méthode « ${method.label} », version ${method.version} ; la même pour toutes.`,
    ...(levels.length === 0
      ? []
      : [
          `Niveaux examinés avant tout point, dans cet ordre : ${list(levels, 'puis')}. Pour votre demande : ${presented.tier?.text ?? 'aucun niveau, les points décident'}.`,
        ]),
    ...(score.ordering.graded
      ? [
          shares.length === 0
            ? 'Points : aucun critère n’en apporte aujourd’hui à votre demande.'
            : `Points : ${shares.length === 1 ? '' : `${sumText(shares)} = `}${points(score.points)}.`,
        ]
      : ['Points : la grille ne cote pas votre demande.']),
    ...(apart
      ? []
      : [
          `À égalité : ${list(
            tieBreak.map((key) => key.label),
            'puis',
          )} (graine ${ranking.seed}).`,
        ]),
    `Pour chaque logement libéré, les règles d’adéquation écartent les demandes à qui il ne convient pas (${RULE_IDS.map((rule) => ruleLabel(rule).toLocaleLowerCase('fr')).join(', ')}) ; les premières des autres sont proposées à la commission. Une réponse inconnue n’écarte pas : une pièce est demandée.`,
    'Les objectifs de mixité portent sur les listes d’un lieu ; ils ne changent pas votre cotation.',
  ];
};
