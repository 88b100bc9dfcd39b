import type { Exchange } from '../../engine/assignment/explain/exchange.ts';
import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import type { RowOutlook } from '../../engine/targets/after.ts';
import { figure, list, NBSP, plural, points } from './format.ts';
import { presentTargetRow } from './targetRows.ts';

/** How the facts of a session are named on its page: target rows, demands and vacancies by their places. */
export interface SessionNames {
  /** "« Mixité du quartier X »". */
  target(row: number): string;
  demand(row: number): string;
  vacancy(vacancy: number): string;
}

export const sessionNames = ({
  view,
  targets,
}: Pick<SessionExplanation, 'view'> & {
  readonly targets: readonly { readonly outlook: RowOutlook }[];
}): SessionNames => {
  const { request } = view.prepared;
  const labels = targets.map(({ outlook }) => targetLabel(request.territory, outlook));
  return {
    target: (row) => `« ${labels[row]} »`,
    demand: (row) => request.pool.numbers.at(row),
    vacancy: (vacancy) => request.vacancies[vacancy]!.vacancy.id,
  };
};

export const targetLabel = (
  territory: SessionExplanation['view']['prepared']['request']['territory'],
  outlook: RowOutlook,
): string => presentTargetRow(territory, outlook).label;

/** "0,43 logement"; what is smaller than a hundredth never reads as nothing. */
export const parts = (dwellings: number): string =>
  dwellings > 0 && dwellings < 0.01
    ? `moins de 0,01${NBSP}logement`
    : `${figure(dwellings, 2)}${NBSP}${plural(dwellings, 'logement', 'logements')}`;

/** "l’objectif « A »", "les objectifs « A » et « B »". */
export const theTargets = (rows: readonly { readonly row: number }[], names: SessionNames): string => {
  const labels = rows.map(({ row }) => names.target(row));
  return `${labels.length === 1 ? 'l’objectif' : 'les objectifs'} ${list(labels)}`;
};

/** "il manquerait 0,43 logement à « A », pour 7,2 points gagnés". */
export const exchangeText = ({ rows, points: gained }: Exchange, names: SessionNames): string => {
  const lacking = rows
    .filter(({ dwellings }) => dwellings > 0)
    .map(({ row, dwellings }) => `${parts(dwellings)} à ${names.target(row)}`);
  const sides = [
    ...(lacking.length > 0 ? [`il manquerait ${list(lacking)}`] : []),
    ...(gained > 0
      ? [
          `${lacking.length > 0 ? 'pour' : 'les listes gagneraient'} ${expected(gained)} ${lacking.length > 0 ? 'gagnés' : ''}`.trim(),
        ]
      : gained < 0
        ? [`les listes perdraient ${expected(-gained)}`]
        : []),
  ];
  return sides.join(', ');
};

/** "7,2 points attendus": weighed by the chances of ranks, two decimals. */
export const expected = (thousandths: number): string =>
  `${points(Math.round(thousandths / 10) * 10)} ${plural(thousandths / 1000, 'attendu', 'attendus')}`;

/** Points at the prices of the plan, two decimals: computed numbers, which thousandths would not make surer. */
export const about = (thousandths: number): string => points(Math.round(thousandths / 10) * 10);
