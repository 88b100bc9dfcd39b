import { ROLES, type Role } from './roles.ts';

/** What a role may do by a route: on everything, on what is its own, or nothing. */
export type Scope = 'all' | 'own' | 'none';

/**
 * What the route is about, which says how "own" is told:
 * `none` nothing that is anybody's; `list` the answer holds only what is own; `vacancy` the vacancy that the body names;
 * `freed` the vacancy that the address names; `new-session` every vacancy that the body asks for; `session` every vacancy of the session named; `job` who started it.
 */
export type Subject = 'none' | 'list' | 'vacancy' | 'freed' | 'new-session' | 'session' | 'job';

/** Open to whoever reaches the server, or to programs of its own machine; null: only to who is known. */
export type Open = 'anyone' | 'this-machine' | null;

export interface Right {
  readonly method: string;
  /** As in the OpenAPI document: `/v1/sessions/{id}`. */
  readonly path: string;
  readonly subject: Subject;
  readonly open: Open;
  readonly scopes: Readonly<Record<Role, Scope>>;
}

type Scopes = readonly [Scope, Scope, Scope, Scope, Scope, Scope];

const right = (method: string, path: string, subject: Subject, scopes: Scopes, open: Open = null): Right => ({
  method,
  path,
  subject,
  open,
  scopes: Object.fromEntries(ROLES.map((role, i) => [role, scopes[i]])) as Record<Role, Scope>,
});

const all = 'all';
const own = 'own';
const none = 'none';
const EVERYBODY: Scopes = [all, all, all, all, all, all];

/**
 * Who may do what, route by route. What is not here is refused to everybody, and `tests/auth/rights.test.ts` fails: add a
 * line. `docs/droits.md` is made from this table: `UPDATE_RIGHTS=1 npx vitest run tests/auth/rights.test.ts`.
 */
