import type { PresentedOption, PresentedPlacement, PresentedPlacements } from '../present/placement.ts';
import type { PresentedExpected } from '../present/placementExpected.ts';
import type { PresentedTogether } from '../present/placementTogether.ts';
import type { ExportTable } from './table.ts';

/* The dwellings for households that a committee must house, as tables for a spreadsheet. */

export const PLACEMENT_TABLES = ['options', 'expected', 'proposals'] as const;
export type PlacementTable = (typeof PLACEMENT_TABLES)[number];

type Group = PresentedPlacement['groups'][number];
interface In<T> {
  readonly number: string;
  readonly group: string;
  readonly of: T;
}

const linesOf = <T>(
  placements: readonly PresentedPlacement[],
  each: (group: Group) => readonly T[],
): readonly In<T>[] =>
  placements.flatMap(({ number, groups }) =>
    groups.flatMap((group) => each(group).map((of) => ({ number, group: group.label, of }))),
  );

const optionsTable = (placements: readonly PresentedPlacement[]): ExportTable<In<PresentedOption>> => ({
  name: 'Logements pour les ménages',
  rows: linesOf(placements, ({ options }) => options),
  columns: [
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Bailleurs', type: 'text', cell: ({ group }) => group },
    { header: 'Choix', type: 'number', cell: ({ of }) => of.choice },
    { header: 'Logement libéré', type: 'text', cell: ({ of }) => of.dwelling.vacancy },
    { header: 'Commune', type: 'text', cell: ({ of }) => of.dwelling.commune },
    { header: 'Quartier', type: 'text', cell: ({ of }) => of.dwelling.quartier },
    { header: 'Bailleur', type: 'text', cell: ({ of }) => of.dwelling.bailleur },
    { header: 'Logement', type: 'text', cell: ({ of }) => of.dwelling.description },
    {
      header: 'Ce qui fait l’ordre',
      type: 'text',
      cell: ({ of }) => of.criteria.map(({ text }) => text).join(' | '),
    },
    { header: 'Place sur la liste du logement', type: 'text', cell: ({ of }) => of.standing },
    { header: 'Loyer et ressources', type: 'text', cell: ({ of }) => of.affordability },
    { header: 'À vérifier', type: 'text', cell: ({ of }) => of.toCheck.join(' | ') },
  ],
});

const expectedTable = (placements: readonly PresentedPlacement[]): ExportTable<In<PresentedExpected>> => ({
  name: 'Logements attendus',
  rows: linesOf(placements, ({ expected }) => expected),
  columns: [
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Bailleurs', type: 'text', cell: ({ group }) => group },
    { header: 'Commune', type: 'text', cell: ({ of }) => of.commune },
    { header: 'Type', type: 'text', cell: ({ of }) => of.typology },
    { header: 'Parc (logements)', type: 'number', cell: ({ of }) => of.stock },
    { header: 'Part qui convient', type: 'share', cell: ({ of }) => of.suitedShare },
    { header: 'Dont loyer selon les ressources', type: 'share', cell: ({ of }) => of.withinMeansShare },
    { header: 'Logements attendus (estimation)', type: 'text', cell: ({ of }) => of.text },
  ],
});

type Proposal = PresentedTogether['proposals'][number];

/** One household has no division: no line. */
const proposalsTable = (together: PresentedPlacements['together']): ExportTable<Proposal> => ({
  name: 'Répartition proposée',
  rows: together?.proposals ?? [],
  columns: [
    { header: 'Numéro unique', type: 'text', cell: ({ number }) => number },
    { header: 'Logement libéré', type: 'text', cell: ({ vacancy }) => vacancy },
    { header: 'Choix', type: 'number', cell: ({ choice }) => choice },
    { header: 'Pourquoi', type: 'text', cell: ({ text }) => text },
  ],
});

/** One of the tables, with who takes it: their rows are of three kinds. */
export const withPlacementTable = <A>(
  { placements, together }: Pick<PresentedPlacements, 'placements' | 'together'>,
  which: PlacementTable,
  take: <R>(table: ExportTable<R>) => A,
): A => {
  switch (which) {
    case 'options':
      return take(optionsTable(placements));
    case 'expected':
      return take(expectedTable(placements));
    case 'proposals':
      return take(proposalsTable(together));
  }
};
