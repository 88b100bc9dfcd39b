export const disparitiesHref = '/egalite';
export const disparityHref = (id: string): string => `/egalite/${encodeURIComponent(id)}`;
/** The same figures for a spreadsheet, or a program. */
export const disparityFile = (id: string, format: 'csv' | 'xlsx' | 'json'): string =>
  `/v1/disparities/${encodeURIComponent(id)}?format=${format}`;
