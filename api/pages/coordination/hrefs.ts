/** Address of an area's dossier. @param semester null: that of the day. */
export const dossierHref = (area: string, semester: string | null = null): string =>
  `/coordination/${encodeURIComponent(area)}${semester === null ? '' : `?semestre=${semester}`}`;

/** Where the forms of recommendations are sent. Left out: a proposal. */
export const stepHref = (area: string, id?: string, step?: 'decision' | 'levee'): string =>
  `${dossierHref(area)}/preconisations${id === undefined ? '' : `/${encodeURIComponent(id)}/${step}`}`;
