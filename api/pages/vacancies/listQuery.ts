import type { VacancyFilters } from '../../service/vacancyList.ts';

/** Freed dwellings of a page. */
export const PAGE_SIZE = 50;

/** What the address of the list asks. */
export interface ListAsked {
  readonly filters: VacancyFilters;
  /** From 1. */
  readonly page: number;
}

const STATES: ReadonlyMap<string, VacancyFilters['state']> = new Map([
  ['a-proposer', 'open'],
  ['en-seance', 'in-session'],
  ['attribues', 'taken'],
]);

export const STATE_CHOICES = [
  { value: '', label: 'Tous' },
  { value: 'a-proposer', label: 'À proposer' },
  { value: 'en-seance', label: 'En séance' },
  { value: 'attribues', label: 'Attribués' },
] as const;

/** Reads the address; what it does not know narrows nothing. @param get one parameter of the address. */
export const listAsked = (get: (name: string) => string | undefined): ListAsked => {
  const said = (name: string): string | null => get(name)?.trim() || null;
  const page = Number(said('page') ?? 1);
  return {
    filters: {
      commune: said('commune'),
      bailleur: said('bailleur'),
      typology: said('typologie'),
      orientedTo: said('reservataire'),
      jointStudy: said('etude') === 'oui',
      state: STATES.get(said('etat') ?? '') ?? null,
    },
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
};

/** The value of `etat` in the address. */
export const stateValue = (state: VacancyFilters['state']): string =>
  [...STATES].find(([, value]) => value === state)?.[0] ?? '';

/** The address of the list so narrowed: what is not narrowed is not in it. */
export const listHref = ({ filters, page }: ListAsked): string => {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null) => value && query.set(name, value);
  put('commune', filters.commune);
  put('bailleur', filters.bailleur);
  put('typologie', filters.typology);
  put('reservataire', filters.orientedTo);
  put('etude', filters.jointStudy ? 'oui' : null);
  put('etat', stateValue(filters.state));
  put('page', page === 1 ? null : String(page));
  return query.size === 0 ? '/logements' : `/logements?${query}`;
};

export const isNarrowed = ({ filters }: ListAsked): boolean =>
  Object.values(filters).some((value) => value !== null && value !== false);
