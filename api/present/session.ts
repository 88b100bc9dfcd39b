import type { ListedHousehold } from '../../engine/assignment/explain/candidates.ts';
import type {
  SessionExplanation,
  VacancyExplanation,
} from '../../engine/assignment/explain/explainSession.ts';
import type { SessionConflict } from '../../engine/assignment/explain/sessionConflict.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import { learnedText } from './acceptance.ts';
import { type PresentedCandidate, presentCandidate } from './candidate.ts';
import { certaintyMark } from './certainty.ts';
import { creditChoiceText } from './credits.ts';
import { dataNotices } from './dataNotices.ts';
import { type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, figure, list, longDay, percent } from './format.ts';
import { type PresentedFragility, presentFragility } from './fragility.ts';
import { individualText, lengthByText, presentListAcceptance } from './listAcceptance.ts';
import { unweightedNotices, validityNotices } from './method.ts';
import { type PresentedPrecedence, presentPrecedence } from './precedence.ts';
import { type PresentedCertificate, presentCertificate } from './sessionCertificate.ts';
import { type PresentedConflict, presentConflict } from './sessionConflict.ts';
import { exclusionText, givenUpText, pinText, rankText, valueTexts } from './sessionReasons.ts';
import { lackingText, type PresentedSessionTarget, presentSessionTarget } from './sessionTargets.ts';
import { about, expected, type SessionNames, sessionNames } from './sessionWords.ts';
import { type PresentedTargetRow, presentTargetRow } from './targetRows.ts';

/* The one object of a session that the command line prints, the API answers and pages show. */

export interface PresentedListed extends Omit<PresentedCandidate, 'behind'> {
  /** Chance that the rank is reached and says yes, 0 to 1. */
  readonly chance: number;
  readonly byHand: boolean;
  /** Contingent that the lease would be credited to, one only, and those that the profile allows. */
  readonly credit: string;
  /** Target rows that weigh on the session and that the lease would bring nearer. */
  readonly helps: readonly string[];
  /** What the session adds to its points: bonus, level, target prices. */
  readonly adds: readonly string[];
  /** Points and all that is added, in points. */
  readonly netPoints: number;
}

export interface PresentedSessionList {
  readonly dwelling: PresentedDwelling;
  readonly pulled: boolean;
  readonly eligible: number;
  readonly candidates: readonly PresentedListed[];
  readonly empty: string | null;
  readonly chances: string | null;
  /** The same by the individual model, beside; null where the session's document is not given. */
  readonly acceptance: string | null;
  /** Households that the method alone would list here, each with the reason. */
  readonly givenUp: readonly string[];
  /** What would change the list, at the prices of the session; null: not asked, or nothing is left to change. */
  readonly fragility: PresentedFragility | null;
}

export interface PresentedSession {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly label: string;
    readonly tieBreak: string;
    readonly seed: number;
  };
  readonly pool: { readonly demands: number; readonly hash: string };
  /** Order of the day, one line a vacancy. */
  readonly agenda: readonly string[];
  readonly lists: readonly PresentedSessionList[];
  readonly targets: readonly PresentedSessionTarget[];
  /** "Objectifs non tenus : …"; null when all hold. */
  readonly lacking: string | null;
  /** Rows followed without weight. */
  readonly followed: readonly PresentedTargetRow[];
  /** Whether the targets can hold together; null when it was not asked. */
  readonly conflict: PresentedConflict | null;
  readonly exclusions: readonly string[];
  readonly pins: readonly string[];
  readonly totals: {
    readonly points: number;
    readonly pointsOnly: number;
    readonly lackingRows: number;
    readonly lackingRowsPointsOnly: number;
    readonly rows: number;
    readonly text: string;
  };
  readonly certificate: PresentedCertificate;
  readonly rules: readonly string[];
  readonly precedence: PresentedPrecedence;
  readonly notices: readonly string[];
  /** The commission decides: printed with every list. */
  readonly reminder: string;
}

export interface SessionContext {
  /** The data come from the world generator. */
  readonly simulated: boolean;
  /** Allocations of the year that no target counts, because their dwelling is not in the stock. */
  readonly uncountedAllocations: number;
  readonly conflict?: SessionConflict;
  /** By vacancy; left out: it was not asked. */
  readonly fragility?: readonly (Fragility | null)[];
  /** The session as it is kept: what evaluates its lists. */
  readonly document?: SessionDocument;
}

const REMINDER =
  'Précal prépare et explique ; la commission décide. Ces listes n’écartent personne d’un autre logement.';

