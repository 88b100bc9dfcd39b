import type { CriterionExplanation, RowExplanation, ScoreExplanation } from '../../scoring/explain.ts';
import type { InputValue } from '../../scoring/rowReader.ts';
import { CERTAINTY_TAGS, certaintyMark, weakest } from './certainty.ts';
import { figure, points, signedPoints } from './format.ts';

/** One line of a score: what brought the points, on what values, by which source. */
export interface PresentedContribution {
  readonly criterion: string;
  readonly label: string;
  /** Points, not thousandths. */
  readonly points: number;
  readonly pointsText: string;
  /** "ancienneté de la demande : 38 mois". */
  readonly inputs: readonly string[];
  /** Why it brings less than it is worth; null when it brings all. */
  readonly reduced: string | null;
  readonly toVerify: boolean;
  readonly source: string;
  /** How sure the rule and its points are. */
  readonly certainty: string;
  /** The less sure of the two, in a word. */
  readonly certaintyTag: string;
}

export interface PresentedScore {
  readonly points: number;
  readonly text: string;
  /** The level that decided before any point; null when none is met. A channel takes the demand out of the grid. */
  readonly tier: {
    readonly id: string;
    readonly label: string;
    readonly toVerify: boolean;
    readonly placement: 'before-grid' | 'grid' | 'outside';
    /** "niveau « … »", or why the grid does not score the demand. */
    readonly text: string;
  } | null;
  /** Their points add up to `points`. */
  readonly contributions: readonly PresentedContribution[];
  /** What is not declared, and what it could bring. */
  readonly unknown: readonly string[];
}

const EVIDENCE_WORDS: Record<string, string> = {
  absent: 'non',
  declared: 'oui, déclaré',
  computed: 'oui, calculé sur les déclarations',
  verified: 'oui, vérifié',
};

/** "38 mois", "oui, vérifié", "non déclaré". */
export const valueText = ({ value, unit, evidence }: InputValue): string => {
  if (evidence !== null) return EVIDENCE_WORDS[evidence]!;
  if (value === null) return 'non déclaré';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return `${figure(value, 2)}${unit === '' ? '' : ` ${unit}`}`;
};

const inputText = (input: InputValue): string => `${input.label} : ${valueText(input)}`;

const certaintyText = ({ certainty, pointsCertainty }: CriterionExplanation): string =>
  certainty === pointsCertainty
    ? CERTAINTY_TAGS[certainty]
    : `principe : ${CERTAINTY_TAGS[certainty]}, points : ${CERTAINTY_TAGS[pointsCertainty]}`;

/** What a level does to a demand, in a few words. */
const LEVEL_TEXTS = {
  grid: (label: string) => `niveau « ${label} »`,
  'before-grid': (label: string) => `« ${label} » : hors grille, examinée avant la cotation`,
  outside: (label: string) => `« ${label} » : hors cotation, suivie à part`,
} as const;

const REDUCED_TEXTS = {
  cap: (own: string) => `${own} avant le plafond de la rubrique`,
  group: (own: string) => `${own}, mais un autre critère de la rubrique compte à sa place`,
  ticks: (own: string) =>
    `${own}, mais plusieurs cases sont cochées : la moins bien cotée compte, à vérifier`,
} as const;

const reducedText = (criterion: CriterionExplanation): string | null => {
  if (criterion.reducedBy === null) return null;
  return REDUCED_TEXTS[criterion.reducedBy](points(criterion.ownPoints));
};

const contributionsOf = (row: RowExplanation): readonly PresentedContribution[] =>
  row.groups
    .flatMap((group) => group.criteria)
    .filter((c) => c.ownPoints !== 0 || c.points !== 0)
    .map((c) => ({
      criterion: c.id,
      label: c.label,
      points: c.points / 1000,
      pointsText: signedPoints(c.points),
      inputs: c.inputs.map(inputText),
      reduced: reducedText(c),
      toVerify: c.toVerify,
      source: c.source,
      certainty: certaintyText(c),
      certaintyTag: CERTAINTY_TAGS[weakest([c.certainty, c.pointsCertainty])],
    }));

const unknownOf = (row: RowExplanation): readonly string[] =>
  row.unknownInputs
    .filter((input) => input.couldBring > 0 || input.couldReach !== null)
    .map((input) => {
      const gains = [
        ...(input.couldReach === null ? [] : [`ouvrir le niveau « ${input.couldReach.label} »`]),
        ...(input.couldBring > 0 ? [`apporter jusqu’à ${points(input.couldBring)}`] : []),
      ];
      return `${input.label} : à établir, pourrait ${gains.join(' et ')}`;
    });

export const presentScore = (score: ScoreExplanation): PresentedScore => {
  const parts =
    score.weighting === null || !score.weighting.graded || !score.ordering.graded
      ? [score.ordering]
      : [score.ordering, score.weighting];
  const { decidedBy } = score.ordering;
  return {
    points: score.points / 1000,
    text: decidedBy?.kind === 'channel' ? 'non cotée' : points(score.points),
    tier:
      decidedBy === null
        ? null
        : {
            id: decidedBy.id,
            label: decidedBy.label,
            toVerify: decidedBy.toVerify,
            placement: decidedBy.placement,
            text: `${LEVEL_TEXTS[decidedBy.placement](decidedBy.label)} ${certaintyMark(decidedBy.certainty)}`,
          },
    contributions: parts.flatMap(contributionsOf),
    unknown: [...new Set(parts.flatMap(unknownOf))],
  };
};
