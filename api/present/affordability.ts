import { AFFORDABILITY_GAPS, TWELVE_MONTH_BASES } from '../../engine/household/affordability.ts';
import { APL_STEPS, type AplStep } from '../../engine/household/aplSteps.ts';
import type { Affordability } from '../../engine/shortlist/affordability.ts';
import { euros, figure, percent } from './format.ts';

/** One step of the housing benefit. */
export interface PresentedStep {
  /** Letter of the texts, where they give one. */
  readonly symbol: string | null;
  readonly label: string;
  /** "290,34 € par mois". */
  readonly text: string;
  readonly source: string;
}

/** What a dwelling would weigh on a household, in words. */
export interface PresentedAffordability {
  readonly text: string;
  readonly warnings: readonly string[];
  /** The calculation of the housing benefit, step by step; empty where something is missing. */
  readonly steps: readonly PresentedStep[];
}

export const presentAffordability = (a: Affordability): PresentedAffordability => ({
  text: affordabilityText(a),
  warnings: affordabilityWarnings(a),
  steps: a.aplTrace === null ? [] : APL_STEPS.map((step) => presentStep(step, a.aplTrace![step.field])),
});

export const affordabilityText = (a: Affordability): string => {
  const basis = TWELVE_MONTH_BASES[a.resources.basis];
  const missing = [...new Set([...a.effort.missing, ...a.residual.missing])].map(
    (gap) => AFFORDABILITY_GAPS[gap],
  );
  const parts = [
    a.aplEur === null ? null : `APL ${euros(a.aplEur)} par mois`,
    a.rlsEur === null || a.rlsEur === 0 ? null : `réduction de loyer ${euros(a.rlsEur, 2)}`,
    a.effort.value === null ? null : `taux d’effort ${percent(a.effort.value)}`,
    a.residual.value === null
      ? null
      : `reste à vivre ${figure(a.residual.value, 1)} € par jour et par unité de consommation`,
    missing.length === 0 ? null : `à préciser : ${missing.join(', ')}`,
  ].filter((part) => part !== null);
  return `${parts.join(', ')} (${basis})`;
};

export const affordabilityWarnings = ({
  effortWarns,
  residualWarns,
}: Pick<Affordability, 'effortWarns' | 'residualWarns'>): readonly string[] => [
  ...(effortWarns ? ['taux d’effort élevé'] : []),
  ...(residualWarns ? ['reste à vivre faible'] : []),
];

const STEP_UNITS: { readonly [U in AplStep['unit']]: (value: number) => string } = {
  'EUR/month': (value) => `${euros(value, 2)} par mois`,
  'EUR/year': (value) => `${euros(value, 2)} par an`,
  percent: (value) => percent(value / 100, 3),
  ratio: (value) => figure(value, 3),
};

/** @param value the step's, in its unit. */
export const presentStep = ({ symbol, label, unit, source }: AplStep, value: number): PresentedStep => ({
  symbol,
  label,
  text: STEP_UNITS[unit](value),
  source,
});
