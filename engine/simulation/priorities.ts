import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { DaloStatus, Reservataire } from '../domain/codes.ts';
import { dayNumber } from '../domain/day.ts';
import { type Demand, isFirstAccess } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Situation, TerritoryPack } from '../domain/territory.ts';
import { buildPool } from '../pool/build.ts';
import type { Territory } from '../territory/territory.ts';
import { isoDay } from './calendar.ts';
import { ASSUMPTIONS } from './figures.ts';
import { randomStream, shuffle, type Weights, weighted } from './random.ts';

/** Situations established for each demand, in the order given: codes whose predicate or label holds. */
export interface Established {
  /** Priority situations: on every demand, or on first accesses only, as the pack says. */
  readonly priority: readonly string[];
  /** Those that only mutations have. */
  readonly mutation: readonly string[];
}

/**
 * Situations of each demand, by the pool and the pack's compiled predicates: what is unknown is not established. Length and
 * order = demands.
 */
export const establishedSituations = (
  demands: readonly Demand[],
  territory: Territory,
  asOf: IsoDay,
): Established[] => {
  if (demands.length === 0) return [];
  const pool = buildPool({ demands, territory, asOf });
  const columns = territory.pack.situations.map((situation) => ({
    situation,
    levels: pool.array(situation.code),
  }));
  // Pool rows are in ascending order of numéro unique.
  const rows = demands
    .map((_, place) => place)
    .sort((a, b) => (demands[a]!.number < demands[b]!.number ? -1 : 1));
  const result = new Array<Established>(demands.length);
  rows.forEach((place, row) => {
    const priority: string[] = [];
    const mutation: string[] = [];
    for (const { situation, levels } of columns) {
      const level = levels[row]!;
      if (level === UNKNOWN_U8 || level < EVIDENCE_CODES.declared) continue;
      (situation.scope === 'mutation' ? mutation : priority).push(situation.code);
    }
    result[place] = { priority, mutation };
  });
  return result;
};

/** Situations that only a partner can signal: the demand file has no predicate for them. */
const partnerSituations = (pack: TerritoryPack): Situation[] =>
  pack.situations.filter((s) => s.predicate === null && s.scope !== 'mutation');

/** Signals of partners, drawn before anything is measured, since they make a demand a priority one. Length = demands. */
export const drawPartnerSignals = (
  demands: readonly Pick<Demand, 'filedOn'>[],
  firstAccess: readonly boolean[],
  { pack, seed, asOf }: { readonly pack: TerritoryPack; readonly seed: number; readonly asOf: IsoDay },
): Demand['priorities'][] => {
  const random = randomStream(seed, 'priorities/partners');
  const signals = partnerSituations(pack);
  return demands.map(({ filedOn }, place) => {
    const signalled = random.chance(ASSUMPTIONS.partnerSignal.value);
    const since = random.integer(dayNumber(filedOn), dayNumber(asOf));
    if (!signalled || !firstAccess[place] || signals.length === 0) return [];
    return [{ situation: random.pick(signals).code, evidence: 'verified' as const, since: isoDay(since) }];
  });
};

/** DALO status, verified situations and contingents of a demand. */
export interface Recognition {
  readonly priorities: Demand['priorities'];
  readonly dalo: Demand['dalo'];
  readonly contingents: Demand['contingents'];
}

/**
 * Recognitions. A stated share of the demands in a priority situation has one verified; DALO is held by demands in a priority
 * situation; contingents follow the profile.
 */
export const drawRecognitions = (
  demands: readonly Demand[],
  established: readonly Established[],
  { seed, asOf }: { readonly seed: number; readonly asOf: IsoDay },
): Recognition[] => {
  const random = randomStream(seed, 'priorities/verified');
  const dalo = drawDalo(demands, established, seed);
  const civil = randomStream(seed, 'priorities/contingents');
  return demands.map((demand, place) => {
    const { priority, mutation } = established[place]!;
    const open = [...priority, ...mutation].filter(
      (code) => !demand.priorities?.some((p) => p.situation === code),
    );
    const [draw, second] = [random.next(), random.next()];
    const since = random.integer(dayNumber(demand.filedOn), dayNumber(asOf));
    const rate = priority.length > 0 ? ASSUMPTIONS.verifiedShare.value : ASSUMPTIONS.verifiedMutations.value;
    const verified =
      open.length > 0 && draw < rate
        ? [
            {
              situation: open[Math.floor(second * open.length)]!,
              evidence: 'verified' as const,
              since: isoDay(since),
            },
          ]
        : [];
    const priorities = [...(demand.priorities ?? []), ...verified];
    const [unsaid, agent, local] = [civil.next(), civil.next(), civil.next()];
    const reserved: Reservataire[] = [];
    if (dalo[place] === 'ACTIF' || priorities.length > 0) reserved.push('PPRIOR');
    if (agent < 0.03) reserved.push('PFONCT');
    if (local < 0.22) reserved.push('COLTER');
    const { applicant, coApplicant } = demand.employment;
    if (applicant.actionLogementEmployer || coApplicant?.actionLogementEmployer) reserved.push('COLACT');
    const contingents = reserved.length > 0 ? reserved : (['AUCUN'] as Reservataire[]);
    return {
      priorities,
      dalo: dalo[place]!,
      contingents: unsaid < ASSUMPTIONS.contingentsUnknown.value ? null : contingents,
    };
  });
};

/**
 * Exactly the stated share is active. Holders are in an established priority situation while there are enough, tenants of
 * social housing after the others.
 */
const drawDalo = (
  demands: readonly Demand[],
  established: readonly Established[],
  seed: number,
): (DaloStatus | null)[] => {
  const random = randomStream(seed, 'priorities/dalo');
  const others: Weights<DaloStatus | null> = [
    ['NON', 1 - ASSUMPTIONS.daloUnknown.value - 0.007],
    [null, ASSUMPTIONS.daloUnknown.value],
    ['CADUC', 0.004],
    ['ACTREL', 0.003],
  ];
  const statuses = established.map(() => weighted(random, others));
  const active = Math.round(ASSUMPTIONS.daloActive.value * established.length);
  const order = shuffle(
    random,
    established.map((_, place) => place),
  );
  const claim = (place: number): number =>
    established[place]!.priority.length === 0 ? 2 : isFirstAccess(demands[place]!) === false ? 1 : 0;
  for (const place of [...order].sort((a, b) => claim(a) - claim(b)).slice(0, active))
    statuses[place] = 'ACTIF';
  return statuses;
};

/** How often each situation is established, for past households that had one verified. */
export const situationWeights = (
  established: readonly Established[],
): { priority: Weights<string>; mutation: Weights<string> } => {
  const count = (pick: (e: Established) => readonly string[]): Weights<string> => {
    const counts = new Map<string, number>();
    for (const entry of established)
      for (const code of pick(entry)) counts.set(code, (counts.get(code) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  return { priority: count((e) => e.priority), mutation: count((e) => e.mutation) };
};
