import { dayNumber } from '../../engine/domain/day.ts';
import type { IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Workspace } from './workspace.ts';

/** Which vacancies a session examines: those named, or all that are open, of a commune or a bailleur, the first by date. */
export type VacancyChoice =
  | { readonly kind: 'named'; readonly vacancies: readonly string[] }
  | {
      readonly kind: 'open';
      /** INSEE code, or name; null: any. */
      readonly commune: string | null;
      /** Identifier, or name; null: any. */
      readonly bailleur: string | null;
      readonly first: number | null;
    };

/** Sessions of a year's vacancies are measured up to this many. */
export const MOST_VACANCIES = 10_000;
/** A dwelling is attributed before it is free, during the notice of the tenant who leaves: three months at most. */
const NOTICE_DAYS = 92;

/**
 * The vacancies chosen, each once: in the order given, or by date then identifier.
 *
 * @param held vacancies on a list whose answers are awaited, with the session of that list: open, but already examined.
 * @throws InputError `vacancy.unknown`, `vacancy.dwelling-unknown`, `session.vacancy-twice`, `session.vacancy-awaited`,
 * `session.no-vacancy`, `session.all-awaited`, `session.too-many-vacancies`, `session.commune-unknown`, `session.bailleur-unknown`.
 */
export const chosenVacancies = (
  workspace: Workspace,
  choice: VacancyChoice,
  held: ReadonlyMap<string, string>,
): readonly VacancyId[] => {
  const ids =
    choice.kind === 'named' ? named(workspace, choice.vacancies, held) : open(workspace, choice, held);
  if (ids.length === 0) throw new InputError([{ code: 'session.no-vacancy', path: 'vacancies' }]);
  if (ids.length > MOST_VACANCIES)
    throw new InputError([
      {
        code: 'session.too-many-vacancies',
        path: 'vacancies',
        received: String(ids.length),
        expected: String(MOST_VACANCIES),
      },
    ]);
  return ids;
};

/**
 * What was asked, in a request or on a command line.
 * @param vacancies null: none is named. @throws InputError `session.named-and-chosen`.
 */
export const vacancyChoice = (
  vacancies: readonly string[] | null,
  where: Omit<Extract<VacancyChoice, { kind: 'open' }>, 'kind'>,
): VacancyChoice => {
  if (vacancies === null) return { kind: 'open', ...where };
  if (Object.values(where).some((filter) => filter !== null))
    throw new InputError([{ code: 'session.named-and-chosen', path: 'vacancies' }]);
  return { kind: 'named', vacancies };
};

const named = (
  workspace: Workspace,
  ids: readonly string[],
  held: ReadonlyMap<string, string>,
): readonly VacancyId[] => {
  const seen = new Set<string>();
  return ids.map((id) => {
    const { vacancy } = workspace.place(id);
    if (seen.has(id))
      throw new InputError([{ code: 'session.vacancy-twice', path: 'vacancies', received: id }]);
    seen.add(id);
    const holder = held.get(id);
    if (holder !== undefined)
      throw new InputError([
        { code: 'session.vacancy-awaited', path: 'vacancies', received: id, expected: holder },
      ]);
    return vacancy.id;
  });
};

const open = (
  workspace: Workspace,
  choice: Extract<VacancyChoice, { kind: 'open' }>,
  held: ReadonlyMap<string, string>,
): readonly VacancyId[] => {
  const commune = choice.commune === null ? null : communeOf(workspace, choice.commune);
  const bailleur = choice.bailleur === null ? null : bailleurOf(workspace, choice.bailleur);
  const unsettled = workspace
    .places()
    .filter(({ dwelling }) => commune === null || dwelling.commune === commune)
    .filter(({ dwelling }) => bailleur === null || dwelling.bailleur === bailleur)
    .filter(({ vacancy }) => !isSettled(workspace, vacancy.id, null));
  const free = unsettled.filter(({ vacancy }) => !held.has(vacancy.id));
  if (free.length === 0 && unsettled.length > 0) {
    const holders = new Set(unsettled.map(({ vacancy }) => held.get(vacancy.id)!));
    throw new InputError([
      { code: 'session.all-awaited', path: 'vacancies', received: [...holders].sort().join(', ') },
    ]);
  }
  return free
    .sort(
      ({ vacancy: a }, { vacancy: b }) =>
        dayNumber(a.availableOn) - dayNumber(b.availableOn) || (a.id < b.id ? -1 : 1),
    )
    .slice(0, choice.first ?? undefined)
    .map(({ vacancy }) => vacancy.id);
};

const sameName = (a: string, b: string): boolean => a.toLocaleLowerCase('fr') === b.toLocaleLowerCase('fr');

const communeOf = ({ territory }: Workspace, text: string): string => {
  const found = territory.pack.communes.find(({ name }) => sameName(name, text))?.code;
  const code = found ?? territory.canonicalCommune(text);
  if (code === null)
    throw new InputError([{ code: 'session.commune-unknown', path: 'commune', received: text }]);
  return code;
};

/** Identifier of a landlord by identifier or name. @throws InputError `session.bailleur-unknown`. */
export const bailleurOf = ({ territory }: Pick<Workspace, 'territory'>, text: string): string => {
  const found = territory.pack.bailleurs.find(({ id, name }) => id === text || sameName(name, text));
  if (!found)
    throw new InputError([
      {
        code: 'session.bailleur-unknown',
        path: 'bailleur',
        received: text,
        expected: territory.pack.bailleurs.map(({ id }) => id).join(', '),
      },
    ]);
  return found.id;
};

/**
 * Whether somebody has taken the vacancy by the day of the workspace: a household said yes, or its dwelling was attributed since
 * a day (null: since the notice of the tenant who leaves could begin).
 */
export const isSettled = (workspace: Workspace, id: VacancyId, since: IsoDay | null): boolean => {
  const { vacancy } = workspace.place(id);
  const { accepted, attributedOn } = takenIndex(workspace);
  if (accepted.has(id)) return true;
  const from = since === null ? dayNumber(vacancy.availableOn) - NOTICE_DAYS : dayNumber(since);
  return (attributedOn.get(vacancy.dwelling) ?? []).some((day) => dayNumber(day) >= from);
};

/** Whether each vacancy, with its dwelling, is still in the stock. */
export const areInStock = ({ vacancies, sessionData }: Workspace, ids: readonly string[]): boolean =>
  ids.every((id) => {
    const dwelling = vacancies.get(id)?.dwelling;
    return dwelling !== undefined && sessionData.dwellings.has(dwelling);
  });

interface TakenIndex {
  readonly accepted: ReadonlySet<string>;
  readonly attributedOn: ReadonlyMap<string, readonly IsoDay[]>;
}

const indexes = new WeakMap<Workspace, TakenIndex>();

/** Made once per workspace: outcomes and allocations are many. */
const takenIndex = (workspace: Workspace): TakenIndex => {
  const known = indexes.get(workspace);
  if (known) return known;
  const { asOf } = workspace.pool;
  const { outcomes, allocations } = workspace.sessionData;
  const attributedOn = new Map<string, IsoDay[]>();
  for (const { dwelling, decidedOn } of allocations) {
    if (decidedOn > asOf) continue;
    const days = attributedOn.get(dwelling);
    if (days) days.push(decidedOn);
    else attributedOn.set(dwelling, [decidedOn]);
  }
  const made: TakenIndex = {
    accepted: new Set(
      outcomes
        .filter(({ answer, examinedOn }) => answer === 'accepted' && examinedOn <= asOf)
        .map(({ vacancy }) => vacancy),
    ),
    attributedOn,
  };
  indexes.set(workspace, made);
  return made;
};
