import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AllocationSchema, type Outcome, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { ageOn, dayNumber, yearOf } from '../../engine/domain/day.ts';
import { type Demand, DemandSchema } from '../../engine/domain/demand.ts';
import { DwellingSchema, VacancySchema } from '../../engine/domain/dwelling.ts';
import { ASSUMPTIONS } from '../../engine/simulation/figures.ts';
import { establishedSituations } from '../../engine/simulation/priorities.ts';
import { generateWorld, type World } from '../../engine/simulation/world.ts';
import { mel, melWorld, today } from './mel.ts';

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const whole = melWorld(1);
const every = <T>(items: readonly T[], step: number): T[] => items.filter((_, i) => i % step === 0);

describe('a seed', () => {
  const small = {
    territory: mel,
    asOf: today,
    demandCount: 1_500,
    dwellingCount: 12_000,
    allocationsPerYear: 700,
    openVacancyCount: 120,
  };
  const world = generateWorld({ ...small, seed: 11 });

  test('gives the same bytes twice', () => {
    expect(hash(generateWorld({ ...small, seed: 11 }))).toBe(hash(world));
  });

  test('gives another world when it changes, in every part', () => {
    const other = generateWorld({ ...small, seed: 12 });
    for (const part of Object.keys(world) as (keyof World)[])
      expect(hash(other[part])).not.toBe(hash(world[part]));
  });

  test('has streams of its own for each part: more demands change neither stock, nor vacancies, nor who refused', () => {
    const more = generateWorld({ ...small, demandCount: 1_700, seed: 11 });
    expect(hash(more.dwellings)).toBe(hash(world.dwellings));
    expect(hash(more.vacancies)).toBe(hash(world.vacancies));
    const answers = (w: World) =>
      w.outcomes.map(({ vacancy, rank, answer, examinedOn }) => [vacancy, rank, answer, examinedOn]);
    expect(hash(answers(more))).toBe(hash(answers(world)));
    expect(more.demands).toHaveLength(1_700);
  });

  test('is stated with options that fit, or refused', () => {
    expect(() => generateWorld({ ...small, seed: 11, dwellingCount: 1_000 })).toThrow(
      'vacancies: 1520 dwellings to free out of 1000',
    );
    expect(() => generateWorld({ ...small, seed: 11, asOf: '2051-01-05' as typeof today })).toThrow(
      'simulation: no PLUS or PLAI ceilings for 2051',
    );
    expect(() => generateWorld({ ...small, seed: 11, demandCount: 99 })).toThrow(
      'world: 99 demands asked for, at least 100 are needed',
    );
    expect(generateWorld({ ...small, seed: 11, demandCount: 100 }).demands).toHaveLength(100);
  });
});

describe('records', () => {
  test('have the sizes of the metropolis', () => {
    expect(whole.demands).toHaveLength(54_000);
    expect(whole.dwellings).toHaveLength(129_512);
    expect(whole.vacancies).toHaveLength(670);
    expect(whole.allocations).toHaveLength(16_000);
  });

  test('are valid by the schemas of the domain', () => {
    const valid = (schema: z.ZodType, items: readonly unknown[]) => {
      const parsed = z.array(schema).safeParse(items);
      expect(parsed.error?.issues.slice(0, 3) ?? []).toEqual([]);
    };
    valid(DemandSchema, every(whole.demands, 27));
    valid(DwellingSchema, every(whole.dwellings, 43));
    valid(VacancySchema, whole.vacancies);
    valid(AllocationSchema, every(whole.allocations, 8));
    valid(OutcomeSchema, every(whole.outcomes, 20));
    expect(every(whole.demands, 27).length).toBeGreaterThanOrEqual(2_000);
  });

  test('have identifiers of their own, and numéros uniques that name no département', () => {
    const unique = (ids: readonly string[]) => expect(new Set(ids).size).toBe(ids.length);
    unique(whole.demands.map((d) => d.number));
    unique(whole.dwellings.map((d) => d.id));
    unique(whole.vacancies.map((v) => v.id));
    unique(whole.allocations.map((a) => a.demand));
    for (const number of [...whole.demands.map((d) => d.number), ...whole.outcomes.map((o) => o.demand)])
      if (!/^999\d{10}SIM\d{2}$/.test(number)) expect(number).toBe('a synthetic number');
    for (const demand of every(whole.demands, 50))
      expect(demand.number.slice(3, 7)).toBe(`${demand.filedOn.slice(2, 4)}${demand.filedOn.slice(5, 7)}`);
  });

  test('carry no text about a person: every text of a demand is a code, a number or a date', () => {
    const texts = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === 'string') texts.add(value);
      else if (value && typeof value === 'object') Object.values(value).forEach(collect);
    };
    every(whole.demands, 25).forEach(collect);
    expect(texts.size).toBeGreaterThan(1_000);
    const allowed =
      /^(999\d{10}SIM\d{2}|\d{4}-\d{2}-\d{2}|\d{2}|\d{5}|[A-Z][A-Z0-9_]*|SIM-\d{5}-\d{5}|full|alternate|visit|flat|house|any|declared|computed|verified)$/;
    const places = new Set<string>([...mel.quartierById.keys(), ...mel.bailleurById.keys()]);
    expect([...texts].filter((text) => !allowed.test(text) && !places.has(text))).toEqual([]);
  });
});

