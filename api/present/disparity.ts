import type { Attribute } from '../../engine/disparity/attributes.ts';
import type { AuditedLevel, DisparityAudit, Reading, ReadingKind } from '../../engine/disparity/audit.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { disparityNotices, leftOutText } from './disparityNotices.ts';
import { type PresentedAblation, presentAblations } from './disparityRules.ts';
import { isSmall, shownLevels } from './disparityShown.ts';
import {
  ATTRIBUTE_LABELS,
  groupLabel,
  READING_WORDS,
  VERDICT_TEXTS,
  type Verdict,
  verdictOf,
} from './disparityWords.ts';
import { figure, longDay, monthText, NBSP, plural } from './format.ts';

/** A group beside the others of the same pools. */
export interface PresentedGroup {
  readonly level: string;
  readonly label: string;
  readonly households: number;
  readonly selectedHouseholds: number;
  /** Times that a household of the group could have been chosen, was, and would have been with equal chances. */
  readonly chances: number;
  readonly observed: number;
  readonly expected: number;
  /** Observed over expected; null: none expected. */
  readonly ratio: number | null;
  /** Its interval of 95 %; null: too few to tell. */
  readonly low: number | null;
  readonly high: number | null;
  /** Chosen for a thousand chances, and with equal chances. */
  readonly perThousand: number | null;
  readonly expectedPerThousand: number | null;
  readonly verdict: Verdict;
  readonly verdictText: string;
  /** `132 fois sur une liste, 151 attendues`. */
  readonly text: string;
}

export interface PresentedReading {
  readonly kind: ReadingKind;
  readonly label: string;
  readonly definition: string;
  /** Lists or leases that tell something, and households chosen there: null for a few. */
  readonly choices: number;
  readonly selections: number | null;
  /** What is missing from it; null: nothing. */
  readonly caution: string | null;
  readonly attributes: readonly {
    readonly attribute: Attribute;
    readonly label: string;
    readonly groups: readonly PresentedGroup[];
    /** Groups of too few households to be shown. */
    readonly withheld: number;
  }[];
}

/** An audit of equal treatment as it is shown. */
export interface PresentedDisparity {
  readonly id: string;
  readonly at: string;
  readonly asOf: string;
  readonly territory: { readonly id: string; readonly label: string };
  readonly simulated: boolean;
  readonly title: string;
  readonly source: 'recorded' | 'lists';
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly method: { readonly id: string; readonly label: string };
  readonly seed: number;
  readonly size: number;
  readonly vacancies: number;
  /** Null: too few to be told. */
  readonly households: number | null;
  /** Groups tested together. */
  readonly tests: number;
  /** Gaps that are established, one sentence each. */
  readonly findings: readonly string[];
  readonly readings: readonly PresentedReading[];
  /** Lists of the method that `rules` change. */
  readonly lists: number;
  readonly rules: readonly PresentedAblation[];
  readonly notices: readonly string[];
}

/** What is kept of an audit. */
export interface DisparityFound {
  readonly id: string;
  readonly at: string;
  readonly asOf: IsoDay;
  readonly source: 'recorded' | 'lists';
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly left: {
    readonly candidates: number;
    readonly gone: number;
    readonly outsidePool: number;
    readonly leases: number;
    readonly leasesGone: number;
  };
  readonly audit: DisparityAudit;
}

/**
 * Groups of a few households are withheld whoever asks: see `shownLevels`.
 *
 * @param methodLabel of the method of the audit, as it is called today.
 */
export const presentDisparity = (
  {
    territory,
    simulated,
    methodLabel,
  }: { readonly territory: Territory; readonly simulated: boolean; readonly methodLabel: string },
  found: DisparityFound,
): PresentedDisparity => {
  const { id, at, asOf, source, period, audit } = found;
  const shown = shownLevels(audit);
  const readings = audit.readings.map((reading) => presentReading(territory, reading, { shown, found }));
  return {
    id,
    at,
    asOf,
    territory: { id: territory.pack.id, label: territory.pack.label },
    simulated,
    title: disparityTitle(found),
    source,
    period,
    method: { id: audit.method, label: methodLabel },
    seed: audit.seed,
    size: audit.size,
    vacancies: audit.vacancies,
    households: isSmall(audit.households) ? null : audit.households,
    tests: audit.tests,
    findings: findingsOf(readings),
    readings,
    lists: audit.lists,
    rules: presentAblations(territory, audit, shown),
    notices: disparityNotices(found, { simulated, methodLabel }),
  };
};

