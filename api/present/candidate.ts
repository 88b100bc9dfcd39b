import type { DemandDescription } from '../../engine/shortlist/describe.ts';
import type { Candidate, Listed } from '../../engine/shortlist/shortlist.ts';
import type { WorkDistance } from '../../engine/shortlist/workDistance.ts';
import type { ScoreExplanation } from '../../scoring/explain.ts';
import { type PresentedAffordability, presentAffordability } from './affordability.ts';
import { figure, longDay } from './format.ts';
import { EVIDENCES, type PresentedHousehold, presentHousehold, priorityWhy } from './household.ts';
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

/** What is said of something that never changes, said once: a household is a candidate of many vacancies. */
export const once = <K extends object, T>(said: WeakMap<K, T>, of: K, say: (of: K) => T): T => {
  const text = said.get(of) ?? say(of);
  said.set(of, text);
  return text;
};

export const presentCandidate = (candidate: Candidate): PresentedCandidate => {
  const { rank, number } = candidate;
  return { rank, number, ...ownPart(candidate), ...placePart(candidate), ...dwellingPart(candidate) };
};

/** What a candidate is, on whatever list of one method. */
export const ownPart = (
  candidate: Pick<Candidate, 'household' | 'score'>,
): Pick<PresentedCandidate, 'household' | 'score'> => ({
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
  effects: candidate.effects.map((effect) => ({
    target: effect.before.target.id,
    scope: effect.before.target.scope,
    counted: effect.counted,
    unknown: effect.unknown,
    label: effect.before.target.label,
    direction: effect.direction,
    text: effectSentence(
      effect,
      effect.before.target.counts.verifiedPriority && effect.direction !== 'none'
        ? priorityWhy(candidate.household)
        : null,
    ),
  })),
  work: workTexts(candidate.work),
  affordability: presentAffordability(candidate.affordability),
  toCheck: papersOf(candidate, once(scores, candidate.score, presentScore)),
  rules: candidate.rules.map(presentRule),
});

export const presentRule = (answer: Candidate['rules'][number]): PresentedRule => ({
  rule: answer.rule,
  kind: answer.kind,
  label: ruleLabel(answer.rule),
  status: answer.status,
  text: ruleSentence(answer),
});

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
    .map((rule) => `${rulePaper(rule.rule)} : ${ruleSentence(rule)}`),
  ...candidate.household.situations
    .filter(({ evidence }) => evidence !== 'verified')
    .map(({ situation, evidence }) => `${situation.paper} : ${situation.label} (${EVIDENCES[evidence]})`),
  ...score.unknown,
];

/** A fact for the commission to weigh: it sets nobody aside. */
export const declinedText = ({ answer, examinedOn }: NonNullable<Candidate['declinedBefore']>): string =>
  `${answer === 'refused' ? 'a déjà refusé ce logement' : 'n’a pas répondu quand ce logement lui a été proposé'}, commission du ${longDay(examinedOn)} : à revoir avec le ménage`;
