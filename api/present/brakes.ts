import type { BrakeStep, RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import { stateAfterLists } from '../../engine/targets/after.ts';
import { type CountedWords, countedWords } from './brakesWords.ts';
import { provenanceText } from './certainty.ts';
import { count, figure, list, NBSP, sentence } from './format.ts';
import { about, parts } from './sessionWords.ts';
import { presentTargetRow } from './targetRows.ts';

/** What one more household of a target costs, on both sides, in points. */
export interface PresentedBrake {
  readonly id: string;
  readonly target: string;
  readonly label: string;
  readonly precedence: number;
  readonly certainty: Certainty;
  readonly verdict: RowBrake['verdict'];
  /**
   * `price`: held, and points are paid for it. `lack`: not held; `threshold`: held at no cost, up to some more. Null: nothing more
   * can be brought, or at no cost.
   */
  readonly group: 'price' | 'lack' | 'threshold' | null;
  /** "ménage modeste ou très modeste": what the target counts. */
  readonly unit: string;
  /** By dwelling; null where one number would not be true. */
  readonly pricePoints: number | null;
  /** Dwellings of the step compared; null when nothing more can be brought. */
  readonly step: number | null;
  /** Points by dwelling, for a step more and a step less. */
  readonly morePoints: number | null;
  readonly lessPoints: number | null;
  /** Most dwellings that the lists can bring beyond; null: one whole and maybe more. */
  readonly most: number | null;
  readonly lack: number;
  /** For a table: "+14 pts", "hors d’atteinte". */
  readonly moreText: string;
  readonly lessText: string;
  readonly text: string;
  /** Other targets that would have less, then those that would have more. */
  readonly brakes: readonly string[];
  /** The same on whole lists, where it says something else. */
  readonly lists: string | null;
}

export interface PresentedBrakes {
  readonly text: string;
  /** Those that cost: held at a price, then lacking, then held at no cost up to some more; the dearest first. */
  readonly costing: readonly PresentedBrake[];
  /** Those of which the lists bring all that they can. */
  readonly unreachable: readonly PresentedBrake[];
  /** Those that cost nothing more: their labels. */
  readonly free: readonly string[];
  readonly notices: readonly string[];
}

const GROUPS: readonly PresentedBrake['group'][] = ['price', 'lack', 'threshold', null];
/** Others shown beside a target. */
const MOST_OTHERS = 2;
/** Lists that say the same within this share, or a twentieth of a point. */
const SAME = 0.05;

/** @param anew the lists were changed by hand since they were computed. */
export const presentBrakes = ({
  prepared,
  brakes,
  anew,
}: {
  readonly prepared: PreparedSession;
  readonly brakes: readonly RowBrake[];
  readonly anew: boolean;
}): PresentedBrakes => {
  const { territory } = prepared.request;
  const labels = stateAfterLists(territory, prepared.rows, []).map(
    (outlook) => presentTargetRow(territory, outlook).label,
  );
  const shown = brakes.map((brake) => presentBrake(prepared, brake, labels));
  const costing = shown
    .filter(({ verdict }) => verdict !== 'free' && verdict !== 'unreachable')
    .sort(
      (a, b) =>
        GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
        (b.morePoints ?? 0) - (a.morePoints ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
  const unreachable = shown.filter(({ verdict }) => verdict === 'unreachable');
  const free = shown.filter(({ verdict }) => verdict === 'free').map(({ label }) => label);
  const { provenance } = territory.pack.matching.penaltyPointsByPrecedence;
  return {
    text: summary(costing, unreachable, free),
    costing,
    unreachable,
    free,
    notices: [
      'Prix confirmés en recalculant la séance de part et d’autre de chaque objectif, les ménages pouvant y être partagés entre deux places ; « sur les listes » dit ce qu’il en est de ménages entiers.',
      'Un ménage de plus est compté en espérance : ses chances d’obtenir un logement valent en tout un logement. Dans une part, il prend la place d’un ménage qui n’y compte pas.',
      `Ce que vaut un logement manquant : ${provenanceText(provenance)}`,
      ...(anew ? ['Listes recalculées avec les décisions prises à la main depuis leur proposition.'] : []),
    ],
  };
};

const presentBrake = (
  { rows }: PreparedSession,
  brake: RowBrake,
  labels: readonly string[],
): PresentedBrake => {
  const { row, verdict, more, less, most, price, lists } = brake;
  const target = rows[row]!;
  const counted = countedWords(target);
  const lack = Math.max(0, brake.required - brake.brings);
  return {
    id: target.id,
    target: target.target.id,
    label: labels[row]!,
    precedence: target.target.precedence,
    certainty: target.target.provenance.certainty,
    verdict,
    group:
      verdict === 'free' || verdict === 'unreachable'
        ? null
        : lack > HAIR
          ? 'lack'
          : nothing(price)
            ? 'threshold'
            : 'price',
    unit: counted.noun,
    pricePoints: verdict === 'steady' || verdict === 'free' ? price / 1000 : null,
    step: more?.dwellings ?? null,
    morePoints: more === null ? null : more.perDwelling / 1000 + 0,
    lessPoints: less === null ? null : less.perDwelling / 1000 + 0,
    most,
    lack: lack > HAIR ? lack : 0,
    moreText: more === null ? 'hors d’atteinte' : about(more.perDwelling),
    lessText: less === null ? '–' : about(less.perDwelling),
    text: `${priceText(brake, counted)}${lackText(lack)}`,
    brakes: othersText(more, labels),
    lists: more === null || lists === null || saysTheSame(more, lists) ? null : listsText(lists),
  };
};

const priceText = (
  { verdict, more, less, most, price, holdsFor }: RowBrake,
  { noun, way }: CountedWords,
): string => {
  if (more === null) {
    const back =
      less === null || nothing(less.perDwelling)
        ? ''
        : ` En demander moins rendrait ${about(less.perDwelling)} par logement.`;
    return most !== null && most >= 0.001
      ? `Les listes ne peuvent en apporter que ${figure(most, 3)} de plus.${back}`
      : `Aucune liste complète n’en apporte davantage.${back}`;
  }
  const step = `${stepWords(more.dwellings, noun)} ${way}`;
  const reach = most === null ? '' : ` La séance ne peut en apporter un entier : ${figure(most, 2)} au plus.`;
  switch (verdict) {
    case 'free':
      return `${step} ne coûte rien.`;
    case 'steady':
      return `${step} coûte ${costWords(more)}.${reach}`;
    case 'stepped': {
      const within = nothing(price)
        ? `rien jusqu’à ${parts(holdsFor!)}`
        : `${about(price)} par logement jusqu’à ${parts(holdsFor!)}`;
      return `${step} coûte ${costWords(more)} ; ${lessWords(less)}. Le prix change en chemin : ${within}.${reach}`;
    }
    default:
      return `${step} coûte ${costWords(more)} ; ${lessWords(less)}. Aucun prix unique ne le résume.${reach}`;
  }
};

/** A lack that rounding leaves, dwellings. */
const HAIR = 1e-6;
const nothing = (thousandths: number): boolean => Math.abs(thousandths) < 5;

/** "Un ménage modeste", "0,25 ménage modeste attendu". */
const stepWords = (dwellings: number, noun: string): string =>
  dwellings === 1 ? `Un ${noun}` : `${figure(dwellings, 2)}${NBSP}${noun} attendu`;

/** "14 points", or "0,9 point (3,5 points par logement)". */
const costWords = ({ dwellings, cost, points, perDwelling }: BrakeStep): string => {
  const whole = dwellings === 1 ? about(cost) : `${about(cost)}, soit ${about(perDwelling)} par logement`;
  const others = cost - points;
  return Math.abs(others) < 50
    ? whole
    : others < 0
      ? `${whole} (${about(points)} aux listes, moins ${about(-others)} que d’autres objectifs y gagnent)`
      : points < 0
        ? `${whole} (${about(others)} à d’autres objectifs, moins ${about(-points)} que les listes y gagnent)`
        : `${whole} (${about(points)} aux listes, ${about(others)} à d’autres objectifs)`;
};

const lessWords = (less: BrakeStep | null): string =>
  less === null || nothing(less.perDwelling)
    ? 'en demander moins ne rend rien'
    : `en demander autant de moins rend ${about(less.perDwelling)} par logement`;

const lackText = (lack: number): string =>
  lack > HAIR ? ` Il en manque ${parts(lack)} à ce qui est demandé à la séance.` : '';

/** "freine « X » : −0,55 logement, qui lui manqueraient". */
const othersText = (step: BrakeStep | null, labels: readonly string[]): readonly string[] => {
  if (step === null) return [];
  const braked = step.others.filter(({ dwellings }) => dwellings < 0);
  const helped = step.others.filter(({ dwellings }) => dwellings > 0);
  return [
    ...braked.slice(0, MOST_OTHERS).map(({ row, dwellings, lack }) => {
      const short = lack > 0.005 ? `, et il lui en manquerait ${figure(lack, 2)} de plus` : '';
      return `freine « ${labels[row]} » : −${parts(-dwellings)}${short}`;
    }),
    ...helped
      .slice(0, Math.max(0, MOST_OTHERS - braked.length))
      .map(({ row, dwellings }) => `sert aussi « ${labels[row]} » : +${parts(dwellings)}`),
  ];
};

const saysTheSame = (more: BrakeStep, lists: NonNullable<RowBrake['lists']>): boolean =>
  Math.abs(more.perDwelling - lists.perDwelling) <=
  Math.max(SAME * Math.max(more.perDwelling, lists.perDwelling), 50);

const listsText = ({ gained, cost, perDwelling, entering }: NonNullable<RowBrake['lists']>): string =>
  `Sur les listes, ménages entiers : ${parts(gained)} de plus pour ${
    nothing(cost) || cost < 0 ? 'aucun point' : `${about(cost)}, soit ${about(perDwelling)} par logement`
  } ; ${count(entering, 'ménage entrerait', 'ménages entreraient')}.`;

const summary = (
  costing: readonly PresentedBrake[],
  unreachable: readonly PresentedBrake[],
  free: readonly string[],
): string => {
  const said = [
    ...(costing.length === 0
      ? []
      : [
          `${count(costing.length, 'objectif coûte', 'objectifs coûtent')} des points pour en servir davantage`,
        ]),
    ...(unreachable.length === 0
      ? []
      : [
          `de ${count(unreachable.length, 'objectif', 'objectifs')} les listes apportent déjà tout ce qu’elles peuvent`,
        ]),
    ...(free.length === 0
      ? []
      : [`${count(free.length, 'objectif ne coûte', 'objectifs ne coûtent')} rien de plus`]),
  ];
  return said.length === 0
    ? 'Aucun objectif ne pèse sur les listes de la séance.'
    : `${sentence(list(said, ';'))}.`;
};
