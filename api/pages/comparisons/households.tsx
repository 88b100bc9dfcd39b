import { SMALLEST_SHOWN } from '../../auth/smallCells.ts';
import type { PresentedComparison } from '../../present/comparison.ts';
import { figure, percent } from '../../present/format.ts';
import { Table } from '../frame/table.tsx';
import { armColumns } from './armColumns.ts';
import { NOT_SHOWN } from './cells.tsx';

/** How many households stand on a list more often, or less often, than under the reference. */
export const Moves = ({
  comparison: { arms, moves, summary },
}: {
  readonly comparison: PresentedComparison;
}) => (
  <Table
    caption={`Ménages présents sur une liste dans la moitié des tirages de plus, ou de moins, que sous « ${summary.reference} »`}
    columns={[
      { label: 'Façon de faire les listes' },
      { label: 'Montent', numeric: true },
      { label: 'De combien, en part des tirages', numeric: true },
      { label: 'Descendent', numeric: true },
      { label: 'De combien', numeric: true },
    ]}
    rows={arms.flatMap(({ label }, a) => {
      const moved = moves[a];
      return moved == null
        ? []
        : [[label, counted(moved.up), part(moved.meanUp), counted(moved.down), part(moved.meanDown)]];
    })}
  />
);

const counted = (value: number | null): string =>
  value === null ? `moins de ${SMALLEST_SHOWN}` : figure(value);
const part = (value: number | null): string => (value === null ? NOT_SHOWN : percent(Math.abs(value)));

/** Demands that a freed dwelling suited and that stood on no list, by how long they have waited. */
export const NeverListed = ({ comparison }: { readonly comparison: PresentedComparison }) => {
  const { arms, never } = comparison;
  const ages = never[0]?.byAge ?? [];
  return (
    <Table
      caption="Demandes à qui un logement libéré convenait et qui ne sont sur aucune liste, par ancienneté : nombre moyen, et part de celles de cette ancienneté"
      columns={[{ label: 'Déposées depuis' }, ...armColumns(comparison)]}
      rows={[
        ...ages.map(({ label }, i) => [
          label,
          ...arms.map((_, a) => {
            const { demands, share } = never[a]!.byAge[i]!;
            return demands === null
              ? NOT_SHOWN
              : `${figure(demands)}${share === null ? '' : ` (${percent(share)})`}`;
          }),
        ]),
        ['Toutes', ...never.map(({ total }) => counted(total))],
        ['Sur aucune liste, dans aucun tirage', ...never.map(({ always }) => counted(always))],
      ]}
    />
  );
};
