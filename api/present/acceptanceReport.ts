import type { CalibrationRow, LossComparison } from '../../engine/acceptance/individual/calibration.ts';
import type { Feature } from '../../engine/acceptance/individual/features.ts';
import type { RecordLesson } from '../../engine/acceptance/individual/learnFromRecord.ts';
import type { LearnedModel, Part } from '../../engine/acceptance/individual/learnModel.ts';
import type { AcceptanceModel, LeftOutFeature } from '../../engine/acceptance/individual/model.ts';
import type { AcceptanceRates, RateRow } from '../../engine/acceptance/rates.ts';
import type { Certainty, Fragility } from '../../engine/domain/territory.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { provenanceText } from './certainty.ts';
import { count, figure, longDay, percent } from './format.ts';

/* Acceptance as it is known on a day: what matching uses, and what the individual model is worth beside it. */

export interface PresentedAcceptance {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly rates: {
    readonly source: AcceptanceRates['source'];
    readonly certainty: Certainty;
    readonly text: string;
    readonly rows: readonly (RateRow & { readonly text: string })[];
  };
  readonly correlation: AcceptanceRates['correlation'] & { readonly text: string };
  readonly model: {
    readonly kind: RecordLesson['result']['kind'];
    /** Answered offers of the record, and those of them whose facts were kept. */
    readonly answered: number;
    readonly described: number;
    readonly text: string;
    readonly effects: readonly PresentedEffect[];
    readonly leftOut: readonly { readonly feature: Feature; readonly text: string }[];
    readonly calibration: readonly (CalibrationRow & { readonly text: string })[];
    readonly losses: readonly (LossComparison & {
      readonly loss: 'brier' | 'logLoss';
      readonly text: string;
    })[];
  };
  readonly use: string;
}

export interface PresentedEffect {
  readonly feature: Feature;
  readonly label: string;
  /** The odds of a yes are multiplied by it, for what `label` says; with its 95 % interval. */
  readonly oddsRatio: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

const USE =
  'Le modèle individuel sert à évaluer les listes et à proposer leur longueur. Les listes sont faites avec les seuls taux par classe de quartier et par rang : personne n’est choisi ni classé selon ses chances d’accepter.';

export const FRAGILITY_LABELS: { readonly [F in Fragility]: string } = {
  'most-fragile': 'quartiers les plus fragiles',
  fragile: 'quartiers fragiles',
  'less-fragile': 'quartiers moins fragiles',
  unknown: 'fragilité inconnue',
};

/** Each feature, and the step whose effect is told. */
const FEATURES_SHOWN: { readonly [F in Feature]: { readonly label: string; readonly step: number } } = {
  secondRank: { label: 'être au rang 2 plutôt qu’au rang 1', step: 1 },
  laterRank: { label: 'être au rang 3 ou après plutôt qu’au rang 1', step: 1 },
  mostFragile: { label: 'quartier des plus fragiles plutôt que moins fragile', step: 1 },
  fragile: { label: 'quartier fragile plutôt que moins fragile', step: 1 },
  unclassed: { label: 'quartier de fragilité inconnue plutôt que moins fragile', step: 1 },
  roomsBeyondNeed: { label: 'une pièce de plus au-delà du besoin', step: 1 },
  rentChangeShare: { label: 'une hausse de loyer de 10 % des ressources', step: 0.1 },
  kmToNamedCommune: { label: '10 km de plus jusqu’à la commune souhaitée', step: 10 },
  wideWish: { label: 'une demande élargie à d’autres communes', step: 1 },
  floorsOnFoot: { label: 'un étage de plus à monter à pied', step: 1 },
};

const LEFT_OUT: { readonly [R in LeftOutFeature['reason']]: string } = {
  constant: 'ne varie pas dans les réponses',
  'unknown-goes-with-the-answer': 'n’est connu que selon la réponse',
};

const PARTS: { readonly [P in Part]: string } = {
  fit: 'les plus anciennes, qui servent à apprendre',
  calibration: 'celles du milieu, qui servent à caler',
  evaluation: 'les plus récentes, qui servent à juger',
};

export const presentAcceptance = (input: {
  readonly territory: Territory;
  readonly asOf: Parameters<typeof longDay>[0];
  readonly simulated: boolean;
  readonly rates: AcceptanceRates;
  readonly lesson: RecordLesson;
}): PresentedAcceptance => {
  const { territory, asOf, simulated, rates, lesson } = input;
  const { provenance } = territory.pack.acceptance;
  const { result, answered, described } = lesson;
  const learned = result.kind === 'learned' ? result : null;
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(asOf) },
    simulated,
    rates: {
      source: rates.source,
      certainty: provenance.certainty,
      text: `Taux de départ : ${provenanceText(provenance)}${answered === 0 ? '' : ` ; corrigés par ${count(answered, 'offre répondue', 'offres répondues')}`}.`,
      rows: rates.rows.map((row) => ({ ...row, text: rateText(row) })),
    },
    correlation: { ...rates.correlation, text: correlationText(rates.correlation) },
    model: {
      kind: result.kind,
      answered,
      described,
      text: modelText(lesson),
      effects: learned === null ? [] : effectsOf(learned.model),
      leftOut: (learned?.model.leftOut ?? []).map(({ feature, reason }) => ({
        feature,
        text: `${FEATURES_SHOWN[feature].label} : ${LEFT_OUT[reason]}`,
      })),
      calibration: (learned?.calibration ?? []).map((row) => ({ ...row, text: calibrationText(row) })),
      losses: learned === null ? [] : lossesOf(learned),
    },
    use: USE,
  };
};

