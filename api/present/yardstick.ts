import type { ListsOutcome } from '../../engine/assignment/online/listsYardstick.ts';
import type { Scenario } from '../../engine/domain/scenario.ts';
import {
  closedPart,
  type YardstickPlan,
  type YardstickPolicy,
  type YearOutcome,
} from '../../engine/years/yearYardstick.ts';
import { count, figure, monthText, percent } from './format.ts';
import { POLICY_KNOWS, POLICY_LABELS } from './simulationWords.ts';

/** What a way of making lists came to, beside a bound. Points. */
export interface PresentedWorth {
  readonly id: string;
  readonly label: string;
  readonly knows: string;
  readonly points: number;
  /** Of the points, what targets lack at their penalties; null: not counted apart. */
  readonly lacking: number | null;
  /** Part of the way from the first line to the bound; null: it is the first, or there is no way left. */
  readonly closed: number | null;
  readonly text: string;
}

export interface PresentedBound {
  readonly label: string;
  /** Certified: no lists pass it. Points. */
  readonly bound: number;
  /** The best found for one who knows as much. */
  readonly plan: number;
  readonly size: string;
  readonly lines: readonly PresentedWorth[];
}

export interface PresentedYardstick {
  readonly title: string;
  readonly notices: readonly string[];
  /** One for each replication. */
  readonly years: readonly PresentedBound[];
  /** Over the replications, for each policy but the first. */
  readonly closed: readonly {
    readonly id: string;
    readonly label: string;
    readonly worst: number;
    readonly mean: number;
    readonly text: string;
  }[];
  /** The vacancies taken one by one, no answer heard; null: the measure was stopped before. */
  readonly lists: PresentedBound | null;
  readonly listsNotices: readonly string[];
  readonly stopped: boolean;
}

const LABELS: { readonly [P in YardstickPolicy]: string } = {
  ...POLICY_LABELS,
  futures: 'Prix de futurs tirés',
};
const KNOWS: { readonly [P in YardstickPolicy]: string } = {
  ...POLICY_KNOWS,
  futures:
    'Chaque logement va à ceux qui y valent le plus, une fois ajouté le prix des objectifs et retiré ce que chaque ménage vaut ailleurs. Ces prix viennent de futurs tirés d’autres tirages du scénario, refaits chaque mois. Il est su combien de logements l’année apporte, jamais lesquels.',
};

const LIST_WAYS = [
  {
    id: 'method',
    label: 'Ordre de la méthode',
    knows:
      'Chaque logement est proposé aux premiers de l’ordre de la méthode ; aucun objectif n’est regardé.',
  },
  {
    id: 'penalties',
    label: 'Pénalités du jour',
    knows:
      'Chaque liste vaut le plus à l’instant, points et pénalités de ce qui manque ce jour-là ; rien n’est gardé pour plus tard.',
  },
  { id: 'futures', label: LABELS.futures, knows: KNOWS.futures },
] as const;

const whole = (thousandths: number): number => Math.round(thousandths / 1000);

const worthOf = (
  { id, label, knows }: Pick<PresentedWorth, 'id' | 'label' | 'knows'>,
  measured: {
    readonly value: number;
    readonly lacking: number | null;
    readonly first: boolean;
    readonly floor: number;
    readonly bound: number;
  },
): PresentedWorth => {
  const { value, lacking, first, floor, bound } = measured;
  const closed = first ? null : closedPart({ bound, floor }, value);
  return {
    id,
    label,
    knows,
    points: whole(value),
    lacking: lacking === null ? null : whole(lacking),
    closed,
    text: [
      `${label} : ${count(whole(value), 'point', 'points')}`,
      ...(lacking === null
        ? []
        : [`une fois ôtés ${figure(whole(lacking))} pour ce qui manque aux objectifs`]),
      ...(closed === null ? [] : [`${percent(closed, 1)} du chemin vers la borne`]),
    ].join(', '),
  };
};

const yearShown = ({
  replication,
  bound,
  plan,
  values,
  vacancies,
  demands,
}: YearOutcome): PresentedBound => ({
  label: `Tirage ${replication + 1}`,
  bound: whole(bound),
  plan: whole(plan),
  size: `${count(vacancies, 'logement', 'logements')}, ${count(demands, 'demande', 'demandes')} dans l’année`,
  lines: values.map(({ policy, value, lacking }, i) =>
    worthOf(
      { id: policy, label: LABELS[policy], knows: KNOWS[policy] },
      { value, lacking, first: i === 0, floor: values[0]!.value, bound },
    ),
  ),
});

const listsShown = (label: string, lists: ListsOutcome): PresentedBound => ({
  label,
  bound: whole(lists.bound),
  plan: whole(lists.plan),
  size: `${count(lists.vacancies, 'logement', 'logements')}, ${count(lists.demands, 'demande', 'demandes')}`,
  lines: LIST_WAYS.map((way, i) =>
    worthOf(way, {
      value: lists[way.id],
      lacking: null,
      first: i === 0,
      floor: lists.method,
      bound: lists.bound,
    }),
  ),
});

const LISTS_KNOWN =
  'La borne est celle de qui connaîtrait dès le premier jour tous les logements à venir, mais non les réponses : une liste y compte selon la chance de chaque rang. Un ménage n’est que sur une liste de l’année.';