describe('references', () => {
  const dwellings = new Map(whole.dwellings.map((d) => [d.id, d]));

  test('place each dwelling: bailleur, commune, quartier, IRIS of the quartier, QPV of the commune', () => {
    const wrong = whole.dwellings.filter((d) => {
      const quartier = mel.quartierById.get(d.quartier!);
      const qpv = d.qpv2024 ? mel.qpvByCode.get(d.qpv2024) : null;
      return (
        !mel.bailleurById.has(d.bailleur) ||
        quartier?.commune !== d.commune ||
        !quartier.iris.includes(d.iris!) ||
        !d.qpvSimulated ||
        (qpv && !qpv.communes.includes(d.commune)) ||
        (d.qpv2024 && quartier.fragility !== 'most-fragile')
      );
    });
    expect(wrong).toEqual([]);
    expect(whole.dwellings.filter((d) => d.qpv2024).length).toBeGreaterThan(5_000);
  });

  test('free dwellings that exist, in every commune, several in Roubaix, none of them let to a demand', () => {
    const open = whole.vacancies.map((v) => dwellings.get(v.dwelling)!);
    expect(open).not.toContain(undefined);
    expect(new Set(open.map((d) => d.commune)).size).toBe(mel.pack.communes.length);
    expect(open.filter((d) => d.commune === '59512').length).toBeGreaterThan(20);
    const let_ = new Set(whole.demands.map((d) => d.currentHousing.dwelling));
    const freed = new Set([...open.map((d) => d.id), ...whole.allocations.map((a) => a.dwelling)]);
    expect(freed.size).toBe(16_670);
    expect([...freed].filter((id) => let_.has(id))).toEqual([]);
    for (const { availableOn } of whole.vacancies) {
      const freeDays = dayNumber(today) - dayNumber(availableOn);
      expect(freeDays >= 0 && freeDays < 31).toBe(true);
    }
  });

  test('house mutations in dwellings of their landlord, one household each', () => {
    const housed = whole.demands.filter((d) => d.currentHousing.dwelling !== null);
    expect(housed.length).toBeGreaterThan(15_000);
    expect(new Set(housed.map((d) => d.currentHousing.dwelling)).size).toBe(housed.length);
    for (const { currentHousing } of housed) {
      const dwelling = dwellings.get(currentHousing.dwelling!);
      if (currentHousing.kind !== 'HLM' || dwelling?.bailleur !== currentHousing.bailleur)
        expect(currentHousing).toBe('tenant');
    }
    expect(
      whole.demands.filter((d) => d.currentHousing.kind !== 'HLM' && d.currentHousing.bailleur !== null),
    ).toEqual([]);
  });

  test('wish communes and quartiers of the territory, one to five communes', () => {
    for (const { wishes } of whole.demands) {
      const known =
        wishes.communes.length >= 1 &&
        wishes.communes.length <= 5 &&
        new Set(wishes.communes).size === wishes.communes.length &&
        wishes.communes.every((c) => mel.communeByCode.has(c)) &&
        wishes.quartiers.every((q) => wishes.communes.includes(mel.quartierById.get(q)!.commune));
      if (!known) expect(wishes).toBe('inside the territory');
    }
  });

  test('share the stock among landlords as the pack says, to one point', () => {
    for (const { id, simulatedStockShare } of mel.pack.bailleurs) {
      const share = whole.dwellings.filter((d) => d.bailleur === id).length / whole.dwellings.length;
      expect(Math.abs(share - simulatedStockShare)).toBeLessThan(0.01);
    }
  });
});

