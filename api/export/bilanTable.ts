import type {
  PresentedBilan,
  PresentedBilanRow,
  PresentedDefinition,
  PresentedFigure,
} from '../present/bilan.ts';
import type { PresentedBilanTarget } from '../present/bilanTargets.ts';
import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { ExportTable } from './table.ts';

interface BilanLine {
  readonly place: string;
  readonly code: string | null;
  readonly year: string;
  readonly section: string;
  readonly label: string;
  readonly value: number | null;
  readonly share: number | null;
  readonly difference: number | null;
  readonly definition: string;
  readonly source: string;
  readonly certainty: string;
}

/** The review as a table: a line for each place, year and figure, then for each target, with its definition and its source. */
export const bilanTable = (bilan: PresentedBilan): ExportTable<BilanLine> => ({
  name: 'Bilan',
  rows: [
    ...[bilan.whole, ...bilan.rows].flatMap((row) => linesOf(bilan, row)),
    ...bilan.targets.map(targetLine),
  ],
  columns: [
    { header: 'Lieu', type: 'text', cell: ({ place }) => place },
    { header: 'Code', type: 'text', cell: ({ code }) => code },
    { header: 'Année', type: 'text', cell: ({ year }) => year },
    { header: 'Rubrique', type: 'text', cell: ({ section }) => section },
    { header: 'Chiffre', type: 'text', cell: ({ label }) => label },
    { header: 'Valeur', type: 'number', cell: ({ value }) => value },
    { header: 'Part', type: 'share', cell: ({ share }) => share },
    { header: 'Écart avec l’année précédente', type: 'number', cell: ({ difference }) => difference },
    { header: 'Définition', type: 'text', cell: ({ definition }) => definition },
    { header: 'Source', type: 'text', cell: ({ source }) => source },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => certainty },
  ],
});

const linesOf = ({ years, definitions }: PresentedBilan, row: PresentedBilanRow): BilanLine[] => {
  const line = (of: PresentedDefinition, year: string, shown: PresentedFigure): BilanLine => ({
    place: row.label,
    code: row.place,
    year,
    section: of.section,
    label: of.label,
    ...shown,
    definition: of.definition,
    source: of.source,
    certainty: CERTAINTY_TAGS[of.certainty],
  });
  return [
    ...years.flatMap(({ year }, i) => definitions.map((of) => line(of, String(year), row.years[i]![of.id]!))),
    ...(row.together === null ? [] : definitions.map((of) => line(of, 'ensemble', row.together![of.id]!))),
  ];
};

const targetLine = (target: PresentedBilanTarget): BilanLine => ({
  place: target.label,
  code: target.place,
  year: String(target.year),
  section: 'Objectifs',
  label: 'Écart à l’objectif, en logements',
  value: target.distanceDwellings,
  share: target.share,
  difference: null,
  definition: target.text,
  source: target.source,
  certainty: CERTAINTY_TAGS[target.certainty],
});
