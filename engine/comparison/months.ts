import { dayNumber, isoDay } from '../domain/day.ts';
import type { Vacancy } from '../domain/dwelling.ts';
import type { IsoDay, VacancyId } from '../domain/ids.ts';
import { randomStream } from '../simulation/random.ts';
import type { Experiment, FreedDwelling } from './experiment.ts';

/** Last day of the month that comes `after` months after that of a day. */
export const monthEnd = (day: IsoDay, after = 0): IsoDay => {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + after + 1;
  const next = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return isoDay(dayNumber(next as IsoDay) - 1);
};

/**
 * Vacancies that come in each month of a replication: those on record, or, for months to come, those of recorded months drawn with
 * replacement. A draw takes a whole month, so that what is freed together stays together.
 *
 * @param stream seed and replication: arms do not enter.
 */
export const arrivalsOf = (experiment: Experiment, stream: string): readonly (readonly Vacancy[])[] => {
  const { mode, months, supply } = experiment;
  if (mode === 'recorded') return months.map(({ vacancies }) => vacancies.map(({ vacancy }) => vacancy));
  const random = randomStream(0, `${stream}/vacancies`);
  return months.map(({ asOf }) => {
    const drawn: readonly FreedDwelling[] = random.pick(supply);
    return drawn.map(
      ({ dwelling, orientedTo }, i): Vacancy => ({
        id: `GEN-${asOf.slice(0, 7)}-${String(i + 1).padStart(4, '0')}` as VacancyId,
        dwelling: dwelling as Vacancy['dwelling'],
        availableOn: asOf,
        reason: 'rotation',
        orientedTo,
        adaptedPlai: false,
      }),
    );
  });
};
