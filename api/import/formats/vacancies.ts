import {
  RESERVATAIRE_CODES,
  RESERVATAIRES,
  VACANCY_REASONS,
  type VacancyReason,
} from '../../../engine/domain/codes.ts';
import { type Vacancy, VacancySchema } from '../../../engine/domain/dwelling.ts';
import type { DwellingId, VacancyId } from '../../../engine/domain/ids.ts';
import {
  CellRefusal,
  type CellType,
  codeCell,
  DAY,
  identifierCell,
  nullable,
  YES_NO_CELL,
} from '../cells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

const column = columnOf<Vacancy>();

const anyDwelling = identifierCell<DwellingId>();
const NOT_IN_STOCK = new CellRefusal('cell.dwelling');
const importedDwelling: CellType<DwellingId> = {
  ...anyDwelling,
  expected: 'un identifiant de logement importé',
  read: (text, context) => {
    const id = anyDwelling.read(text, context);
    if (id instanceof CellRefusal || !context.dwellingIds || context.dwellingIds.has(id)) return id;
    return NOT_IN_STOCK;
  },
};

/** Freed dwellings, one row each. */
export const VACANCY_FORMAT: TableFormat<Vacancy, Vacancy> = {
  kind: 'vacancies',
  yearColumns: null,
  blank: () => ({ orientedTo: null, adaptedPlai: false }),
  check: () => null,
  assemble: (cells) => cells,
  flatten: (vacancy) => vacancy,
  schema: VacancySchema,
  key: (vacancy) => vacancy.id,
  version: () => null,
  columns: [
    column('id', {
      header: 'Identifiant de la libération',
      aliases: ['Identifiant', 'Libération', 'Numéro de vacance', 'Id vacance'],
      required: true,
      help: 'Identifiant du logement libéré, propre à cette libération.',
      cell: identifierCell<VacancyId>(),
    }),
    column('dwelling', {
      header: 'Identifiant du logement',
      aliases: ['Logement', 'Id logement'],
      required: true,
      help: 'Identifiant du logement dans le fichier du parc.',
      cell: importedDwelling,
    }),
    column('availableOn', {
      header: 'Date de disponibilité',
      aliases: ['Disponible le', 'Date de libération', 'Libre le'],
      required: true,
      help: 'Jour où le logement est libre.',
      cell: DAY,
    }),
    column('reason', {
      header: 'Motif de libération',
      aliases: ['Motif'],
      required: true,
      help: 'Rotation, Première mise en location, Libéré pour un relogement NPRU.',
      cell: codeCell(Object.keys(VACANCY_REASONS) as VacancyReason[], {
        labels: VACANCY_REASONS as Record<VacancyReason, string>,
        written: 'label',
        also: { neuf: 'new-build', NPRU: 'npru' },
      }),
    }),
    column('orientedTo', {
      header: 'Réservataire',
      aliases: ['Réservataire orienté', 'Contingent', 'CONTRESLOG'],
      help: 'Réservataire vers qui le logement est orienté ; vide : aucun nommé.',
      cell: nullable(codeCell(RESERVATAIRE_CODES, { labels: RESERVATAIRES })),
    }),
    column('adaptedPlai', {
      header: 'PLAI adapté',
      help: 'OUI pour la première location d’un PLAI adapté ; vide : non.',
      cell: YES_NO_CELL,
    }),
  ],
};
