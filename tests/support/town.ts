import type { Rows } from '../../api/store/store.ts';
import { aDemand, aDwelling, aVacancy } from './demands.ts';

/*
 * A town of seven freed dwellings and nine demands: enough to see a list, those who follow, those set aside, and pages.
 */

const base = aDemand(0);
const works = {
  employment: {
    ...base.employment,
    applicant: { ...base.employment.applicant, actionLogementEmployer: true },
  },
};

export const TOWN_DEMANDS: readonly Rows['demands'][] = [
  ...[2018, 2019, 2020, 2021, 2022, 2023].map((year, i) => aDemand(i + 1, { filedOn: `${year}-04-01` })),
  aDemand(7, { filedOn: '2026-10-01', renewedOn: null, updatedOn: '2026-10-01', ...works }),
  aDemand(8, { filedOn: '2015-01-01', wishes: { ...base.wishes, communes: ['59350'] } }),
  aDemand(9, { filedOn: '2015-01-01', renewedOn: '2020-01-01' }),
];

const DWELLINGS = [
  aDwelling('L-1'),
  aDwelling('L-2', { typology: 'T5', rooms: 5, livingAreaM2: 100 }),
  ...[3, 4, 5, 6].map((n) => aDwelling(`L-${n}`, { commune: '59350' })),
  aDwelling('L-7', { residence: 'Les Lilas' }),
];

export const TOWN = {
  demands: TOWN_DEMANDS,
  dwellings: DWELLINGS,
  vacancies: DWELLINGS.map((dwelling, i) => aVacancy(`V-${i + 1}`, dwelling.id)),
} as const;
