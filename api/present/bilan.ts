import type { Reservataire } from '../../engine/domain/codes.ts';
import type { BailleurId, CommuneCode, IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import { type Coverage, coverageOf, type ReviewYear } from '../../engine/review/period.ts';
import type { ReviewBy } from '../../engine/review/place.ts';
import { type FirstRecords, type Review, windowAt } from '../../engine/review/review.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { examinedFigures, listFigures, waitFigures } from './bilanCommission.ts';
import type { BilanFigure, ShownCell } from './bilanFigures.ts';
import { contingentLabel, housedFigures } from './bilanHoused.ts';
import { everyCell, type ShownRow, withoutSmallCells } from './bilanSmallCells.ts';
import {
  bilanFlows,
  bilanTargets,
  type PresentedBilanFlow,
  type PresentedBilanTarget,
} from './bilanTargets.ts';
import { provenanceText } from './certainty.ts';
import { communeName } from './dwelling.ts';
import { count, figure, list, longDay, lowerFirst, percent } from './format.ts';

export interface BilanContext {
  readonly territory: Territory;
  readonly asOf: IsoDay;
  readonly simulated: boolean;
  /** Who asks may not tell a household from a count. */
  readonly smallCells: boolean;
  /** Whose figures they are, in words; null: everybody's. */
  readonly owner: string | null;
  readonly waiting: { readonly demands: number; readonly abnormal: number | null };
}

/** A figure as shown: null, withheld or not known. */
export interface PresentedFigure {
  readonly value: number | null;
  /** Of the figure that it is a part of, 0 to 1; null where there is none, or it is zero. */
  readonly share: number | null;
  /** Minus the year before, over as many days; null where that cannot be told. */
  readonly difference: number | null;
}

export interface PresentedBilanYear {
  readonly year: number;
  readonly from: string;
  readonly to: string;
  readonly running: boolean;
  readonly comparedWith: { readonly from: string; readonly to: string };
  /** How far records cover the year, and what it is compared with. */
  readonly coverage: Readonly<
    Record<keyof FirstRecords, { readonly year: Coverage; readonly before: Coverage }>
  >;
  readonly text: string;
}

export interface PresentedBilanRow {
  /** Null: not said, or several places together. */
  readonly place: string | null;
  readonly label: string;
  readonly places: number | null;
  /** By year, then figure. */
  readonly years: readonly Readonly<Record<string, PresentedFigure>>[];
  /** All the years together; null when there is one. */
  readonly together: Readonly<Record<string, PresentedFigure>> | null;
}

export type PresentedDefinition = Pick<
  BilanFigure,
  'id' | 'section' | 'label' | 'unit' | 'of' | 'definition' | 'source' | 'certainty'
>;

export interface PresentedBilan {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly by: ReviewBy;
  readonly title: string;
  readonly years: readonly PresentedBilanYear[];
  readonly definitions: readonly PresentedDefinition[];
  readonly whole: PresentedBilanRow;
  readonly rows: readonly PresentedBilanRow[];
  readonly targets: readonly PresentedBilanTarget[];
  readonly flows: readonly PresentedBilanFlow[];
  readonly delays: string;
  readonly notes: readonly string[];
}

/** Every figure that a review gives, in its order. */
export const bilanFigures = (territory: Territory): readonly BilanFigure[] => [
  ...housedFigures(territory),
  ...waitFigures(territory),
  ...examinedFigures(),
  ...listFigures(),
];

/** The review as it is shown, with what each figure is and where it comes from. */
export const presentBilan = (context: BilanContext, review: Review): PresentedBilan => {
  const { territory, asOf, simulated, smallCells } = context;
  const { period, by } = review;
  const figures = bilanFigures(territory);
  const shown = smallCells ? withoutSmallCells(review) : everyCell(review);
  const years = period.years.map((year) => presentYear(review, year));
  const row = (cells: readonly ShownCell[]) => rowFigures(review, figures, cells, context);
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(asOf) },
    simulated,
    by,
    title: titleOf(review, context),
    years,
    definitions: figures.map(({ id, section, label, unit, of, definition, source, certainty }) => ({
      id,
      section,
      label,
      unit,
      of,
      definition,
      source,
      certainty,
    })),
    whole: { place: null, label: 'Ensemble', places: null, ...row(shown.whole) },
    rows: shown.rows.map(({ place, places, cells }) => ({
      place,
      label: rowName(territory, by, { place, places }),
      places,
      ...row(cells),
    })),
    targets: bilanTargets(context, review, shown),
    flows: bilanFlows(context, review),
    delays: abnormalDelayText(context),
    notes: notesOf(context, review),
  };
};

