import { figure } from '../../present/format.ts';
import { addressOf, type Filters } from './addressFilters.ts';

export const PAGE_SIZE = 50;

/** Rows of a page, from 1, and how many pages there are: at least one. */
export const paged = <T,>(
  rows: readonly T[],
  page: number,
): { readonly shown: readonly T[]; readonly last: number } => ({
  shown: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  last: Math.max(1, Math.ceil(rows.length / PAGE_SIZE)),
});

/** Before and after, with where one is. */
export const Pager = ({
  path,
  filters,
  page,
  last,
}: {
  readonly path: string;
  readonly filters: Filters;
  readonly page: number;
  readonly last: number;
}) =>
  last === 1 ? null : (
    <nav class="actions" aria-label="Suite du tableau">
      {page > 1 ? (
        <a class="button" href={addressOf(path, { ...filters, page: String(page - 1) })} rel="prev">
          Précédente
        </a>
      ) : null}
      <span>
        Page {figure(page)} sur {figure(last)}
      </span>
      {page < last ? (
        <a class="button" href={addressOf(path, { ...filters, page: String(page + 1) })} rel="next">
          Suivante
        </a>
      ) : null}
    </nav>
  );
