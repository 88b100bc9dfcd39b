import { RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import { isoDay } from '../../engine/domain/day.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { DemandExplanation } from '../../engine/shortlist/demandExplanation.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { Observations } from '../../engine/waiting/observations.ts';
import type { RowExplanation } from '../../scoring/explain.ts';
import type { InputValue, Status } from '../../scoring/rowReader.ts';
import { type PresentedEvidence, presentEvidence } from './evidence.ts';
import { count, figure, list, longDay, points } from './format.ts';
import { type PresentedHousehold, presentHousehold } from './household.ts';
import { RULE_IDS, ruleLabel } from './rules.ts';
import { type PresentedContribution, type PresentedScore, presentScore, valueText } from './score.ts';
import type { PresentContext } from './shortlist.ts';
import {
  byCommune,
  type PresentedPlace,
  type PresentedWait,
  presentPlace,
  presentWait,
  waitRules,
} from './wait.ts';

/*
 * The household's own explanation: the three displays owed with a cotation (score, waiting time, position among similar
 * demands) and the notice owed on request for a decision taken with an algorithm. One object, printed by the command line and
 * answered by the API.
 */

/** A value that the calculation read, and where it comes from. */
export interface PresentedDatum {
  readonly column: string;
  readonly label: string;
  readonly value: string;
  readonly origin: string;
}

/** A criterion of the method, as it applies to this demand. */
export interface PresentedParameter {
  readonly criterion: string;
  readonly label: string;
  readonly group: string;
  readonly status: Status;
  /** Published weight: a number of points, or the formula that gives it; null when the file says it otherwise. */
  readonly weight: number | string | null;
  /** What it adds to this demand's score. */
  readonly points: number;
  readonly source: string;
  readonly certainty: Certainty;
}

export interface PresentedNotice {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly number: string;
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly label: string;
    readonly source: string;
    readonly certainty: Certainty;
    readonly notices: readonly string[];
    readonly seed: number;
  };
  readonly household: PresentedHousehold;
  readonly validity: { readonly valid: boolean; readonly text: string };
  readonly score: PresentedScore;
  /** A score holds as far as its papers do. */
  readonly provisional: string;
  /** Points that count only where a dwelling is credited to one contingent. */
  readonly weightings: readonly {
    readonly contingent: string;
    readonly points: number;
    readonly text: string;
    readonly contributions: readonly PresentedContribution[];
  }[];
  readonly evidence: readonly PresentedEvidence[];
  readonly places: readonly PresentedPlace[];
  readonly wait: {
    /** Days, both included: the leases counted were signed between them. */
    readonly from: IsoDay;
    readonly to: IsoDay;
    readonly together: PresentedWait;
    readonly territory: PresentedWait;
    readonly rules: readonly string[];
  };
  /** What "similar" means, and what it does not look at. */
  readonly similar: string;
  /** Why score, wait and position are shown. */
  readonly displays: { readonly basis: string; readonly certainty: Certainty };
  readonly algorithm: {
    readonly basis: string;
    readonly certainty: Certainty;
    /** The four things owed, in the order of the text. */
    readonly contribution: readonly string[];
    readonly data: readonly PresentedDatum[];
    readonly sources: readonly string[];
    readonly parameters: readonly PresentedParameter[];
    readonly operations: readonly string[];
  };
  readonly reminder: string;
}

export interface NoticeContext extends PresentContext {
  readonly window: Pick<Observations, 'from' | 'to' | 'undated'>;
}

