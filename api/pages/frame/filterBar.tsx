import type { PropsWithChildren } from 'hono/jsx';
import { addressOf, type Filters } from './addressFilters.ts';
import { type Choice, SelectField } from './field.tsx';

/**
 * Filters of a page, kept in its address: they are sent as one asks for the page, and work without script.
 *
 * @param filters those that "show everything" would take away; left out: it is not offered.
 */
export const FilterBar = ({
  action,
  filters = {},
  children,
}: PropsWithChildren<{ readonly action: string; readonly filters?: Filters }>) => (
  <form method="get" action={action} class="filters">
    {children}
    <div class="field actions">
      <button type="submit">Afficher</button>
      {Object.values(filters).some((value) => value !== null) ? <a href={action}>Tout montrer</a> : null}
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

/** One filter of an address, nothing chosen first. @param all what choosing nothing is called: "Toutes les communes". */
export const FilterSelect = ({
  name,
  label,
  filters,
  all,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly filters: Filters;
  readonly all: string;
  readonly choices: readonly Choice[];
}) => (
  <SelectField
    name={name}
    label={label}
    value={filters[name] ?? ''}
    choices={[{ value: '', label: all }, ...choices]}
  />
);
