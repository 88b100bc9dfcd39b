import type { Pool } from '../../engine/pool/pool.ts';
import type { Qualification } from '../../engine/qualification/qualify.ts';
import type { DemandDescription } from '../../engine/shortlist/describe.ts';
import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { Ranking } from '../../engine/shortlist/ranking.ts';
import type { Candidate, Shortlist, ShortReason } from '../../engine/shortlist/shortlist.ts';
import type { WorkDistance } from '../../engine/shortlist/workDistance.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { ScoreExplanation } from '../../scoring/explain.ts';
import { learnedText } from './acceptance.ts';
import { type PresentedAffordability, presentAffordability } from './affordability.ts';
import { certaintyMark } from './certainty.ts';
import { dataNotices } from './dataNotices.ts';
import { communeName, type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, figure, list, longDay, percent } from './format.ts';
import { type PresentedFragility, presentFragility } from './fragility.ts';
import { EVIDENCES, type PresentedHousehold, presentHousehold, priorityWhy } from './household.ts';
import {
  type ListOrderContext,
  type PresentedOrder,
  type PresentedStanding,
  presentOrder,
  presentStanding,
} from './listPrices.ts';
import { unweightedNotices, validityNotices } from './method.ts';
import { type PresentedFinding, presentQualification } from './qualification.ts';
import { ruleLabel, rulePaper, ruleSentence, stageSentence } from './rules.ts';
import { type PresentedScore, presentScore } from './score.ts';
import { separationText } from './separation.ts';
import { effectSentence } from './targets.ts';

/* The one object that the command line prints and the API answers: figures, and the French sentences that say them. */

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

export interface PresentedShortlist {
  readonly territory: {
    readonly id: string;
    readonly label: string;
    readonly asOf: string;
    readonly notices: readonly string[];
  };
  readonly simulated: boolean;
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly label: string;
    readonly weighting: string | null;
    readonly notices: readonly string[];
    readonly tieBreak: string;
    readonly seed: number;
  };
  /** Whether prices of targets count in the order, and which. */
  readonly order: PresentedOrder;
  readonly pool: { readonly demands: number; readonly hash: string };
  readonly dwelling: PresentedDwelling;
  readonly qualification: readonly PresentedFinding[];
  readonly funnel: {
    readonly total: number;
    readonly stages: readonly {
      readonly rule: string;
      readonly kind: string;
      readonly excluded: number;
      readonly unknown: number;
      readonly remaining: number;
      readonly text: string;
    }[];
    readonly eligible: number;
    readonly beyondWishes: boolean;
  };
  readonly candidates: readonly PresentedCandidate[];
  readonly next: readonly PresentedCandidate[];
  /** Demands that the method does not order, by the channel that follows them. */
  readonly apart: readonly {
    readonly channel: string;
    readonly label: string;
    readonly source: string;
    readonly count: number;
    readonly text: string;
    readonly demands: readonly { readonly number: string; readonly text: string }[];
  }[];
  /** What would change the list; null: not asked. */
  readonly fragility: PresentedFragility | null;
  readonly shortReason: { readonly code: ShortReason; readonly text: string } | null;
  readonly chances: { readonly byRank: readonly number[]; readonly nobody: number; readonly text: string };
  /** The commission decides: printed with every list. */
  readonly reminder: string;
}

export interface PresentContext {
  readonly territory: Territory;
  readonly pool: Pool;
  readonly ranking: Ranking;
  /** The data come from the world generator. */
  readonly simulated: boolean;
  /** Allocations of the year that no target counts, because their dwelling is not in the stock. */
  readonly uncountedAllocations: number;
  /** Contingent that the place is credited to; left out, or null, where there is none. */
  readonly credited?: string | null;
  /** Which prices count, or why none does; left out: nothing is known of prices. */
  readonly order?: ListOrderContext;
}

const REMINDER =
  'Précal prépare et explique ; la commission décide. Cette liste n’écarte personne d’un autre logement.';