export const presentSession = (explained: SessionExplanation, context: SessionContext): PresentedSession => {
  const { view, byHand, vacancies, totals } = explained;
  const { request } = view.prepared;
  const { territory, pool } = request;
  const names = sessionNames(explained);
  const ranking = request.ranking(null);
  const { method } = ranking.ordering;
  const strict = request.options.precedence === 'strict';
  const targets = explained.targets.map((each) => presentSessionTarget(territory, each, { names, strict }));
  const lists = vacancies.map((each) =>
    presentList(explained, each, {
      names,
      ...(context.document ? { document: context.document } : {}),
      fragility: context.fragility?.[each.vacancy] ?? null,
    }),
  );
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(pool.asOf) },
    simulated: context.simulated,
    method: {
      id: method.id,
      version: method.version,
      label: method.label,
      tieBreak: list(
        ranking.ordering.tieBreak.map(({ label }) => label),
        'puis',
      ),
      seed: ranking.seed,
    },
    pool: { demands: pool.rowCount, hash: pool.hash },
    agenda: lists.map(agendaLine),
    lists,
    targets,
    lacking: lackingText(targets),
    followed: explained.followed.map((outlook) => presentTargetRow(territory, outlook)),
    conflict: context.conflict === undefined ? null : presentConflict(context.conflict, names),
    exclusions: explained.exclusions.map((each) => exclusionText(each, names)),
    pins: byHand.pins.map((each) => pinText(each, names)),
    totals: {
      points: totals.points / 1000,
      pointsOnly: totals.pointsOnly / 1000,
      lackingRows: totals.lacking,
      lackingRowsPointsOnly: totals.lackingPointsOnly,
      rows: totals.rows,
      text: totalsText(explained),
    },
    certificate: presentCertificate(explained, ranking),
    rules: [...rulesOf(explained), ...acceptanceRules(context.document)],
    precedence: presentPrecedence(territory),
    notices: noticesOf(explained, context),
    reminder: REMINDER,
  };
};

/** One list of a session, whatever else was explained of it. */
export const presentList = (
  { view }: Pick<SessionExplanation, 'view'>,
  { vacancy, pulled, eligible, candidates, empty, givenUp }: VacancyExplanation,
  {
    names,
    document,
    fragility: measured = null,
  }: Pick<SessionContext, 'document'> & {
    readonly names: SessionNames;
    /** Left out or null: not asked, or nothing is left to change. */
    readonly fragility?: Fragility | null;
  },
): PresentedSessionList => {
  const { territory, rates } = view.prepared.request;
  const { vacancy: of, dwelling, chances } = view.prepared.places[vacancy]!;
  const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
  return {
    dwelling: presentDwelling(territory, of, dwelling),
    pulled,
    eligible,
    candidates: candidates.map((each) => presentListed(each, { names, territory })),
    empty:
      empty === 0
        ? null
        : `${count(empty, 'place reste sans candidat', 'places restent sans candidat')} sur ${figure(chances.length)} : plus aucune demande éligible n’est libre.`,
    chances: chancesText(candidates, { territory, rates, fragility }),
    acceptance:
      document === undefined || candidates.length === 0
        ? null
        : presentListAcceptance(document, { vacancy: of.id, fragility }).text,
    givenUp: givenUp.map((each) => givenUpText(each, names)),
    fragility: fragilityOfList(measured, candidates, view.prepared.request.pool),
  };
};

const fragilityOfList = (
  fragility: Fragility | null,
  candidates: readonly ListedHousehold[],
  pool: Pool,
): PresentedFragility | null =>
  fragility &&
  presentFragility(fragility, { pool, listed: new Set(candidates.map(({ row }) => row)), priced: true });

const presentListed = (
  listed: ListedHousehold,
  { names, territory }: { readonly names: SessionNames; readonly territory: Territory },
): PresentedListed => {
  const { behind: _, ...candidate } = presentCandidate({
    ...listed,
    aheadOfNext: null,
    behindPrevious: null,
  });
  return {
    ...candidate,
    why: rankText(listed, names),
    chance: listed.chance,
    byHand: listed.byHand,
    credit: creditChoiceText(territory, listed),
    helps: listed.priceEffects.filter(({ dwellings }) => dwellings > 0).map(({ row }) => names.target(row)),
    adds: valueTexts(listed, names),
    netPoints: listed.netValue / 1000,
  };
};