/** Gaps that are established, of the groups that may be shown. */
export const establishedCount = (audit: DisparityAudit): number => {
  const shown = shownLevels(audit);
  return audit.readings
    .flatMap(({ attributes }) => attributes)
    .flatMap(({ attribute, levels }) => levels.filter(({ level }) => shown.get(attribute)?.has(level)))
    .filter(({ established }) => established !== null).length;
};

/** "Égalité de traitement : décisions de janvier à juin 2026". */
export const disparityTitle = ({
  source,
  period,
  asOf,
}: Pick<DisparityFound, 'source' | 'period' | 'asOf'>): string => {
  const what = source === 'recorded' ? 'décisions des commissions' : 'listes de la méthode';
  const over =
    period === null
      ? `logements libres au ${longDay(asOf)}`
      : period.from === period.to
        ? monthText(period.from)
        : `de ${monthText(period.from)} à ${monthText(period.to)}`;
  return `Égalité de traitement : ${what}, ${over}`;
};

const presentReading = (
  territory: Territory,
  { kind, choices, selections, attributes }: Reading,
  { shown, found }: { readonly shown: ReturnType<typeof shownLevels>; readonly found: DisparityFound },
): PresentedReading => {
  const { label, definition, chosen } = READING_WORDS[kind];
  return {
    kind,
    label,
    definition,
    choices,
    selections: isSmall(selections) ? null : selections,
    caution: leftOutText(kind, found.left),
    attributes: attributes.map(({ attribute, levels }) => {
      const open = levels.filter(({ level }) => shown.get(attribute)?.has(level));
      return {
        attribute,
        label: ATTRIBUTE_LABELS[attribute],
        withheld: levels.length - open.length,
        groups: open.map((level) =>
          presentGroup(groupLabel(territory, attribute, level.level), level, chosen),
        ),
      };
    }),
  };
};

const DECIMALS = 1e4;
const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;
const ratioOf = (part: number, whole: number): number | null => (whole > 0 ? rounded(part / whole) : null);

const presentGroup = (label: string, level: AuditedLevel, chosen: string): PresentedGroup => {
  const { households, selectedHouseholds, chances, observed, expected, test } = level;
  const verdict = verdictOf(level);
  const told = expected < 10 ? Math.round(expected * 10) / 10 : Math.round(expected);
  return {
    level: level.level,
    label,
    households,
    selectedHouseholds,
    chances,
    observed,
    expected: rounded(expected),
    ratio: ratioOf(observed, expected),
    low: test === null ? null : rounded(test.low),
    high: test === null ? null : rounded(test.high),
    perThousand: ratioOf(observed * 1000, chances),
    expectedPerThousand: ratioOf(expected * 1000, chances),
    verdict,
    verdictText: VERDICT_TEXTS[verdict],
    text: `${figure(observed)} fois ${chosen}, ${figure(told, 1)}${NBSP}${plural(told, 'attendue', 'attendues')}`,
  };
};

/** "0,87 fois, entre 0,78 et 0,97"; null: too few to tell. */
export const ratioText = ({ ratio, low, high }: PresentedGroup): string | null =>
  ratio === null || low === null || high === null
    ? null
    : `${figure(ratio, 2)} fois l’attendu, entre ${figure(low, 2)} et ${figure(high, 2)}`;

const findingsOf = (readings: readonly PresentedReading[]): readonly string[] => {
  const told = readings.flatMap(({ label, attributes }) =>
    attributes.flatMap(({ label: attribute, groups }) =>
      groups
        .filter(({ verdict }) => verdict === 'more' || verdict === 'less')
        .map(
          (group) =>
            `${label}. ${attribute}, « ${group.label} » : ${group.text} si toutes les demandes des mêmes viviers avaient les mêmes chances (${ratioText(group)}).`,
        ),
    ),
  );
  return told.length > 0
    ? told
    : [
        'Aucun écart n’est établi, tous groupes pris ensemble. Ce n’est pas la preuve qu’il n’y en a pas : regardez la largeur des intervalles.',
      ];
};