const rowFigures = (
  review: Review,
  figures: readonly BilanFigure[],
  cells: readonly ShownCell[],
  { smallCells }: BilanContext,
): Pick<PresentedBilanRow, 'years' | 'together'> => {
  const { years, together } = review.period;
  const valuesOf = (cell: ShownCell) => new Map(figures.map(({ id, read }) => [id, read(cell)]));
  const presented = (cell: ShownCell, differences: (of: BilanFigure, value: number) => number | null) => {
    const values = valuesOf(cell);
    return Object.fromEntries(
      figures.map((of): [string, PresentedFigure] => {
        const value = values.get(of.id) ?? null;
        const whole = of.of === null ? null : (values.get(of.of) ?? null);
        return [
          of.id,
          {
            value,
            share: value === null || whole === null || whole === 0 ? null : value / whole,
            difference: value === null ? null : differences(of, value),
          },
        ];
      }),
    );
  };
  return {
    years: years.map((year) => {
      const before = cells[windowAt(review, year.against)]!;
      return presented(cells[windowAt(review, year)]!, ({ rests, read, unit }, value) => {
        const isTold =
          coverageOf(year, review.firstRecords[rests]) === 'whole' &&
          coverageOf(year.against, review.firstRecords[rests]) === 'whole' &&
          !(smallCells && year.running);
        const earlier = isTold ? read(before) : null;
        if (earlier === null) return null;
        return unit === 'months' ? Math.round((value - earlier) * 10) / 10 : value - earlier;
      });
    }),
    together: together === null ? null : presented(cells[windowAt(review, together)]!, () => null),
  };
};

const KINDS = { decided: 'les attributions', signed: 'les baux', examined: 'les examens' } as const;
const KIND_KEYS = Object.keys(KINDS) as (keyof typeof KINDS)[];

const presentYear = ({ firstRecords }: Review, year: ReviewYear): PresentedBilanYear => {
  const coverage = Object.fromEntries(
    KIND_KEYS.map((kind) => [
      kind,
      { year: coverageOf(year, firstRecords[kind]), before: coverageOf(year.against, firstRecords[kind]) },
    ]),
  ) as PresentedBilanYear['coverage'];
  return {
    year: year.year,
    from: longDay(year.from),
    to: longDay(year.to),
    running: year.running,
    comparedWith: { from: longDay(year.against.from), to: longDay(year.against.to) },
    coverage,
    text: yearText(year, coverage, firstRecords),
  };
};

const yearText = (
  { year, running, to, against }: ReviewYear,
  coverage: PresentedBilanYear['coverage'],
  firstRecords: FirstRecords,
): string => {
  const span = running
    ? `${year}, jusqu’au ${longDay(to)}, comparé aux mêmes jours de ${year - 1}`
    : `${year}, comparé à ${against.from.slice(0, 4)}`;
  const short = KIND_KEYS.filter((kind) => coverage[kind].year !== 'whole').map((kind) => {
    const first = firstRecords[kind];
    return `${KINDS[kind]} ${first === null || first > to ? 'n’y sont pas enregistrés' : `ne sont enregistrés que depuis le ${longDay(first)}`}`;
  });
  const alone = KIND_KEYS.filter(
    (kind) => coverage[kind].year === 'whole' && coverage[kind].before !== 'whole',
  ).map((kind) => KINDS[kind]);
  return [
    span,
    ...short,
    ...(alone.length === 0
      ? []
      : [`aucun écart pour ${list(alone)} : ${year - 1} n’est pas enregistré en entier`]),
  ].join(' ; ');
};