describe('the past', () => {
  const byList = new Map<string, Outcome[]>();
  for (const outcome of whole.outcomes) {
    const key = `${outcome.vacancy} ${outcome.examinedOn}`;
    byList.set(key, [...(byList.get(key) ?? []), outcome]);
  }

  test('allocates what a household accepted, at its rank, on the day of the list', () => {
    const accepted = new Map(whole.outcomes.filter((o) => o.answer === 'accepted').map((o) => [o.demand, o]));
    expect(accepted.size).toBe(whole.allocations.length);
    for (const { demand, dwelling, rank, decidedOn, leaseSignedOn } of whole.allocations) {
      const outcome = accepted.get(demand);
      if (outcome?.dwelling !== dwelling || outcome.rank !== rank || outcome.examinedOn !== decidedOn)
        expect(demand).toBe('accepted');
      if (leaseSignedOn !== null && (leaseSignedOn <= decidedOn || leaseSignedOn > today))
        expect(leaseSignedOn).toBe('later');
    }
    expect(whole.allocations.filter((a) => a.leaseSignedOn === null).length).toBeGreaterThan(0);
  });

  test('gives the turn to the next rank only after a refusal', () => {
    let refusedLists = 0;
    for (const list of byList.values()) {
      const ranks = [...list].sort((a, b) => a.rank - b.rank);
      expect(ranks.map((o) => o.rank)).toEqual(ranks.map((_, i) => i + 1));
      const taken = ranks.findIndex((o) => o.answer === 'accepted');
      const turns = taken === -1 ? ranks.length : taken;
      if (taken === -1) refusedLists += 1;
      const before = ranks.slice(0, turns).every((o) => o.answer === 'refused' || o.answer === 'no-answer');
      const after = ranks.slice(turns + 1).every((o) => o.answer === null);
      if (!before || !after) expect(ranks).toBe('in turn');
    }
    expect(refusedLists).toBeGreaterThan(300);
  });

  test('covers the current civil year and a whole past one, 8,000 a year', () => {
    const days = whole.allocations.map((a) => a.decidedOn);
    expect(days.every((day) => day < today)).toBe(true);
    expect(days.filter((day) => yearOf(day) === yearOf(today) - 1).length).toBeGreaterThan(7_800);
    const lastYear = days.filter((day) => dayNumber(today) - dayNumber(day) <= 365).length;
    expect(Math.abs(lastYear - 8_000)).toBeLessThan(80);
  });

  test('is what the waiting demands remember', () => {
    const waiting = new Map(whole.demands.map((d) => [d.number, d]));
    const refusals = new Map<string, number>();
    let remembered = 0;
    for (const outcome of whole.outcomes) {
      const demand = waiting.get(outcome.demand);
      if (!demand) continue;
      remembered += 1;
      if (outcome.examinedOn <= demand.filedOn || outcome.answer === 'accepted')
        expect(outcome).toBe('after filing');
      if (outcome.answer !== null) refusals.set(outcome.demand, (refusals.get(outcome.demand) ?? 0) + 1);
    }
    expect(remembered).toBeGreaterThan(10_000);
    for (const { number, history } of whole.demands)
      if (history.suitedRefusals !== (refusals.get(number) ?? 0)) expect(number).toBe('as remembered');
  });

  test('counts more modest households where quartiers are more fragile', () => {
    const dwelling = new Map(whole.dwellings.map((d) => [d.id, d.quartier!]));
    const share = (fragility: string) => {
      const bands = whole.allocations
        .filter((a) => mel.quartierById.get(dwelling.get(a.dwelling)!)!.fragility === fragility)
        .map((a) => mel.bandOf(a.shareOfPlusCeiling)?.group)
        .filter((group) => group !== undefined);
      return bands.filter((group) => group === 'modest').length / bands.length;
    };
    expect(share('most-fragile')).toBeGreaterThan(share('fragile'));
    expect(share('fragile')).toBeGreaterThan(share('less-fragile'));
  });
});

