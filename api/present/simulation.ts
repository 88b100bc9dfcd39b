import type { Certainty, Provenance } from '../../engine/domain/provenance.ts';
import type { Scenario, YearPolicy } from '../../engine/domain/scenario.ts';
import { MEASURES, type Measure, type MeasureId, type Spread } from '../../engine/years/measures.ts';
import type { OpenHorizon } from '../../engine/years/openHorizon.ts';
import type { ReplicationResult } from '../../engine/years/replication.ts';
import { type PolicyResults, spansOf } from '../../engine/years/results.ts';
import { provenanceText } from './certainty.ts';
import { count, figure, longDay, monthText, NBSP, plural } from './format.ts';
import { type PresentedComparison, presentComparison } from './simulationDifferences.ts';
import { MEASURE_LABELS, measureText, POLICY_KNOWS, POLICY_LABELS } from './simulationWords.ts';

/** A measure over a span, in figures and in words. */
export interface PresentedMeasure {
  readonly id: MeasureId;
  readonly label: string;
  readonly unit: Measure['unit'];
  /** Null: nothing to measure in any replication. */
  readonly spread: Spread | null;
  readonly text: string;
}

export interface PresentedSpan {
  readonly label: string;
  readonly measures: readonly PresentedMeasure[];
}

export interface PresentedTarget {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly places: number;
  /** False: followed and shown, without weight on lists. */
  readonly weighs: boolean;
  /** At the end of the horizon. */
  readonly missed: Spread | null;
  readonly short: Spread | null;
  /** The same without the target's words: `manqué dans 3 (2 à 5) lieux sur 12 ; il y manque 4 logements`. */
  readonly standing: string;
  readonly text: string;
}

export interface PresentedPolicy {
  readonly id: YearPolicy;
  readonly label: string;
  readonly knows: string;
  readonly replications: number;
  readonly hash: string;
  readonly years: readonly PresentedSpan[];
  readonly months: readonly PresentedSpan[];
  readonly targets: readonly PresentedTarget[];
}

export interface PresentedSimulation {
  readonly scenario: {
    readonly id: string;
    readonly label: string;
    readonly description: string;
    readonly territory: string;
    readonly method: string;
    readonly months: readonly string[];
    readonly seed: number;
    readonly sources: readonly {
      readonly what: string;
      readonly text: string;
      readonly certainty: Certainty;
    }[];
  };
  /** Hash of the horizon: scenario, methods and generated world. */
  readonly hash: string;
  readonly notices: readonly string[];
  readonly policies: readonly PresentedPolicy[];
  readonly comparisons: readonly PresentedComparison[];
  /** Replications asked for: `policies` say how many were done. */
  readonly asked: number;
  readonly stopped: boolean;
}

export interface SimulationShown {
  readonly open: OpenHorizon;
  readonly results: readonly PolicyResults[];
  readonly replications: ReadonlyMap<YearPolicy, readonly ReplicationResult[]>;
  /** Replications of each policy that were asked for. */
  readonly asked: number;
  readonly stopped: boolean;
}

/** A run as it is shown: by policy, then each policy against the first. */
export const presentSimulation = (shown: SimulationShown): PresentedSimulation => {
  const { open, results, replications, asked, stopped } = shown;
  const { horizon, months } = open;
  const { scenario, pack } = horizon;
  const [first, ...others] = results;
  return {
    scenario: {
      id: scenario.id,
      label: scenario.label,
      description: scenario.description.trim(),
      territory: pack.label,
      method: open.ordering.method.label,
      months: months.map(({ label }) => label),
      seed: scenario.seed,
      sources: sourcesOf(scenario),
    },
    hash: horizon.hash,
    notices: noticesOf(shown),
    policies: results.map((result) => presentPolicy(open, result)),
    comparisons:
      first === undefined
        ? []
        : others.map((other) =>
            presentComparison(open, [
              { label: POLICY_LABELS[first.policy], results: replications.get(first.policy)! },
              { label: POLICY_LABELS[other.policy], results: replications.get(other.policy)! },
            ]),
          ),
    asked,
    stopped,
  };
};

