import type { PresentedComparison } from '../present/comparison.ts';
import { GROUP_LABELS } from '../present/comparisonWords.ts';
import type { ExportTable } from './table.ts';

interface ComparisonLine {
  readonly section: string;
  readonly subject: string;
  readonly code: string | null;
  readonly day: string | null;
  readonly figure: string;
  readonly arm: string;
  readonly value: number | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly units: number | null;
  readonly apart: boolean | null;
}

/** The comparison as one long table: a line for each figure of each way to make lists. */
export const comparisonTable = (p: PresentedComparison): ExportTable<ComparisonLine> => ({
  name: 'Essai de méthodes',
  rows: [...measureRows(p), ...targetRows(p), ...segmentRows(p), ...moveRows(p), ...neverRows(p)],
  columns: [
    { header: 'Rubrique', type: 'text', cell: ({ section }) => section },
    { header: 'Lieu ou segment', type: 'text', cell: ({ subject }) => subject },
    { header: 'Code', type: 'text', cell: ({ code }) => code },
    { header: 'Date', type: 'day', cell: ({ day }) => day },
    { header: 'Chiffre', type: 'text', cell: ({ figure }) => figure },
    { header: 'Façon de faire les listes', type: 'text', cell: ({ arm }) => arm },
    { header: 'Valeur', type: 'number', cell: ({ value }) => value },
    { header: 'Différence avec la référence', type: 'number', cell: ({ difference }) => difference },
    { header: 'Intervalle à 95 %, bas', type: 'number', cell: ({ low }) => low },
    { header: 'Intervalle à 95 %, haut', type: 'number', cell: ({ high }) => high },
    { header: 'Unités comparées', type: 'number', cell: ({ units }) => units },
    { header: 'Se détache du hasard', type: 'yes-no', cell: ({ apart }) => apart },
  ],
});

const NO_DIFFERENCE = { difference: null, low: null, high: null, units: null, apart: null } as const;

const measureRows = ({ measures, arms }: PresentedComparison): ComparisonLine[] =>
  measures.flatMap(({ label, arms: figures }) =>
    arms.map((arm, a): ComparisonLine => {
      const { value, difference } = figures[a]!;
      return {
        section: 'Mesures',
        subject: '',
        code: null,
        day: null,
        figure: label,
        arm: arm.label,
        value,
        difference: difference?.mean ?? null,
        low: difference?.low ?? null,
        high: difference?.high ?? null,
        units: difference?.units ?? null,
        apart: difference?.apart ?? null,
      };
    }),
  );

const targetRows = ({ targets, arms }: PresentedComparison): ComparisonLine[] =>
  targets.flatMap(({ label, place, group, day, replications, arms: figures }) =>
    arms.flatMap((arm, a): ComparisonLine[] => {
      const { short, share, difference, low, high, apart } = figures[a]!;
      const of = {
        section: `Objectifs : ${GROUP_LABELS[group]}`,
        subject: label,
        code: place,
        day,
        arm: arm.label,
      };
      return [
        {
          ...of,
          figure: 'Logements manquants',
          value: short,
          difference,
          low,
          high,
          units: replications,
          apart: difference === null ? null : apart,
        },
        { ...of, ...NO_DIFFERENCE, figure: 'Part atteinte', value: share },
      ];
    }),
  );

const segmentRows = ({ segments, arms }: PresentedComparison): ComparisonLine[] =>
  segments.flatMap(({ label: section, levels }) =>
    levels.flatMap(({ level, label, demands, supply, tension, arms: figures }) => {
      const of = { section: `Segments : ${section}`, subject: label, code: level, day: null };
      const whole = (figure: string, value: number | null): ComparisonLine => ({
        ...of,
        ...NO_DIFFERENCE,
        figure,
        arm: '',
        value,
      });
      return [
        whole('Demandes', demands),
        whole('Logements libérés', supply),
        whole('Demandes pour un logement', tension),
        ...arms.flatMap((arm, a): ComparisonLine[] => {
          const { listedShare, housed, difference, low, high, apart } = figures[a]!;
          return [
            {
              ...of,
              figure: 'Part sur une liste',
              arm: arm.label,
              value: listedShare,
              difference,
              low,
              high,
              units: null,
              apart: difference === null ? null : apart,
            },
            { ...of, ...NO_DIFFERENCE, figure: 'Ménages logés', arm: arm.label, value: housed },
          ];
        }),
      ];
    }),
  );

const moveRows = ({ moves, arms }: PresentedComparison): ComparisonLine[] =>
  arms.flatMap((arm, a): ComparisonLine[] => {
    const moved = moves[a];
    if (moved == null) return [];
    const row = (subject: string, code: string | null, figure: string, value: number | null) => ({
      section: 'Qui monte, qui descend',
      subject,
      code,
      day: null,
      arm: arm.label,
      figure,
      value,
      ...NO_DIFFERENCE,
    });
    return [
      row('Toutes les demandes', null, 'Ménages qui montent', moved.up),
      row('Toutes les demandes', null, 'Ménages qui descendent', moved.down),
      ...moved.segments.flatMap(({ label, levels }) =>
        levels.flatMap((level) => [
          row(`${label} : ${level.label}`, level.level, 'Ménages qui montent', level.up),
          row(`${label} : ${level.label}`, level.level, 'Ménages qui descendent', level.down),
        ]),
      ),
    ];
  });

const neverRows = ({ never, arms }: PresentedComparison): ComparisonLine[] =>
  arms.flatMap((arm, a) =>
    never[a]!.byAge.map(
      ({ label, demands }): ComparisonLine => ({
        section: 'Jamais sur une liste',
        subject: label,
        code: null,
        day: null,
        figure: 'Demandes',
        arm: arm.label,
        value: demands,
        ...NO_DIFFERENCE,
      }),
    ),
  );
