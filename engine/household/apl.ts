import type { AplParameters } from '../domain/territory.ts';
import type { AplTrace } from './aplSteps.ts';
import { type Family, familyValue } from './family.ts';

/*
 * Aide personnalisée au logement of a tenant: CCH art. D823-16 and D823-17, arrêté of 27 September 2019 art. 7 to 15.
 * Amounts are carried as whole numbers of 1e-5 EUR, so that the roundings of the texts are exact; where the texts round
 * nothing, nothing is rounded, except the product by the degressivity coefficient, to 1e-5 EUR.
 * Not covered: house-sharing (art. 16), foyers, accession, the student's floor (art. 6), and the disability allowances that
 * lift degressivity, because the kind of an income is never an input.
 */

export type AplZone = 1 | 2 | 3;

/** Art. 10: the benefit decreases from `start` times the rent ceiling, down to nothing at `end` times. */
export const DEGRESSIVITY: Readonly<Record<AplZone, { readonly start: number; readonly end: number }>> = {
  1: { start: 3.4, end: 4 },
  2: { start: 2.5, end: 3.1 },
  3: { start: 2.5, end: 3.1 },
};
/** Art. 8: rent ceiling of a single room, share of the single person's, whatever the family. */
export const ROOM_CEILING_SHARE = 0.9;
/** Art. D823-16: share of the rent reduction taken back from the benefit. */
export const RLS_CLAWBACK_SHARE = 0.98;
/** Art. 14, 2°: slices of RL, in hundredths of percent, and their rates in percent. */
const SECOND_SLICE = { from: 4500, ratePercent: 0.45 };
const THIRD_SLICE = { from: 7500, ratePercent: 0.68 };
/** Art. D823-17, 4°. */
const RESOURCES_STEP_EUR = 100;

const UNITS_PER_EUR = 100_000;
const UNITS_PER_CENT = UNITS_PER_EUR / 100;

export interface AplInput {
  /** Principal rent, charges apart, before any rent reduction. EUR a month. */
  readonly rentEur: number;
  readonly family: Family;
  readonly zone: AplZone;
  /** Resources of twelve months in the sense of the benefit, EUR a year; null when unknown. */
  readonly annualResourcesEur: number | null;
  readonly parameters: AplParameters;
  /** Rent reduction (RLS) that the household has in this dwelling, EUR a month: 0 without one, null when not known. */
  readonly rlsEur: number | null;
  /** The dwelling is a single room (chambre). */
  readonly room?: boolean;
  /** `RlsParameters.aplClawback`, where the pack gives another value than the text's. */
  readonly rlsClawbackShare?: number;
}

export interface AplResult {
  /** Benefit, EUR a month: before-RLS amount minus the clawback, at least 0. */
  readonly amountEur: number;
  /** What the household gains: the benefit minus its CRDS, EUR a month, at least 0. */
  readonly netEur: number;
  readonly trace: AplTrace;
}

/**
 * Monthly benefit with the trace of its calculation; null when the resources or the rent reduction are unknown.
 * An amount that the formula makes negative is 0; the benefit has no other minimum (art. 12).
 */