const noticesOf = ({ open, results, asked, stopped }: SimulationShown): readonly string[] => {
  const { scenario, pack } = open.horizon;
  const replications = Math.min(...results.map((each) => each.replications));
  return [
    `Tout est simulé : ménages, logements, réponses. Aucune demande réelle n’entre dans ces chiffres, et ce ne sont pas des prévisions : ils disent ce que donnerait le scénario si ses hypothèses étaient vraies.`,
    `${count(replications, 'tirage', 'tirages')} du scénario, graine ${scenario.seed}. Chaque façon de composer les listes est jugée sur les mêmes tirages : mêmes demandes, mêmes logements libérés, mêmes réponses à une même offre.`,
    `Les ménages ne vieillissent pas, leurs ressources et les plafonds sont ceux de ${pack.referenceDay.slice(0, 4)} (euros constants) ; seules l’ancienneté, les refus et les situations qui en dépendent avancent de mois en mois.`,
    `Les demandes en attente au départ sont celles du monde simulé au ${longDay(pack.referenceDay)}, prises telles quelles. Listes de ${scenario.listSize} candidats, faites le 15 de chaque mois ; un ménage n’est que sur une liste par mois, et le logement refusé ne lui est pas proposé de nouveau. Le bail est signé le mois de la liste.`,
    ...(scenario.vacancies.mutationsFreeHome
      ? [
          'Un ménage du parc qui obtient un autre logement libère le sien le mois suivant : une façon de faire qui loge plus de mutations a donc plus de logements à proposer.',
        ]
      : [
          'Les logements rendus par les mutations sont comptés dans la rotation : toutes les façons de faire ont les mêmes logements à proposer.',
        ]),
    ...(results.some(({ policy }) => policy === 'priced')
      ? [
          'Le prix d’un objectif est sa pénalité, fois la chance qu’il manque encore à la fin de l’année : elle est comptée sur quatre années d’essai, qui ne sont jamais celles des résultats.',
        ]
      : []),
    ...(stopped
      ? [
          `La simulation a été arrêtée avant sa fin : les chiffres portent sur les tirages terminés, ${figure(replications)} sur ${figure(asked)}. La même demande, refaite, reprend où elle en était.`,
        ]
      : []),
    ...(replications < FEW
      ? [
          `Avec ${figure(replications)} tirages, les bornes sont grossières : en demander davantage pour décider.`,
        ]
      : []),
  ];
};

/** Under this many replications, the tenth and ninetieth hundredths are those of one or two draws. */
const FEW = 20;

const sourcesOf = (scenario: Scenario): PresentedSimulation['scenario']['sources'] => {
  const source = (what: string, { provenance }: { readonly provenance: Provenance }) => ({
    what,
    text: [provenanceText(provenance), ...(provenance.note === undefined ? [] : [provenance.note])].join(
      '. ',
    ),
    certainty: provenance.certainty,
  });
  return [
    source('Demandes', scenario.demand),
    source('Rotation', scenario.vacancies),
    source('Réponses des ménages', scenario.acceptance),
    source('Logements neufs', scenario.newBuild),
    source('Renouvellement urbain', scenario.npru),
    ...scenario.rents.map((each) => source('Loyers', each)),
    ...(scenario.aciAddress ? [source('Logements à l’adresse', scenario.aciAddress)] : []),
    ...(scenario.flows ? [source('Parts des réservataires', scenario.flows)] : []),
    ...scenario.targets.map((each) => source(`Objectif ${each.target}`, each)),
    ...scenario.addTargets.map((each) => source(`Objectif ${each.id}`, each)),
    source('Incertitude', scenario.uncertainty),
  ];
};

const presentPolicy = (open: OpenHorizon, result: PolicyResults): PresentedPolicy => {
  const spans = spansOf(open);
  const last = open.months.length - 1;
  return {
    id: result.policy,
    label: POLICY_LABELS[result.policy],
    knows: POLICY_KNOWS[result.policy],
    replications: result.replications,
    hash: result.hash,
    years: spans.years.map(({ label }, i) => presentSpan(label, (id) => result.years[id][i] ?? null)),
    months: spans.months.map(({ label }, i) => presentSpan(label, (id) => result.months[id][i] ?? null)),
    targets: result.targets.map(({ target, places, missed, short }): PresentedTarget => {
      const [missedAtEnd, shortAtEnd] = [missed[last] ?? null, short[last] ?? null];
      return {
        id: target.id,
        label: target.label,
        description: target.description,
        places,
        missed: missedAtEnd,
        short: shortAtEnd,
        weighs: target.active !== false,
        standing: standingText({ places, missed: missedAtEnd, short: shortAtEnd }),
        text: `${target.description} : ${standingText({ places, missed: missedAtEnd, short: shortAtEnd })}.`,
      };
    }),
  };
};

const standingText = ({
  places,
  missed,
  short,
}: Pick<PresentedTarget, 'places' | 'missed' | 'short'>): string =>
  missed === null || short === null
    ? 'rien à compter'
    : missed.p90 === 0
      ? `tenu partout (${count(places, 'lieu', 'lieux')})`
      : `manqué dans ${range(missed, 'count')} ${plural(missed.p90, 'lieu', 'lieux')} sur ${figure(places)} ; il y manque ${range(short, 'count')} ${plural(short.p90, 'logement', 'logements')}`;

const presentSpan = (label: string, of: (id: MeasureId) => Spread | null): PresentedSpan => ({
  label,
  measures: MEASURES.map(({ id, unit }): PresentedMeasure => {
    const spread = of(id);
    return {
      id,
      label: MEASURE_LABELS[id],
      unit,
      spread,
      text: spread === null ? 'sans objet' : range(spread, unit),
    };
  }),
});

/** `8 012 (7 640 à 8 391)`: the median, and what eight replications in ten hold. */
const range = ({ p10, p50, p90 }: Spread, unit: Measure['unit']): string => {
  const [low, middle, high] = [p10, p50, p90].map((value) => measureText(value, unit)) as [
    string,
    string,
    string,
  ];
  return low === high ? middle : `${middle} (${low} à ${high})`;
};

/** Short name of a run: `tendance, 36 mois dès janvier 2027`. */
export const simulationName = ({ scenario }: Pick<PresentedSimulation, 'scenario'>): string =>
  `${scenario.label}, ${figure(scenario.months.length)}${NBSP}mois dès ${monthText(scenario.months[0]!)}`;
