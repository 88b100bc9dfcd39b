import { CERTAINTY_TAGS } from '../present/certainty.ts';
import type { PresentedCoordination } from '../present/coordination.ts';
import type { ExportTable } from './table.ts';

/** Tables of a coordination body's dossier: one file each. */
export const COORDINATION_TABLES = [
  'offre',
  'demande',
  'croisement',
  'blocages',
  'objectifs',
  'preconisations',
] as const;
export type CoordinationTable = (typeof COORDINATION_TABLES)[number];

type Line = Readonly<Record<string, string | number | null>>;

const table = (
  name: string,
  columns: readonly (readonly [string, ExportTable<Line>['columns'][number]['type']])[],
  rows: readonly (readonly (string | number | null)[])[],
): ExportTable<Line> => ({
  name,
  columns: columns.map(([header, type]) => ({ header, type, cell: (row) => row[header] ?? null })),
  rows: rows.map((cells) => Object.fromEntries(columns.map(([header], i) => [header, cells[i] ?? null]))),
});

/** One table of the dossier; what is withheld from who asks is an empty cell. */
export const coordinationTable = (
  { offer, demand, blockages, targets, guidance, orientations }: PresentedCoordination,
  which: CoordinationTable,
): ExportTable<Line> => {
  switch (which) {
    case 'offre':
      return table(
        'Offre',
        [
          ['Commune', 'text'],
          ['Quartier', 'text'],
          ['Fragilité', 'text'],
          ['Profil recherché', 'text'],
          ['Attribués dans le semestre', 'number'],
          ['À attribuer', 'number'],
          ...offer.typologies.map(({ label }) => [label, 'number'] as const),
        ],
        offer.rows.map((row) => [
          row.commune,
          row.label,
          row.fragility,
          row.wanted,
          row.allocated,
          row.open,
          ...offer.typologies.map(({ code }) => row.openByTypology[code] ?? 0),
        ]),
      );
    case 'demande':
      return table(
        'Demande',
        [
          ['Segment', 'text'],
          ['Niveau', 'text'],
          ['Demandes', 'number'],
          ['Part', 'share'],
          ['Logements', 'number'],
          ['Demandes pour un logement', 'number'],
        ],
        demand.dimensions.flatMap(({ label, levels }) =>
          levels.map((level) => [
            label,
            level.label,
            level.demands,
            level.share,
            level.supply,
            level.tension,
          ]),
        ),
      );
    case 'croisement':
      return table(
        'Segments croisés',
        [
          ['Typologie', 'text'],
          ['Tranche de ressources', 'text'],
          ['Situation', 'text'],
          ['Ancienneté', 'text'],
          ['Demandes', 'number'],
          ['Logements de la typologie', 'number'],
        ],
        (demand.crosses ?? []).map(({ typology, band, situation, age, demands, supply }) => [
          typology,
          band,
          situation,
          age,
          demands,
          supply,
        ]),
      );
    case 'blocages':
      return table(
        'Blocages',
        [
          ['Nature', 'text'],
          ['Logement ou lieu', 'text'],
          ['Où', 'text'],
          ['Constat', 'text'],
          ['Réponses', 'number'],
          ['Refus', 'number'],
        ],
        [
          ...(
            [
              ['Moins de trois candidats', blockages.fewCandidates],
              ['Libre depuis longtemps', blockages.longVacant],
            ] as const
          ).flatMap(([kind, dwellings]) =>
            dwellings.map(({ dwelling, text }) => [
              kind,
              dwelling.vacancy,
              dwelling.quartier,
              text,
              null,
              null,
            ]),
          ),
          ...blockages.refusals.map(({ label, answered, refused }) => [
            'Refus',
            label,
            null,
            null,
            answered,
            refused,
          ]),
          ...(blockages.brakes ?? []).map(({ label, text }) => ['Frein', label, null, text, null, null]),
        ],
      );
    case 'objectifs':
      return table(
        'Objectifs',
        [
          ['Objectif', 'text'],
          ['Constat', 'text'],
          ['Part', 'share'],
          ['Écart en logements', 'number'],
          ['Certitude', 'text'],
          ['Source', 'text'],
        ],
        targets.map(({ label, text, share, distanceDwellings, certainty, source }) => [
          label,
          text,
          share,
          distanceDwellings,
          CERTAINTY_TAGS[certainty],
          source,
        ]),
      );
    case 'preconisations':
      return table(
        'Préconisations',
        [
          ['Préconisation', 'text'],
          ['État', 'text'],
          ['Lieu', 'text'],
          ['Texte', 'text'],
          ['Ce qui se compte', 'text'],
          ['Du', 'day'],
          ['Au', 'day'],
          ['Bilan', 'text'],
        ],
        guidance.map(({ id, statusText, placeName, text, rowText, from, to }) => [
          id,
          statusText,
          placeName,
          text,
          rowText,
          from,
          to,
          orientations.find((each) => each.id === id)?.text ?? null,
        ]),
      );
  }
};
