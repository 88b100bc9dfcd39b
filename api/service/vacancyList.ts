import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { concertedState, jointStudyRequired } from '../../engine/qualification/concerted.ts';
import type { VacancyState } from '../present/vacancyState.ts';
import type { Register } from '../records/projections/register.ts';
import { vacancyStates } from './vacancyStates.ts';
import type { Workspace } from './workspace.ts';

/** A freed dwelling, as a list of them shows it. */
export interface ListedVacancy {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly state: VacancyState;
  /** Landlord and commune study it together before the commission. */
  readonly jointStudy: boolean;
}

/** What a list is narrowed to; null: not narrowed. */
export interface VacancyFilters {
  /** INSEE code. */
  readonly commune: string | null;
  readonly bailleur: string | null;
  readonly typology: string | null;
  /** Reservataire that the vacancy is steered to. */
  readonly orientedTo: string | null;
  readonly jointStudy: boolean;
  /** `open`: neither taken nor in a session. */
  readonly state: 'open' | 'in-session' | 'taken' | null;
}

/** Freed dwellings that answer the filters, the first free first. @param mayShow whether a vacancy is for who asks. */
export const vacancyList = (
  workspace: Workspace,
  register: Register,
  { filters, mayShow }: { readonly filters: VacancyFilters; readonly mayShow: (id: string) => boolean },
): readonly ListedVacancy[] => {
  const { commune, bailleur, typology, orientedTo, jointStudy, state } = filters;
  const stateOf = vacancyStates(workspace, register);
  return workspace
    .places()
    .filter(
      ({ vacancy, dwelling }) =>
        (commune === null || dwelling.commune === commune) &&
        (bailleur === null || dwelling.bailleur === bailleur) &&
        (typology === null || dwelling.typology === typology) &&
        (orientedTo === null || vacancy.orientedTo === orientedTo) &&
        mayShow(vacancy.id),
    )
    .map((place) => ({
      ...place,
      state: stateOf(place.vacancy.id),
      jointStudy: needsJointStudy(workspace, place.dwelling),
    }))
    .filter((listed) => !jointStudy || listed.jointStudy)
    .filter((listed) => state === null || stateGroup(listed.state) === state)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
};

const orderOf = ({ vacancy }: ListedVacancy): string => `${vacancy.availableOn} ${vacancy.id}`;

const stateGroup = ({ kind }: VacancyState): VacancyFilters['state'] =>
  kind === 'waiting' || kind === 'ahead' ? 'open' : kind;

const needsJointStudy = ({ territory, pool }: Workspace, dwelling: Dwelling): boolean => {
  const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
  return jointStudyRequired(concertedState(territory, dwelling, quartier, pool.asOf));
};
