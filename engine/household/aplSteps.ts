/*
 * The steps of the benefit's calculation, as they are kept and shown. The calculation itself is in `apl.ts`.
 */

/** Every step, in the order of the texts. EUR a month unless said. */
export interface AplTrace {
  readonly rentCeilingEur: number;
  /** L */
  readonly eligibleRentEur: number;
  /** C */
  readonly chargesEur: number;
  /** P0 */
  readonly minimumParticipationEur: number;
  /** LR */
  readonly referenceRentEur: number;
  /** RL, percent, two decimals. */
  readonly rentRatioPercent: number;
  /** TF, percent. */
  readonly familyRatePercent: number;
  /** TL, percent, three decimals. */
  readonly rentRatePercent: number;
  /** Tp, percent. */
  readonly participationRatePercent: number;
  /** R, EUR a year, rounded up to the next hundred. */
  readonly resourcesEur: number;
  /** R0, EUR a year. */
  readonly allowanceEur: number;
  /** Pp */
  readonly personalParticipationEur: number;
  /** Af, at least 0. */
  readonly formulaEur: number;
  /** 1 up to the first rent limit, 0 from the second one on. */
  readonly degressivityCoefficient: number;
  readonly flatReductionEur: number;
  /** After degressivity and flat reduction, at least 0: the intermediate amount of published examples. */
  readonly reducedEur: number;
  /** Amount of the CRDS, taken off before the rounding and given back after it. */
  readonly crdsEur: number;
  /** Net of CRDS, rounded down to the euro. */
  readonly roundedNetEur: number;
  /** Rounded net plus CRDS: the benefit of a tenant without rent reduction. */
  readonly beforeRlsEur: number;
  readonly rlsClawbackEur: number;
}

export interface AplStep {
  readonly field: keyof AplTrace;
  /** Letter of the texts, where they give one. */
  readonly symbol: string | null;
  /** French. */
  readonly label: string;
  readonly unit: 'EUR/month' | 'EUR/year' | 'percent' | 'ratio';
  readonly source: string;
}

const ARRETE = (articles: string): string => `arrêté du 27 septembre 2019, art. ${articles}`;
const CCH = (article: string): string => `CCH, art. ${article}`;

const step = (
  field: keyof AplTrace,
  symbol: string | null,
  label: string,
  unit: AplStep['unit'],
  source: string,
): AplStep => ({ field, symbol, label, unit, source });

/** One entry for each field of the trace, in order: what an explanation shows. */
export const APL_STEPS: readonly AplStep[] = [
  step('rentCeilingEur', null, 'plafond de loyer', 'EUR/month', ARRETE('7 et 8')),
  step('eligibleRentEur', 'L', 'loyer retenu dans la limite du plafond', 'EUR/month', CCH('D823-16, 2°')),
  step('chargesEur', 'C', 'forfait de charges', 'EUR/month', ARRETE('9')),
  step('minimumParticipationEur', 'P0', 'participation minimale', 'EUR/month', ARRETE('13')),
  step('referenceRentEur', 'LR', 'loyer de référence', 'EUR/month', ARRETE('14')),
  step('rentRatioPercent', 'RL', 'loyer retenu rapporté au loyer de référence', 'percent', ARRETE('14')),
  step('familyRatePercent', 'TF', 'taux selon la famille', 'percent', ARRETE('14')),
  step('rentRatePercent', 'TL', 'taux selon le loyer', 'percent', ARRETE('14')),
  step('participationRatePercent', 'Tp', 'taux de participation', 'percent', ARRETE('14')),
  step('resourcesEur', 'R', 'ressources, à la centaine d’euros supérieure', 'EUR/year', CCH('D823-17, 4°')),
  step('allowanceEur', 'R0', 'abattement sur les ressources', 'EUR/year', ARRETE('15')),
  step('personalParticipationEur', 'Pp', 'participation personnelle', 'EUR/month', CCH('D823-17')),
  step('formulaEur', 'Af', 'aide selon la formule L + C − Pp', 'EUR/month', CCH('D823-16')),
  step('degressivityCoefficient', null, 'coefficient de dégressivité', 'ratio', ARRETE('10')),
  step('flatReductionEur', null, 'minoration forfaitaire', 'EUR/month', ARRETE('11')),
  step('reducedEur', null, 'aide après dégressivité et minoration', 'EUR/month', CCH('D823-16')),
  step('crdsEur', null, 'contribution au remboursement de la dette sociale', 'EUR/month', CCH('D823-16')),
  step('roundedNetEur', null, 'aide nette, à l’euro inférieur', 'EUR/month', CCH('D823-16')),
  step('beforeRlsEur', null, 'aide avant réduction de loyer', 'EUR/month', CCH('D823-16')),
  step('rlsClawbackEur', null, 'reprise de la réduction de loyer de solidarité', 'EUR/month', CCH('D823-16')),
];
