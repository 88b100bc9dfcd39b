import type { RankMoves } from '../../../scoring/rankMoves.ts';
import { count, figure } from '../../present/format.ts';

/** What a method would change to the order of the demands at hand: counts, and no household. */
export const Moves = ({ moves }: { readonly moves: RankMoves }) => {
  const { rows, first, changedOverall, entered, left, movedWithin, meanMove, greatestMove } = moves;
  return (
    <dl class="facts">
      <dt>Demandes comparées</dt>
      <dd>{figure(rows)}</dd>
      <dt>Changent de place</dt>
      <dd>{figure(changedOverall)}</dd>
      <dt>Parmi les {figure(first)} premières places</dt>
      <dd>
        {count(entered.length, 'demande y entre', 'demandes y entrent')},{' '}
        {count(left.length, 'en sort', 'en sortent')}, {count(movedWithin, 'y change', 'y changent')} de rang
      </dd>
      <dt>Déplacement moyen, et le plus grand</dt>
      <dd>
        {figure(Math.round(meanMove))} et {count(greatestMove, 'place', 'places')}
      </dd>
    </dl>
  );
};