const BY_NAMES: { readonly [B in ReviewBy]: string } = {
  quartier: 'par quartier',
  commune: 'par commune',
  bailleur: 'par bailleur',
  contingent: 'par contingent',
};

const titleOf = ({ by, period: { years } }: Review, { owner }: BilanContext): string => {
  const [first, last] = [years[0]!.year, years.at(-1)!.year];
  const span =
    first === last
      ? `Bilan annuel des attributions, ${first}`
      : `Bilan ${last - first === 2 ? 'triennal' : 'pluriannuel'} des attributions, ${first} à ${last}`;
  return `${span}, ${BY_NAMES[by]}${owner === null ? '' : ` : ${owner}`}`;
};

const UNSAID: { readonly [B in ReviewBy]: string } = {
  quartier: 'Quartier non renseigné',
  commune: 'Commune non renseignée',
  bailleur: 'Bailleur non renseigné',
  contingent: 'Contingent non renseigné',
};

/** Name of a row of the review. */
export const rowName = (
  territory: Territory,
  by: ReviewBy,
  { place, places }: Pick<ShownRow, 'place' | 'places'>,
): string => {
  if (places !== null) return `Petits effectifs, réunis (${figure(places)})`;
  if (place === null) return UNSAID[by];
  switch (by) {
    case 'quartier':
      return territory.quartierById.get(place as QuartierId)?.label ?? place;
    case 'commune':
      return communeName(territory, place as CommuneCode);
    case 'bailleur':
      return territory.bailleurById.get(place as BailleurId)?.name ?? place;
    case 'contingent':
      return contingentLabel(territory, place as Reservataire);
  }
};

/** Demands that wait as long as the territory calls abnormal, in a sentence; where its value is not known, that. */
export const abnormalDelayText = ({
  territory,
  waiting,
  asOf,
}: Pick<BilanContext, 'territory' | 'waiting' | 'asOf'>): string => {
  const { months, provenance } = territory.pack.norms.abnormalWaitMonths;
  if (months === null || waiting.abnormal === null)
    return `Délai anormalement long : valeur du territoire non renseignée, rien n’est compté. Source : ${lowerFirst(provenanceText(provenance))}.`;
  const share = waiting.demands === 0 ? '' : ` (${percent(waiting.abnormal / waiting.demands, 1)})`;
  return `Délai anormalement long, ${figure(months)} mois (${provenanceText(provenance)}) : ${count(waiting.abnormal, 'demande en attente l’a atteint', 'demandes en attente l’ont atteint')}${share} au ${longDay(asOf)}, sur tout le territoire.`;
};

const notesOf = (
  { simulated, smallCells, territory }: BilanContext,
  { by, missing, rows }: Review,
): string[] => [
  'Attributions décidées et baux signés ne sont pas les mêmes : un bail signé en janvier compte l’année de sa signature, sa décision celle d’avant.',
  'Les écarts entre deux années sont des différences, sans test : un petit effectif varie beaucoup d’une année à l’autre.',
  `Tranches de ressources : ${provenanceText(territory.pack.bands.provenance)}.`,
  ...(missing > 0
    ? [
        `${count(missing, 'attribution porte sur un logement absent du parc : elle n’est comptée nulle part.', 'attributions portent sur des logements absents du parc : elles ne sont comptées nulle part.')}`,
      ]
    : []),
  ...(rows.some(({ place }) => place === null)
    ? [`${UNSAID[by]} : une ligne à part, pour que le total soit la somme des lignes.`]
    : []),
  ...(smallCells
    ? [
        'Les effectifs de 1 à 4 ménages ne sont pas montrés, ni ceux qui permettraient de les déduire ; les lieux trop petits sont réunis. Rangs, motifs, critères de mutation et détail des baux ne sont donnés que pour l’ensemble.',
      ]
    : []),
  ...(simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
];
