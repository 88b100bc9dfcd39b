import { type Demand, DemandSchema } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { DwellingSchema, VacancySchema } from '../../engine/domain/dwelling.ts';

/** A synthetic numéro unique. */
export const aNumber = (sequence: number): string => `9992601${String(sequence).padStart(6, '0')}SIM01`;

type Overrides<T> = { readonly [K in keyof T]?: unknown };

/** A valid synthetic demand: one adult of 40, in Roubaix, in the private stock, one wish; `overrides` replace whole fields. */
export const aDemand = (sequence: number, overrides: Overrides<Demand> = {}): Demand =>
  DemandSchema.parse({
    number: aNumber(sequence),
    filedOn: '2025-06-15',
    renewedOn: '2026-06-15',
    updatedOn: '2026-06-15',
    household: {
      adults: [{ birthDate: '1986-05-10' }],
      couple: false,
      children: [],
      expectedBirths: 0,
      disabledMember: false,
    },
    incomes: {
      referenceTaxIncome: [
        { year: 2024, amountEur: 9_000 },
        { year: 2025, amountEur: 9_000 },
      ],
      declaredMonthlyEur: 900,
      rolling12MonthsEur: null,
    },
    employment: {
      applicant: { contract: 'CDI', actionLogementEmployer: false, workplaceCommune: '59350' },
      coApplicant: null,
    },
    currentHousing: {
      kind: 'LP',
      rentEur: 450,
      livingAreaM2: 40,
      occupants: 1,
      typology: 'T2',
      bailleur: null,
      dwelling: null,
    },
    motives: ['19'],
    wishes: {
      communes: ['59512'],
      quartiers: [],
      typologies: ['T2'],
      wide: false,
      building: 'any',
      groundFloor: true,
    },
    accessibility: { stepFree: false, maxFloorOnFoot: 'any' },
    priorities: [],
    dalo: 'NON',
    contingents: null,
    npruRelocation: false,
    history: { suitedRefusals: 0, rankedNotHoused: 0 },
    ...overrides,
  });

/** A T2 of 45 m² in Roubaix, second floor without lift. */
export const aDwelling = (id: string, overrides: Overrides<Dwelling> = {}): Dwelling =>
  DwellingSchema.parse({
    id,
    bailleur: 'lille-metropole-habitat',
    commune: '59512',
    iris: null,
    quartier: null,
    qpv2015: null,
    qpv2024: false,
    qpvSimulated: false,
    residence: null,
    typology: 'T2',
    rooms: 2,
    livingAreaM2: 45,
    floor: 2,
    lift: false,
    building: 'flat',
    stepFree: false,
    financing: 'PLUS',
    rentEur: 300,
    chargesEur: 60,
    energyClass: 'D',
    builtIn: 1975,
    longitude: null,
    latitude: null,
    aciAddress: false,
    ...overrides,
  });

export const aVacancy = (id: string, dwelling: string, overrides: Overrides<Vacancy> = {}): Vacancy =>
  VacancySchema.parse({
    id,
    dwelling,
    availableOn: '2026-11-16',
    reason: 'rotation',
    orientedTo: null,
    adaptedPlai: false,
    ...overrides,
  });