describe('demands', () => {
  const rate = (list: readonly Demand[], unknown: (d: Demand) => boolean) =>
    list.filter(unknown).length / list.length;

  test('leave unsaid what is stated, at the stated rates', () => {
    const { demands } = whole;
    const near = (measured: number, { value }: { value: number }) =>
      expect(Math.abs(measured - value)).toBeLessThan(0.01);
    near(
      rate(demands, (d) => d.currentHousing.kind === null),
      ASSUMPTIONS.kindUnknown,
    );
    near(
      rate(demands, (d) => d.incomes.declaredMonthlyEur === null),
      ASSUMPTIONS.monthlyIncomeUnknown,
    );
    near(
      rate(demands, (d) => d.household.disabledMember === null),
      ASSUMPTIONS.disabilityUnknown,
    );
    near(
      rate(demands, (d) => d.household.expectedBirths === null),
      ASSUMPTIONS.birthsUnknown,
    );
    near(
      rate(demands, (d) => d.household.couple === null),
      ASSUMPTIONS.coupleUnknown,
    );
    near(
      rate(demands, (d) => d.accessibility.stepFree === null),
      ASSUMPTIONS.stepFreeUnknown,
    );
    near(
      rate(demands, (d) => d.employment.applicant.contract === null),
      ASSUMPTIONS.contractUnknown,
    );
    near(
      rate(demands, (d) => d.dalo === null),
      ASSUMPTIONS.daloUnknown,
    );
    near(
      rate(demands, (d) => d.contingents === null),
      ASSUMPTIONS.contingentsUnknown,
    );
    near(
      rate(demands, (d) => d.npruRelocation === null),
      ASSUMPTIONS.npruUnknown,
    );
    const singles = demands.filter((d) => d.household.couple === false);
    const couples = demands.filter((d) => d.household.couple === true);
    const noTax = (d: Demand) => d.incomes.referenceTaxIncome[0]!.amountEur === null;
    near(rate(singles, noTax), ASSUMPTIONS.taxIncomeUnknown);
    near(rate(couples, noTax), { value: 1 - (1 - 0.06) * (1 - 0.03) });
    const housed = demands.filter((d) => d.currentHousing.kind === 'LP');
    near(
      rate(housed, (d) => d.currentHousing.livingAreaM2 === null),
      ASSUMPTIONS.currentAreaUnknown,
    );
    near(
      rate(housed, (d) => d.currentHousing.rentEur === null),
      ASSUMPTIONS.currentRentUnknown,
    );
    near(whole.dwellings.filter((d) => d.energyClass === null).length / 129_512, ASSUMPTIONS.energyUnknown);
    near(
      whole.dwellings.filter((d) => d.stepFree === null).length / 129_512,
      ASSUMPTIONS.dwellingStepFreeUnknown,
    );
    expect(rate(demands, (d) => d.incomes.rolling12MonthsEur !== null)).toBe(0);
  });

  test('hold the DALO and NPRU shares that are stated', () => {
    expect(rate(whole.demands, (d) => d.dalo === 'ACTIF')).toBeCloseTo(0.02, 4);
    expect(whole.demands.filter((d) => d.npruRelocation === true)).toHaveLength(450);
    expect(whole.demands.filter((d) => d.npruRelocation && d.motives?.[0] !== '02')).toEqual([]);
  });

  test('are coherent in age, wait and renewal', () => {
    for (const demand of every(whole.demands, 5)) {
      const { adults, children } = demand.household;
      const ages = adults.map((a) => ageOn(a.birthDate!, today));
      const parents = Math.max(...ages);
      const grown = children!.filter((c) => c.birthDate !== null).map((c) => ageOn(c.birthDate!, today));
      const coherent =
        ages.every((age) => age >= 18 && age < 100) &&
        grown.every((age) => age >= 0 && age <= 21 && parents - age >= 17) &&
        demand.filedOn <= demand.updatedOn &&
        demand.updatedOn <= today &&
        (demand.renewedOn === null ||
          (demand.renewedOn > demand.filedOn && demand.renewedOn <= demand.updatedOn));
      if (!coherent) expect(demand).toBe('coherent');
    }
    expect(whole.demands.some((d) => d.household.children!.some((c) => c.custody === 'alternate'))).toBe(
      true,
    );
    expect(whole.demands.some((d) => d.household.children!.some((c) => c.custody === 'visit'))).toBe(true);
    expect(whole.demands.some((d) => d.accessibility.stepFree === true)).toBe(true);
  });

  test('have three incomes that agree without being the same', () => {
    const both = whole.demands.filter(
      (d) => d.incomes.declaredMonthlyEur && d.incomes.referenceTaxIncome[0]!.amountEur,
    );
    const ratios = both
      .map((d) => d.incomes.referenceTaxIncome[0]!.amountEur! / (d.incomes.declaredMonthlyEur! * 12))
      .sort((a, b) => a - b);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeGreaterThan(0.6);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(1.1);
    expect(ratios.at(-1)! - ratios[0]!).toBeGreaterThan(0.5);
    const lower = both.filter((d) => {
      const [n2, n1] = d.incomes.referenceTaxIncome;
      return n1!.amountEur !== null && n1!.amountEur <= n2!.amountEur! * 0.9;
    });
    expect(lower.length / both.length).toBeGreaterThan(0.05);
  });

  test('have verified only situations that are established, or that a partner signals', () => {
    const sample = every(whole.demands, 9);
    const established = establishedSituations(sample, mel, today);
    let verified = 0;
    sample.forEach(({ priorities }, place) => {
      const { priority, mutation } = established[place]!;
      for (const { situation, evidence, since } of priorities ?? []) {
        expect([...priority, ...mutation]).toContain(situation);
        expect(evidence).toBe('verified');
        expect(since! <= today).toBe(true);
        verified += 1;
      }
    });
    expect(verified).toBeGreaterThan(300);
  });
});
