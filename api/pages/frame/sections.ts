/** The rooms of the house, in the order of the menu. Each is shown to whom the table of rights opens its address. */
export const SECTIONS = [
  { id: 'home', path: '/', label: 'Accueil' },
  { id: 'vacancies', path: '/logements', label: 'Logements' },
  { id: 'sessions', path: '/seances', label: 'Séances' },
  { id: 'territory', path: '/territoire', label: 'Territoire' },
  { id: 'coordination', path: '/coordination', label: 'Coordination' },
  { id: 'demand', path: '/demande', label: 'Demande' },
  { id: 'methods', path: '/methodes', label: 'Méthodes', under: 'Études' },
  { id: 'comparisons', path: '/essais', label: 'Essais de méthodes', under: 'Études' },
  { id: 'disparities', path: '/egalite', label: 'Égalité de traitement', under: 'Études' },
  { id: 'simulations', path: '/simulations', label: 'Simulations', under: 'Études' },
  { id: 'imports', path: '/imports', label: 'Imports' },
  { id: 'records', path: '/registre', label: 'Registre' },
] as const satisfies readonly Section[];

interface Section {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  /** Entry of the menu that several rooms share; left out: the room's own. */
  readonly under?: string;
}

export type SectionId = (typeof SECTIONS)[number]['id'];

/** An entry of the menu: a room, or several that share a name. */
export interface MenuEntry {
  readonly label: string;
  readonly sections: readonly Section[];
}

/** The menu of who may open some addresses only. */
export const menuFor = (may: (path: string) => boolean): readonly MenuEntry[] => {
  const entries = new Map<string, Section[]>();
  for (const section of SECTIONS as readonly Section[]) {
    if (!may(section.path)) continue;
    const label = section.under ?? section.label;
    entries.set(label, [...(entries.get(label) ?? []), section]);
  }
  return [...entries].map(([label, sections]) => ({ label, sections }));
};
