import fc from 'fast-check';
import {
  type Allocation,
  AllocationSchema,
  type Outcome,
  OutcomeSchema,
} from '../../engine/domain/allocation.ts';
import {
  ANSWERS,
  CONTRACT_CODES,
  DALO_STATUSES,
  DECISIONS,
  ENERGY_CLASSES,
  FINANCINGS,
  HOUSING_KIND_CODES,
  MOTIVE_CODES,
  REFUSAL_REASONS,
  RESERVATAIRE_CODES,
  TYPOLOGIES,
  VACANCY_REASONS,
} from '../../engine/domain/codes.ts';
import { isoDay } from '../../engine/domain/day.ts';
import { type Demand, DemandSchema } from '../../engine/domain/demand.ts';
import { type Dwelling, DwellingSchema, type Vacancy, VacancySchema } from '../../engine/domain/dwelling.ts';

/*
 * Valid values of every kind of file, within the small territory of tests/import/support.ts. Each arbitrary parses its value
 * with the domain schema, so an arbitrary that drifts from the domain fails here and not in the property.
 */

const option = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const keys = <T extends object>(record: T) =>
  fc.constantFrom(...(Object.keys(record) as (keyof T & string)[]));
const dayFrom = (first: number): fc.Arbitrary<string> =>
  fc.integer({ min: first, max: first + 4000 }).map(isoDay);
const day = dayFrom(16_000);
const birth = fc.integer({ min: -14_000, max: 20_000 }).map(isoDay);
const money = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 9_000_000 }).map((cents) => cents / 100),
  fc.double({ min: 1e-9, max: 10_000, noNaN: true }),
);
const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));
export const demandNumber = fc
  .tuple(fc.integer({ min: 1, max: 12 }), digits(2), digits(6), digits(5))
  .map(
    ([month, year, sequence, guichet]) => `999${String(month).padStart(2, '0')}${year}${sequence}${guichet}`,
  );
const localId = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_./:-]{0,20}$/);
const commune = fc.constantFrom('59350', '59512', '59599');
const anyCommune = fc.constantFrom('59350', '59512', '75056', '2A004');

const employment = fc.record({
  contract: option(fc.constantFrom(...CONTRACT_CODES)),
  actionLogementEmployer: option(fc.boolean()),
  workplaceCommune: option(anyCommune),
});

const wishes = fc
  .record({
    communes: fc.uniqueArray(commune),
    quartiers: fc.uniqueArray(fc.constantFrom('lille-centre', 'roubaix-centre', 'roubaix-epeule')),
    typologies: fc.uniqueArray(fc.constantFrom(...TYPOLOGIES), { minLength: 1 }),
    wide: fc.boolean(),
    building: option(fc.constantFrom('flat', 'house', 'any')),
    groundFloor: option(fc.boolean()),
  })
  // Naming no place and not being wide is refused on purpose.
  .map((wish) => (wish.communes.length + wish.quartiers.length === 0 ? { ...wish, wide: true } : wish));

const children = fc.array(
  fc.record({ birthDate: option(birth), custody: fc.constantFrom('full', 'alternate', 'visit') }),
  { maxLength: 5 },
);
const taxIncomes = (maxLength: number) =>
  fc
    .uniqueArray(fc.record({ year: fc.integer({ min: 2019, max: 2026 }), amountEur: option(money) }), {
      selector: ({ year }) => year,
      maxLength,
    })
    .map((entries) => [...entries].sort((a, b) => a.year - b.year));

