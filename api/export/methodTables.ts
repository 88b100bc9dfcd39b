import { methodKindText, type PresentedMethod } from '../present/method.ts';
import type { ExportTable } from './table.ts';

/* Methods as tables for a spreadsheet: those of a territory, the rules of one, and what a draft would change. */

type MethodEntry = Pick<PresentedMethod, 'id' | 'version' | 'label' | 'kind' | 'certainty' | 'validity'> & {
  readonly isDefault: boolean;
};

export const methodsTable = (rows: readonly MethodEntry[]): ExportTable<MethodEntry> => ({
  name: 'Méthodes',
  rows,
  columns: [
    { header: 'Méthode', type: 'text', cell: ({ id }) => id },
    { header: 'Version', type: 'text', cell: ({ version }) => version },
    { header: 'Nom', type: 'text', cell: ({ label }) => label },
    { header: 'Nature', type: 'text', cell: ({ kind }) => methodKindText(kind) },
    { header: 'Celle du territoire', type: 'yes-no', cell: ({ isDefault }) => isDefault },
    { header: 'Validité', type: 'text', cell: ({ validity }) => validity },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => certainty },
  ],
});

interface RuleLine {
  readonly section: string;
  readonly id: string;
  readonly label: string;
  readonly points: string | null;
  readonly when: string | null;
  readonly evidence: string;
  readonly source: string;
  readonly certainty: string;
}

/** The levels of a method, then its criteria, heading by heading. */
export const methodTable = ({
  id,
  levels,
  groups,
}: Pick<PresentedMethod, 'id' | 'levels' | 'groups'>): ExportTable<RuleLine> => ({
  name: id,
  rows: [
    ...levels.map((level) => ({ ...level, section: 'Niveaux', points: null })),
    ...groups.flatMap((group) => group.criteria.map((criterion) => ({ ...criterion, section: group.label }))),
  ],
  columns: [
    { header: 'Rubrique', type: 'text', cell: ({ section }) => section },
    { header: 'Identifiant', type: 'text', cell: (row) => row.id },
    { header: 'Règle', type: 'text', cell: ({ label }) => label },
    { header: 'Points', type: 'text', cell: ({ points }) => points },
    { header: 'Quand', type: 'text', cell: ({ when }) => when },
    { header: 'Pièce', type: 'text', cell: ({ evidence }) => evidence },
    { header: 'Source', type: 'text', cell: ({ source }) => source },
    { header: 'Certitude', type: 'text', cell: ({ certainty }) => certainty },
  ],
});

interface Preview {
  readonly from: string;
  readonly demands: number;
  readonly first: number;
  readonly changedOverall: number;
  readonly entered: number;
  readonly left: number;
  readonly movedWithin: number;
  readonly meanMove: number;
  readonly greatestMove: number;
}

/** What a draft would change, in one line of counts. */
export const previewTable = (preview: Preview): ExportTable<Preview> => ({
  name: 'Essai d’une méthode',
  rows: [preview],
  columns: [
    { header: 'Méthode comparée', type: 'text', cell: ({ from }) => from },
    { header: 'Demandes', type: 'number', cell: ({ demands }) => demands },
    { header: 'Places changées en tout', type: 'number', cell: ({ changedOverall }) => changedOverall },
    { header: 'Premières places regardées', type: 'number', cell: ({ first }) => first },
    { header: 'Demandes qui y entrent', type: 'number', cell: ({ entered }) => entered },
    { header: 'Demandes qui en sortent', type: 'number', cell: ({ left }) => left },
    { header: 'Demandes qui y changent de place', type: 'number', cell: ({ movedWithin }) => movedWithin },
    { header: 'Déplacement moyen (places)', type: 'number', cell: ({ meanMove }) => meanMove },
    { header: 'Plus grand déplacement (places)', type: 'number', cell: ({ greatestMove }) => greatestMove },
  ],
});
