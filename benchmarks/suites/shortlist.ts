import { PRICE_ROUNDS, planPrices } from '../../engine/assignment/planPrices.ts';
import { prepareSession } from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import { PreparedPrices } from '../../engine/shortlist/prices.ts';
import { type Shortlist, shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { runBoxed } from '../harness/boxed.ts';
import { pairedRatio, type QuestionTimes, quantile, timeQuestions, timingOf } from '../harness/measure.ts';
import type { Figure, Ratio, Suite, Timing } from '../harness/result.ts';
import { groupedShortlist, plainGroups, plainShortlist } from '../peer/objectPerDemand.ts';
import { type PlainPlace, plainPlace } from '../peer/plainRules.ts';
import { shortlistDifference } from '../peer/sameShortlist.ts';
import type { Context } from '../workloads/context.ts';
import { METHOD, TERRITORY, type VacancyQuestion } from '../workloads/mel.ts';
import { requestOfWorld } from '../workloads/session.ts';

const SIZE = 3;
const NEXT = 10;
const PEER_LIMIT_MS = 120_000;
const OBJECTS_LIMIT_MS = 300_000;

/** The officer's question: three candidates with their points trace, and the funnel, for one freed dwelling. */
export const shortlistSuite = (context: Context): Suite => ({
  name: 'shortlist',
  about:
    'Three candidates with their points trace, every rule, affordability and effect on targets, and the funnel, for each vacancy. The peer filters objects, sorts, slices and traces points; scores and orders are stored beforehand on both sides. "Grouped" objects are found by commune and typology in a Map.',
  async run() {
    const mel = melTimes(context);
    const national = await nationalTimes(context);
    return {
      workload: {
        label: `${context.melLabel}; ${context.nationalLabel}`,
        hash: context.hashOf('mel', 'national'),
      },
      verified: [...mel.verified, ...national.verified],
      timings: [...mel.timings, ...national.timings],
      ratios: [...mel.ratios, ...national.ratios],
      figures: [...mel.figures, ...national.figures],
    };
  },
});

interface Part {
  readonly verified: readonly string[];
  readonly timings: readonly Timing[];
  readonly ratios: readonly Ratio[];
  readonly figures: readonly Figure[];
}

type Ask = (question: VacancyQuestion) => Shortlist;

const melTimes = (context: Context): Part => {
  const { mel, melRanking: ranking, plain, plainMethod: method } = context;
  const { pool, territory, questions, asOf } = mel;
  const ask: Ask = (question) =>
    shortlistFor({ pool, territory, ranking, ...question, size: SIZE, nextCount: 0, beyondWishes: false });
  const groups = plainGroups(plain);
  const places = new Map(
    questions.map(({ dwelling }) => [dwelling.id, plainPlace(territory, dwelling, asOf)]),
  );
  const placeOf = ({ dwelling }: VacancyQuestion): PlainPlace => places.get(dwelling.id)!;
  const scan = (question: VacancyQuestion) =>
    plainShortlist(plain, placeOf(question), { method, size: SIZE });
  const grouped = (question: VacancyQuestion) =>
    groupedShortlist(groups, placeOf(question), { method, size: SIZE });
  for (const question of questions) same(ask(question), scan(question), grouped(question));

  const passes = context.quick ? 3 : 9;
  const rows = `${pool.rowCount.toLocaleString('en')} demands`;
  const name = `three candidates, ${rows}`;
  const ours = timeQuestions(questions, passes, ask);
  const page = timeQuestions(questions, passes, (question) =>
    shortlistFor({
      pool,
      territory,
      ranking,
      ...question,
      qualification: mel.qualify(question.vacancy),
      size: SIZE,
      nextCount: NEXT,
      beyondWishes: false,
    }),
  );
  const priced = pricedTimes(context, passes);
  const scanned = timeQuestions(questions, 1, scan);
  const found = timeQuestions(questions, context.quick ? 1 : 2, grouped);
  const [scanName, groupedName] = [`objects, all scanned, ${rows}`, `objects, grouped, ${rows}`];
  return {
    verified: [
      `funnel, candidates, order and points trace are those of both peers for all ${questions.length} vacancies of the MEL`,
    ],
    timings: [
      timingOf(name, ours.samplesMs),
      timingOf(`qualification, three candidates and ${NEXT} more, ${rows}`, page.samplesMs),
      timingOf(`three candidates at the prices of the month's plan, ${rows}`, priced.times.samplesMs),
      timingOf(scanName, scanned.samplesMs),
      timingOf(groupedName, found.samplesMs),
    ],
    ratios: [
      pairedRatio({ name, ms: ours.medianMs }, { name: scanName, ms: scanned.medianMs }),
      pairedRatio({ name, ms: ours.medianMs }, { name: groupedName, ms: found.medianMs }),
    ],
    figures: [...wishedFigures(questions.map(ask), rows), ...priced.figures],
  };
};

/** The same list where the targets' prices count: prices are made once for the month, outside the times. */
const pricedTimes = (
  { mel }: Context,
  passes: number,
): { readonly times: QuestionTimes; readonly figures: readonly Figure[] } => {
  const { pool, territory, questions } = mel;
  const request = requestOfWorld(mel);
  const start = performance.now();
  const prepared = prepareSession(request);
  const solved = solveStages(prepared.staged, { limits: { maxRounds: PRICE_ROUNDS } });
  const plan = planPrices(prepared, solved, questions.length);
  const made = performance.now() - start;
  const prices = new PreparedPrices(plan, territory, request.classes);
  const ask = (question: VacancyQuestion): Shortlist =>
    shortlistFor({
      pool,
      territory,
      ranking: request.ranking(null),
      ...question,
      size: SIZE,
      nextCount: 0,
      beyondWishes: false,
      pricing: { prepared: prices, orientedTo: question.vacancy.orientedTo, rankingOf: request.ranking },
    });
  const moved = questions.filter((question) => {
    const alone = shortlistFor({
      pool,
      territory,
      ranking: request.ranking(null),
      ...question,
      size: SIZE,
      nextCount: 0,
      beyondWishes: false,
    });
    const rows = (list: Shortlist): string => list.candidates.map(({ row }) => row).join();
    return rows(ask(question)) !== rows(alone);
  });
  return {
    times: timeQuestions(questions, passes, ask),
    figures: [
      { name: `making the prices of ${questions.length} vacancies`, value: made / 1000, unit: 's' },
      { name: 'rows priced', value: plan.rows.length, unit: '' },
      { name: 'lists that prices change', value: (moved.length / questions.length) * 100, unit: '%' },
    ],
  };
};

/** Every few of the questions, the first and last included: both the largest pools and those drawn. */
const subsetOf = (count: number, wanted: number): readonly number[] => {
  const taken = Math.min(count, wanted);
  return [
    ...new Set(
      Array.from({ length: taken }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, taken - 1))),
    ),
  ];
};

