import type { Placement, PlacementGroup, PlacementOption } from '../../engine/placement/placeHousehold.ts';
import type { ReleaseRates } from '../../engine/placement/releases.ts';
import type { JointPlacement, PlacementConflict } from '../../engine/placement/together.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { presentAffordability } from './affordability.ts';
import { declinedText, type PresentedRule, presentRule, workTexts } from './candidate.ts';
import { provenanceText } from './certainty.ts';
import { dataNotices } from './dataNotices.ts';
import { communeName, type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, longDay, points } from './format.ts';
import { type PresentedHousehold, presentHousehold, priorityWhy } from './household.ts';
import { expectedBasis, type PresentedExpected, presentExpected } from './placementExpected.ts';
import { type PresentedTogether, presentTogether } from './placementTogether.ts';
import {
  CRITERIA,
  circuitText,
  contingentTexts,
  delayText,
  GROUPS,
  MEANS,
  reciprocityText,
  standingText,
  WISHES,
} from './placementWords.ts';
import { ruleLabel, rulePaper, ruleSentence } from './rules.ts';
import type { PresentContext } from './shortlist.ts';
import { effectSentence } from './targets.ts';

/* The dwellings for the households that a committee must house: the one object that the command line prints and the API answers. */

export interface PresentedOption {
  /** Place in the order of the criteria, 1 = first, counted over the groups. */
  readonly choice: number;
  readonly dwelling: PresentedDwelling;
  /** One column a criterion, in the territory's order. */
  readonly criteria: readonly {
    readonly criterion: string;
    readonly label: string;
    /** Stable code: named, within, unknown, towards…; a number of days for the delay. */
    readonly level: string | number;
    readonly text: string;
  }[];
  readonly standing: string;
  readonly contingents: readonly string[];
  readonly effects: readonly { readonly target: string; readonly direction: string; readonly text: string }[];
  readonly affordability: string;
  readonly work: readonly string[];
  readonly reciprocity: string | null;
  /** Papers to ask for, and what was answered before. */
  readonly toCheck: readonly string[];
  readonly rules: readonly PresentedRule[];
}

export interface PresentedPlacement {
  readonly number: string;
  readonly household: PresentedHousehold;
  readonly circuits: readonly {
    readonly circuit: string;
    readonly status: 'met' | 'unmet' | 'unknown';
    readonly text: string;
    /** Who looks for the dwelling, with its source; null unless the circuit is met. */
    readonly body: string | null;
  }[];
  readonly home: readonly string[];
  readonly groups: readonly {
    readonly group: string;
    readonly label: string;
    readonly suited: number;
    readonly options: readonly PresentedOption[];
    readonly expected: readonly PresentedExpected[];
    readonly expectedTotal: number;
  }[];
  readonly setAside: {
    readonly looked: number;
    readonly suited: number;
    readonly stages: readonly { readonly rule: string; readonly count: number; readonly text: string }[];
  };
}

export interface PresentedPlacements {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly notices: readonly string[];
  readonly simulated: boolean;
  readonly method: { readonly id: string; readonly label: string };
  readonly order: {
    readonly criteria: readonly string[];
    readonly text: string;
    readonly note: string | null;
  };
  readonly expectedBasis: string;
  readonly beyondWishes: boolean;
  readonly placements: readonly PresentedPlacement[];
  /** Null for one household. */
  readonly together: PresentedTogether | null;
  readonly reminder: string;
}

const REMINDER =
  'Précal cherche et explique ; les instances et les commissions décident. Aucun logement n’est fermé au ménage par cet ordre.';

/** @param limit dwellings, and lines of expected ones, shown in each group. */
export const presentPlacements = (
  context: PresentContext,
  answer: {
    readonly placements: readonly Placement[];
    readonly together: {
      readonly conflicts: readonly PlacementConflict[];
      readonly joint: JointPlacement;
    } | null;
    readonly rates: ReleaseRates;
  },
  limit: number,
): PresentedPlacements => {
  const { territory, pool, ranking } = context;
  const { order } = territory.pack.placement;
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(pool.asOf) },
    notices: [...dataNotices(context), ...territory.pack.notices],
    simulated: context.simulated,
    method: { id: ranking.ordering.method.id, label: ranking.ordering.method.label },
    order: {
      criteria: order.criteria.map((criterion) => CRITERIA[criterion]),
      text: `${order.criteria.map((criterion) => CRITERIA[criterion].toLocaleLowerCase('fr')).join(', puis ')}. ${provenanceText(order.provenance)}`,
      note: order.provenance.note ?? null,
    },
    expectedBasis: expectedBasis(territory, answer.rates),
    beyondWishes: answer.placements.some(({ beyondWishes }) => beyondWishes),
    placements: answer.placements.map((placement) => presentPlacement(territory, placement, limit)),
    together: answer.together && presentTogether(answer.placements, answer.together),
    reminder: REMINDER,
  };
};

