const address = (path: string, query: URLSearchParams): string =>
  query.size === 0 ? path : `${path}?${query}`;

/** The page of a freed dwelling. @param query what is asked of its list. */
export const vacancyHref = (id: string, query: URLSearchParams = new URLSearchParams()): string =>
  address(`/logements/${encodeURIComponent(id)}`, query);

/** The same list as a table for a spreadsheet. */
export const vacancyTableHref = (id: string, format: 'csv' | 'xlsx', query: URLSearchParams): string =>
  address(
    `/logements/${encodeURIComponent(id)}/tableau`,
    new URLSearchParams([...query, ['format', format]]),
  );