export const presentNotice = (context: NoticeContext, explanation: DemandExplanation): PresentedNotice => {
  const { territory, pool, ranking, window } = context;
  const { score } = explanation;
  const { id, version, label, source, certainty, notices } = ranking.ordering.method;
  const presented = presentScore(score);
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(pool.asOf) },
    simulated: context.simulated,
    number: explanation.number,
    method: { id, version, label, source, certainty, notices, seed: ranking.seed },
    household: presentHousehold(explanation.household),
    validity: validityOf(explanation),
    score: presented,
    provisional:
      'Cotation provisoire : elle repose sur vos déclarations tant que les pièces n’ont pas été vérifiées.',
    weightings: explanation.weightings.map(weightingOf),
    evidence: presentEvidence(explanation, territory),
    places: byCommune(explanation.places.map((place) => presentPlace(territory, place, noRank(explanation)))),
    wait: {
      from: isoDay(window.from),
      to: isoDay(window.to),
      together: presentWait(explanation.together),
      territory: presentWait(explanation.territory),
      rules: waitRules(window),
    },
    similar:
      'Demandes semblables : les demandes en cours de validité qui souhaitent la même commune et le même type de logement, y compris celles qui acceptent toutes les communes, dans l’ordre de la méthode. Ni le quartier, ni l’étage, ni aucun logement n’est regardé : une demande placée avant la vôtre peut ne pas convenir au logement qui se libère.',
    displays: {
      basis:
        'Cotation, durée moyenne d’attente et position par rapport aux demandes semblables sont dues au demandeur : foire aux questions de la DRIHL sur la cotation (a1104)',
      certainty: 'found',
    },
    algorithm: {
      basis:
        'Code des relations entre le public et l’administration, article R. 311-3-1-2 (numéro d’article à vérifier)',
      certainty: 'found',
      contribution: CONTRIBUTION,
      data: dataOf(score.ordering, territory),
      sources: SOURCES,
      parameters: parametersOf(context, score.ordering),
      operations: operationsOf(context, explanation, presented),
    },
    reminder: REMINDER,
  };
};

const REMINDER =
  'Cette notice n’est pas une décision. Elle dit où en est votre demande aujourd’hui ; la commission décide, logement par logement.';

const CONTRIBUTION = [
  'Le calcul aide à préparer : il ordonne les demandes et propose des candidats pour chaque logement libéré. Il n’attribue aucun logement et n’écarte personne des autres logements.',
  'La commission d’attribution examine les candidatures et décide. Elle n’est pas tenue de suivre l’ordre proposé.',
];

const SOURCES = [
  'votre demande de logement social, telle qu’elle est enregistrée ; une erreur ou un oubli se corrige dans la demande',
  'les situations reconnues et vérifiées par les partenaires, quand ils les ont transmises',
  'le suivi des propositions et des baux passés des bailleurs, pour l’historique et les durées d’attente',
  'aucun nom, aucune origine, aucune nationalité, aucun texte libre, aucune nature de ressources n’est lu',
];

const validityOf = ({ valid, confirmedOn }: DemandExplanation): PresentedNotice['validity'] => ({
  valid,
  text: valid
    ? `Demande en cours de validité, confirmée le ${longDay(confirmedOn)}.`
    : `Demande non renouvelée depuis le ${longDay(confirmedOn)}, plus d’un an : elle ne peut plus être examinée. Renouvelez-la.`,
});

const noRank = ({ valid }: DemandExplanation): string =>
  valid ? 'suivie à part, hors de la file' : 'pas de place : demande à renouveler';

const weightingOf = ({
  contingent,
  explanation,
}: DemandExplanation['weightings'][number]): PresentedNotice['weightings'][number] => {
  const { text, contributions, unknown } = presentScore({
    points: explanation.points,
    ordering: explanation,
    weighting: null,
  });
  const name = RESERVATAIRES[contingent as Reservataire] ?? contingent;
  const blanks = unknown.length === 0 ? '' : ` ; ${unknown.join(' ; ')}`;
  return {
    contingent,
    points: explanation.points / 1000,
    text: `Logements imputés au contingent « ${name} » seulement : ${text} de plus${blanks}`,
    contributions,
  };
};

/** Columns that Précal works out from the demand; others are read in it. */
const COMPUTED: ReadonlySet<string> = new Set([
  'waitingMonths',
  'persons',
  'minors',
  'applicantAge',
  'consumptionUnits',
  'bedroomsNeeded',
  'taxIncomeEur',
  'shareOfPlusCeiling',
  'shareOfPlaiCeiling',
  'incomePerUcEur',
  'rentToIncome',
  'areaShortfallM2',
  'spareRooms',
  'firstAccess',
  'verifiedSituations',
]);
const FOLLOWED: ReadonlySet<string> = new Set([
  'suitedRefusals',
  'rankedNotHoused',
  'monthsSinceSuitedRefusal',
]);