export const RIGHTS: readonly Right[] = [
  // Scopes in the order of ROLES: bailleur, commune, reservataire, coordination, analyst, admin.
  right('GET', '/health', 'none', EVERYBODY, 'anyone'),
  right('GET', '/ready', 'none', EVERYBODY, 'anyone'),
  right('GET', '/openapi.json', 'none', EVERYBODY, 'anyone'),
  right('GET', '/reference', 'none', EVERYBODY, 'anyone'),
  right('GET', '/actifs/{file}', 'none', EVERYBODY, 'anyone'),
  right('GET', '/ouvrir', 'none', EVERYBODY, 'anyone'),
  right('POST', '/ouvrir', 'none', EVERYBODY, 'anyone'),
  right('POST', '/fermer', 'none', EVERYBODY, 'anyone'),
  right('GET', '/metrics', 'none', [none, none, none, none, none, all], 'this-machine'),
  right('GET', '/', 'list', [own, own, own, all, all, all]),
  right('GET', '/logements', 'list', [own, own, own, all, all, all]),
  right('GET', '/logements/{id}', 'freed', [own, own, own, all, all, all]),
  right('GET', '/logements/{id}/tableau', 'freed', [own, own, own, all, all, all]),
  right('GET', '/demande', 'none', [all, all, none, all, none, all]),
  right('POST', '/demande', 'none', [all, all, none, all, none, all]),
  right('POST', '/demande/dossier', 'none', [all, none, none, none, none, all]),
  right('POST', '/demande/dossier/renouveler', 'none', [all, none, none, none, none, all]),
  right('POST', '/demande/dossier/radier', 'none', [all, none, none, none, none, all]),
  right('POST', '/demande/dossier/corriger', 'none', [all, none, none, none, none, all]),
  right('POST', '/demande/dossier/donnees', 'list', [own, none, none, none, none, all]),
  right('POST', '/demande/dossier/effacement', 'none', [none, none, none, none, none, all]),
  right('POST', '/demande/dossier/effacer', 'none', [none, none, none, none, none, all]),
  right('POST', '/demande/logement', 'vacancy', [own, own, none, all, none, all]),
  right('POST', '/demande/logements', 'list', [own, own, none, all, none, all]),
  right('GET', '/territoire', 'list', [own, own, own, all, all, all]),
  right('GET', '/territoire/objectifs', 'list', [own, own, none, all, all, all]),
  right('GET', '/territoire/previsions', 'list', [own, own, none, all, all, all]),
  right('GET', '/territoire/flux', 'list', [own, none, own, all, all, all]),
  right('GET', '/territoire/freins', 'none', EVERYBODY),
  right('POST', '/territoire/freins', 'none', [none, none, none, all, none, all]),
  right('GET', '/territoire/bilan', 'list', [own, own, own, all, all, all]),
  right('GET', '/territoire/attente', 'none', EVERYBODY),
  right('GET', '/territoire/attente/delai-anormal', 'none', [all, all, none, all, none, all]),
  right('GET', '/coordination', 'none', EVERYBODY),
  right('GET', '/coordination/{area}', 'none', [none, none, none, all, all, all]),
  right('POST', '/coordination/{area}/preconisations', 'none', [none, none, none, all, none, all]),
  right('POST', '/coordination/{area}/preconisations/{id}/decision', 'none', [
    none,
    none,
    none,
    all,
    none,
    all,
  ]),
  right('POST', '/coordination/{area}/preconisations/{id}/levee', 'none', [none, none, none, all, none, all]),
  right('GET', '/methodes', 'none', EVERYBODY),
  right('GET', '/methodes/comparer', 'none', EVERYBODY),
  right('GET', '/methodes/essayer', 'none', EVERYBODY),
  right('POST', '/methodes/essayer', 'none', EVERYBODY),
  right('GET', '/methodes/{id}', 'none', EVERYBODY),
  right('GET', '/simulations', 'none', [none, none, none, all, all, all]),
  right('POST', '/simulations', 'none', [none, none, none, all, all, all]),
  right('GET', '/simulations/nouveau', 'none', [none, none, none, all, all, all]),
  right('POST', '/simulations/nouveau', 'none', [none, none, none, all, all, all]),
  right('GET', '/simulations/scenarios/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/simulations/scenarios/{id}/texte', 'none', [none, none, none, all, all, all]),
  right('GET', '/simulations/scenarios/{id}/changer', 'none', [none, none, none, all, all, all]),
  right('POST', '/simulations/scenarios/{id}/changer', 'none', [none, none, none, all, all, all]),
  right('GET', '/simulations/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/egalite', 'none', [none, none, none, all, all, all]),
  right('POST', '/egalite', 'none', [none, none, none, all, all, all]),
  right('GET', '/egalite/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/imports', 'none', [none, none, none, all, none, all]),
  right('POST', '/imports', 'none', [none, none, none, none, none, all]),
  right('GET', '/imports/{id}', 'job', [none, none, none, none, none, all]),
  right('POST', '/imports/{id}/corriger', 'job', [none, none, none, none, none, all]),
  right('GET', '/registre', 'none', [none, none, none, all, none, all]),
  right('GET', '/registre/verification', 'none', [none, none, none, all, none, all]),
  right('GET', '/registre/{seq}', 'none', [none, none, none, all, none, all]),
  right('GET', '/registre/proces-verbaux/{hash}', 'none', [none, none, none, all, none, all]),
  right('POST', '/registre/proces-verbaux/{hash}/refaire', 'none', [none, none, none, all, none, all]),
  right('GET', '/essais', 'none', [none, none, none, all, all, all]),
  right('GET', '/essais/nouveau', 'none', [none, none, none, all, all, all]),
  right('POST', '/essais', 'none', [none, none, none, all, all, all]),
  right('GET', '/essais/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/essais/{id}/objectifs', 'none', [none, none, none, all, all, all]),
  right('GET', '/essais/{id}/segments', 'none', [none, none, none, all, all, all]),
  right('GET', '/travaux/{id}', 'job', [own, own, own, own, own, all]),
  right('POST', '/travaux/{id}/arret', 'job', [own, own, own, own, own, all]),
  right('GET', '/seances', 'list', [own, own, own, all, all, all]),
  right('GET', '/seances/nouvelle', 'list', [own, none, none, none, none, all]),
  right('POST', '/seances', 'new-session', [own, none, none, none, none, all]),
  right('GET', '/seances/calculs/{id}', 'job', [own, none, none, none, none, all]),
  right('POST', '/seances/calculs/{id}/arret', 'job', [own, none, none, none, none, all]),
  right('GET', '/seances/{id}', 'session', [own, own, own, all, all, all]),
  right('GET', '/seances/{id}/version', 'session', [own, own, own, all, all, all]),
  right('GET', '/seances/{id}/ajout', 'session', [own, none, none, none, none, all]),
  right('POST', '/seances/{id}/essai', 'session', [own, none, none, none, none, all]),
  right('POST', '/seances/{id}/changements', 'session', [own, none, none, none, none, all]),
  right('POST', '/seances/{id}/annuler', 'session', [own, none, none, none, none, all]),
  right('POST', '/seances/{id}/abandonner', 'session', [own, none, none, none, none, all]),
  right('POST', '/seances/{id}/recalculer', 'session', [own, none, none, none, none, all]),
  right('GET', '/seances/{id}/logements/{vacancy}', 'session', [own, own, own, all, all, all]),
  right('POST', '/seances/{id}/demande', 'session', [own, own, own, all, none, all]),
  right('GET', '/seances/{id}/freins', 'session', [own, own, own, all, all, all]),
  right('POST', '/seances/{id}/freins', 'session', [own, own, own, all, all, all]),
  right('GET', '/seances/{id}/decisions', 'session', [own, own, own, all, all, all]),
  right('POST', '/seances/{id}/decisions', 'session', [own, none, none, none, none, all]),
  right('GET', '/seances/{id}/dossier', 'session', [own, own, own, all, all, all]),
  right('GET', '/seances/{id}/proces-verbal', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/vacancies', 'list', [own, own, own, all, all, all]),
  right('GET', '/v1/vacancies/{id}/qualification', 'freed', [own, own, own, all, all, all]),
  right('POST', '/v1/vacancies/{id}/shortlists', 'freed', [own, none, none, none, none, all]),
  right('POST', '/v1/shortlists', 'vacancy', [own, own, own, all, all, all]),
  right('POST', '/v1/demand-explanations', 'none', [all, all, none, all, none, all]),
  right('POST', '/v1/demand-renewals', 'none', [all, none, none, none, none, all]),
  right('POST', '/v1/demand-removals', 'none', [all, none, none, none, none, all]),
  right('POST', '/v1/demand-corrections', 'none', [all, none, none, none, none, all]),
  right('POST', '/v1/household-files', 'list', [own, none, none, none, none, all]),
  right('POST', '/v1/household-erasure-previews', 'none', [none, none, none, none, none, all]),
  right('POST', '/v1/household-erasures', 'none', [none, none, none, none, none, all]),
  right('POST', '/v1/demand-counterfactuals', 'vacancy', [own, own, none, all, none, all]),
  right('GET', '/v1/demands/abnormal-delay', 'none', [all, all, none, all, none, all]),
  right('GET', '/v1/acceptance', 'none', EVERYBODY),
  right('GET', '/v1/prices', 'none', EVERYBODY),
  right('POST', '/v1/prices', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/flows', 'list', [own, none, own, all, all, all]),
  right('GET', '/v1/flows/plan', 'list', [own, none, own, all, all, all]),
  right('GET', '/v1/flows/next', 'list', [own, none, own, all, all, all]),
  right('GET', '/v1/flows/review', 'list', [own, none, own, all, all, all]),
  right('GET', '/v1/bilans', 'list', [own, own, own, all, all, all]),
  right('GET', '/v1/coordination/{area}', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/guidance', 'none', EVERYBODY),
  right('POST', '/v1/guidance', 'none', [none, none, none, all, none, all]),
  right('POST', '/v1/guidance/{id}/decision', 'none', [none, none, none, all, none, all]),
  right('POST', '/v1/guidance/{id}/end', 'none', [none, none, none, all, none, all]),
  right('POST', '/v1/placements', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/sessions', 'list', [own, own, own, all, all, all]),
  right('POST', '/v1/sessions', 'new-session', [own, none, none, none, none, all]),
  right('GET', '/v1/sessions/{id}', 'session', [own, own, own, all, all, all]),
  right('DELETE', '/v1/sessions/{id}', 'session', [own, none, none, none, none, all]),
  right('POST', '/v1/sessions/{id}/changes', 'session', [own, none, none, none, none, all]),
  right('DELETE', '/v1/sessions/{id}/changes/last', 'session', [own, none, none, none, none, all]),
  right('POST', '/v1/sessions/{id}/plans', 'session', [own, none, none, none, none, all]),
  right('GET', '/v1/sessions/{id}/lists', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/targets', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/explanation', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/brakes', 'session', [own, own, own, all, all, all]),
  right('POST', '/v1/sessions/{id}/brakes', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/frontier', 'session', [own, own, own, all, all, all]),
  right('POST', '/v1/sessions/{id}/frontier', 'session', [own, own, own, all, all, all]),
  right('POST', '/v1/sessions/{id}/demand-explanations', 'session', [own, own, own, all, none, all]),
  right('POST', '/v1/sessions/{id}/demand-counterfactuals', 'session', [own, own, own, all, none, all]),
  right('GET', '/v1/sessions/{id}/verification', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/proof', 'session', [own, own, own, all, all, all]),
  right('GET', '/v1/sessions/{id}/decisions', 'session', [own, own, own, all, all, all]),
  right('POST', '/v1/sessions/{id}/decisions', 'session', [own, none, none, none, none, all]),
  right('POST', '/v1/sessions/{id}/acts', 'session', [own, none, none, none, none, all]),
  right('POST', '/v1/sessions/{id}/offers/{offer}/answer', 'session', [own, none, none, none, none, all]),
  right('POST', '/v1/sessions/{id}/corrections', 'session', [own, none, none, none, none, all]),
  right('GET', '/v1/due', 'list', [own, own, own, all, all, all]),
  right('GET', '/v1/register/head', 'none', EVERYBODY),
  right('GET', '/v1/register/check', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/reads', 'none', [none, none, none, none, none, all]),
  right('GET', '/v1/register/entries', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/register/entries/{seq}', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/register/records/{hash}', 'none', [none, none, none, all, none, all]),
  right('GET', '/v1/targets', 'list', [own, own, none, all, all, all]),
  right('GET', '/v1/forecasts', 'list', [own, own, none, all, all, all]),
  right('GET', '/v1/ledgers/reciprocity', 'none', [all, all, none, all, none, all]),
  right('GET', '/v1/methods', 'none', EVERYBODY),
  right('GET', '/v1/methods/{id}', 'none', EVERYBODY),
  right('POST', '/v1/method-checks', 'none', EVERYBODY),
  right('POST', '/v1/method-previews', 'none', [none, none, none, all, none, all]),
  right('POST', '/v1/comparisons', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/comparisons', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/comparisons/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/scenarios', 'none', [none, none, none, all, all, all]),
  right('POST', '/v1/scenarios', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/scenarios/{id}', 'none', [none, none, none, all, all, all]),
  right('POST', '/v1/simulations', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/simulations', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/simulations/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/simulations/{id}/places/{place}', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/simulations/{id}/charts/{chart}', 'none', [none, none, none, all, all, all]),
  right('POST', '/v1/disparities', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/disparities', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/disparities/{id}', 'none', [none, none, none, all, all, all]),
  right('GET', '/v1/imports', 'none', [none, none, none, all, none, all]),
  right('POST', '/v1/imports', 'none', [none, none, none, none, none, all]),
  right('GET', '/v1/retention', 'none', [none, none, none, none, none, all]),
  right('PUT', '/v1/retention/durations', 'none', [none, none, none, none, none, all]),
  right('POST', '/v1/retention/erasures', 'none', [none, none, none, none, none, all]),
  right('GET', '/v1/retention/studies', 'none', [none, none, none, none, none, all]),
  right('PUT', '/v1/retention/studies/durations', 'none', [none, none, none, none, none, all]),
  right('POST', '/v1/retention/studies/removals', 'none', [none, none, none, none, none, all]),
  right('GET', '/v1/tokens', 'none', [none, none, none, none, none, all]),
  right('POST', '/v1/tokens', 'none', [none, none, none, none, none, all]),
  right('DELETE', '/v1/tokens/{id}', 'none', [none, none, none, none, none, all]),
  right('GET', '/v1/jobs/{id}', 'job', [own, own, own, own, own, all]),
  right('GET', '/v1/jobs/{id}/events', 'job', [own, own, own, own, own, all]),
  right('GET', '/v1/jobs/{id}/refusals', 'job', [none, none, none, none, none, all]),
  right('DELETE', '/v1/jobs/{id}', 'job', [own, own, own, own, own, all]),
];

/** The path of a route as the table writes it: `/v1/jobs/:id` is `/v1/jobs/{id}`. */
export const tablePath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/** Null: the route is in no line, so nobody may use it. @param path in either writing. */
export const rightOf = (method: string, path: string): Right | null => {
  const written = tablePath(path);
  return RIGHTS.find((line) => line.method === method && line.path === written) ?? null;
};
