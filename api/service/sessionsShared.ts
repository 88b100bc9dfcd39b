import { sharedLists } from '../../engine/assignment/appearances.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import {
  completeLists,
  type SessionConstraints,
  type SessionDocument,
  type SessionList,
  type SharedSessionList,
} from '../store/sessionDocument.ts';
import { proposedFacts } from './acceptance.ts';
import type { SessionModel } from './sessionsModel.ts';

/** What a document keeps besides its lists, worked out from them: made again at each change, never an input. */
export const derivedParts = (
  model: SessionModel,
  named: { readonly lists: readonly SessionList[]; readonly constraints: SessionConstraints },
): Pick<SessionDocument, 'facts' | 'shared'> => {
  const shared = sharedOf(model, named);
  return { shared, facts: proposedFacts(model, completeLists({ lists: [...named.lists], shared })) };
};

/** The lists that share households, from the lists as they stand. */
const sharedOf = (
  { prepared, workspace, vacancies }: SessionModel,
  {
    lists,
    constraints,
  }: { readonly lists: readonly SessionList[]; readonly constraints: SessionConstraints },
): SharedSessionList[] => {
  const { numbers } = workspace.pool;
  const rows = (all: readonly DemandNumber[]) => all.map((number) => numbers.rowOf(number));
  const listOf = new Map(lists.map((list) => [list.vacancy, list.candidates]));
  const pulled = new Set(constraints.pulled);
  const settled = new Set(rows([...constraints.withdrawn, ...constraints.pins].map(({ number }) => number)));
  const excluded = new Set(
    constraints.excluded.map(({ vacancy, number }) => `${vacancy} ${numbers.rowOf(number)}`),
  );
  const found = sharedLists(
    prepared,
    vacancies.map((vacancy) => rows(listOf.get(vacancy) ?? [])),
    prepared.request.options.appearances,
    (d, row) => pulled.has(vacancies[d]!) || settled.has(row) || excluded.has(`${vacancies[d]} ${row}`),
  );
  return found
    .filter(({ vacancy }) => !pulled.has(vacancies[vacancy]!))
    .map(({ vacancy, appearances, nobody }) => ({
      vacancy: vacancies[vacancy]!,
      candidates: appearances.map(({ row, shared, chance }) => ({ number: numbers.at(row), shared, chance })),
      nobody,
    }));
};
