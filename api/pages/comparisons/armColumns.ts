import type { PresentedComparison } from '../../present/comparison.ts';
import type { Column } from '../frame/table.tsx';

/** A column for each way to make lists, the reference named as such. */
export const armColumns = ({
  arms,
  reference,
}: Pick<PresentedComparison, 'arms' | 'reference'>): readonly Column[] =>
  arms.map(({ id, label }) => ({
    label: id === reference ? `${label} (référence)` : label,
    numeric: true,
  }));
