import type { RuleAnswer, RuleId } from '../../engine/eligibility/rule.ts';
import { APL_STEPS } from '../../engine/household/aplSteps.ts';
import type { Affordability } from '../../engine/shortlist/affordability.ts';
import type { OwnSide, PairSide } from '../../engine/shortlist/shortlist.ts';
import type { WorkDistance } from '../../engine/shortlist/workDistance.ts';
import type { TargetEffect, TargetState } from '../../engine/targets/balance.ts';
import { affordabilityText, affordabilityWarnings, presentStep } from './affordability.ts';
import { declinedText, ownPapers, paperOf, presentEffect, ruleOf, workTexts } from './candidate.ts';
import { priorityWhy } from './household.ts';
import { Kept } from './kept.ts';
import { ruleSentence } from './rules.ts';
import type { PresentedScore } from './score.ts';
import { type PartJson, PartWriter, type WrittenJson, writtenJson } from './writtenJson.ts';

/** What a demand brings to what is said of it beside each dwelling. */
export interface OwnSaid {
  /** Why it counts, or not, where a target counts verified priority households. */
  readonly why: string;
  /** Papers to ask for whatever the dwelling; null: none. */
  readonly papers: WrittenJson | null;
}

export const ownSaid = ({ household }: Pick<OwnSide, 'household'>, score: PresentedScore): OwnSaid => {
  const papers = ownPapers(household, score);
  return {
    why: priorityWhy(household),
    papers: papers.length === 0 ? null : writtenJson(JSON.stringify(papers).slice(1, -1)),
  };
};

/** Different sentences that an answer of a rule is kept with, and different values that a step of the benefit is. */
const SENTENCES_KEPT = 2_000;
/** Different distances to work that are. */
const DISTANCES_KEPT = 2_000;

const written = (value: unknown): WrittenJson => writtenJson(JSON.stringify(value));

/** An item of a list, after the comma that parts it from the one before. */
const item = (value: unknown, position: number): WrittenJson =>
  writtenJson(`${position === 0 ? '' : ','}${JSON.stringify(value)}`);

const EFFECTS = writtenJson('"effects":[');
const WORK = writtenJson('],"work":');
const AFFORDABILITY = writtenJson(',"affordability":{"text":');
const STEPS = writtenJson('"steps":[');
const PAPERS = writtenJson(']},"toCheck":[');
const RULES = writtenJson('],"rules":[');
const END = writtenJson(']');
const COMMA = writtenJson(',');

/** What a place makes of a lease to each kind of household: `Map` by what the lease is to the target. */
type SaidEffects = WeakMap<TargetState, Map<string, WrittenJson>>;

/** An answer of a rule, in its place on the list of rules. */
interface SaidAnswer {
  readonly rule: WrittenJson;
  /** To ask for where it is unknown; null elsewhere. */
  readonly paper: WrittenJson | null;
}

type SaidRule = { readonly [S in RuleAnswer['status']]: Kept<string, SaidAnswer> };

/**
 * `JSON.stringify(dwellingPart(…))` without its braces, put together from what comes back from pair to pair: what a rule says, what a
 * lease does to a target of one place, a step of the housing benefit with its value.
 */
export class PairJson {
  readonly #rules = new Map<RuleId, SaidRule>();
  readonly #effects: SaidEffects = new WeakMap();
  readonly #steps = APL_STEPS.map(() => new Kept<number, WrittenJson>(SENTENCES_KEPT));
  readonly #work = new Kept<string, WrittenJson>(DISTANCES_KEPT);

  of(pair: PairSide, own: OwnSaid): PartJson {
    const part = new PartWriter();
    const answers = pair.rules.map((answer, i) => this.#answerOf(answer, i));
    part.written(EFFECTS);
    for (const [i, effect] of pair.effects.entries()) part.written(this.#effectOf(effect, i, own.why));
    part.written(WORK);
    part.written(this.#workOf(pair.work));
    this.#putAffordability(part, pair.affordability);
    part.written(PAPERS);
    putPapers(part, { declinedBefore: pair.declinedBefore, answers, own: own.papers });
    part.written(RULES);
    for (const { rule } of answers) part.written(rule);
    part.written(END);
    return part.done();
  }

  /** @param position of the effect among those of its pair: that of its target among those of the place. */
  #effectOf(effect: TargetEffect, position: number, why: string): WrittenJson {
    const { before, after, counted, unknown, direction } = effect;
    let said = this.#effects.get(before);
    if (said === undefined) {
      said = new Map();
      this.#effects.set(before, said);
    }
    // The state after follows from these.
    const key = `${counted} ${unknown} ${before === after} ${direction} ${before.target.counts.verifiedPriority ? why : ''}`;
    let json = said.get(key);
    if (json === undefined) {
      json = item(presentEffect(effect, why), position);
      said.set(key, json);
    }
    return json;
  }

  #workOf(work: readonly WorkDistance[]): WrittenJson {
    let key = '';
    for (const one of work) key += one.kind === 'known' ? `${one.km} ${one.commune}\n` : `${one.kind}\n`;
    return this.#work.get(key, () => written(workTexts(work)));
  }

  #putAffordability(part: PartWriter, affordability: Affordability): void {
    part.written(AFFORDABILITY);
    const warnings = JSON.stringify(affordabilityWarnings(affordability));
    part.written(writtenJson(`${JSON.stringify(affordabilityText(affordability))},"warnings":${warnings},`));
    part.written(STEPS);
    const trace = affordability.aplTrace;
    if (trace === null) return;
    for (let i = 0; i < APL_STEPS.length; i += 1) {
      const step = APL_STEPS[i]!;
      const value = trace[step.field];
      part.written(this.#steps[i]!.get(value, () => item(presentStep(step, value), i)));
    }
  }

  /** @param position of the rule among them all: always the same. */
  #answerOf(answer: RuleAnswer, position: number): SaidAnswer {
    let rule = this.#rules.get(answer.rule);
    if (rule === undefined) {
      rule = newSaidRule();
      this.#rules.set(answer.rule, rule);
    }
    const sentence = ruleSentence(answer);
    return rule[answer.status].get(sentence, () => ({
      rule: item(ruleOf(answer, sentence), position),
      paper: answer.status === 'unknown' ? written(paperOf(answer, sentence)) : null,
    }));
  }
}

const newSaidRule = (): SaidRule => ({
  met: new Kept(SENTENCES_KEPT),
  unmet: new Kept(SENTENCES_KEPT),
  unknown: new Kept(SENTENCES_KEPT),
});

const putPapers = (
  part: PartWriter,
  papers: Pick<PairSide, 'declinedBefore'> & {
    readonly answers: readonly SaidAnswer[];
    readonly own: WrittenJson | null;
  },
): void => {
  const declined = papers.declinedBefore && written(declinedText(papers.declinedBefore));
  let first = true;
  for (const paper of [declined, ...papers.answers.map((answer) => answer.paper), papers.own]) {
    if (paper === null) continue;
    if (!first) part.written(COMMA);
    part.written(paper);
    first = false;
  }
};
