import { offerFacts, poolSide } from '../../engine/acceptance/individual/facts.ts';
import type { DescribedPlace } from '../../engine/acceptance/individual/features.ts';
import { individualListLength } from '../../engine/acceptance/individual/individualList.ts';
import { listLength } from '../../engine/acceptance/listLength.ts';
import { listRates } from '../../engine/acceptance/rates.ts';
import { topK } from '../../engine/shortlist/topK.ts';
import type { SessionIndividual, VacancyLength } from '../store/sessionAcceptance.ts';
import type { SessionConstraints, SessionDocument } from '../store/sessionDocument.ts';
import type { SessionModel } from './sessionsModel.ts';

/**
 * How many candidates each vacancy of a session needs: by the rates of its class, and by the individual chances of the households that
 * the method alone puts first. Who stands on a list is decided afterwards, without these chances.
 */
export const vacancyLengths = (
  model: SessionModel,
  {
    question,
    individual,
    constraints,
  }: {
    readonly question: SessionDocument['question'];
    readonly individual: SessionIndividual;
    readonly constraints: SessionConstraints;
  },
): readonly VacancyLength[] => {
  const { territory, rates } = model.prepared.request;
  const { maxEmptyRisk, maxListLength } = territory.pack.matching;
  const bounds = { maxEmptyRisk: maxEmptyRisk.value, maximum: maxListLength.value };
  const bestPlaced = bestPlacedOf(model, constraints, bounds.maximum);
  return model.prepared.places.map(({ vacancy, dwelling }, d): VacancyLength => {
    const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    const byRates = listLength({ turnRates: listRates(rates, fragility, bounds.maximum), ...bounds });
    const own =
      individual.kind === 'learned' ? individualListLength(individual.model, bestPlaced(d), bounds) : null;
    const asked = question.listLengthBy === 'individual' ? (own ?? byRates) : byRates;
    return {
      vacancy: vacancy.id,
      byRates,
      individual: own,
      chosen: question.options.listSize ?? asked.length,
    };
  });
};

/** The first households of a vacancy in the method's order, of those eligible and not set aside by hand. */
const bestPlacedOf = (
  { prepared, vacancies, workspace }: SessionModel,
  { withdrawn, excluded }: SessionConstraints,
  most: number,
): ((vacancy: number) => readonly DescribedPlace[]) => {
  const { pool, territory } = workspace;
  const { model, rowOf } = prepared.problem;
  const { segmentOffsets, pairOffsets, pairCandidate } = model;
  const away = new Set(withdrawn.map(({ number }) => pool.numbers.rowOf(number)));
  // A household may have several pairs with a vacancy: it counts once.
  const seenAt = new Int32Array(model.candidateCount).fill(-1);
  return (d) => {
    const { dwelling, ranking } = prepared.places[d]!;
    const out = new Set(
      excluded
        .filter(({ vacancy }) => vacancy === vacancies[d])
        .map(({ number }) => pool.numbers.rowOf(number)),
    );
    const rows: number[] = [];
    const last = pairOffsets[segmentOffsets[d + 1]!]!;
    for (let pair = pairOffsets[segmentOffsets[d]!]!; pair < last; pair += 1) {
      const candidate = pairCandidate[pair]!;
      if (seenAt[candidate] === d) continue;
      seenAt[candidate] = d;
      const row = rowOf[candidate]!;
      if (!away.has(row) && !out.has(row)) rows.push(row);
    }
    const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    return Array.from(topK(Uint32Array.from(rows), most, ranking.position), (row, i) => ({
      rank: i + 1,
      fragility,
      facts: offerFacts(poolSide(pool, row), dwelling, territory),
    }));
  };
};