export const arbitraryDemand: fc.Arbitrary<Demand> = fc
  .record({
    number: demandNumber,
    filedOn: day,
    renewedOn: option(dayFrom(20_000)),
    updatedOn: dayFrom(20_000),
    household: fc.record({
      adults: fc.array(fc.record({ birthDate: option(birth) }), { minLength: 1, maxLength: 4 }),
      couple: option(fc.boolean()),
      children: option(children),
      expectedBirths: option(fc.integer({ min: 0, max: 5 })),
      disabledMember: option(fc.boolean()),
    }),
    incomes: fc.record({
      referenceTaxIncome: taxIncomes(4),
      declaredMonthlyEur: option(money),
      rolling12MonthsEur: option(money),
    }),
    employment: fc.record({ applicant: employment, coApplicant: option(employment) }),
    currentHousing: fc.record({
      kind: option(fc.constantFrom(...HOUSING_KIND_CODES)),
      rentEur: option(money),
      livingAreaM2: option(fc.double({ min: 0.5, max: 1000, noNaN: true })),
      occupants: option(fc.integer({ min: 1, max: 40 })),
      typology: option(fc.constantFrom(...TYPOLOGIES)),
      bailleur: option(fc.constantFrom('vilogia', 'lille-metropole-habitat')),
      dwelling: option(localId),
    }),
    motives: option(fc.uniqueArray(fc.constantFrom(...MOTIVE_CODES))),
    wishes,
    accessibility: fc.record({
      stepFree: option(fc.boolean()),
      maxFloorOnFoot: option(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant('any' as const))),
    }),
    priorities: option(
      fc.array(
        fc.record({
          situation: fc.constantFrom('ACI_EXPULSION', 'ACI_SUROCCUPATION', 'MUT_DELAI'),
          evidence: fc.constantFrom('declared', 'computed', 'verified'),
          since: option(day),
        }),
        { maxLength: 3 },
      ),
    ),
    dalo: option(keys(DALO_STATUSES)),
    contingents: option(fc.uniqueArray(fc.constantFrom(...RESERVATAIRE_CODES))),
    npruRelocation: option(fc.boolean()),
    history: fc.record({
      suitedRefusals: fc.option(fc.integer({ min: 0, max: 50 })),
      rankedNotHoused: fc.option(fc.integer({ min: 0, max: 50 })),
    }),
  })
  .map((value) => DemandSchema.parse(value));

/** Free text that spreadsheets and CSV find difficult, all of it in Windows-1252. */
const residence = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'abzAZ09 ;,"\'=+-@|\t\n\réèœŒ€’«»ÿ'), minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      '-3',
      "'-3",
      "''=x",
      '+33',
      '@SUM(A1)',
      '"',
      ';',
      'a\r\nb',
      '-rue',
      '\u00a0',
      'É\u00a0»',
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');

const PLACES = [
  { commune: '59350', iris: '593500101', quartier: 'lille-centre' },
  { commune: '59512', iris: '595120101', quartier: 'roubaix-epeule' },
  { commune: '59512', iris: null, quartier: 'roubaix-centre' },
  { commune: '59599', iris: null, quartier: null },
] as const;
const qpv = option(fc.constantFrom('QN05980M', 'QP059012', false as const));

export const arbitraryDwelling: fc.Arbitrary<Dwelling> = fc
  .tuple(
    fc.constantFrom(...PLACES),
    fc.record({
      id: localId,
      bailleur: fc.constantFrom('vilogia', 'partenord-habitat'),
      qpv2015: qpv,
      qpv2024: qpv,
      qpvSimulated: fc.boolean(),
      residence: option(residence),
      typology: fc.constantFrom(...TYPOLOGIES),
      rooms: fc.integer({ min: 1, max: 12 }),
      livingAreaM2: fc.double({ min: 0.5, max: 1000, noNaN: true }),
      floor: option(fc.integer({ min: -2, max: 60 })),
      lift: option(fc.boolean()),
      building: option(fc.constantFrom('flat', 'house')),
      stepFree: option(fc.boolean()),
      financing: fc.constantFrom(...FINANCINGS),
      rentEur: money.filter((value) => value <= 10_000),
      chargesEur: option(fc.double({ min: 1, max: 5000, noNaN: true })),
      energyClass: option(fc.constantFrom(...ENERGY_CLASSES)),
      builtIn: option(fc.integer({ min: 1500, max: 2100 })),
      longitude: option(fc.double({ min: -180, max: -0.001, noNaN: true })),
      latitude: option(fc.double({ min: 0.001, max: 90, noNaN: true })),
      aciAddress: fc.boolean(),
    }),
  )
  .map(([place, rest]) => DwellingSchema.parse({ ...rest, ...place }));

