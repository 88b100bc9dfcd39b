import type { IsoDay } from '../../engine/domain/ids.ts';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import type { Issue } from '../../engine/domain/issue.ts';
import type { CoordinationArea, GuidanceRow } from '../../engine/domain/territory.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import type { GuidanceStanding } from '../records/projections/guidance.ts';
import type { GuidanceContent } from './guidanceDocument.ts';

/** Characters of a recommendation at most: a sentence about a place. */
export const MOST_CHARACTERS = 500;
const LEAST_CHARACTERS = 10;

/** What a recommendation may count, one thing. */
const COUNTED_ROWS = {
  modest: { bandGroup: 'modest' },
  'intermediate-or-higher': { bandGroup: 'intermediate-or-higher' },
  'first-quartile': { quartile: 'first' },
  'other-quartiles': { quartile: 'others' },
  priority: { verifiedPriority: true },
  'npru-relocation': { npruRelocation: true },
} as const satisfies Readonly<Record<string, GuidanceRow['counts']>>;
export type Counted = keyof typeof COUNTED_ROWS;
export const COUNTED = Object.keys(COUNTED_ROWS) as [Counted, ...Counted[]];

/** What is to be counted: one of `sharePercent` (whole) and `dwellings` (of the civil year). */
export interface RowAsked {
  readonly counts: Counted;
  readonly bound: 'min' | 'max';
  readonly sharePercent: number | null;
  readonly dwellings: number | null;
  readonly among: 'all' | 'first-access';
  readonly toleranceDwellings: number;
  readonly precedence: number;
}

export interface ProposalAsked {
  readonly area: string;
  readonly quartier: string | null;
  readonly residence: string | null;
  readonly bailleur: string | null;
  readonly text: string;
  readonly row: RowAsked | null;
  readonly meetingOn: IsoDay;
}

export const contentOf = ({
  area,
  quartier,
  residence,
  bailleur,
  text,
  row,
}: ProposalAsked): GuidanceContent => ({
  format: 'precal-guidance-1',
  area,
  quartier: quartier as GuidanceContent['quartier'],
  residence,
  bailleur: bailleur as GuidanceContent['bailleur'],
  text: text.trim(),
  row: row === null ? null : rowOf(row),
});

const rowOf = (asked: RowAsked): GuidanceRow => ({
  among: asked.among,
  counts: COUNTED_ROWS[asked.counts],
  bound: asked.bound,
  ...(asked.sharePercent === null ? {} : { share: asked.sharePercent / 100 }),
  ...(asked.dwellings === null ? {} : { count: { dwellings: asked.dwellings } }),
  toleranceDwellings: asked.toleranceDwellings,
  precedence: asked.precedence,
});

/** The area of a coordination body; null when the territory has none of that name. */
export const areaOf = ({ pack }: Pick<Territory, 'pack'>, id: string): CoordinationArea | null =>
  pack.coordination.areas.find((area) => area.id === id) ?? null;

/** Whether a commune, by any of its codes, is in an area. */
export const isIn = (territory: Territory, area: CoordinationArea, commune: string): boolean => {
  const home = territory.canonicalCommune(commune);
  return home !== null && area.communes.includes(home);
};

export const unknownArea = (territory: Territory, received: string): Issue => {
  const { areas } = territory.pack.coordination;
  return {
    code: 'guidance.area-unknown',
    path: 'area',
    received,
    expected: areas.map(({ id }) => id).join(', '),
  };
};

/**
 * What is wrong with a proposal. A free text is checked for a numéro unique, which has no place in it; it is not repeated.
 *
 * @param residences those of the landlord asked that stand in the area.
 */
export const proposalIssues = (
  territory: Territory,
  asked: ProposalAsked,
  residences: ReadonlySet<string>,
): readonly Issue[] => {
  const area = areaOf(territory, asked.area);
  if (area === null) return [unknownArea(territory, asked.area)];
  return [
    ...placeIssues(territory, area, asked, residences),
    ...textIssues(asked.text.trim()),
    ...rowIssues(territory, asked.row),
  ];
};

const placeIssues = (
  territory: Territory,
  area: CoordinationArea,
  { quartier, residence, bailleur }: ProposalAsked,
  residences: ReadonlySet<string>,
): readonly Issue[] => {
  const onResidence = residence !== null || bailleur !== null;
  if ((quartier !== null) === onResidence || (residence === null) !== (bailleur === null))
    return [{ code: 'guidance.place', path: 'quartier' }];
  if (quartier !== null) {
    const found = territory.pack.quartiers.find(({ id }) => id === quartier);
    if (found && isIn(territory, area, found.commune)) return [];
    return [
      {
        code: found ? 'guidance.place-outside' : 'guidance.quartier-unknown',
        path: 'quartier',
        received: quartier,
        expected: area.label,
        ...maybe(quartier, new Set(territory.pack.quartiers.map(({ id }) => id))),
      },
    ];
  }
  if (residence === null || bailleur === null || residences.has(residence)) return [];
  return [
    {
      code: 'guidance.residence-unknown',
      path: 'residence',
      received: residence,
      expected: area.label,
      ...maybe(residence, residences),
    },
  ];
};

const maybe = (received: string, known: ReadonlySet<string>): { readonly maybe?: string } => {
  const close = closestOf(received, known);
  return close === null || close === received ? {} : { maybe: `peut-être ${close}` };
};

const textIssues = (text: string): readonly Issue[] => {
  if (text.length < LEAST_CHARACTERS || text.length > MOST_CHARACTERS)
    return [
      {
        code: 'guidance.text-length',
        path: 'text',
        received: String(text.length),
        expected: `${LEAST_CHARACTERS} à ${MOST_CHARACTERS}`,
      },
    ];
  const numbers = text.match(/(?=(\d{13}[0-9A-Z]{5}))/g) !== null;
  return numbers || text.split(/[^0-9A-Z]/).some(isDemandNumber)
    ? [{ code: 'guidance.text-number', path: 'text' }]
    : [];
};

const rowIssues = ({ pack }: Territory, row: RowAsked | null): readonly Issue[] => {
  if (row === null) return [];
  const prices = pack.matching.penaltyPointsByPrecedence.value;
  return [
    ...((row.sharePercent === null) === (row.dwellings === null)
      ? [{ code: 'guidance.row-aim', path: 'row.sharePercent' }]
      : []),
    ...(prices[String(row.precedence)] === undefined
      ? [
          {
            code: 'guidance.row-precedence',
            path: 'row.precedence',
            received: String(row.precedence),
            expected: Object.keys(prices).sort().join(', '),
          },
        ]
      : []),
  ];
};

/** A meeting is not in the future. */
export const aheadIssues = (meetingOn: IsoDay, today: IsoDay): readonly Issue[] =>
  meetingOn > today
    ? [{ code: 'guidance.meeting-ahead', path: 'meetingOn', received: meetingOn, expected: today }]
    : [];

/** A meeting that decides or ends is not before the one that proposed, or decided. */
export const meetingIssues = (
  { proposed, decided }: GuidanceStanding,
  meetingOn: IsoDay,
  today: IsoDay,
): readonly Issue[] => [
  ...aheadIssues(meetingOn, today),
  ...earlyIssues('guidance.meeting-early', 'meetingOn', meetingOn, (decided ?? proposed).meetingOn),
];

export const earlyIssues = (code: string, path: string, day: IsoDay, after: IsoDay): readonly Issue[] =>
  day < after ? [{ code, path, received: day, expected: after }] : [];