const nationalTimes = async (context: Context): Promise<Part> => {
  const { mel, national, nationalRanking: ranking } = context;
  const { territory } = mel;
  const { pool, questions } = national;
  const ask: Ask = (question) =>
    shortlistFor({ pool, territory, ranking, ...question, size: SIZE, nextCount: 0, beyondWishes: false });
  const subset = subsetOf(questions.length, context.quick ? 8 : 40);
  const boxed = await runBoxed(
    {
      columns: pool.columns,
      territory: TERRITORY,
      method: METHOD,
      seed: mel.seed,
      dwellings: subset.map((q) => questions[q]!.dwelling),
      size: SIZE,
    },
    { limitMs: PEER_LIMIT_MS, objectsLimitMs: OBJECTS_LIMIT_MS },
  );
  for (const { question, scan, grouped } of boxed.answers)
    same(ask(questions[subset[question]!]!), scan, grouped);

  const times = timeQuestions(questions, context.quick ? 3 : 5, ask);
  const rows = `${pool.rowCount.toLocaleString('en')} demands`;
  const name = `three candidates, ${rows}`;
  const largest = times.samplesMs.filter((_, i) => i % questions.length < context.nationalSize.largestCount);
  const [scanName, groupedName] = [`objects, all scanned, ${rows}`, `objects, grouped, ${rows}`];
  const peers = boxed.answers.map((a) => ({ ...a, ourMs: times.medianMs[subset[a.question]!]! }));
  const ourMs = Float64Array.from(peers, (p) => p.ourMs);
  const peer = (peerName: string, ms: Float64Array): { timing: Timing; ratio: Ratio } =>
    ms.length > 0
      ? {
          timing: timingOf(peerName, ms),
          ratio: pairedRatio({ name, ms: ourMs }, { name: peerName, ms }),
        }
      : unfinished(peerName, name, times);
  const scan = peer(
    scanName,
    Float64Array.from(peers, (p) => p.scanMs),
  );
  const grouped = peer(
    groupedName,
    Float64Array.from(peers, (p) => p.groupedMs),
  );
  return {
    verified: [
      `the same for ${boxed.answers.length} of the ${questions.length} national vacancies, which the peer answered in a worker stopped after ${PEER_LIMIT_MS / 1000} s${boxed.stopped ? ' (it was)' : ''}`,
    ],
    timings: [
      timingOf(name, times.samplesMs),
      timingOf(`of these, the ${context.nationalSize.largestCount} largest pools`, largest),
      scan.timing,
      grouped.timing,
    ],
    ratios: [scan.ratio, grouped.ratio],
    figures: [
      ...wishedFigures(questions.map(ask), rows),
      ...(boxed.objectsMs === null
        ? []
        : [
            {
              name: `making, scoring and grouping the peer's objects, ${rows}`,
              value: boxed.objectsMs / 1000,
              unit: 's',
            },
          ]),
    ],
  };
};

/** A peer that answered nothing in its time: the limit is a lower bound. */
const unfinished = (
  peerName: string,
  name: string,
  times: QuestionTimes,
): { timing: Timing; ratio: Ratio } => ({
  timing: {
    name: peerName,
    samples: 1,
    minMs: PEER_LIMIT_MS,
    p50Ms: PEER_LIMIT_MS,
    p99Ms: PEER_LIMIT_MS,
    atLeast: true,
    rate: null,
  },
  ratio: {
    task: name,
    peer: peerName,
    ratio: PEER_LIMIT_MS / quantile(times.medianMs, 0.5),
    atLeast: true,
    of: 'medians',
  },
});

/** Throws when an answer is not the peer's. */
const same = (ours: Shortlist, ...peers: readonly Parameters<typeof shortlistDifference>[1][]): void => {
  for (const peer of peers) {
    const difference = shortlistDifference(ours, peer);
    if (difference !== null) throw new Error(`shortlist: ${difference}`);
  }
};

/** How many demands the index leaves to look at, and how many end up eligible. */
const wishedFigures = (shortlists: readonly Shortlist[], rows: string): readonly Figure[] => {
  const wished = Float64Array.from(shortlists, (s) => s.funnel.stages[1]?.remaining ?? 0);
  const eligible = Float64Array.from(shortlists, (s) => s.funnel.eligibleCount);
  return [
    { name: `demands that wish the dwelling, median, ${rows}`, value: quantile(wished, 0.5), unit: '' },
    { name: `demands that wish the dwelling, largest, ${rows}`, value: quantile(wished, 1), unit: '' },
    { name: `eligible demands, median, ${rows}`, value: quantile(eligible, 0.5), unit: '' },
  ];
};
