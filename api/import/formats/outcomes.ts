import { type Outcome, OutcomeSchema } from '../../../engine/domain/allocation.ts';
import {
  ANSWERS,
  type Answer,
  DECISIONS,
  type Decision,
  REFUSAL_REASONS,
  type RefusalReason,
} from '../../../engine/domain/codes.ts';
import type { DwellingId, VacancyId } from '../../../engine/domain/ids.ts';
import { codeCell, DAY, DEMAND_NUMBER, INTEGER, identifierCell, nullable } from '../cells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

const column = columnOf<Outcome>();

/** What commissions and households did, one row per candidate of a freed dwelling. */
export const OUTCOME_FORMAT: TableFormat<Outcome, Outcome> = {
  kind: 'outcomes',
  yearColumns: null,
  blank: () => ({ answer: null, refusalReason: null }),
  check: (cells) =>
    cells.refusalReason !== null && cells.answer !== 'refused'
      ? { code: 'outcome.reason-without-refusal', field: 'refusalReason' }
      : null,
  assemble: (cells) => cells,
  flatten: (outcome) => outcome,
  schema: OutcomeSchema,
  key: (outcome) => `${outcome.vacancy} ${outcome.demand}`,
  version: () => null,
  columns: [
    column('vacancy', {
      header: 'Identifiant de la libération',
      aliases: ['Libération', 'Numéro de vacance', 'Id vacance'],
      required: true,
      help: 'Logement libéré examiné.',
      cell: identifierCell<VacancyId>(),
    }),
    column('dwelling', {
      header: 'Identifiant du logement',
      aliases: ['Logement', 'Id logement'],
      required: true,
      help: 'Logement proposé.',
      cell: identifierCell<DwellingId>(),
    }),
    column('demand', {
      header: 'Numéro unique',
      aliases: ['NUR', 'N° unique', 'Numéro de demande'],
      required: true,
      help: 'Demande examinée.',
      cell: DEMAND_NUMBER,
    }),
    column('rank', { header: 'Rang', required: true, help: 'Rang de présentation.', cell: INTEGER }),
    column('examinedOn', {
      header: 'Date d’examen',
      aliases: ['Date de commission', 'Date CAL', 'Date CALEOL'],
      required: true,
      help: 'Jour de la commission.',
      cell: DAY,
    }),
    column('decision', {
      header: 'Décision',
      required: true,
      help: 'L’une des décisions de la commission (article R441-3 du CCH).',
      cell: codeCell(Object.keys(DECISIONS) as Decision[], {
        labels: DECISIONS as Record<Decision, string>,
        written: 'label',
      }),
    }),
    column('answer', {
      header: 'Réponse du ménage',
      aliases: ['Réponse'],
      help: 'Acceptée, Refusée, Sans réponse ; vide : pas encore, ou tour non venu.',
      cell: nullable(
        codeCell(Object.keys(ANSWERS) as Answer[], {
          labels: ANSWERS as Record<Answer, string>,
          written: 'label',
        }),
      ),
    }),
    column('refusalReason', {
      header: 'Motif de refus',
      help: 'Motif donné par le ménage, s’il refuse.',
      cell: nullable(
        codeCell(Object.keys(REFUSAL_REASONS) as RefusalReason[], {
          labels: REFUSAL_REASONS as Record<RefusalReason, string>,
          written: 'label',
        }),
      ),
    }),
  ],
};
