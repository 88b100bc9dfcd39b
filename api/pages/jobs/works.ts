import type { JobKind } from '../../service/jobs.ts';

/** What pages say of a kind of work, and where it comes from. */
interface Work {
  /** "Essai de méthodes en cours". */
  readonly running: string;
  readonly failed: string;
  /** What the button that stops it keeps. */
  readonly stop: string;
  /** Where its results are listed, and where it is asked anew. */
  readonly list: { readonly href: string; readonly label: string };
  readonly again: { readonly href: string; readonly label: string };
}

const SESSIONS = { href: '/seances', label: 'Séances' };
const IMPORTS = { href: '/imports', label: 'Imports' };

export const WORKS: Readonly<Record<JobKind, Work>> = {
  session: {
    running: 'Calcul des listes',
    failed: 'Le calcul n’a pas abouti',
    stop: 'Arrêter là, et garder les meilleures listes trouvées',
    list: SESSIONS,
    again: { href: '/seances/nouvelle', label: 'Préparer une séance' },
  },
  import: {
    running: 'Import en cours',
    failed: 'L’import n’a pas abouti',
    stop: 'Un import ne s’arrête pas',
    list: IMPORTS,
    again: IMPORTS,
  },
  comparison: {
    running: 'Essai de méthodes en cours',
    failed: 'L’essai n’a pas abouti',
    stop: 'Arrêter là, et garder les réplications complètes',
    list: { href: '/essais', label: 'Essais' },
    again: { href: '/essais/nouveau', label: 'Demander un autre essai' },
  },
  simulation: {
    running: 'Simulation en cours',
    failed: 'La simulation n’a pas abouti',
    stop: 'Arrêter là, et garder les réplications complètes',
    list: { href: '/simulations', label: 'Simulations' },
    again: { href: '/simulations', label: 'Demander une autre simulation' },
  },
  disparity: {
    running: 'Examen de l’égalité de traitement en cours',
    failed: 'L’examen n’a pas abouti',
    stop: 'Arrêter là',
    list: { href: '/egalite', label: 'Égalité de traitement' },
    again: { href: '/egalite', label: 'Demander un autre examen' },
  },
};

/** Pages of results, by where programs find them. */
const RESULT_PAGES: readonly (readonly [string, string])[] = [
  ['/v1/comparisons/', '/essais/'],
  ['/v1/simulations/', '/simulations/'],
  ['/v1/disparities/', '/egalite/'],
];

/** The page of what work made, from the address that programs are given; null: there is none. */
export const resultPage = (result: string): string | null => {
  const found = RESULT_PAGES.find(([address]) => result.startsWith(address));
  return found === undefined ? null : `${found[1]}${result.slice(found[0].length)}`;
};
