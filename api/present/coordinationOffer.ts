import { TYPOLOGIES, TYPOLOGY_LABELS, type Typology } from '../../engine/domain/codes.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { Quartier } from '../../engine/domain/territory.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { communeName } from './dwelling.ts';
import { alphabetical, count } from './format.ts';
import { FRAGILITY_NAMES } from './fragilityNames.ts';
import type { PresentedTargetState } from './targetStates.ts';
import { STANDINGS, standingOfState } from './targetSummary.ts';

/** The freed dwellings of one quartier over a semester. */
export interface PresentedOfferRow {
  /** Null: dwellings whose quartier is not known. */
  readonly quartier: string | null;
  readonly label: string;
  readonly commune: string;
  readonly fragility: string;
  /** The side of the mix that the quartier's target asks for, and where that target stands; null without such a target. */
  readonly wanted: string | null;
  /** Attributed in the semester; null: withheld. */
  readonly allocated: number | null;
  /** Free, or soon free, and taken by nobody yet. */
  readonly open: number;
  /** The latter, by typology. */
  readonly openByTypology: Readonly<Record<string, number>>;
}

export interface PresentedOffer {
  readonly text: string;
  /** Those that come free, in the order of the codes. */
  readonly typologies: readonly { readonly code: string; readonly label: string; readonly open: number }[];
  readonly rows: readonly PresentedOfferRow[];
}

interface Freed {
  readonly territory: Territory;
  readonly allocated: readonly Dwelling[];
  readonly open: readonly { readonly dwelling: Dwelling }[];
  /** Targets as they may be shown. */
  readonly states: readonly PresentedTargetState[];
  readonly smallCells: boolean;
}

/** After every letter: what has no quartier closes its commune. */
const LAST = '~';

/** Qualification of the offer of an area: what came free, where, and whom the place asks for. By commune, then quartier. */
export const presentOffer = ({ territory, allocated, open, states, smallCells }: Freed): PresentedOffer => {
  const wanted = wantedByQuartier(territory, states);
  const rows = new Map<
    string,
    { first: Dwelling; quartier: Quartier | null; allocated: number; open: Dwelling[] }
  >();
  const rowOf = (dwelling: Dwelling) => {
    const quartier = territory.quartierOfDwelling(dwelling);
    const key = `${communeName(territory, dwelling.commune)} ${quartier?.label ?? LAST}`;
    const row = rows.get(key) ?? { first: dwelling, quartier, allocated: 0, open: [] };
    rows.set(key, row);
    return row;
  };
  for (const dwelling of allocated) rowOf(dwelling).allocated += 1;
  for (const { dwelling } of open) rowOf(dwelling).open.push(dwelling);
  return {
    text: offerText(open.length, smallCells ? null : allocated.length),
    typologies: TYPOLOGIES.flatMap((code) => {
      const of = open.filter(({ dwelling }) => dwelling.typology === code).length;
      return of === 0 ? [] : [{ code, label: TYPOLOGY_LABELS[code], open: of }];
    }),
    rows: [...rows.entries()]
      .sort(([a], [b]) => alphabetical(a, b))
      .map(([, row]) => ({
        quartier: row.quartier?.id ?? null,
        label: row.quartier?.label ?? 'Quartier non renseigné',
        commune: communeName(territory, row.first.commune),
        fragility: FRAGILITY_NAMES[row.quartier?.fragility ?? 'unknown'],
        wanted: row.quartier === null ? null : (wanted.get(row.quartier.id) ?? null),
        allocated: smallCells ? null : row.allocated,
        open: row.open.length,
        openByTypology: byTypology(row.open),
      })),
  };
};

const offerText = (open: number, allocated: number | null): string =>
  [
    ...(allocated === null
      ? []
      : [count(allocated, 'logement attribué dans le semestre', 'logements attribués dans le semestre')]),
    count(
      open,
      'logement libre ou bientôt libre à attribuer',
      'logements libres ou bientôt libres à attribuer',
    ),
  ].join(' ; ');

const byTypology = (dwellings: readonly Dwelling[]): Readonly<Record<Typology, number>> => {
  const counts = Object.fromEntries(TYPOLOGIES.map((code) => [code, 0])) as Record<Typology, number>;
  for (const { typology } of dwellings) counts[typology] += 1;
  return counts;
};

const SIDES = {
  modest: 'ressources modestes',
  'intermediate-or-higher': 'ressources intermédiaires ou plus élevées',
} as const;

/** "ressources modestes (manqué)", by quartier: for "at most", the other side is what is wanted. */
const wantedByQuartier = (
  { targets }: Territory,
  states: readonly PresentedTargetState[],
): ReadonlyMap<string, string> => {
  const counted = new Map(targets.map(({ id, counts: { bandGroup } }, order) => [id, { bandGroup, order }]));
  const wanted = new Map<string, string>();
  // The first target of the pack that looks at the mix, as in the qualification of a dwelling.
  const inOrder = states
    .filter(({ scope }) => scope === 'quartier')
    .sort((a, b) => (counted.get(a.target)?.order ?? 0) - (counted.get(b.target)?.order ?? 0));
  for (const state of inOrder) {
    const group = counted.get(state.target)?.bandGroup;
    if (group === undefined || wanted.has(state.place)) continue;
    const other = group === 'modest' ? 'intermediate-or-higher' : 'modest';
    const side = SIDES[state.bound === 'min' ? group : other];
    wanted.set(state.place, `${side} (${STANDINGS[standingOfState(state)]})`);
  }
  return wanted;
};
