import { InputError } from '../../engine/domain/issue.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { CERTAINTY_TAGS, provenanceText } from './certainty.ts';
import { communeName } from './dwelling.ts';
import { count, euros, figure, list, percentBeside } from './format.ts';
import { FRAGILITY_NAMES } from './fragilityNames.ts';
import type { PresentedTargetState } from './targetStates.ts';
import { aimedText, distanceText } from './targetSummary.ts';

/** What quartiers are coloured by: their fragility, or how a target stands there. */
export interface MapColouring {
  /** "fragilite", "objectif-aci-commune". */
  readonly id: string;
  readonly label: string;
}

/** Classes that a map paints, the lightest drawing first; `none`: nothing is known, or nothing asked. */
export const MAP_CLASSES = [
  'most-fragile',
  'fragile',
  'less-fragile',
  'reached',
  'within-tolerance',
  'short',
  'far-short',
  'empty',
  'withheld',
  'none',
] as const;
export type MapClass = (typeof MAP_CLASSES)[number];

export interface PresentedMapRow {
  readonly quartier: string;
  readonly label: string;
  readonly commune: string;
  readonly communeName: string;
  readonly class: MapClass;
  /** The class in words: what the legend says. */
  readonly classLabel: string;
  readonly fragility: string;
  /** What the colour rests on: an income, or a share and its distance. */
  readonly text: string;
}

export interface PresentedMap {
  readonly colouring: MapColouring;
  readonly colourings: readonly MapColouring[];
  /** What the map shows, in a sentence. */
  readonly description: string;
  readonly legend: readonly { readonly class: MapClass; readonly label: string; readonly count: number }[];
  /** Every quartier of the territory. */
  readonly rows: readonly PresentedMapRow[];
  /** What the table lists, and the legend counts: the places of the commune asked for. */
  readonly places: readonly PresentedMapPlace[];
  /** What the class is of: the quartier itself, or its commune, and then all its quartiers have one class. */
  readonly of: 'quartier' | 'commune';
  readonly basis: string;
}

/** A line of the table beside the map; `quartier` null: a whole commune. */
export type PresentedMapPlace = Pick<
  PresentedMapRow,
  'commune' | 'label' | 'class' | 'classLabel' | 'text'
> & {
  readonly quartier: string | null;
};

/** Quartiers, or their communes where the class is of those. */
const placesOf = (of: PresentedMap['of'], rows: readonly PresentedMapRow[]): readonly PresentedMapPlace[] =>
  of === 'quartier'
    ? rows
    : [
        ...new Map(
          rows.map((row) => [row.commune, { ...row, quartier: null, label: row.communeName }] as const),
        ).values(),
      ];

/** From this many dwellings short, a target is far; under it, short. Ours: a place of twenty leases a year that is a fifth off. */
const FAR_DWELLINGS = 4;

const LABELS: { readonly [C in MapClass]: string } = {
  'most-fragile': 'parmi les plus fragiles',
  fragile: 'fragile',
  'less-fragile': 'moins fragile',
  reached: 'objectif tenu',
  'within-tolerance': 'à un logement près',
  short: `manqué, de moins de ${FAR_DWELLINGS} logements`,
  'far-short': `manqué, de ${FAR_DWELLINGS} logements ou plus`,
  empty: 'rien à compter encore',
  withheld: 'effectif trop petit',
  none: 'aucun objectif mesuré',
};

export const FRAGILITY_COLOURING: MapColouring = { id: 'fragilite', label: 'Fragilité des quartiers' };

type Kind = readonly [PresentedTargetState, ...PresentedTargetState[]];

/** Targets that share a name and a scope are one kind: quartiers of each class have a target of their own. */
const kindsOf = (states: readonly PresentedTargetState[]): readonly Kind[] => {
  const kinds = new Map<string, [PresentedTargetState, ...PresentedTargetState[]]>();
  for (const state of states) {
    if (state.scope !== 'quartier' && state.scope !== 'commune') continue;
    const key = `${state.scope} ${state.targetLabel}`;
    const kind = kinds.get(key);
    if (kind) kind.push(state);
    else kinds.set(key, [state]);
  }
  return [...kinds.values()];
};

const colouringOf = ([first]: Kind): MapColouring => ({
  id: `objectif-${first.target}`,
  label: `Objectif : ${first.targetLabel}`,
});

