import type { CalibrationLine, CalibrationReport } from '../../engine/simulation/calibration.ts';
import { figure, percent } from './format.ts';

const value = (line: CalibrationLine, amount: number): string =>
  Number.isNaN(amount)
    ? 'sans objet'
    : line.unit === 'share'
      ? percent(amount, 1)
      : figure(amount, line.unit === 'mean' ? 2 : 0);

/** Each published figure beside its measure on a generated world, then what is assumed, as plain text. */
export const calibrationText = ({ lines, assumptions, rules }: CalibrationReport): string =>
  [
    'CALAGE DU MONDE SIMULÉ : chaque marge, le chiffre publié et sa source',
    ...lines.map(
      (line) =>
        `${line.within ? '  ' : '! '}${line.label} : ${value(line, line.measured)} pour ${value(line, line.published)} publié (${line.source})`,
    ),
    '',
    'HYPOTHÈSES, faute de chiffre publié',
    ...assumptions.map(({ label, value: assumed, why }) => `  ${label} : ${assumed} (${why})`),
    '',
    'RÈGLES',
    ...rules.map((rule) => `  ${rule}`),
    '',
  ].join('\n');
