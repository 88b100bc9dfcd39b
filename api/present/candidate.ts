import type { RuleAnswer } from '../../engine/eligibility/rule.ts';
import type { DemandDescription } from '../../engine/shortlist/describe.ts';
import type { Candidate, Listed, OwnSide } from '../../engine/shortlist/shortlist.ts';
import type { WorkDistance } from '../../engine/shortlist/workDistance.ts';
import type { TargetEffect } from '../../engine/targets/balance.ts';
import type { ScoreExplanation } from '../../scoring/explain.ts';
import { type PresentedAffordability, presentAffordability } from './affordability.ts';
import { figure, longDay } from './format.ts';
import { EVIDENCES, type PresentedHousehold, presentHousehold, priorityWhy } from './household.ts';
import { once } from './kept.ts';
import { type PresentedStanding, presentStanding } from './listPrices.ts';
import { ruleLabel, rulePaper, ruleSentence } from './rules.ts';
import { type PresentedScore, presentScore } from './score.ts';
import { separationText } from './separation.ts';
import { effectSentence } from './targets.ts';

export interface PresentedRule {
  readonly rule: string;
  readonly kind: string;
  readonly label: string;
  readonly status: 'met' | 'unmet' | 'unknown';
  readonly text: string;
}

export interface PresentedCandidate {
  readonly rank: number;
  readonly number: string;
  readonly household: PresentedHousehold;
  readonly score: PresentedScore;
  /** What it is worth at the prices of a plan; left out where none count. */
  readonly priced?: PresentedStanding;
  /** What puts this candidate before the next one. */
  readonly why: string;
  /** What puts the previous one before this candidate; null for the first. */
  readonly behind: string | null;
  readonly effects: readonly {
    readonly target: string;
    readonly scope: string;
    readonly label: string;
    readonly counted: boolean;
    readonly unknown: boolean;
    readonly direction: 'towards' | 'away' | 'none';
    readonly text: string;
  }[];
  /** Distance to work, one sentence a holder; advisory. */
  readonly work: readonly string[];
  readonly affordability: PresentedAffordability;
  /** Papers to ask for before the commission, each with what it settles. */
  readonly toCheck: readonly string[];
  readonly rules: readonly PresentedRule[];
}

const scores = new WeakMap<ScoreExplanation, PresentedScore>();
const households = new WeakMap<DemandDescription, PresentedHousehold>();

export const presentCandidate = (candidate: Candidate): PresentedCandidate => {
  const { rank, number } = candidate;
  return { rank, number, ...ownPart(candidate), ...placePart(candidate), ...dwellingPart(candidate) };
};

/** What a candidate is, on whatever list of one method. */
export const ownPart = (candidate: OwnSide): Pick<PresentedCandidate, 'household' | 'score'> => ({
  household: once(households, candidate.household, presentHousehold),
  score: once(scores, candidate.score, presentScore),
});

/** What puts it in its place on this list. */
export const placePart = ({
  priced,
  aheadOfNext,
  behindPrevious,
}: Listed): Pick<PresentedCandidate, 'priced' | 'why' | 'behind'> => ({
  ...(priced === undefined ? {} : { priced: presentStanding(priced) }),
  why: aheadOfNext === null ? 'dernière demande éligible' : separationText(aheadOfNext, 'next'),
  behind: behindPrevious === null ? null : separationText(behindPrevious, 'previous'),
});

/** What it and the dwelling say of each other, whoever else is on the list. */
export const dwellingPart = (
  candidate: Candidate,
): Pick<PresentedCandidate, 'effects' | 'work' | 'affordability' | 'toCheck' | 'rules'> => ({
  effects: candidate.effects.map((effect) => presentEffect(effect, priorityWhy(candidate.household))),
  work: workTexts(candidate.work),
  affordability: presentAffordability(candidate.affordability),
  toCheck: papersOf(candidate, once(scores, candidate.score, presentScore)),
  rules: candidate.rules.map(presentRule),
});

/** @param why why the household counts, or not, where a target counts verified priority households. */
export const presentEffect = (effect: TargetEffect, why: string): PresentedCandidate['effects'][number] => {
  const { counted, unknown, direction } = effect;
  const { id, scope, label, counts } = effect.before.target;
  const text = effectSentence(effect, counts.verifiedPriority && direction !== 'none' ? why : null);
  return { target: id, scope, counted, unknown, label, direction, text };
};

export const presentRule = (answer: RuleAnswer): PresentedRule => ruleOf(answer, ruleSentence(answer));

/** @param sentence `ruleSentence` of the answer. */
export const ruleOf = ({ rule, kind, status }: RuleAnswer, sentence: string): PresentedRule => ({
  rule,
  kind,
  label: ruleLabel(rule),
  status,
  text: sentence,
});

/** Paper that settles a rule that is unknown. @param sentence `ruleSentence` of the answer. */
export const paperOf = ({ rule }: RuleAnswer, sentence: string): string => `${rulePaper(rule)} : ${sentence}`;

/** Two holders who work in one place are said once. */
export const workTexts = (work: readonly WorkDistance[]): readonly string[] => {
  const texts = work.map(workText);
  const [first, second] = texts;
  return first !== undefined && first === second ? [`${first} (les deux titulaires)`] : texts;
};

const workText = (work: WorkDistance): string => {
  switch (work.kind) {
    case 'known':
      return work.km === 0
        ? `travaille dans la commune (${work.commune})`
        : `travaille à ${work.commune}, à ${figure(work.km)} km à vol d’oiseau`;
    case 'outside':
      return 'travaille hors du territoire';
    case 'not-declared':
      return 'lieu de travail non déclaré';
  }
};

/** What the household did with this vacancy before; the rules that pass unknown, the situations that score without being verified, the blanks. */
const papersOf = (candidate: Candidate, score: PresentedScore): readonly string[] => [
  ...(candidate.declinedBefore === null ? [] : [declinedText(candidate.declinedBefore)]),
  ...candidate.rules
    .filter((rule) => rule.status === 'unknown')
    .map((rule) => paperOf(rule, ruleSentence(rule))),
  ...ownPapers(candidate.household, score),
];

/** Those to ask for whatever the dwelling. */
export const ownPapers = (household: DemandDescription, score: PresentedScore): readonly string[] => [
  ...household.situations
    .filter(({ evidence }) => evidence !== 'verified')
    .map(({ situation, evidence }) => `${situation.paper} : ${situation.label} (${EVIDENCES[evidence]})`),
  ...score.unknown,
];

/** A fact for the commission to weigh: it sets nobody aside. */
export const declinedText = ({ answer, examinedOn }: NonNullable<Candidate['declinedBefore']>): string =>
  `${answer === 'refused' ? 'a déjà refusé ce logement' : 'n’a pas répondu quand ce logement lui a été proposé'}, commission du ${longDay(examinedOn)} : à revoir avec le ménage`;
