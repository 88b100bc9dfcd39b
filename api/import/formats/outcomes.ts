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
import type { OfferFacts } from '../../../engine/domain/offerFacts.ts';
import {
  codeCell,
  DAY,
  DEMAND_NUMBER,
  INTEGER,
  identifierCell,
  NUMBER_CELL,
  nullable,
  YES_NO_UNKNOWN,
} from '../cells.ts';
import { columnOf, type TableFormat } from '../tableFormat.ts';

/** A row with the facts of its offer spread out: all null where nobody kept them. */
type OutcomeCells = Omit<Outcome, 'facts'> & OfferFacts;

const column = columnOf<OutcomeCells>();

const NO_FACTS: OfferFacts = {
  roomsBeyondNeed: null,
  rentChangeShare: null,
  kmToNamedCommune: null,
  wideWish: null,
  floorsOnFoot: null,
};

/** What commissions and households did, one row per candidate of a freed dwelling. */
export const OUTCOME_FORMAT: TableFormat<OutcomeCells, Outcome> = {
  kind: 'outcomes',
  yearColumns: null,
  blank: () => ({ answer: null, refusalReason: null, ...NO_FACTS }),
  check: (cells) =>
    cells.refusalReason !== null && cells.answer !== 'refused'
      ? { code: 'outcome.reason-without-refusal', field: 'refusalReason' }
      : null,
  assemble: ({ roomsBeyondNeed, rentChangeShare, kmToNamedCommune, wideWish, floorsOnFoot, ...outcome }) => {
    const facts: OfferFacts = { roomsBeyondNeed, rentChangeShare, kmToNamedCommune, wideWish, floorsOnFoot };
    return { ...outcome, facts: Object.values(facts).every((value) => value === null) ? null : facts };
  },
  flatten: ({ facts, ...outcome }) => ({ ...outcome, ...(facts ?? NO_FACTS) }),
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
    column('roomsBeyondNeed', {
      header: 'Pièces au-delà du besoin',
      path: 'facts.roomsBeyondNeed',
      help: 'Pièces principales moins une et les chambres nécessaires, le jour de la proposition ; négatif s’il en manque.',
      cell: nullable(INTEGER),
    }),
    column('rentChangeShare', {
      header: 'Hausse de loyer rapportée aux ressources',
      path: 'facts.rentChangeShare',
      help: 'Loyer proposé moins loyer payé, sur les ressources mensuelles, de −1 à 1 : 0,05 pour 5 %.',
      cell: nullable(NUMBER_CELL),
    }),
    column('kmToNamedCommune', {
      header: 'Distance à la commune souhaitée (km)',
      path: 'facts.kmToNamedCommune',
      help: 'À vol d’oiseau, jusqu’à la plus proche ; 0 dans une commune souhaitée.',
      cell: nullable(NUMBER_CELL),
    }),
    column('wideWish', {
      header: 'Demande élargie le jour de la proposition',
      path: 'facts.wideWish',
      help: 'OUI si d’autres communes étaient acceptées, NON, vide : inconnu.',
      cell: YES_NO_UNKNOWN,
    }),
    column('floorsOnFoot', {
      header: 'Étages à monter à pied',
      path: 'facts.floorsOnFoot',
      help: 'Sans ascenseur ; 0 pour une maison ou un rez-de-chaussée.',
      cell: nullable(INTEGER),
    }),
  ],
};