const rateText = ({ fragility, rank, rate, offers, accepted }: RateRow): string =>
  `${FRAGILITY_LABELS[fragility]}, rang ${rank} : ${percent(rate, 1)}${
    offers === 0 ? '' : ` (${figure(accepted)} oui sur ${count(offers, 'offre', 'offres')})`
  }`;

const correlationText = ({ value, estimate, pairs }: AcceptanceRates['correlation']): string =>
  `Les réponses d’une même résidence vont ensemble : corrélation ${figure(value, 3)}${
    estimate === null
      ? ', proposée par le territoire'
      : ` ; ${figure(estimate, 3)} observée sur ${count(pairs, 'paire d’offres', 'paires d’offres')}`
  }.`;

const modelText = ({ result, answered, described }: RecordLesson): string => {
  const kept = `${count(answered, 'offre répondue', 'offres répondues')}, dont ${figure(described)} décrites le jour de la proposition`;
  switch (result.kind) {
    case 'learned': {
      const { fit, calibration, evaluation } = result.offers;
      return `Appris sur ${figure(fit)} offres, calé sur ${figure(calibration)}, jugé sur les ${figure(evaluation)} examinées à partir du ${longDay(result.evaluatedFrom)} (${kept}).`;
    }
    case 'too-few-offers':
      return `Trop peu de réponses : ${kept}. Parmi ${PARTS[result.part]}, ${figure(result.rarer)} de la réponse la plus rare pour ${figure(result.needed)} nécessaires. Seuls les taux par quartier et par rang sont employés.`;
    case 'uneven-record':
      return `Modèle écarté : ${percent(result.describedAccepted)} des offres acceptées ont été décrites, et ${percent(result.describedRefused)} des refusées ; il apprendrait qui a été décrit, non qui accepte. Seuls les taux par quartier et par rang sont employés.`;
  }
};

/** Two-sided 95 % of the normal law. */
const Z = 1.96;

/**
 * As fitted, before calibration. Answers are taken as independent: those of one residence are not quite, and the intervals a little
 * short.
 */
const effectsOf = ({ terms }: AcceptanceModel): readonly PresentedEffect[] =>
  terms.map(({ feature, coefficient, standardError, spread }) => {
    const { label, step } = FEATURES_SHOWN[feature];
    const scale = step / spread;
    const at = (value: number): number => Math.exp(scale * value);
    const bounds = [at(coefficient - Z * standardError), at(coefficient + Z * standardError)];
    const [oddsRatio, low, high] = [at(coefficient), Math.min(...bounds), Math.max(...bounds)];
    const sure = low > 1 || high < 1;
    return {
      feature,
      label,
      oddsRatio,
      low,
      high,
      text: `${label} : cote d’un oui multipliée par ${figure(oddsRatio, 2)} (de ${figure(low, 2)} à ${figure(high, 2)})${sure ? '' : ' ; effet non établi'}`,
    };
  });

const calibrationText = ({ offers, predicted, observed, low, high }: CalibrationRow): string =>
  `prévu ${percent(predicted, 1)}, observé ${percent(observed, 1)} (de ${percent(low, 1)} à ${percent(high, 1)}) sur ${count(offers, 'offre', 'offres')}`;

const LOSSES = { brier: 'Écart quadratique moyen (Brier)', logLoss: 'Perte logarithmique' } as const;

const lossesOf = (learned: LearnedModel): PresentedAcceptance['model']['losses'] =>
  (['brier', 'logLoss'] as const).map((loss) => {
    const compared = learned[loss];
    const { model, zoneRates, difference, standardError } = compared;
    const verdict =
      standardError === null || Math.abs(difference) < Z * standardError
        ? 'aucune différence établie'
        : difference < 0
          ? 'le modèle prévoit mieux'
          : 'les taux prévoient mieux';
    return {
      ...compared,
      loss,
      text: `${LOSSES[loss]} : ${figure(model, 4)} par le modèle, ${figure(zoneRates, 4)} par les taux seuls ; ${verdict}`,
    };
  });