export const arbitraryVacancy: fc.Arbitrary<Vacancy> = fc
  .record({
    id: localId,
    dwelling: localId,
    availableOn: day,
    reason: keys(VACANCY_REASONS),
    orientedTo: option(fc.constantFrom(...RESERVATAIRE_CODES)),
    adaptedPlai: fc.boolean(),
  })
  .map((value) => VacancySchema.parse(value));

export const arbitraryAllocation: fc.Arbitrary<Allocation> = fc
  .record({
    dwelling: localId,
    decidedOn: day,
    leaseSignedOn: option(dayFrom(20_000)),
    demand: demandNumber,
    firstAccess: option(fc.boolean()),
    shareOfPlusCeiling: option(fc.double({ min: 0.001, max: 100, noNaN: true })),
    incomePerUcEur: option(money),
    verifiedSituations: option(fc.uniqueArray(fc.constantFrom('ACI_EXPULSION', 'MUT_DELAI'))),
    daloActive: option(fc.boolean()),
    contingent: option(fc.constantFrom(...RESERVATAIRE_CODES)),
    npruRelocation: option(fc.boolean()),
    rank: fc.integer({ min: 1, max: 20 }),
  })
  .map((value) => AllocationSchema.parse(value));

export const arbitraryOutcome: fc.Arbitrary<Outcome> = fc
  .record({
    vacancy: localId,
    dwelling: localId,
    demand: demandNumber,
    rank: fc.integer({ min: 1, max: 20 }),
    examinedOn: day,
    decision: keys(DECISIONS),
    answer: option(keys(ANSWERS)),
    refusalReason: option(keys(REFUSAL_REASONS)),
    facts: option(
      fc.record({
        roomsBeyondNeed: option(fc.integer({ min: -50, max: 50 })),
        rentChangeShare: option(fc.integer({ min: -1000, max: 1000 }).map((n) => n / 1000)),
        kmToNamedCommune: option(fc.integer({ min: 0, max: 2000 }).map((n) => n / 10)),
        // Facts without anything known are no facts.
        wideWish: fc.boolean(),
        floorsOnFoot: option(fc.integer({ min: 0, max: 60 })),
      }),
    ),
  })
  .map((value) =>
    OutcomeSchema.parse(value.answer === 'refused' ? value : { ...value, refusalReason: null }),
  );

/** What is left of a demand after a round trip through the SNE format, which carries less. */
export const asCarriedBySne = (demand: Demand, fileDay: string): Demand => {
  const worker = ({ contract, workplaceCommune }: Demand['employment']['applicant']) => ({
    contract,
    actionLogementEmployer: null,
    workplaceCommune,
  });
  const { household, employment } = demand;
  // Persons and motives are lists there: what is not known is written as none.
  const children = household.children ?? [];
  const full = children.filter(({ custody }) => custody === 'full');
  return DemandSchema.parse({
    ...demand,
    renewedOn: null,
    updatedOn: fileDay,
    household: {
      ...household,
      // The couple is said by the co-applicant's link; without one, only "not a couple" can be said.
      couple: employment.coApplicant === null && household.couple === true ? null : household.couple,
      children: [...full, ...children.filter(({ custody }) => custody !== 'full')],
      disabledMember: null,
    },
    incomes: {
      referenceTaxIncome: demand.incomes.referenceTaxIncome.slice(-2),
      declaredMonthlyEur: demand.incomes.declaredMonthlyEur,
      rolling12MonthsEur: null,
    },
    employment: {
      applicant: worker(employment.applicant),
      coApplicant: employment.coApplicant && worker(employment.coApplicant),
    },
    currentHousing: { ...demand.currentHousing, bailleur: null, dwelling: null },
    wishes: { ...demand.wishes, quartiers: [], groundFloor: null },
    accessibility: { stepFree: null, maxFloorOnFoot: null },
    priorities: null,
    contingents: null,
    npruRelocation: null,
    history: { suitedRefusals: null, rankedNotHoused: null },
  });
};