const originOf = ({ column, evidence }: InputValue, territory: Territory): string => {
  if (evidence === 'verified') return 'vérifié par un partenaire';
  if (evidence === 'computed' || COMPUTED.has(column)) return 'calculé à partir de votre demande';
  if (FOLLOWED.has(column)) return 'suivi des propositions';
  if (evidence === 'absent' || territory.situationByCode.has(column))
    return 'votre demande et les partenaires';
  return 'votre demande';
};

/** Every input that the method read, each once, in the order read. */
const dataOf = (row: RowExplanation, territory: Territory): readonly PresentedDatum[] => {
  const inputs = [
    ...row.scopeInputs,
    ...row.levels.flatMap((level) => level.inputs),
    ...row.groups.flatMap((group) => group.criteria).flatMap((criterion) => criterion.inputs),
  ];
  return [...new Map(inputs.map((input) => [input.column, input])).values()].map((input) => ({
    column: input.column,
    label: input.label,
    value: valueText(input),
    origin: originOf(input, territory),
  }));
};

const parametersOf = ({ ranking }: NoticeContext, row: RowExplanation): readonly PresentedParameter[] => {
  const weights = new Map(
    ranking.ordering.read.criteria.map(({ criterion }) => [criterion.id, criterion.points]),
  );
  return row.groups.flatMap((group) =>
    group.criteria.map((c) => ({
      criterion: c.id,
      label: c.label,
      group: group.label,
      status: c.status,
      weight: weights.get(c.id) ?? null,
      points: c.points / 1000,
      source: c.source,
      certainty: c.pointsCertainty,
    })),
  );
};

/** "21,5 + 20 − 5". */
const sumText = (shares: readonly PresentedContribution[]): string =>
  shares
    .map((c, i) =>
      i === 0 ? figure(c.points, 3) : `${c.points < 0 ? '−' : '+'} ${figure(Math.abs(c.points), 3)}`,
    )
    .join(' ');

/** What was done, in order, with the figures of this demand. */
const operationsOf = (
  { pool, ranking }: NoticeContext,
  { score, apart }: DemandExplanation,
  presented: PresentedScore,
): readonly string[] => {
  const { method, tieBreak } = ranking.ordering;
  const levels = score.ordering.levels.map(({ label }) => `« ${label} »`);
  const shares = presented.contributions.filter((c) => c.points !== 0);
  return [
    `${count(pool.rowCount, 'demande a été ordonnée', 'demandes ont été ordonnées')} par la méthode « ${method.label} », version ${method.version} ; la même pour toutes.`,
    ...(levels.length === 0
      ? []
      : [
          `Niveaux examinés avant tout point, dans cet ordre : ${list(levels, 'puis')}. Pour votre demande : ${presented.tier?.text ?? 'aucun niveau, les points décident'}.`,
        ]),
    ...(score.ordering.graded
      ? [
          shares.length === 0
            ? 'Points : aucun critère n’en apporte aujourd’hui à votre demande.'
            : `Points : ${sumText(shares)} = ${points(score.points)}.`,
        ]
      : ['Points : la grille ne cote pas votre demande.']),
    ...(apart
      ? []
      : [
          `À égalité : ${list(
            tieBreak.map((key) => key.label),
            'puis',
          )} (graine ${ranking.seed}).`,
        ]),
    `Pour chaque logement libéré, les règles d’adéquation écartent les demandes à qui il ne convient pas (${RULE_IDS.map((rule) => ruleLabel(rule).toLocaleLowerCase('fr')).join(', ')}) ; les premières des autres sont proposées à la commission. Une réponse inconnue n’écarte pas : une pièce est demandée.`,
    'Les objectifs de mixité portent sur les listes d’un lieu ; ils ne changent pas votre cotation.',
  ];
};
