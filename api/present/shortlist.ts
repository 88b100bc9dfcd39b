import type { Pool } from '../../engine/pool/pool.ts';
import type { Qualification } from '../../engine/qualification/qualify.ts';
import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { Ranking } from '../../engine/shortlist/ranking.ts';
import type { Listed, Shortlist, ShortReason } from '../../engine/shortlist/shortlist.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { learnedText } from './acceptance.ts';
import { type PresentedCandidate, presentCandidate } from './candidate.ts';
import { certaintyMark } from './certainty.ts';
import { dataNotices } from './dataNotices.ts';
import { communeName, type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, list, longDay, percent } from './format.ts';
import { type PresentedFragility, presentFragility } from './fragility.ts';
import { presentHousehold } from './household.ts';
import { once } from './kept.ts';
import { type ListOrderContext, type PresentedOrder, presentOrder } from './listPrices.ts';
import { unweightedNotices, validityNotices } from './method.ts';
import { type PresentedFinding, presentQualification } from './qualification.ts';
import { stageSentence } from './rules.ts';

/* The one object that the command line prints and the API answers: figures, and the French sentences that say them. */

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

/** A list, with all that is needed to say it. */
export interface ListSaid {
  readonly context: PresentContext;
  readonly list: Omit<Shortlist, 'candidates' | 'next'> & { readonly candidates: readonly Listed[] };
  /** Null: nothing is said of it. */
  readonly fragility: Fragility | null;
}

/** Each field of a presented list but its candidates, by its name. */
export const LIST_FIELDS: {
  readonly [F in Exclude<keyof PresentedShortlist, 'candidates' | 'next'>]: (
    said: ListSaid,
  ) => PresentedShortlist[F];
} = {
  territory: ({ context }) => {
    const { pack } = context.territory;
    return {
      id: pack.id,
      label: pack.label,
      asOf: longDay(context.pool.asOf),
      notices: [...dataNotices(context), ...pack.notices],
    };
  },
  simulated: ({ context }) => context.simulated,
  method: ({ context }) => methodOf(context),
  order: ({ context, list: { prices } }) => presentOrder(prices, context.order ?? null),
  pool: ({ context: { pool } }) => ({ demands: pool.rowCount, hash: pool.hash }),
  dwelling: ({ context, list: { vacancy, dwelling } }) =>
    presentDwelling(context.territory, vacancy, dwelling),
  qualification: ({ context, list }) => findingsOf(context.territory, list.qualification),
  funnel: (said) => funnelOf(said),
  apart: ({ list: { apart } }) => apart.map(presentApart),
  fragility: ({ context, list, fragility }) =>
    fragility &&
    presentFragility(fragility, {
      pool: context.pool,
      listed: new Set(list.candidates.map(({ row }) => row)),
      priced: list.prices !== null,
    }),
  shortReason: ({ list: { shortReason } }) =>
    shortReason && { code: shortReason, text: SHORT_REASONS[shortReason] },
  chances: ({ context, list }) => ({ ...list.chances, text: chancesText(list, context.territory) }),
  reminder: () => REMINDER,
};

/** @param fragility left out or null: nothing is said of it. */
export const presentShortlist = (
  context: PresentContext,
  shortlist: Shortlist,
  fragility: Fragility | null = null,
): PresentedShortlist => {
  const said: ListSaid = { context, list: shortlist, fragility };
  return {
    territory: LIST_FIELDS.territory(said),
    simulated: LIST_FIELDS.simulated(said),
    method: LIST_FIELDS.method(said),
    order: LIST_FIELDS.order(said),
    pool: LIST_FIELDS.pool(said),
    dwelling: LIST_FIELDS.dwelling(said),
    qualification: LIST_FIELDS.qualification(said),
    funnel: LIST_FIELDS.funnel(said),
    candidates: shortlist.candidates.map(presentCandidate),
    next: shortlist.next.map(presentCandidate),
    apart: LIST_FIELDS.apart(said),
    fragility: LIST_FIELDS.fragility(said),
    shortReason: LIST_FIELDS.shortReason(said),
    chances: LIST_FIELDS.chances(said),
    reminder: LIST_FIELDS.reminder(said),
  };
};

const methodOf = ({
  ranking,
  pool,
  credited,
}: Pick<PresentContext, 'ranking' | 'pool' | 'credited'>): PresentedShortlist['method'] => {
  const { ordering, weighting, seed } = ranking;
  const { id, version, label } = ordering.method;
  return {
    id,
    version,
    label,
    weighting: weighting?.method.label ?? null,
    notices: [
      ...unweightedNotices(ranking, credited ?? null),
      ...[ordering, ...(weighting ? [weighting] : [])].flatMap((applied) => [
        ...validityNotices(applied, pool.asOf),
        ...applied.method.notices,
      ]),
    ],
    tieBreak: list(
      ordering.tieBreak.map((key) => key.label),
      'puis',
    ),
    seed,
  };
};

const funnelOf = ({
  context,
  list: { funnel, dwelling, beyondWishes },
}: ListSaid): PresentedShortlist['funnel'] => {
  const { territory, pool } = context;
  const place = {
    territory,
    dwelling,
    commune: communeName(territory, dwelling.commune),
    asOf: pool.asOf,
  };
  return {
    total: funnel.total,
    stages: funnel.stages.map((stage) => ({ ...stage, text: stageSentence(stage, place) })),
    eligible: funnel.eligibleCount,
    beyondWishes,
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
