import type { Contract } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import type { CommuneCode } from '../domain/ids.ts';
import type { TerritoryPack } from '../domain/territory.ts';
import { ASSUMPTIONS } from './figures.ts';
import type { TrueHousehold } from './households.ts';
import type { TrueIncome } from './incomes.ts';
import { type Random, randomStream, type Weights, weighted, weightedDraw } from './random.ts';

type Employment = Demand['employment']['applicant'];

/** Contracts by age and by rank of resources. Ours. */
const STUDENT_AGE: Weights<Contract> = [
  ['CDI', 30],
  ['CHO', 22],
  ['ETU', 18],
  ['AUT', 19],
  ['CDD', 7],
  ['APP', 4],
];
const LOW: Weights<Contract> = [
  ['CHO', 38],
  ['AUT', 38],
  ['CDI', 16],
  ['CDD', 4],
  ['ART', 3.5],
  ['APP', 0.5],
];
const MIDDLE: Weights<Contract> = [
  ['CDI', 55],
  ['CHO', 21],
  ['AUT', 13],
  ['CDD', 6],
  ['ART', 4.5],
  ['APP', 0.5],
];
const HIGH: Weights<Contract> = [
  ['CDI', 79],
  ['CDD', 9],
  ['ART', 5],
  ['AUT', 4],
  ['CHO', 3],
];
const SENIOR: Weights<Contract> = [
  ['RET', 84],
  ['AUT', 10],
  ['CDI', 4],
  ['CHO', 2],
];

const contractsFor = (age: number, rank: number): Weights<Contract> =>
  age >= 63 ? SENIOR : age < 23 ? STUDENT_AGE : rank < 0.3 ? LOW : rank < 0.6 ? MIDDLE : HIGH;

/** Employment of applicants and co-applicants. Workplaces follow the communes' population, the home commune first. */
export const drawEmployment = ({
  pack,
  households,
  incomes,
  homeCommunes,
  seed,
}: {
  readonly pack: TerritoryPack;
  readonly households: readonly TrueHousehold[];
  readonly incomes: readonly TrueIncome[];
  readonly homeCommunes: readonly CommuneCode[];
  readonly seed: number;
}): Demand['employment'][] => {
  const random = randomStream(seed, 'employment/contract');
  const partners = randomStream(seed, 'employment/co-applicant');
  const workplace = weightedDraw(pack.communes.map((c) => [c.code, c.population] as const));
  const person = (stream: Random, age: number, rank: number, home: CommuneCode): Employment => {
    // Every draw is made for everyone, so that one answer does not shift the next household's.
    const contract = weighted(stream, contractsFor(age, rank));
    const contractSaid = !stream.chance(ASSUMPTIONS.contractUnknown.value);
    const employerSaid = !stream.chance(ASSUMPTIONS.employerUnknown.value);
    const inScope = stream.chance(ASSUMPTIONS.actionLogementShare.value);
    const placeSaid = !stream.chance(ASSUMPTIONS.workplaceUnknown.value);
    const atHome = stream.chance(0.35);
    const elsewhere = workplace(stream);
    const employee = contract === 'CDI' || contract === 'CDD' || contract === 'APP';
    return {
      contract: contractSaid ? contract : null,
      actionLogementEmployer: contractSaid && (employerSaid || !employee) ? employee && inScope : null,
      workplaceCommune:
        contractSaid && placeSaid && (employee || contract === 'ART') ? (atHome ? home : elsewhere) : null,
    };
  };
  return households.map(({ kind, adultDays }, place) => {
    const { rank } = incomes[place]!;
    const home = homeCommunes[place]!;
    const applicant = person(random, Math.floor(adultDays[0]! / 365.25), rank, home);
    const partnered = kind === 'couple' || kind === 'couple-children';
    return {
      applicant,
      coApplicant: partnered ? person(partners, Math.floor(adultDays[1]! / 365.25), rank, home) : null,
    };
  });
};
