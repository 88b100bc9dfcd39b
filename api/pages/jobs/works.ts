import type { Job, JobKind } from '../../service/jobs.ts';

/** What pages say of a kind of work, and where it comes from. */
interface Work {
  /** "Essai de méthodes en cours". */
  readonly running: string;
  readonly failed: string;
  /** What the button that stops it keeps. */
  readonly stop: string;
  /** What comes of it once that is asked: "rien ne sera gardé". */
  readonly stopped: string;
  /** Where its result is found by who left the page. */
  readonly found: string;
  /** Where its results are listed, and where it is asked anew. */
  readonly list: { readonly href: string; readonly label: string };
  readonly again: { readonly href: string; readonly label: string };
}

const SESSIONS = { href: '/seances', label: 'Séances' };
const IMPORTS = { href: '/imports', label: 'Imports' };
const IN_LIST = 'son résultat paraîtra dans la liste';
const BY_REPLICATION =
  'ce qui est commencé se termine, puis les réplications complètes paraissent. S’il n’y en a encore aucune, rien n’est gardé';
const NOTHING = 'le calcul s’arrête dès qu’il le peut, et rien n’est gardé';
const ON_BRAKES = 'sa réponse paraîtra sur la page des freins de la séance';

const WORKS: Readonly<Record<JobKind, Work>> = {
  session: {
    running: 'Calcul des listes',
    failed: 'Le calcul n’a pas abouti',
    stop: 'Arrêter là, et garder les meilleures listes trouvées',
    stopped: 'ce qui est commencé se termine, puis les meilleures listes trouvées paraissent',
    found: IN_LIST,
    list: SESSIONS,
    again: { href: '/seances/nouvelle', label: 'Préparer une séance' },
  },
  import: {
    running: 'Import en cours',
    failed: 'L’import n’a pas abouti',
    stop: 'Un import ne s’arrête pas',
    stopped: 'l’import va pourtant à son terme',
    found: IN_LIST,
    list: IMPORTS,
    again: IMPORTS,
  },
  comparison: {
    running: 'Essai de méthodes en cours',
    failed: 'L’essai n’a pas abouti',
    stop: 'Arrêter là, et garder les réplications complètes',
    stopped: BY_REPLICATION,
    found: IN_LIST,
    list: { href: '/essais', label: 'Essais' },
    again: { href: '/essais/nouveau', label: 'Demander un autre essai' },
  },
  simulation: {
    running: 'Simulation en cours',
    failed: 'La simulation n’a pas abouti',
    stop: 'Arrêter là, et garder les réplications complètes',
    stopped: BY_REPLICATION,
    found: IN_LIST,
    list: { href: '/simulations', label: 'Simulations' },
    again: { href: '/simulations', label: 'Demander une autre simulation' },
  },
  disparity: {
    running: 'Examen de l’égalité de traitement en cours',
    failed: 'L’examen n’a pas abouti',
    stop: 'Arrêter, sans rien garder',
    stopped: NOTHING,
    found: IN_LIST,
    list: { href: '/egalite', label: 'Égalité de traitement' },
    again: { href: '/egalite', label: 'Demander un autre examen' },
  },
  brakes: {
    running: 'Le prix de chaque objectif : calcul en cours',
    failed: 'Le calcul n’a pas abouti',
    stop: 'Arrêter, sans rien garder',
    stopped: NOTHING,
    found: ON_BRAKES,
    list: SESSIONS,
    again: SESSIONS,
  },
  frontier: {
    running: 'Les points face à un objectif : calcul en cours',
    failed: 'Le calcul n’a pas abouti',
    stop: 'Arrêter là, et garder les compositions trouvées',
    stopped:
      'ce qui est commencé se termine, puis les compositions trouvées paraissent. S’il n’y en a pas encore deux, rien n’est gardé',
    found: ON_BRAKES,
    list: SESSIONS,
    again: SESSIONS,
  },
};

/** What pages say of some work. What is asked of a session is found, and asked again, on a page of its own. */
export const workOf = ({ kind, session }: Pick<Job, 'kind' | 'session'>): Work => {
  if ((kind !== 'brakes' && kind !== 'frontier') || session === null) return WORKS[kind];
  const href = `/seances/${encodeURIComponent(session)}/freins`;
  return {
    ...WORKS[kind],
    list: { href, label: `Freins de la séance ${session}` },
    again: { href, label: 'Demander un autre calcul' },
  };
};

/** Pages of results, by where programs find them. */
const RESULT_PAGES: readonly (readonly [string, string])[] = [
  ['/v1/comparisons/', '/essais/'],
  ['/v1/simulations/', '/simulations/'],
  ['/v1/disparities/', '/egalite/'],
];

/** What is asked of the targets of a session, as programs find it: `/v1/sessions/2026-11-02-1/frontier?family=aci&steps=7&version=3`. */
const OF_TARGETS = /^\/v1\/sessions\/([^/]+)\/(?:brakes|frontier)\?(.+)$/;

/** The page of what work made, from the address that programs are given; null: there is none. */
export const resultPage = (result: string): string | null => {
  const [, session, query] = OF_TARGETS.exec(result) ?? [];
  if (session !== undefined) {
    const asked = new URLSearchParams(query);
    const steps = asked.get('steps');
    return `/seances/${session}/freins?calcul=${asked.get('family') ?? 'freins'}${steps === null ? '' : `&compositions=${steps}`}`;
  }
  const found = RESULT_PAGES.find(([address]) => result.startsWith(address));
  return found === undefined ? null : `${found[1]}${result.slice(found[0].length)}`;
};
