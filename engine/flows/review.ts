import type { Allocation, Outcome } from '../domain/allocation.ts';
import {
  FINANCINGS,
  type Financing,
  RESERVATAIRE_CODES,
  type Reservataire,
  TYPOLOGIES,
  type Typology,
} from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { ConstructionPeriods } from '../domain/national.ts';
import type { Territory } from '../territory/territory.ts';

/** One line of the review: dwellings of a kind, proposed and allocated for a réservataire in a civil year. */
export interface ReviewLine {
  readonly bailleur: string;
  /** Null: not on record. */
  readonly reservataire: Reservataire | null;
  readonly typology: Typology;
  readonly financing: Financing;
  /** In a QPV; null: not said. */
  readonly qpv: boolean | null;
  /** INSEE code, that of today for an associated commune. */
  readonly commune: string;
  /** Label of the period; null: the year is not said. */
  readonly period: string | null;
  /** Dwellings that a commission examined candidates for. */
  readonly proposed: number;
  /** Dwellings attributed by a commission. */
  readonly allocated: number;
  /** Leases signed in the year, whenever decided. */
  readonly signed: number;
}

type Event = 'proposed' | 'allocated' | 'signed';

/**
 * The review that each landlord owes every réservataire before 28 February (R441-5-1): dwellings proposed and allocated the year
 * before, by réservataire, typology, financing, QPV, commune and construction period. An allocation is that of the contingent it was
 * credited to; a proposal, of the réservataire that its vacancy was oriented to, else of the contingent that the dwelling was then
 * allocated to. A line that would count nothing is not made.
 *
 * @param asOf what was on record on that day. @param bailleur null: every landlord.
 */
export const reviewOf = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly vacancies: ReadonlyMap<string, Vacancy>;
  readonly allocations: readonly Allocation[];
  readonly outcomes: readonly Outcome[];
  readonly year: number;
  readonly asOf: IsoDay;
  readonly bailleur: string | null;
}): readonly ReviewLine[] => {
  const { territory, dwellings, vacancies, allocations, outcomes, year, asOf, bailleur } = input;
  const lines = new Map<string, ReviewLine>();
  const isOfYear = (day: IsoDay | null): boolean => day !== null && day <= asOf && yearOf(day) === year;
  const add = (id: string, reservataire: Reservataire | null, event: Event): void => {
    const dwelling = dwellings.get(id);
    if (dwelling === undefined || (bailleur !== null && dwelling.bailleur !== bailleur)) return;
    const line = lineOf(territory, dwelling, reservataire);
    const key = keyOf(territory, line);
    const known = lines.get(key) ?? line;
    lines.set(key, { ...known, [event]: known[event] + 1 });
  };
  for (const { dwelling, contingent, decidedOn, leaseSignedOn } of allocations) {
    if (isOfYear(decidedOn)) add(dwelling, contingent, 'allocated');
    if (isOfYear(leaseSignedOn)) add(dwelling, contingent, 'signed');
  }
  const creditedLater = creditedIndex(allocations, asOf);
  for (const [vacancy, { dwelling, first }] of proposals(outcomes, isOfYear)) {
    const oriented = vacancies.get(vacancy)?.orientedTo ?? null;
    add(dwelling, oriented ?? creditedLater(dwelling, first), 'proposed');
  }
  return [...lines.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
};

/** Vacancies examined in the year, each once, with the first day of it. */
const proposals = (
  outcomes: readonly Outcome[],
  isOfYear: (day: IsoDay) => boolean,
): ReadonlyMap<string, { readonly dwelling: string; readonly first: IsoDay }> => {
  const found = new Map<string, { dwelling: string; first: IsoDay }>();
  for (const { vacancy, dwelling, examinedOn } of outcomes) {
    if (!isOfYear(examinedOn)) continue;
    const known = found.get(vacancy);
    if (known === undefined || examinedOn < known.first) found.set(vacancy, { dwelling, first: examinedOn });
  }
  return found;
};

/** Contingent of the first allocation of a dwelling from a day on; null where there is none, or it does not say. */
const creditedIndex = (
  allocations: readonly Allocation[],
  asOf: IsoDay,
): ((dwelling: string, from: IsoDay) => Reservataire | null) => {
  const byDwelling = new Map<string, Allocation[]>();
  for (const allocation of allocations) {
    if (allocation.decidedOn > asOf) continue;
    const known = byDwelling.get(allocation.dwelling);
    if (known) known.push(allocation);
    else byDwelling.set(allocation.dwelling, [allocation]);
  }
  return (dwelling, from) =>
    (byDwelling.get(dwelling) ?? [])
      .filter(({ decidedOn }) => decidedOn >= from)
      .reduce<Allocation | null>(
        (first, each) => (first === null || each.decidedOn < first.decidedOn ? each : first),
        null,
      )?.contingent ?? null;
};

const lineOf = (territory: Territory, dwelling: Dwelling, reservataire: Reservataire | null): ReviewLine => ({
  bailleur: dwelling.bailleur,
  reservataire,
  typology: dwelling.typology,
  financing: dwelling.financing,
  qpv: dwelling.qpv2024 === null ? null : dwelling.qpv2024 !== false,
  commune: territory.canonicalCommune(dwelling.commune) ?? dwelling.commune,
  period: periodOf(territory.pack.national.constructionPeriods, dwelling.builtIn),
  proposed: 0,
  allocated: 0,
  signed: 0,
});

/** The period of a year: the latest that begins by then. */
export const periodOf = ({ periods }: ConstructionPeriods, builtIn: number | null): string | null =>
  builtIn === null ? null : periods.findLast(({ from }) => from === null || from <= builtIn)!.label;

/** Sorts as codes do: réservataires, typologies and financings in their order, what is not said last. */
const keyOf = ({ pack }: Territory, line: ReviewLine): string => {
  const place = (index: number): string => String(index < 0 ? 99 : index).padStart(2, '0');
  return [
    line.bailleur,
    place(line.reservataire === null ? -1 : RESERVATAIRE_CODES.indexOf(line.reservataire)),
    place(TYPOLOGIES.indexOf(line.typology)),
    place(FINANCINGS.indexOf(line.financing)),
    line.qpv === null ? 2 : line.qpv ? 0 : 1,
    line.commune,
    place(pack.national.constructionPeriods.periods.findIndex(({ label }) => label === line.period)),
  ].join(' ');
};
