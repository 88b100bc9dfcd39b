import type { Right } from '../../api/auth/rights.ts';
import type { Role } from '../../api/auth/roles.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';
import { MINE, OTHER } from './twoBailleurs.ts';

/** What the walk of the rights started beforehand: paths of `/v1`. */
export interface Started {
  readonly mySession: string;
  readonly otherSession: string;
  readonly myJob: string;
  /** Work that those who make no session started, by role. */
  readonly studying: ReadonlyMap<Role, string>;
}

interface Ask {
  readonly path: string;
  readonly body?: unknown;
}
type Asked = (mine: boolean, role: Role) => Ask;
const get = (path: string) => (): Ask => ({ path });
const number = (role: Role) =>
  role === 'bailleur' || role === 'admin' ? household(1) : PSEUDONYMS.of(household(1));
/**
 * How each route is asked about what is one's own, or another's. Changes carry no If-Match: let in, they are refused for that,
 * and change nothing.
 */
const askedOf = ({ mySession, otherSession, myJob, studying }: Started): Readonly<Record<string, Asked>> => {
  const jobOf = (mine: boolean, role: Role): string => (mine ? (studying.get(role) ?? myJob) : '/v1/jobs/x');
  const inSession =
    (suffix: string, body?: unknown) =>
    (mine: boolean): Ask => ({
      path: `${mine ? mySession : otherSession}${suffix}`,
      ...(body === undefined ? {} : { body }),
    });

  /** A page of a session. */
  const onSession =
    (suffix: string, body?: (mine: boolean, role: Role) => unknown) =>
    (mine: boolean, role: Role): Ask => ({
      path: `/seances/${(mine ? mySession : otherSession).split('/').at(-1)}${suffix}`,
      ...(body === undefined ? {} : { body: body(mine, role) }),
    });

  return {
    'GET /logements/{id}': (mine) => ({ path: `/logements/${mine ? MINE.vacancy : OTHER.vacancy}` }),
    'GET /logements/{id}/tableau': (mine) => ({
      path: `/logements/${mine ? MINE.vacancy : OTHER.vacancy}/tableau?format=csv`,
    }),
    'POST /demande/logements': (_, role) => ({
      path: '/demande/logements',
      body: { number: number(role) },
    }),
    'POST /demande': (_, role) => ({ path: '/demande', body: { number: number(role) } }),
    // Nothing is written: what is asked is refused for what it lacks.
    'POST /demande/dossier': (_, role) => ({ path: '/demande/dossier', body: { number: number(role) } }),
    'POST /demande/dossier/renouveler': () => ({ path: '/demande/dossier/renouveler', body: {} }),
    'POST /demande/dossier/radier': () => ({ path: '/demande/dossier/radier', body: {} }),
    'POST /demande/dossier/corriger': () => ({ path: '/demande/dossier/corriger', body: {} }),
    'POST /demande/dossier/donnees': (_, role) => ({
      path: '/demande/dossier/donnees',
      body: { number: number(role) },
    }),
    'POST /demande/dossier/effacement': (_, role) => ({
      path: '/demande/dossier/effacement',
      body: { number: number(role) },
    }),
    'POST /demande/dossier/effacer': () => ({ path: '/demande/dossier/effacer', body: {} }),
    'POST /v1/demand-renewals': () => ({ path: '/v1/demand-renewals', body: {} }),
    'POST /v1/demand-removals': () => ({ path: '/v1/demand-removals', body: {} }),
    'POST /v1/demand-corrections': () => ({ path: '/v1/demand-corrections', body: {} }),
    'POST /v1/household-files': (_, role) => ({
      path: '/v1/household-files',
      body: { number: number(role) },
    }),
    'POST /v1/household-erasure-previews': (_, role) => ({
      path: '/v1/household-erasure-previews',
      body: { number: number(role) },
    }),
    'POST /v1/household-erasures': () => ({ path: '/v1/household-erasures', body: {} }),
    'POST /demande/logement': (mine, role) => ({
      path: '/demande/logement',
      body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy, number: number(role) },
    }),
    'GET /v1/vacancies/{id}/qualification': (mine) => ({
      path: `/v1/vacancies/${mine ? MINE.vacancy : OTHER.vacancy}/qualification`,
    }),
    'GET /coordination/{area}': get('/coordination/est'),
    'POST /coordination/{area}/preconisations': () => ({
      path: '/coordination/est/preconisations',
      body: {},
    }),
    'POST /coordination/{area}/preconisations/{id}/decision': () => ({
      path: '/coordination/est/preconisations/x/decision',
      body: {},
    }),
    'POST /coordination/{area}/preconisations/{id}/levee': () => ({
      path: '/coordination/est/preconisations/x/levee',
      body: {},
    }),
    'GET /v1/coordination/{area}': get('/v1/coordination/est'),
    'POST /v1/guidance': () => ({ path: '/v1/guidance', body: {} }),
    'POST /v1/guidance/{id}/decision': () => ({ path: '/v1/guidance/x/decision', body: {} }),
    'POST /v1/guidance/{id}/end': () => ({ path: '/v1/guidance/x/end', body: {} }),
    'POST /methodes/essayer': () => ({ path: '/methodes/essayer', body: {} }),
    'GET /methodes/{id}': get('/methodes/ar-habitat'),
    'POST /imports': () => ({ path: '/imports', body: {} }),
    'GET /imports/{id}': get('/imports/x'),
    'POST /imports/{id}/corriger': () => ({ path: '/imports/x/corriger', body: {} }),
    'GET /registre/{seq}': get('/registre/1'),
    'GET /registre/proces-verbaux/{hash}': get(`/registre/proces-verbaux/${'0'.repeat(64)}`),
    'POST /registre/proces-verbaux/{hash}/refaire': () => ({
      path: `/registre/proces-verbaux/${'0'.repeat(64)}/refaire`,
      body: {},
    }),
    'GET /v1/methods/{id}': get('/v1/methods/ar-habitat'),
    'POST /v1/method-checks': () => ({ path: '/v1/method-checks', body: { text: 'id: x' } }),
    'POST /v1/method-previews': () => ({ path: '/v1/method-previews', body: { text: 'id: x' } }),
    'POST /v1/comparisons': () => ({ path: '/v1/comparisons', body: { policies: ['points'], months: 1 } }),
    'GET /v1/comparisons/{id}': get('/v1/comparisons/0'),
    'POST /v1/disparities': () => ({ path: '/v1/disparities', body: { size: 0 } }),
    'GET /v1/disparities/{id}': get('/v1/disparities/0'),
    'POST /egalite': () => ({ path: '/egalite', body: {} }),
    'GET /egalite/{id}': get('/egalite/0'),
    'POST /v1/scenarios': () => ({ path: '/v1/scenarios', body: { text: 'id: x' } }),
    'GET /v1/scenarios/{id}': get('/v1/scenarios/0'),
    'POST /v1/simulations': () => ({ path: '/v1/simulations', body: { scenario: '0' } }),
    'GET /v1/simulations/{id}': get('/v1/simulations/0'),
    'GET /v1/simulations/{id}/places/{place}': get('/v1/simulations/0/places/0'),
    'GET /v1/simulations/{id}/charts/{chart}': get('/v1/simulations/0/charts/0'),
    'POST /simulations': () => ({ path: '/simulations', body: {} }),
    'POST /simulations/nouveau': () => ({ path: '/simulations/nouveau', body: {} }),
    'GET /simulations/scenarios/{id}': get('/simulations/scenarios/0'),
    'GET /simulations/scenarios/{id}/texte': get('/simulations/scenarios/0/texte'),
    'GET /simulations/scenarios/{id}/changer': get('/simulations/scenarios/0/changer'),
    'POST /simulations/scenarios/{id}/changer': () => ({
      path: '/simulations/scenarios/0/changer',
      body: {},
    }),
    'GET /simulations/{id}': get('/simulations/0'),
    'GET /v1/register/entries/{seq}': get('/v1/register/entries/1'),
    'GET /v1/register/records/{hash}': get(`/v1/register/records/${'0'.repeat(64)}`),
    'POST /v1/imports': () => ({ path: '/v1/imports?kind=demands&file=x.csv', body: {} }),
    'GET /v1/jobs/{id}/events': (mine, role) => ({ path: `${jobOf(mine, role)}/events` }),
    'GET /v1/jobs/{id}/refusals': (mine) => ({ path: `${mine ? myJob : '/v1/jobs/x'}/refusals` }),
    'PUT /v1/retention/durations': () => ({ path: '/v1/retention/durations', body: {} }),
    'POST /v1/retention/erasures': () => ({ path: '/v1/retention/erasures', body: { most: 0 } }),
    'PUT /v1/retention/studies/durations': () => ({ path: '/v1/retention/studies/durations', body: {} }),
    'POST /v1/retention/studies/removals': () => ({
      path: '/v1/retention/studies/removals',
      body: { most: 0 },
    }),
    'POST /territoire/freins': () => ({ path: '/territoire/freins', body: {} }),
    'POST /v1/prices': () => ({ path: '/v1/prices', body: {} }),
    'POST /v1/vacancies/{id}/shortlists': (mine) => ({
      path: `/v1/vacancies/${mine ? MINE.vacancy : OTHER.vacancy}/shortlists`,
      body: {},
    }),
    'POST /v1/shortlists': (mine) => ({
      path: '/v1/shortlists',
      body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy },
    }),
    'POST /v1/demand-explanations': (_, role) => ({
      path: '/v1/demand-explanations',
      body: { number: number(role) },
    }),
    'POST /v1/demand-counterfactuals': (mine, role) => ({
      path: '/v1/demand-counterfactuals',
      body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy, number: number(role) },
    }),
    'POST /v1/placements': (_, role) => ({ path: '/v1/placements', body: { numbers: [number(role)] } }),
    'POST /v1/sessions': (mine) => ({
      path: '/v1/sessions',
      body: { vacancies: [mine ? MINE.inSession : OTHER.inSession] },
    }),
    'DELETE /v1/sessions/{id}': inSession(''),
    'POST /v1/sessions/{id}/changes': inSession('/changes', { changes: [{ kind: 'pull', vacancy: 'V-9' }] }),
    'DELETE /v1/sessions/{id}/changes/last': inSession('/changes/last'),
    'POST /v1/sessions/{id}/plans': inSession('/plans'),
    'POST /v1/sessions/{id}/demand-counterfactuals': (mine, role) =>
      inSession('/demand-counterfactuals', {
        number: number(role),
        vacancy: mine ? MINE.inSession : OTHER.inSession,
      })(mine),
    'POST /v1/sessions/{id}/demand-explanations': (mine, role) =>
      inSession('/demand-explanations', { number: number(role) })(mine),
    'POST /v1/sessions/{id}/brakes': inSession('/brakes'),
    'POST /v1/sessions/{id}/frontier': inSession('/frontier', { family: 'aci' }),
    'POST /v1/sessions/{id}/decisions': (mine) =>
      inSession('/decisions', {
        decisions: [{ vacancy: 'V-9', number: household(1), verdict: { decision: 'attribution' } }],
      })(mine),
    'POST /v1/sessions/{id}/acts': (mine) =>
      inSession('/acts', { act: { act: 'lease', vacancy: 'V-9', number: household(1) } })(mine),
    'POST /v1/sessions/{id}/offers/{offer}/answer': inSession('/offers/9/answer', {
      answer: { answer: 'accepted' },
    }),
    'POST /v1/sessions/{id}/corrections': inSession('/corrections', {
      of: 9,
      motive: 'typing-error',
      replacement: null,
    }),
    'POST /v1/tokens': () => ({ path: '/v1/tokens', body: { role: 'analyst', label: 'essai' } }),
    'DELETE /v1/tokens/{id}': get('/v1/tokens/0000000000000000'),
    'POST /essais': () => ({ path: '/essais', body: {} }),
    'GET /essais/{id}': get('/essais/0'),
    'GET /essais/{id}/objectifs': get('/essais/0/objectifs'),
    'GET /essais/{id}/segments': get('/essais/0/segments'),
    'GET /travaux/{id}': (mine, role) => ({ path: jobOf(mine, role).replace('/v1/jobs', '/travaux') }),
    'POST /travaux/{id}/arret': (mine, role) => ({
      path: `${jobOf(mine, role).replace('/v1/jobs', '/travaux')}/arret`,
      body: {},
    }),
    'GET /v1/jobs/{id}': (mine, role) => ({ path: jobOf(mine, role) }),
    'POST /seances': (mine) => ({
      path: '/seances',
      body: { vacancies: [mine ? MINE.inSession : OTHER.inSession] },
    }),
    'GET /seances/calculs/{id}': (mine) => ({
      path: mine ? myJob.replace('/v1/jobs', '/seances/calculs') : '/seances/calculs/x',
    }),
    'POST /seances/calculs/{id}/arret': (mine) => ({
      path: `${mine ? myJob.replace('/v1/jobs', '/seances/calculs') : '/seances/calculs/x'}/arret`,
      body: {},
    }),
    'GET /seances/{id}': onSession(''),
    'GET /seances/{id}/version': onSession('/version'),
    'GET /seances/{id}/ajout': onSession('/ajout'),
    'POST /seances/{id}/essai': onSession('/essai', () => ({})),
    'POST /seances/{id}/changements': onSession('/changements', () => ({})),
    'POST /seances/{id}/annuler': onSession('/annuler', () => ({})),
    'POST /seances/{id}/abandonner': onSession('/abandonner', () => ({})),
    'POST /seances/{id}/recalculer': onSession('/recalculer', () => ({})),
    'GET /seances/{id}/logements/{vacancy}': (mine, role) =>
      onSession(`/logements/${mine ? MINE.inSession : OTHER.inSession}`)(mine, role),
    'POST /seances/{id}/demande': onSession('/demande', (_, role) => ({ number: number(role) })),
    'GET /seances/{id}/freins': onSession('/freins'),
    'POST /seances/{id}/freins': onSession('/freins', () => ({ calcul: 'freins' })),
    'GET /seances/{id}/decisions': onSession('/decisions'),
    'POST /seances/{id}/decisions': onSession('/decisions', () => ({})),
    'GET /seances/{id}/dossier': onSession('/dossier'),
    'GET /seances/{id}/proces-verbal': onSession('/proces-verbal'),
    'DELETE /v1/jobs/{id}': (mine, role) => ({ path: jobOf(mine, role) }),
  };
};

/** How a route is asked. What only reads is asked by its address; the rest says above what it sends. Undefined: not said. */
export const asking = (started: Started, { method, path, subject }: Right): Asked | undefined => {
  const written = askedOf(started)[`${method} ${path}`];
  if (written !== undefined || method !== 'GET') return written;
  if (subject === 'session')
    return (mine) => ({
      path: path.replace('/v1/sessions/{id}', mine ? started.mySession : started.otherSession),
    });
  return path.includes('{') ? undefined : get(path);
};
