/** Addresses of the pages of simulations, and of their files. */
export const SIMULATIONS = '/simulations';
export const NEW_SCENARIO = `${SIMULATIONS}/nouveau`;

export const scenarioHref = (id: string, page: '' | '/changer' | '/texte' = ''): string =>
  `${SIMULATIONS}/scenarios/${encodeURIComponent(id)}${page}`;

export const simulationHref = (id: string): string => `${SIMULATIONS}/${encodeURIComponent(id)}`;

/** A file of a simulation. @param scenario 2 for the second one compared. */
export const fileHref = (
  id: string,
  file: { readonly table: 'measures' | 'places' | 'differences'; readonly format: 'csv' | 'xlsx' },
  scenario: 1 | 2,
): string =>
  `/v1/simulations/${encodeURIComponent(id)}?${new URLSearchParams({ ...file, scenario: String(scenario) })}`;

export const chartHref = (id: string, chart: string, scenario: 1 | 2): string =>
  `/v1/simulations/${encodeURIComponent(id)}/charts/${encodeURIComponent(chart)}?scenario=${scenario}`;
