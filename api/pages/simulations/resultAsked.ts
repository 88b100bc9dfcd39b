import type { Context } from 'hono';
import type { KeptSimulation, SimulationBook } from '../../service/simulationBook.ts';
import type { PlaceHead } from '../../service/simulationDocument.ts';
import type { Choice } from '../frame/field.tsx';
import type { PlaceAsked } from './placeChooser.tsx';

/** Civil year of the table: the one asked for, else the last. */
export const askedYear = (context: Context, { simulations }: KeptSimulation, which: 1 | 2): string => {
  const years = (simulations[which - 1]!.policies[0]?.years ?? []).map(({ label }) => label);
  const asked = context.req.query('annee');
  return asked !== undefined && years.includes(asked) ? asked : (years.at(-1) ?? '');
};

/**
 * The place asked for, else the one that is the furthest from its share: of a quartier where there is one. Null: the simulation has none
 * with a share to reach.
 */
export const askedPlace = async (
  context: Context,
  book: SimulationBook,
  kept: KeptSimulation,
): Promise<PlaceAsked | null> => {
  const heads = (kept.places[0] ?? []).filter(({ lag }) => lag !== null);
  const furthestFirst = [...heads].sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0));
  const { objectif, lieu } = context.req.query();
  const usual = furthestFirst.find(({ scope }) => scope === 'quartier') ?? furthestFirst[0];
  const chosenTarget = heads.find((head) => targetOf(head) === objectif) ?? usual;
  if (chosenTarget === undefined) return null;
  const target = targetOf(chosenTarget);
  const here = furthestFirst.filter((head) => targetOf(head) === target);
  const chosen = here.find(({ id }) => id === lieu) ?? here[0]!;
  return {
    target,
    id: chosen.id,
    fans: await book.place(kept, chosen.id),
    targets: targetChoices(heads),
    places: here.map(({ id, place }) => ({ id, label: place })),
  };
};

/** A place is named after its target and its key. */
const targetOf = ({ id }: Pick<PlaceHead, 'id'>): string => id.slice(0, id.indexOf(':'));

/** Targets by their label; those that share theirs, by what they ask too. */
const targetChoices = (heads: readonly PlaceHead[]): readonly Choice[] => {
  const byId = new Map(heads.map((head) => [targetOf(head), head]));
  const labels = [...byId.values()].map(({ target }) => target);
  return [...byId].map(([value, { target, description }]) => ({
    value,
    label: labels.filter((label) => label === target).length > 1 ? `${target} : ${description}` : target,
  }));
};