const chancesText = (
  candidates: readonly ListedHousehold[],
  { territory, ...learned }: Parameters<typeof learnedText>[0] & { readonly territory: Territory },
): string | null => {
  if (candidates.length === 0) return null;
  const nobody = 1 - candidates.reduce((sum, { chance }) => sum + chance, 0);
  const { certainty } = territory.pack.acceptance.provenance;
  return `Chances d’obtenir le logement : ${candidates.map(({ rank, chance }) => `rang ${rank}, ${percent(chance)}`).join(' ; ')} ; aucun, ${percent(Math.max(0, nobody))}. Taux d’acceptation du territoire, par quartier et par rang${learnedText(learned)} ${certaintyMark(certainty)}`;
};

/** "V-1 : T2 de 45 m²… ; Roubaix, X : 3 candidats, dont 1 placé à la main". */
const agendaLine = ({ dwelling, pulled, candidates, empty }: PresentedSessionList): string => {
  const held = candidates.filter(({ byHand }) => byHand).length;
  const what = pulled
    ? 'retiré de la séance'
    : [
        candidates.length === 0 ? 'aucun candidat' : count(candidates.length, 'candidat', 'candidats'),
        ...(held > 0 ? [`dont ${count(held, 'placé', 'placés')} à la main`] : []),
        ...(empty === null ? [] : ['liste incomplète']),
      ].join(', ');
  return `${dwelling.vacancy} : ${dwelling.description} ; ${dwelling.quartier} ; ${dwelling.bailleur} : ${what}`;
};

const totalsText = ({ totals, vacancies }: SessionExplanation): string => {
  const { points, pointsOnly, lacking, lackingPointsOnly, rows } = totals;
  const cost = pointsOnly - points;
  const each = vacancies.length === 0 ? 0 : cost / vacancies.length;
  const price =
    cost < -5
      ? 'les niveaux passent avant les points, et l’écart ne dit pas ce que coûtent les objectifs'
      : Math.round(cost / 10) === 0
        ? 'les objectifs ne coûtent aucun point'
        : `les objectifs coûtent ${about(cost)}, soit ${about(each)} par logement`;
  return `Points des listes : ${expected(points)} ; ${expected(pointsOnly)} par les seuls points : ${price}. Objectifs non tenus : ${figure(lacking)} sur ${figure(rows)} par ces listes, ${figure(lackingPointsOnly)} par les seuls points.`;
};

/** How the session was composed: what was chosen among the ways there are. */
const rulesOf = ({ view }: SessionExplanation): readonly string[] => {
  const { options, territory } = view.prepared.request;
  const { matching } = territory.pack;
  return [
    options.levelRule === 'in-order'
      ? 'Niveaux de la méthode : servis dans leur ordre sur toute la séance, avant les points et les objectifs.'
      : 'Niveaux de la méthode : un niveau passe avant les points entre demandes que les objectifs voient de même ; entre les autres, points et objectifs décident.',
    options.pace === 'spread'
      ? 'Ce qui manque à un objectif est réparti sur les baux attendus jusqu’à la fin de l’année : la séance en porte sa part.'
      : 'La séance porte tout ce qui manque aux objectifs.',
    options.listSize === null
      ? `Longueur des listes : trois candidats au moins, et assez pour que le risque d’un refus de tous reste sous ${percent(matching.maxEmptyRisk.value)} ${certaintyMark(matching.maxEmptyRisk.provenance.certainty)}`
      : `Longueur des listes : ${count(options.listSize, 'candidat', 'candidats')}, fixée pour la séance.`,
    'Un ménage ne figure que sur une liste de la séance.',
  ];
};

const acceptanceRules = (document: SessionDocument | undefined): readonly string[] =>
  document === undefined
    ? []
    : [lengthByText(document), individualText(document.plan)].filter((text) => text !== null);

const noticesOf = (
  { view }: SessionExplanation,
  { simulated, uncountedAllocations }: SessionContext,
): readonly string[] => {
  const { territory, pool } = view.prepared.request;
  const applied = new Map(
    view.prepared.places.flatMap(({ ranking, vacancy }) => [
      [
        `${ranking.weighting?.method.id ?? ''} ${ranking.weighting ? '' : vacancy.orientedTo}`,
        { ranking, credited: vacancy.orientedTo },
      ],
    ]),
  );
  const notices = [...applied.values()].flatMap(({ ranking, credited }) => [
    ...unweightedNotices(ranking, credited),
    ...[ranking.ordering, ...(ranking.weighting ? [ranking.weighting] : [])].flatMap((method) => [
      ...validityNotices(method, pool.asOf),
      ...method.method.notices,
    ]),
  ]);
  return [
    ...new Set([
      ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
      ...dataNotices({ territory, pool, uncountedAllocations }),
      ...notices,
      ...territory.pack.notices,
    ]),
  ];
};
