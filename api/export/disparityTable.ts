import type { PresentedDisparity, PresentedGroup } from '../present/disparity.ts';
import type { ExportTable } from './table.ts';

interface DisparityLine extends Partial<Omit<PresentedGroup, 'label' | 'level'>> {
  readonly reading: string;
  readonly attribute: string;
  readonly group: string;
  readonly code: string;
  /** Rule of the method left out, lists that change, places that the group owes to it. */
  readonly rule: string | null;
  readonly listsChanged: number | null;
  readonly places: number | null;
}

const NO_RULE = { rule: null, listsChanged: null, places: null } as const;

/** The audit as one long table: a line for each group of each reading, then one for each group that a rule moves. */
export const disparityTable = (p: PresentedDisparity): ExportTable<DisparityLine> => ({
  name: 'Égalité de traitement',
  rows: [
    ...p.readings.flatMap(({ label: reading, attributes }) =>
      attributes.flatMap(({ label: attribute, groups }) =>
        groups.map(
          ({ label, level, ...group }): DisparityLine => ({
            ...NO_RULE,
            ...group,
            reading,
            attribute,
            group: label,
            code: level,
          }),
        ),
      ),
    ),
    ...p.rules.flatMap(({ kindLabel, label, listsChanged, moved }) =>
      moved.map(
        ({ attributeLabel, label: group, level, places }): DisparityLine => ({
          reading: 'Ce que chaque critère déplace',
          attribute: attributeLabel,
          group,
          code: level,
          rule: `${kindLabel} : ${label}`,
          listsChanged,
          places,
        }),
      ),
    ),
  ],
  columns: [
    { header: 'Lecture', type: 'text', cell: ({ reading }) => reading },
    { header: 'Critère de comparaison', type: 'text', cell: ({ attribute }) => attribute },
    { header: 'Groupe', type: 'text', cell: ({ group }) => group },
    { header: 'Code', type: 'text', cell: ({ code }) => code },
    {
      header: 'Ménages du groupe dans un vivier',
      type: 'number',
      cell: ({ households }) => households ?? null,
    },
    { header: 'Ménages choisis', type: 'number', cell: (row) => row.selectedHouseholds ?? null },
    { header: 'Fois dans un vivier', type: 'number', cell: ({ chances }) => chances ?? null },
    { header: 'Fois choisi', type: 'number', cell: ({ observed }) => observed ?? null },
    { header: 'Fois attendues à chances égales', type: 'number', cell: ({ expected }) => expected ?? null },
    { header: 'Observé sur attendu', type: 'number', cell: ({ ratio }) => ratio ?? null },
    { header: 'Intervalle à 95 %, bas', type: 'number', cell: ({ low }) => low ?? null },
    { header: 'Intervalle à 95 %, haut', type: 'number', cell: ({ high }) => high ?? null },
    {
      header: 'Choisi pour mille fois dans un vivier',
      type: 'number',
      cell: (row) => row.perThousand ?? null,
    },
    { header: 'Attendu pour mille', type: 'number', cell: (row) => row.expectedPerThousand ?? null },
    { header: 'Ce que l’on peut dire', type: 'text', cell: ({ verdictText }) => verdictText ?? null },
    { header: 'Règle de la méthode', type: 'text', cell: ({ rule }) => rule },
    { header: 'Listes que la règle change', type: 'number', cell: ({ listsChanged }) => listsChanged },
    { header: 'Places dues à la règle', type: 'number', cell: ({ places }) => places },
  ],
});
