import type { AcceptanceRates } from '../acceptance/rates.ts';
import { type Dwelling, residenceKey } from '../domain/dwelling.ts';
import type { DemandNumber, VacancyId } from '../domain/ids.ts';
import { type Random, randomStream } from '../simulation/random.ts';
import type { Territory } from '../territory/territory.ts';

/** Whether a household says yes to a vacancy once its turn has come. */
export type Answers = (
  number: DemandNumber,
  place: { readonly vacancy: VacancyId; readonly dwelling: Dwelling },
) => boolean;

/**
 * Answers of one replication: common random numbers. What a household says to a vacancy depends on (stream, household, vacancy) alone,
 * so that arms which propose the same get the same answer. Each residence has its own readiness to refuse, a Beta law whose mean is
 * one less the rate of its class at rank 1 and whose correlation is that of the rates; given it, households answer each on their own.
 *
 * @param stream seed and replication.
 */
export const drawnAnswers = (
  stream: string,
  { rates, territory }: { readonly rates: AcceptanceRates; readonly territory: Territory },
): Answers => {
  const readiness = new Map<string, number>();
  const refusalAt = (dwelling: Dwelling): number => {
    const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    const key = `${fragility}/${residenceKey(dwelling) ?? dwelling.id}`;
    const known = readiness.get(key);
    if (known !== undefined) return known;
    const found = refusalOf(randomStream(0, `${stream}/residence/${key}`), {
      mean: 1 - rates.rate(fragility, 1),
      correlation: rates.correlation.value,
    });
    readiness.set(key, found);
    return found;
  };
  return (number, { vacancy, dwelling }) =>
    randomStream(0, `${stream}/answer/${number}/${vacancy}`).next() >= refusalAt(dwelling);
};

const refusalOf = (
  random: Random,
  { mean, correlation }: { readonly mean: number; readonly correlation: number },
): number => {
  if (correlation <= 0 || mean <= 0 || mean >= 1) return mean;
  const theta = 1 / correlation - 1;
  const refuses = gamma(random, mean * theta);
  const sum = refuses + gamma(random, (1 - mean) * theta);
  return sum > 0 ? refuses / sum : mean;
};

/** Gamma law (Marsaglia and Tsang 2000, DOI 10.1145/358407.358414); shapes under 1 by their boost, G(a) = G(a + 1)·U^(1/a). */
const gamma = (random: Random, shape: number): number => {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
};