/**
 * The quartiers of a territory, each with its class.
 *
 * @param states targets that whoever asks may read; none: fragility alone is shown.
 * @param asked colouring, null: fragility; INSEE code of the one commune to list, null: all. @throws InputError `filter.unknown`.
 */
export const presentMap = (
  territory: Territory,
  states: readonly PresentedTargetState[],
  { colouring: asked, commune: only }: { readonly colouring: string | null; readonly commune: string | null },
): PresentedMap => {
  const kinds = kindsOf(states);
  const colourings = [FRAGILITY_COLOURING, ...kinds.map(colouringOf)];
  const colouring = colourings.find(({ id }) => id === (asked ?? FRAGILITY_COLOURING.id));
  if (colouring === undefined) throw new InputError([{ code: 'filter.unknown', path: 'couleur' }]);
  const kind = kinds.find((each) => colouringOf(each).id === colouring.id) ?? null;
  const rows = territory.pack.quartiers.map((quartier) => {
    const { commune, fragility } = quartier;
    return {
      quartier: quartier.id,
      label: quartier.label,
      commune,
      communeName: communeName(territory, commune),
      fragility: FRAGILITY_NAMES[fragility],
      ...(kind === null ? byFragility(quartier) : byTarget(kind, { quartier: quartier.id, commune })),
    };
  });
  const of = kind?.[0].scope === 'commune' ? 'commune' : 'quartier';
  const places = placesOf(
    of,
    rows.filter(({ commune }) => only === null || commune === only),
  );
  return { colouring, colourings, rows, places, of, ...wordsOf(territory, kind, places) };
};

type Coloured = Pick<PresentedMapRow, 'class' | 'classLabel' | 'text'>;

const byFragility = ({
  fragility,
  medianIncomeEur,
  incomeFrom,
}: Territory['pack']['quartiers'][number]): Coloured => ({
  class: fragility === 'unknown' ? 'none' : fragility,
  classLabel: FRAGILITY_NAMES[fragility],
  text:
    medianIncomeEur === null
      ? 'aucun revenu publié'
      : `revenu déclaré médian ${euros(medianIncomeEur)} par an${incomeFrom === 'commune' ? ' (celui de la commune)' : ''}`,
});

const byTarget = (kind: Kind, places: { readonly quartier: string; readonly commune: string }): Coloured => {
  const at = kind[0].scope === 'quartier' ? places.quartier : places.commune;
  const state = kind.find(({ place }) => place === at);
  if (state === undefined) return { class: 'none', classLabel: LABELS.none, text: '' };
  const drawn = classOf(state);
  const distance = distanceText(state);
  return {
    class: drawn,
    classLabel: LABELS[drawn],
    text:
      state.share === null
        ? (distance ?? '')
        : `${percentBeside(state.share, state.aimShare ?? state.share)} pour ${aimedText(state)}${distance === null ? '' : `, ${distance}`}`,
  };
};

const classOf = ({ status, distanceDwellings }: PresentedTargetState): MapClass => {
  if (status === null) return 'withheld';
  if (status !== 'missed') return status;
  return (distanceDwellings ?? 0) > -FAR_DWELLINGS ? 'short' : 'far-short';
};

const wordsOf = (
  { pack }: Territory,
  kind: Kind | null,
  places: readonly PresentedMapPlace[],
): Pick<PresentedMap, 'description' | 'legend' | 'basis'> => {
  const legend = MAP_CLASSES.flatMap((each) => {
    const shown = places.filter((place) => place.class === each);
    const [first] = shown;
    return first === undefined ? [] : [{ class: each, label: first.classLabel, count: shown.length }];
  });
  const what =
    kind === null ? 'selon leur fragilité' : `selon où en est l’objectif « ${kind[0].targetLabel} »`;
  const of =
    kind?.[0].scope === 'commune'
      ? count(places.length, 'commune', 'communes')
      : count(places.length, 'quartier', 'quartiers');
  return {
    description: `${of} ${what} : ${list(legend.map((each) => `${figure(each.count)} ${each.label}`))}.`,
    legend,
    basis:
      kind === null
        ? `${pack.fragilityRule.text} ${provenanceText(pack.fragilityRule.provenance)}.`
        : `Au compteur de l’année. ${kind[0].source} (${CERTAINTY_TAGS[kind[0].certainty]}).`,
  };
};