const LISTS_POINTS =
  'Points : ceux des listes, selon la chance de chaque rang, moins ce qui manque aux objectifs, à leurs pénalités. Un niveau de la méthode y vaut autant que les meilleurs points derrière lui, comme en séance. Ces points ne se comparent pas à ceux des années simulées.';

export interface YardstickShown {
  readonly scenario: Scenario;
  readonly divisor: number;
  readonly plan: YardstickPlan;
  readonly years: readonly YearOutcome[];
  readonly lists: ListsOutcome | null;
  readonly asked: number;
  readonly stopped: boolean;
}

/** A scenario's first year beside the bound of the one who knows it. */
export const presentYardstick = (shown: YardstickShown): PresentedYardstick => {
  const { scenario, divisor, plan, years, lists, asked, stopped } = shown;
  const { policies, rounds, futures } = plan;
  return {
    title: `Repère de « ${scenario.label} », ${count(scenario.months, 'mois', 'mois')} dès ${monthText(scenario.start)}`,
    notices: [
      'Tout est simulé : aucune demande réelle n’entre dans ces chiffres.',
      ...(divisor === 1
        ? ['Le scénario est à sa taille entière.']
        : [
            `Le monde et les rythmes du scénario sont divisés par ${figure(divisor)} : ${count(scenario.world?.demands ?? 0, 'demande', 'demandes')} en attente au départ. À la taille entière (--scale 1), comptez bien plus de temps et de mémoire : les couples d’une demande et d’un logement croissent comme le carré.`,
          ]),
      `La borne est celle de qui saurait tout dès le premier jour : chaque demande à venir, chaque logement libéré ou construit, et qui dirait oui à quoi à l’un des ${figure(scenario.listSize)} rangs. Il peut même loger un ménage avant qu’il vienne ou après son départ. Elle est certifiée (au plus ${count(rounds, 'tour', 'tours')} de calcul) : aucune façon de faire ne la passe, et rien ne dit qu’une seule puisse l’atteindre.`,
      'Points : ceux des ménages logés, par la méthode au dernier mois, selon leurs refus et leurs rangs du premier jour ; moins ce qui manque aux objectifs au 31 décembre, à leurs pénalités.',
      'La borne et les points ignorent les niveaux de la méthode ; les façons de faire les tiennent, chacune à sa manière. Ce qu’ils coûtent est dans le chemin qui reste.',
      ...(policies.includes('futures')
        ? [
            `« ${LABELS.futures} » : ${count(futures.futures, 'futur', 'futurs')}, prix refaits chaque mois, points du premier jour. Le calcul des prix compte un ménage sur une seule liste de l’année, alors qu’il peut en avoir une par mois, et les niveaux y valent autant que les meilleurs points derrière eux : cette façon est faite pour les listes d’une année sans réponses, plus bas.`,
          ]
        : []),
      ...(stopped ? [`Arrêté avant la fin : ${figure(years.length)} tirages sur ${figure(asked)}.`] : []),
    ],
    years: years.map(yearShown),
    closed: policies.slice(1).flatMap((policy, p) => {
      const parts = years.flatMap(({ bound, values }) => {
        const part = closedPart({ bound, floor: values[0]!.value }, values[p + 1]!.value);
        return part === null ? [] : [part];
      });
      if (parts.length === 0) return [];
      const worst = Math.min(...parts);
      const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
      const text = `${LABELS[policy]} : ${percent(mean, 1)} du chemin en moyenne, ${percent(worst, 1)} au pire tirage`;
      return [{ id: policy, label: LABELS[policy], worst, mean, text }];
    }),
    lists: lists === null ? null : listsShown('Logements du premier tirage, un par un', lists),
    listsNotices: [
      'Les mêmes logements, dans l’ordre où ils se libèrent, chacun avec sa liste faite le jour même ; les demandes sont celles du premier jour, aucune réponse n’est entendue.',
      LISTS_KNOWN,
      LISTS_POINTS,
    ],
    stopped,
  };
};

export interface RecordedShown {
  readonly lists: ListsOutcome;
  readonly past: number;
  readonly asked: { readonly order: number | null; readonly futures: { readonly futures: number } };
}

export interface PresentedRecordedYardstick {
  readonly title: string;
  readonly notices: readonly string[];
  readonly lists: PresentedBound;
}

/** The open vacancies of a place's data, beside the bound of the one who knows them all. */
export const presentRecordedYardstick = ({
  lists,
  past,
  asked: { order, futures },
}: RecordedShown): PresentedRecordedYardstick => ({
  title: 'Repère des logements libérés du dossier',
  notices: [
    `Les logements libérés et encore ouverts, pris un par un ${order === null ? 'dans l’ordre de leurs dates' : `dans l’ordre tiré numéro ${figure(order)}`} ; les demandes sont celles du jour. Rien n’est proposé à personne : c’est une mesure.`,
    LISTS_KNOWN,
    LISTS_POINTS,
    `« ${LABELS.futures} » : ${count(futures.futures, 'futur', 'futurs')}, logements tirés parmi ${count(past, 'attribution passée', 'attributions passées')}. Prix refaits onze fois. Les propositions en attente d’une réponse ne sont pas comptées.`,
  ],
  lists: listsShown('Logements libérés, un par un', lists),
});
