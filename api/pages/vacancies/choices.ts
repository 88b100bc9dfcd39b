import { RESERVATAIRES, TYPOLOGIES, TYPOLOGY_LABELS } from '../../../engine/domain/codes.ts';
import { communeName } from '../../present/dwelling.ts';
import { alphabetical } from '../../present/format.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { Choice } from '../frame/field.tsx';
import type { AskChoices } from './askForm.tsx';
import type { ListShown } from './listPage.tsx';

type Place = ReturnType<Workspace['places']>[number];

const byLabel = (choices: Iterable<Choice>): readonly Choice[] =>
  [...choices].sort((a, b) => alphabetical(a.label, b.label));

/** What the list may be narrowed to: what is there, and nothing else. */
export const filterChoices = (
  { territory }: Pick<Workspace, 'territory'>,
  places: readonly Place[],
): ListShown['choices'] => {
  const communes = new Set(places.map(({ dwelling }) => dwelling.commune));
  const bailleurs = new Set(places.map(({ dwelling }) => dwelling.bailleur));
  const typologies = new Set(places.map(({ dwelling }) => dwelling.typology));
  const oriented = new Set(places.flatMap(({ vacancy }) => vacancy.orientedTo ?? []));
  return {
    communes: byLabel([...communes].map((value) => ({ value, label: communeName(territory, value) }))),
    bailleurs: byLabel(
      [...bailleurs].map((value) => ({ value, label: territory.bailleurById.get(value)?.name ?? value })),
    ),
    typologies: TYPOLOGIES.filter((value) => typologies.has(value)).map((value) => ({
      value,
      label: TYPOLOGY_LABELS[value],
    })),
    reservataires: byLabel([...oriented].map((value) => ({ value, label: RESERVATAIRES[value] }))),
  };
};

/** Methods and contingents that a list may be asked with. */
export const askChoices = (workspace: Pick<Workspace, 'orderings'>): AskChoices => ({
  methods: byLabel(workspace.orderings().map(({ id, label }) => ({ value: id, label }))),
  contingents: Object.entries(RESERVATAIRES).map(([value, label]) => ({ value, label })),
});
