import type { PropsWithChildren } from 'hono/jsx';
import type { Workspace } from '../../service/workspace.ts';
import type { Choice } from '../frame/field.tsx';
import { addressOf, type Filters } from './query.ts';

/** Filters of a page, kept in its address: they are sent as one asks for the page, and work without script. */
export const FilterBar = ({
  action,
  isFiltered,
  children,
}: PropsWithChildren<{ readonly action: string; readonly isFiltered: boolean }>) => (
  <form method="get" action={action} class="filters">
    {children}
    <div class="field actions">
      <button type="submit">Afficher</button>
      {isFiltered ? <a href={action}>Tout montrer</a> : null}
    </div>
  </form>
);

/** What is shown, as files for a spreadsheet. */
export const Downloads = ({ path, filters }: { readonly path: string; readonly filters: Filters }) => (
  <p class="actions">
    <span>Ce tableau :</span>
    <a class="button" href={addressOf(path, { ...filters, format: 'csv' })} download>
      CSV
    </a>
    <a class="button" href={addressOf(path, { ...filters, format: 'xlsx' })} download>
      XLSX
    </a>
  </p>
);

/** Communes in the order of their names. */
export const communeChoices = ({ territory }: Workspace): readonly Choice[] =>
  [...territory.pack.communes]
    .map(({ code, name }) => ({ value: code, label: name }))
    .sort((a, b) => (sortKey(a.label) < sortKey(b.label) ? -1 : 1));

export const bailleurChoices = ({ territory }: Workspace): readonly Choice[] =>
  territory.pack.bailleurs.map(({ id, name }) => ({ value: id, label: name }));

/** Quartiers of a commune; none without one: they are too many for a list. */
export const quartierChoices = ({ territory }: Workspace, commune: string | null): readonly Choice[] =>
  commune === null
    ? []
    : territory.pack.quartiers
        .filter((quartier) => quartier.commune === commune)
        .map(({ id, label }) => ({ value: id, label }));

const sortKey = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