const presentPlacement = (territory: Territory, placement: Placement, limit: number): PresentedPlacement => {
  const { circuits, groups, setAside, looked } = placement;
  let shown = 0;
  return {
    number: placement.number,
    household: presentHousehold(placement.household),
    circuits: circuits.map((answer) => ({
      circuit: answer.circuit,
      status: answer.status,
      text: circuitText(answer),
      body:
        answer.status !== 'met'
          ? null
          : answer.body === null
            ? 'instance non renseignée par le territoire'
            : `${answer.body.body}. ${provenanceText(answer.body.provenance)}`,
    })),
    home: homeTexts(territory, placement),
    groups: groups.map((group) => {
      const before = shown;
      shown += group.options.length;
      return {
        group: group.group,
        label: GROUPS[group.group],
        suited: group.options.length,
        options: group.options
          .slice(0, limit)
          .map((option, i) => presentOption(territory, placement, option, before + i + 1)),
        expected: group.expected.slice(0, limit).map((place) => presentExpected(territory, place)),
        expectedTotal: group.expected.length,
      };
    }),
    setAside: {
      looked,
      suited: suitedIn(groups),
      stages: setAside.map(({ rule, count: number }) => ({
        rule,
        count: number,
        text: `${ruleLabel(rule)} : ${count(number, 'logement écarté', 'logements écartés')}`,
      })),
    },
  };
};

const suitedIn = (groups: readonly PlacementGroup[]): number =>
  groups.reduce((sum, { options }) => sum + options.length, 0);

const homeTexts = (territory: Territory, placement: Placement): readonly string[] => {
  const { homeLandlord, homeCommune, homeLandlordUnknown } = placement;
  return [
    ...(homeLandlord === null
      ? []
      : [`Bailleur d’origine : ${territory.bailleurById.get(homeLandlord)?.name ?? homeLandlord}`]),
    ...(homeCommune === null ? [] : [`Commune d’origine : ${communeName(territory, homeCommune)}`]),
    ...(homeLandlordUnknown
      ? [
          'Bailleur d’origine non renseigné : à demander au ménage, car il est interrogé avant les autres ; les logements sont montrés sans cet ordre.',
        ]
      : []),
  ];
};

const presentOption = (
  territory: Territory,
  placement: Placement,
  option: PlacementOption,
  choice: number,
): PresentedOption => {
  const { columns, dwelling, vacancy, declinedBefore } = option;
  const affordability = presentAffordability(option.affordability);
  const { balance } = columns;
  const levels = {
    wish: [columns.wish, WISHES[columns.wish]],
    means: [columns.means, `${MEANS[columns.means]} : ${affordability.text}`],
    services: ['unknown', 'non renseignés'],
    balance: [balance.level, balanceText(balance)],
    delay: [columns.delayDays, delayText(columns.delayDays)],
  } as const;
  return {
    choice,
    dwelling: presentDwelling(territory, vacancy, dwelling),
    criteria: territory.pack.placement.order.criteria.map((criterion) => ({
      criterion,
      label: CRITERIA[criterion],
      level: levels[criterion][0],
      text: levels[criterion][1],
    })),
    standing: standingText(option),
    contingents: contingentTexts(option),
    effects: option.effects
      .filter(({ direction }) => direction !== 'none')
      .map((effect) => ({
        target: effect.before.target.id,
        direction: effect.direction,
        text: `${effect.before.target.label} : ${effectSentence(
          effect,
          effect.before.target.counts.verifiedPriority ? priorityWhy(placement.household) : null,
        )}`,
      })),
    affordability: affordability.text,
    work: workTexts(option.work),
    reciprocity:
      placement.homeCommune === null
        ? null
        : reciprocityText(
            option,
            communeName(territory, placement.homeCommune),
            communeName(territory, dwelling.commune),
          ),
    toCheck: [
      ...(declinedBefore === null ? [] : [declinedText(declinedBefore)]),
      ...option.rules
        .filter(({ status }) => status === 'unknown')
        .map((rule) => `${rulePaper(rule.rule)} : ${ruleSentence(rule)}`),
    ],
    rules: option.rules.map(presentRule),
  };
};

const balanceText = ({ level, relievedPoints, toConfirm }: PlacementOption['columns']['balance']): string => {
  const doubt = toConfirm ? ' ; une pièce manque pour dire si le ménage compte' : '';
  const worth = points(Math.round(Math.abs(relievedPoints) * 1000));
  if (level === 'towards')
    return `en faveur : le bail comble des objectifs en retard (${worth} au barème des objectifs)${doubt}`;
  if (level === 'away')
    return `à l’encontre : le bail creuse un retard (${worth} au barème des objectifs)${doubt}`;
  return `sans effet sur les objectifs en retard${doubt}`;
};
