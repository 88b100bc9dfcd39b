import type { Territory } from '../../engine/territory/territory.ts';
import { messageOf } from '../import/report.ts';
import type { StockReading } from '../import/stock.ts';
import { communeName } from './dwelling.ts';
import { count } from './format.ts';

/* A stock read from the open RPLS file: how many dwellings of what kind, where, and what the file does not say. */

export interface PresentedStockGroup {
  readonly commune: string;
  readonly communeName: string;
  readonly quartier: string | null;
  readonly inQpv2024: true | null;
  readonly declaredInQpv: boolean | null;
  readonly typology: string | null;
  readonly financing: string | null;
  readonly dwellings: number;
}

export interface PresentedStock {
  readonly file: string;
  readonly rows: number;
  readonly refused: number;
  readonly inside: number;
  readonly outside: number;
  readonly notices: readonly string[];
  readonly groups: readonly PresentedStockGroup[];
}

export const presentStock = (territory: Territory, { report, ...stock }: StockReading): PresentedStock => ({
  file: report.file,
  rows: report.counts.rows,
  refused: report.counts.refused,
  inside: stock.inside,
  outside: stock.outside,
  notices: report.warnings.map((warning) => {
    const { message, remedy } = messageOf(warning);
    return `${warning.column === undefined ? '' : `Colonne « ${warning.column} » : `}${message} ${remedy}`;
  }),
  groups: stock.groups.map(({ quartier, ...group }) => ({
    ...group,
    communeName: communeName(territory, group.commune),
    quartier: quartier === null ? null : (territory.quartierById.get(quartier)?.label ?? quartier),
  })),
});

const sumBy = (
  groups: readonly PresentedStockGroup[],
  key: (group: PresentedStockGroup) => string,
): [string, number][] => {
  const sums = new Map<string, number>();
  for (const group of groups) sums.set(key(group), (sums.get(key(group)) ?? 0) + group.dwellings);
  return [...sums].sort(([, a], [, b]) => b - a);
};

export const stockText = ({
  file,
  rows,
  refused,
  inside,
  outside,
  notices,
  groups,
}: PresentedStock): string =>
  [
    `${file} : ${count(rows, 'ligne lue', 'lignes lues')}, ${count(inside, 'logement du territoire', 'logements du territoire')}, ${count(outside, 'ailleurs', 'ailleurs')}, ${count(refused, 'refusée', 'refusées')}.`,
    ...notices.map((notice) => `À noter : ${notice}`),
    'Par type :',
    ...sumBy(groups, ({ typology }) => typology ?? 'non dit').map(
      ([name, dwellings]) => `  ${name} : ${count(dwellings, 'logement', 'logements')}`,
    ),
    'Par commune :',
    ...sumBy(groups, ({ communeName: name }) => name).map(
      ([name, dwellings]) => `  ${name} : ${count(dwellings, 'logement', 'logements')}`,
    ),
    '',
  ].join('\n');
