import type { Dwelling, Vacancy } from '../../domain/dwelling.ts';
import type { VacancyId } from '../../domain/ids.ts';
import { type Random, shuffle, weighted } from '../../simulation/random.ts';
import { prepareSession, type SessionRequest } from '../session.ts';
import type { ReadyVacancies } from './futurePrices.ts';

/**
 * A future as the past foretells it: as many vacancies as are expected, of dwellings freed before, each taken again only once all have
 * been (a bootstrap of the record). Where vacancies are oriented, to a réservataire drawn by the shares of the pack.
 *
 * @param request day, demands, ledger and method; its own vacancies are not looked at.
 * @param freed dwellings of recorded allocations, in the record's order.
 * @throws RangeError when vacancies are expected and none has been recorded.
 */
export const sampledFuture = (
  request: SessionRequest,
  {
    freed,
    expected,
    random,
  }: { readonly freed: readonly Dwelling[]; readonly expected: number; readonly random: Random },
): ReadyVacancies => {
  if (expected > 0 && freed.length === 0)
    throw new RangeError(
      `future: ${expected} vacancies expected, no freed dwelling recorded to draw from. Maybe import past allocations first.`,
    );
  const { regime, shares } = request.territory.pack.contingents;
  const orientations = shares.map((each) => [each.reservataire, each.share] as const);
  const drawn: Dwelling[] = [];
  while (drawn.length < expected)
    drawn.push(...shuffle(random, [...freed]).slice(0, expected - drawn.length));
  const vacancies = drawn.map((dwelling, i) => {
    const vacancy: Vacancy = {
      id: `expected-${i + 1}` as VacancyId,
      dwelling: dwelling.id,
      availableOn: request.asOf,
      reason: 'rotation',
      orientedTo: regime === 'orientation' ? weighted(random, orientations) : null,
      adaptedPlai: false,
    };
    return { vacancy, dwelling };
  });
  const { problem, rows } = prepareSession({ ...request, vacancies });
  return { problem, rows };
};