/** @param fragility left out or null: nothing is said of it. */
export const presentShortlist = (
  context: PresentContext,
  shortlist: Shortlist,
  fragility: Fragility | null = null,
): PresentedShortlist => {
  const { territory, pool, ranking } = context;
  const { vacancy, dwelling, funnel, chances } = shortlist;
  const { method } = ranking.ordering;
  return {
    territory: {
      id: territory.pack.id,
      label: territory.pack.label,
      asOf: longDay(pool.asOf),
      notices: [...dataNotices(context), ...territory.pack.notices],
    },
    simulated: context.simulated,
    method: {
      id: method.id,
      version: method.version,
      label: method.label,
      weighting: ranking.weighting?.method.label ?? null,
      notices: [
        ...unweightedNotices(ranking, context.credited ?? null),
        ...[ranking.ordering, ...(ranking.weighting ? [ranking.weighting] : [])].flatMap((applied) => [
          ...validityNotices(applied, pool.asOf),
          ...applied.method.notices,
        ]),
      ],
      tieBreak: list(
        ranking.ordering.tieBreak.map((key) => key.label),
        'puis',
      ),
      seed: ranking.seed,
    },
    order: presentOrder(shortlist.prices, context.order ?? null),
    pool: { demands: pool.rowCount, hash: pool.hash },
    dwelling: presentDwelling(territory, vacancy, dwelling),
    qualification: findingsOf(territory, shortlist.qualification),
    funnel: {
      total: funnel.total,
      stages: funnel.stages.map((stage) => ({
        ...stage,
        text: stageSentence(stage, {
          territory,
          dwelling,
          commune: communeName(territory, dwelling.commune),
          asOf: pool.asOf,
        }),
      })),
      eligible: funnel.eligibleCount,
      beyondWishes: shortlist.beyondWishes,
    },
    candidates: shortlist.candidates.map((candidate) => presentCandidate(candidate)),
    next: shortlist.next.map((candidate) => presentCandidate(candidate)),
    apart: shortlist.apart.map(presentApart),
    fragility:
      fragility &&
      presentFragility(fragility, {
        pool,
        listed: new Set(shortlist.candidates.map(({ row }) => row)),
        priced: shortlist.prices !== null,
      }),
    shortReason: shortlist.shortReason && {
      code: shortlist.shortReason,
      text: SHORT_REASONS[shortlist.shortReason],
    },
    chances: { ...chances, text: chancesText(shortlist, territory) },
    reminder: REMINDER,
  };
};

const presented = new WeakMap<Qualification, readonly PresentedFinding[]>();

/** What is said of a vacancy, once for each of its lists: a qualification does not change. */
const findingsOf = (territory: Territory, qualification: Qualification): readonly PresentedFinding[] => {
  return once(presented, qualification, () => presentQualification(territory, qualification));
};

const SHORT_REASONS: { readonly [R in ShortReason]: string } = {
  'insufficient-candidates':
    'Moins de trois candidats : aucune autre demande ne remplit les conditions (exception prévue par l’article R441-3 du CCH : candidats en nombre insuffisant).',
  'prefect-designated':
    'Moins de trois candidats : logement orienté vers le contingent du préfet, candidats reconnus DALO. L’article R441-3 du CCH n’en exige pas trois pour les personnes désignées par le préfet : désignation à vérifier, le fichier ne la porte pas.',
  'plai-adapte':
    'Moins de trois candidats : logement PLAI adapté, pour lequel l’article R441-3 du CCH n’en exige pas trois.',
};

const chancesText = (
  { chances: { byRank, nobody }, qualification }: Pick<Shortlist, 'chances' | 'qualification'>,
  { pack }: Territory,
): string =>
  byRank.length === 0
    ? 'Aucun candidat'
    : `Chances d’obtenir le logement : ${byRank.map((chance, i) => `rang ${i + 1}, ${percent(chance)}`).join(' ; ')} ; aucun des ${byRank.length}, ${percent(nobody)}. Taux d’acceptation du territoire, par quartier et par rang${learnedText(qualification)} ; refus d’une même résidence supposés liés ${certaintyMark(pack.acceptance.provenance.certainty)}`;

const scores = new WeakMap<ScoreExplanation, PresentedScore>();
const households = new WeakMap<DemandDescription, PresentedHousehold>();

/** What is said of something that never changes, said once: a household is a candidate of many vacancies. */
const once = <K extends object, T>(said: WeakMap<K, T>, of: K, say: (of: K) => T): T => {
  const text = said.get(of) ?? say(of);
  said.set(of, text);
  return text;
};

export const presentCandidate = (candidate: Candidate): PresentedCandidate => {
  const score = once(scores, candidate.score, presentScore);
  return {
    rank: candidate.rank,
    number: candidate.number,
    household: once(households, candidate.household, presentHousehold),
    score,
    ...(candidate.priced === undefined ? {} : { priced: presentStanding(candidate.priced) }),
    why:
      candidate.aheadOfNext === null
        ? 'dernière demande éligible'
        : separationText(candidate.aheadOfNext, 'next'),
    behind: candidate.behindPrevious === null ? null : separationText(candidate.behindPrevious, 'previous'),
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
    toCheck: papersOf(candidate, score),
    rules: candidate.rules.map(presentRule),
  };
};

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

const presentApart = ({
  channel,
  count: total,
  first,
}: Shortlist['apart'][number]): PresentedShortlist['apart'][number] => ({
  channel: channel.id,
  label: channel.label,
  source: channel.source,
  count: total,
  text: `${channel.label} : ${count(total, 'demande éligible', 'demandes éligibles')}, hors cotation`,
  demands: first.map(({ number, household }) => {
    const { composition, demand } = presentHousehold(household);
    return { number, text: `${composition} ; ${demand}` };
  }),
});
