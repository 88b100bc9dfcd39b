import { alphabetical } from '../../present/format.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { Choice } from '../frame/field.tsx';

/** Communes in the order of their names. */
export const communeChoices = ({ territory }: Workspace): readonly Choice[] =>
  [...territory.pack.communes]
    .map(({ code, name }) => ({ value: code, label: name }))
    .sort((a, b) => alphabetical(a.label, b.label));

export const bailleurChoices = ({ territory }: Workspace): readonly Choice[] =>
  territory.pack.bailleurs.map(({ id, name }) => ({ value: id, label: name }));

/** Quartiers of a commune; none without one: they are too many for a list. */
export const quartierChoices = ({ territory }: Workspace, commune: string | null): readonly Choice[] =>
  commune === null
    ? []
    : territory.pack.quartiers
        .filter((quartier) => quartier.commune === commune)
        .map(({ id, label }) => ({ value: id, label }));
