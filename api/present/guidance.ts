import type { IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import type { Certainty, Guidance, GuidanceRow } from '../../engine/domain/territory.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type GuidanceStanding, type GuidanceStep, isInForce } from '../records/projections/guidance.ts';
import { figure, longDay, NBSP, percent } from './format.ts';
import { dwellings } from './targets.ts';

/** What is shown of a recommendation is its place: nothing of it is about a household. */
export const GUIDANCE_NOTICE =
  'Une préconisation parle d’un lieu, jamais d’un ménage : elle agit sur la composition des listes du lieu et n’écarte personne. Proposée, elle ne lie rien ; décidée, elle lie les listes faites à partir de son premier jour ; les listes déjà préparées restent celles de leur moment.';

export const GUIDANCE_STATUSES = {
  proposed: 'proposée',
  'to-come': 'décidée, pas encore applicable',
  'in-force': 'en vigueur',
  over: 'échue',
  ended: 'levée',
  'given-up': 'écartée',
} as const;
export type GuidanceStatus = keyof typeof GUIDANCE_STATUSES;

export interface PresentedGuidanceStep {
  readonly what: 'proposed' | 'decided' | 'ended';
  readonly meetingOn: string;
  /** Account that recorded it, and the moment. */
  readonly by: string;
  readonly at: string;
  readonly text: string;
}

export interface PresentedGuidance {
  readonly id: string;
  /** False: written in the pack of the territory. */
  readonly entered: boolean;
  readonly status: GuidanceStatus;
  readonly statusText: string;
  /** Area of the coordination body; null: its place is in none. */
  readonly area: string | null;
  readonly areaLabel: string | null;
  readonly scope: 'quartier' | 'residence';
  readonly quartier: string | null;
  readonly residence: string | null;
  readonly bailleur: string | null;
  /** "Résidence Les Tilleuls, Partenord", "Alma Nord". */
  readonly placeName: string;
  /** As officers wrote it. */
  readonly text: string;
  /** What is counted, in words; null: nothing is. */
  readonly rowText: string | null;
  /** First and last day on which it binds lists; null: not decided, no last day. */
  readonly from: string | null;
  readonly to: string | null;
  readonly steps: readonly PresentedGuidanceStep[];
  readonly certainty: Certainty;
}

/** What is needed of an entered recommendation to show it. */
export interface GuidanceEntryShown {
  readonly standing: GuidanceStanding;
  readonly content: Pick<Guidance, 'quartier' | 'residence' | 'bailleur' | 'text'> & {
    readonly area: string;
    readonly row: GuidanceRow | null;
  };
}

/** Every recommendation of the territory: those of its pack, then those that were entered, in the order in which they were proposed. */
export const presentGuidance = (
  territory: Territory,
  entries: readonly GuidanceEntryShown[],
  asOf: IsoDay,
): readonly PresentedGuidance[] => {
  // A territory opened on a day has in its pack those that were entered and apply.
  const entered = new Set(entries.map(({ standing }) => standing.id));
  return [
    ...territory.pack.guidance
      .filter(({ id }) => !entered.has(id))
      .map((guidance) => ofPack(territory, guidance, asOf)),
    ...entries.map((entry) => presentEntered(territory, entry, asOf)),
  ];
};

/** One that was entered. */
export const presentEntered = (
  territory: Territory,
  { standing, content }: GuidanceEntryShown,
  asOf: IsoDay,
): PresentedGuidance => {
  const { proposed, decided, ended } = standing;
  const status = statusOf(standing, asOf);
  return {
    id: standing.id,
    entered: true,
    status,
    statusText: GUIDANCE_STATUSES[status],
    area: content.area,
    areaLabel: areaLabel(territory, content.area),
    ...placeOf(territory, content),
    text: content.text,
    rowText: content.row === null ? null : rowText(territory, content.row),
    from: decided?.from ?? null,
    to: decided?.to ?? null,
    steps: [
      step('proposed', proposed, `proposée à la réunion du ${longDay(proposed.meetingOn)}`),
      ...(decided === null
        ? []
        : [
            step(
              'decided',
              decided,
              `décidée à la réunion du ${longDay(decided.meetingOn)}, applicable à partir du ${longDay(decided.from)}${decided.to === null ? '' : ` et jusqu’au ${longDay(decided.to)}`}`,
            ),
          ]),
      ...(ended === null
        ? []
        : [
            step(
              'ended',
              ended,
              decided === null
                ? `écartée à la réunion du ${longDay(ended.meetingOn)}`
                : `levée à la réunion du ${longDay(ended.meetingOn)}, sans effet à partir du ${longDay(ended.on)}`,
            ),
          ]),
    ],
    // Until the body decides, it is what somebody proposes.
    certainty: decided === null ? 'proposal' : 'official',
  };
};

const ofPack = (territory: Territory, guidance: Guidance, asOf: IsoDay): PresentedGuidance => {
  const { id, text, row, validFrom, validTo, provenance } = guidance;
  const status =
    asOf < validFrom ? 'to-come' : validTo !== null && validTo < asOf ? 'over' : ('in-force' as const);
  const commune = guidance.quartier === null ? null : territory.quartierById.get(guidance.quartier)?.commune;
  const area = territory.pack.coordination.areas.find(
    ({ communes }) => commune != null && communes.includes(commune),
  );
  return {
    id,
    entered: false,
    status,
    statusText: GUIDANCE_STATUSES[status],
    area: area?.id ?? null,
    areaLabel: area?.label ?? null,
    ...placeOf(territory, guidance),
    text,
    rowText: row === undefined ? null : rowText(territory, row),
    from: validFrom,
    to: validTo,
    steps: [],
    certainty: provenance.certainty,
  };
};

const statusOf = (standing: GuidanceStanding, asOf: IsoDay): GuidanceStatus => {
  const { decided, ended } = standing;
  if (decided === null) return ended === null ? 'proposed' : 'given-up';
  if (isInForce(standing, asOf)) return 'in-force';
  if (ended !== null && ended.on <= asOf) return 'ended';
  return asOf < decided.from ? 'to-come' : 'over';
};

const step = (
  what: PresentedGuidanceStep['what'],
  { at, actor, meetingOn }: GuidanceStep,
  text: string,
): PresentedGuidanceStep => ({ what, meetingOn, by: actor, at, text });

export const areaLabel = ({ pack }: Territory, area: string): string =>
  pack.coordination.areas.find(({ id }) => id === area)?.label ?? area;

const placeOf = (
  territory: Territory,
  { quartier, residence, bailleur }: Pick<Guidance, 'quartier' | 'residence' | 'bailleur'>,
): Pick<PresentedGuidance, 'scope' | 'quartier' | 'residence' | 'bailleur' | 'placeName'> => {
  const landlord = bailleur === null ? '' : (territory.bailleurById.get(bailleur)?.name ?? bailleur);
  return {
    scope: residence === null ? 'quartier' : 'residence',
    quartier,
    residence,
    bailleur,
    placeName:
      residence === null
        ? (territory.quartierById.get(quartier as QuartierId)?.label ?? quartier ?? '')
        : `Résidence ${residence}, ${landlord}`,
  };
};

/** What a recommendation may count, as its form and its row say it. */
export const COUNTED_WORDS = {
  modest: 'ménages modestes ou très modestes',
  'intermediate-or-higher': 'ménages aux ressources intermédiaires ou plus élevées',
  'first-quartile': 'ménages du premier quartile',
  'other-quartiles': 'ménages des autres quartiles',
  priority: 'ménages prioritaires',
  'npru-relocation': 'relogements du renouvellement urbain',
} as const;

const countedText = ({ counts }: GuidanceRow): string => {
  if (counts.bandGroup !== undefined) return COUNTED_WORDS[counts.bandGroup];
  if (counts.quartile !== undefined)
    return COUNTED_WORDS[counts.quartile === 'first' ? 'first-quartile' : 'other-quartiles'];
  if (counts.npruRelocation) return COUNTED_WORDS['npru-relocation'];
  if (counts.contingent !== undefined) return `baux crédités au contingent ${counts.contingent}`;
  return COUNTED_WORDS.priority;
};

/** "au moins 30 % de ménages prioritaires parmi les attributions de l’année civile ; priorité 2, 40 points le logement". */
const rowText = ({ pack }: Territory, row: GuidanceRow): string => {
  const bound = row.bound === 'min' ? 'au moins' : 'au plus';
  const among = row.among === 'first-access' ? 'premiers accès' : 'attributions';
  const aim =
    row.share === undefined
      ? `${bound} ${dwellings(row.count?.dwellings ?? 0)} pour des ${countedText(row)}, parmi les ${among} de l’année civile`
      : `${bound} ${percent(row.share)} de ${countedText(row)} parmi les ${among} de l’année civile`;
  const price = pack.matching.penaltyPointsByPrecedence.value[String(row.precedence)];
  return `${aim} ; priorité ${row.precedence}${price === undefined ? '' : `, ${figure(price)}${NBSP}points le logement qui manque`}`;
};
