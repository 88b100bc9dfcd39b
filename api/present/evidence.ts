import type { DemandExplanation } from '../../engine/shortlist/demandExplanation.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CriterionExplanation, RowExplanation } from '../../scoring/explain.ts';
import { plural, points } from './format.ts';
import { EVIDENCES } from './household.ts';
import { type Origin, originOf } from './origins.ts';

/** A paper to bring, or an answer to complete, and what it changes. */
export interface PresentedEvidence {
  /** confirm: what counts already rests on it. complete: it is not known, and could count. */
  readonly kind: 'confirm' | 'complete';
  readonly paper: string;
  /** What it settles. */
  readonly subject: string;
  /** Points that rest on it, or that it could bring; zero when it only moves a level, or nothing today. */
  readonly points: number;
  /** Level that rests on it, or that it could open. */
  readonly level: string | null;
  readonly text: string;
}

/** What completes an input that is not known. A rule that the territory has not written is not the household's to bring. */
const COMPLETED_BY: { readonly [O in Exclude<Origin, 'territory'>]: string } = {
  demand: 'Demande de logement social, à compléter',
  computed: 'Demande de logement social, à compléter',
  partners: 'Demande de logement social, à compléter',
  verified: 'Demande de logement social, à compléter',
  taxes: 'Avis d’imposition de toutes les personnes à loger',
  followed: 'Suivi de vos propositions, à demander au bailleur',
};

const criteriaOf = (row: RowExplanation): readonly CriterionExplanation[] =>
  row.groups.flatMap((group) => group.criteria);

/** Situations that count on less than the proof they ask for, and what rests on each. */
const toConfirm = ({ household, score }: DemandExplanation): readonly PresentedEvidence[] =>
  household.situations
    .filter(({ evidence }) => evidence !== 'verified')
    .map(({ situation, evidence }) => {
      const uses = (inputs: readonly { readonly column: string }[]): boolean =>
        inputs.some(({ column }) => column === situation.code);
      const resting = criteriaOf(score.ordering)
        .filter((c) => c.toVerify && c.points > 0 && uses(c.inputs))
        .reduce((sum, c) => sum + c.points, 0);
      const { decidedBy } = score.ordering;
      const level = decidedBy?.toVerify && uses(decidedBy.inputs) ? decidedBy.label : null;
      const effects = [
        ...(level === null ? [] : [`votre niveau « ${level} » en dépend`]),
        ...(resting === 0 ? [] : [`${points(resting)} en ${plural(resting / 1000, 'dépend', 'dépendent')}`]),
      ];
      return {
        kind: 'confirm' as const,
        paper: situation.paper,
        subject: `${situation.label} (${EVIDENCES[evidence]})`,
        points: resting / 1000,
        level,
        text:
          effects.length === 0
            ? 'confirme votre situation ; sans effet aujourd’hui sur vos points'
            : `confirme votre situation : ${effects.join(' et ')}`,
      };
    });

/** What is not known and could count, the most first. */
const toComplete = ({ score }: DemandExplanation, territory: Territory): readonly PresentedEvidence[] =>
  score.ordering.unknownInputs.flatMap(({ column, label, couldBring, couldReach }): PresentedEvidence[] => {
    const origin = originOf({ column, evidence: null }, territory);
    if (origin === 'territory' || (couldBring === 0 && couldReach === null)) return [];
    return [
      {
        kind: 'complete',
        paper: territory.situationByCode.get(column)?.paper ?? COMPLETED_BY[origin],
        subject: label,
        points: couldBring / 1000,
        level: couldReach?.label ?? null,
        text: `non renseigné ; pourrait ${[
          ...(couldReach === null ? [] : [`ouvrir le niveau « ${couldReach.label} »`]),
          ...(couldBring > 0 ? [`apporter jusqu’à ${points(couldBring)}`] : []),
        ].join(' et ')}`,
      },
    ];
  });

/** Papers that matter to a demand: first those that a level rests on or could open, then by points. */
export const presentEvidence = (
  explanation: DemandExplanation,
  territory: Territory,
): readonly PresentedEvidence[] =>
  [...toConfirm(explanation), ...toComplete(explanation, territory)].sort(
    (a, b) => Number(b.level !== null) - Number(a.level !== null) || b.points - a.points,
  );
