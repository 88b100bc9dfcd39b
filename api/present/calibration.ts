import type { CalibrationLine, CalibrationReport } from '../../engine/simulation/calibration.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import { figure, percent } from './format.ts';

const value = (line: CalibrationLine, amount: number): string =>
  Number.isNaN(amount)
    ? 'sans objet'
    : line.unit === 'share'
      ? percent(amount, 1)
      : figure(amount, line.unit === 'mean' ? 2 : 0);

const lineText = (line: CalibrationLine): string =>
  `${line.within ? '  ' : '! '}${line.label} : ${value(line, line.measured)} pour ${value(line, line.published)} publié (${line.source})${line.borrowed === null ? '' : ` ; chiffre ${line.borrowed}`}`;

/** A title and its lines; nothing without lines. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** Each published figure beside its measure on a generated world, then what is assumed, as plain text. */
export const calibrationText = ({ lines, sizes, assumptions, rules }: CalibrationReport): string =>
  [
    'CALAGE DU MONDE SIMULÉ : chaque marge, le chiffre publié et sa source',
    ...lines.filter((line) => line.borrowed === null).map(lineText),
    ...section(
      'CHIFFRES EMPRUNTÉS : ils décrivent un autre territoire, faute de chiffre pour celui-ci',
      lines.filter((line) => line.borrowed !== null).map(lineText),
    ),
    ...section(
      'TAILLES données par le jeu de règles du territoire',
      sizes.map(
        (size) =>
          `  ${size.label} : ${figure(size.value)} [${CERTAINTY_TAGS[size.provenance.certainty]}] (${size.provenance.source})`,
      ),
    ),
    '',
    'HYPOTHÈSES, faute de chiffre publié',
    ...assumptions.map(({ label, value: assumed, why }) => `  ${label} : ${figure(assumed, 4)} (${why})`),
    '',
    'RÈGLES',
    ...rules.map((rule) => `  ${rule}`),
    '',
  ].join('\n');
