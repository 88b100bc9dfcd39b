/** The rooms of the house, in the order of the menu. Each is shown to whom the table of rights opens its address. */
export const SECTIONS = [
  { id: 'home', path: '/', label: 'Accueil' },
  { id: 'vacancies', path: '/logements', label: 'Logements' },
  { id: 'sessions', path: '/seances', label: 'Séances' },
  { id: 'territory', path: '/territoire', label: 'Territoire' },
  { id: 'demand', path: '/demande', label: 'Demande' },
  { id: 'methods', path: '/methodes', label: 'Méthodes' },
  { id: 'imports', path: '/imports', label: 'Imports' },
  { id: 'records', path: '/registre', label: 'Registre' },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];