export const apl = (input: AplInput): AplResult | null => {
  const { family, zone, parameters, annualResourcesEur, rlsEur, room = false } = input;
  if (annualResourcesEur === null || rlsEur === null) return null;

  const rentCeiling = rentCeilingCents({ family, zone, parameters, room });
  const rent = cents(input.rentEur);
  const eligibleRent = Math.min(rent, rentCeiling);
  const charges = cents(parameters.charges.base + family.dependants * parameters.charges.perDependant);
  const covered = (eligibleRent + charges) * UNITS_PER_CENT;
  const minimumParticipation = Math.max(
    units(parameters.minimumParticipation.floorEur),
    Math.round(covered * parameters.minimumParticipation.rate),
  );

  const referenceRent = cents(familyValue(parameters.rentCeilings.zone2, family));
  const rentRatio = Math.round((eligibleRent * 10_000) / referenceRent);
  const rentRate = rentRateThousandths(rentRatio);
  const familyRate = Math.round(familyValue(parameters.tf, family) * 1000);
  const participationRate = familyRate + rentRate;
  const resources = Math.ceil(cents(annualResourcesEur) / (RESOURCES_STEP_EUR * 100)) * RESOURCES_STEP_EUR;
  const allowance = familyValue(parameters.r0, family);
  // A rate in thousandths of percent times whole euros is a number of 1e-5 EUR.
  const participation =
    minimumParticipation + Math.round(participationRate * Math.max(0, resources - allowance));
  const formula = Math.max(0, covered - participation);

  const coefficient = degressivity({ rent, rentCeiling, zone });
  const reduced = Math.max(0, Math.round(formula * coefficient) - units(parameters.flatReductionEur));
  const crdsPerMille = Math.round(parameters.crdsRate * 1000);
  const roundedNet = Math.floor((reduced * (1000 - crdsPerMille)) / (1000 * UNITS_PER_EUR));
  const crds = (reduced * crdsPerMille) / 1000;
  const beforeRls = roundedNet * UNITS_PER_EUR + crds;
  const clawback = units(rlsEur * (input.rlsClawbackShare ?? RLS_CLAWBACK_SHARE));
  const amount = Math.max(0, beforeRls - clawback);

  return {
    amountEur: eur(amount),
    netEur: eur(Math.max(0, amount - crds)),
    trace: {
      rentCeilingEur: rentCeiling / 100,
      eligibleRentEur: eligibleRent / 100,
      chargesEur: charges / 100,
      minimumParticipationEur: eur(minimumParticipation),
      referenceRentEur: referenceRent / 100,
      rentRatioPercent: rentRatio / 100,
      familyRatePercent: familyRate / 1000,
      rentRatePercent: rentRate / 1000,
      participationRatePercent: participationRate / 1000,
      resourcesEur: resources,
      allowanceEur: allowance,
      personalParticipationEur: eur(participation),
      formulaEur: eur(formula),
      degressivityCoefficient: coefficient,
      flatReductionEur: parameters.flatReductionEur,
      reducedEur: eur(reduced),
      crdsEur: eur(crds),
      roundedNetEur: roundedNet,
      beforeRlsEur: eur(beforeRls),
      rlsClawbackEur: eur(clawback),
    },
  };
};

const cents = (amountEur: number): number => Math.round(amountEur * 100);
const units = (amountEur: number): number => Math.round(amountEur * UNITS_PER_EUR);
/** The CRDS is a number of 1e-8 EUR: rounded there, so that sums show no binary residue. */
const eur = (amount: number): number => Math.round(amount * 1000) / (1000 * UNITS_PER_EUR);

const rentCeilingCents = ({
  family,
  zone,
  parameters,
  room,
}: {
  family: Family;
  zone: AplZone;
  parameters: AplParameters;
  room: boolean;
}): number => {
  const table = parameters.rentCeilings[`zone${zone}`];
  return room ? Math.round(cents(table.single) * ROOM_CEILING_SHARE) : cents(familyValue(table, family));
};

/** TL in thousandths of percent, rounded, from RL in hundredths of percent. */
const rentRateThousandths = (rentRatio: number): number => {
  const second = Math.max(0, Math.min(rentRatio, THIRD_SLICE.from) - SECOND_SLICE.from);
  const third = Math.max(0, rentRatio - THIRD_SLICE.from);
  // Rates as whole hundredths of percent keep the products whole, and the rounding exact.
  const wholeRate = (ratePercent: number) => Math.round(ratePercent * 100);
  return Math.round(
    (wholeRate(SECOND_SLICE.ratePercent) * second + wholeRate(THIRD_SLICE.ratePercent) * third) / 1000,
  );
};

/** Coefficient of the principal rent, real and not capped (art. D823-16, 5th paragraph and art. 10). */
const degressivity = ({
  rent,
  rentCeiling,
  zone,
}: {
  rent: number;
  rentCeiling: number;
  zone: AplZone;
}): number => {
  const { start, end } = DEGRESSIVITY[zone];
  const from = start * rentCeiling;
  const to = end * rentCeiling;
  if (rent <= from) return 1;
  return rent >= to ? 0 : (to - rent) / (to - from);
};
