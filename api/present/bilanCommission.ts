import { DECISIONS, REFUSAL_REASONS } from '../../engine/domain/codes.ts';
import { RANKS } from '../../engine/review/housed.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type BilanFigure, markOf, partsOf, type ShownCell } from './bilanFigures.ts';

/* Definitions of the figures on waits, candidates examined and lists. */

const DAYS_PER_MONTH = 365.25 / 12;

const inMonths = (days: number | null): number | null =>
  days === null ? null : Math.round((days / DAYS_PER_MONTH) * 10) / 10;

/** Waits of those housed: from filing to the lease. */
export const waitFigures = ({ pack }: Territory): readonly BilanFigure[] => {
  const { provenance, months } = pack.norms.abnormalWaitMonths;
  const common = {
    section: 'Attente des ménages logés',
    rests: 'signed',
    source: 'Dépôt de la demande ; à défaut, mois que porte le numéro unique',
    certainty: 'found',
  } as const;
  const since = 'Du dépôt de la demande à la signature du bail, pour les baux dont le dépôt est connu.';
  return [
    {
      ...common,
      id: 'wait.known',
      label: 'Baux dont l’attente est connue',
      unit: 'count',
      of: 'signed',
      definition: since,
      read: ({ waits }) => waits.known,
    },
    {
      ...common,
      id: 'wait.unknown',
      label: 'Baux dont l’attente n’est pas connue',
      unit: 'count',
      of: 'signed',
      definition:
        'Aucune date de dépôt ne peut être lue : ils n’entrent ni dans la moyenne ni dans la médiane.',
      read: ({ waits }) => waits.unknown,
    },
    {
      ...common,
      id: 'wait.median',
      label: 'Attente médiane, en mois',
      unit: 'months',
      of: null,
      definition: `${since} La moitié a attendu moins.`,
      read: ({ waits }) => inMonths(waits.medianDays),
    },
    {
      ...common,
      id: 'wait.mean',
      label: 'Attente moyenne, en mois',
      unit: 'months',
      of: null,
      definition: `${since} Ceux qui attendent encore n’y sont pas.`,
      read: ({ waits }) => inMonths(waits.meanDays),
    },
    {
      ...common,
      id: 'wait.abnormal',
      label: 'Logés après un délai anormalement long',
      unit: 'count',
      of: 'wait.known',
      definition:
        months === null
          ? 'Le délai anormalement long du territoire n’est pas renseigné : rien n’est compté.'
          : `Attente d’au moins ${months} mois, délai anormalement long du territoire.`,
      source: provenance.source,
      certainty: provenance.certainty,
      read: ({ waits }) => waits.abnormal,
    },
  ];
};

const examined = (cell: ShownCell) => cell.examined;

const common = {
  section: 'Passages en commission',
  unit: 'count',
  rests: 'examined',
  certainty: 'official',
} as const;
const ATTRIBUTED = ['accepted', 'refused', 'no-answer', 'open'];
const ANSWERED = ['accepted', 'refused', 'no-answer'];

const ANSWER_LABELS = {
  accepted: ['acceptées', 'Le ménage a dit oui.'],
  refused: ['refusées', 'Le ménage a dit non.'],
  'no-answer': ['sans réponse', 'Les dix jours ont passé sans réponse : c’est un refus (R441-10 du CCH).'],
  open: ['sans suite à ce jour', 'Le tour du ménage n’est pas venu, ou son délai de réponse court encore.'],
} as const;
const ANSWER_KEYS = Object.keys(ANSWER_LABELS) as (keyof typeof ANSWER_LABELS)[];

/** What commissions decided, what households answered, by rank and motive. */
export const examinedFigures = (): readonly BilanFigure[] => [
  {
    ...common,
    id: 'examined',
    label: 'Candidats examinés',
    of: null,
    definition:
      'Candidats sur lesquels une commission s’est prononcée ; un ménage examiné deux fois compte deux fois.',
    source: 'Décisions de la commission (R441-3 du CCH)',
    read: (cell) => examined(cell).total,
  },
  ...Object.entries(DECISIONS).map(
    ([decision, label]): BilanFigure => ({
      ...common,
      id: `examined.${decision}`,
      label: `Décision : ${label.toLowerCase()}`,
      of: 'examined',
      definition: 'L’une des cinq décisions d’une commission.',
      source: 'R441-3 du CCH',
      read: partsOf(examined, 'decision', [decision]),
    }),
  ),
  {
    ...common,
    id: 'offers',
    label: 'Propositions',
    of: 'examined',
    definition: 'Candidats à qui la commission a attribué le logement, à un rang ou sous condition.',
    source: 'R441-3 du CCH',
    read: partsOf(examined, 'answer', ATTRIBUTED),
  },
  {
    ...common,
    id: 'offers.answered',
    label: 'Propositions dont la réponse est connue',
    of: 'offers',
    definition: 'Acceptées, refusées, ou restées sans réponse dans les dix jours.',
    source: 'Réponses enregistrées (R441-10 du CCH)',
    read: partsOf(examined, 'answer', ANSWERED),
  },
  ...ANSWER_KEYS.map(
    (answer): BilanFigure => ({
      ...common,
      id: `offers.${answer}`,
      label: `Propositions ${ANSWER_LABELS[answer][0]}`,
      of: answer === 'open' ? 'offers' : 'offers.answered',
      definition: ANSWER_LABELS[answer][1],
      source: 'Réponses enregistrées (R441-10 du CCH)',
      read: partsOf(examined, 'answer', [answer]),
    }),
  ),
  ...RANKS.flatMap((rank) => rankFigures(rank)),
  ...[...Object.entries(REFUSAL_REASONS), ['unknown', 'non renseigné'] as const].map(
    ([reason, label]): BilanFigure => ({
      ...common,
      id: `motive.${reason}`,
      label: `Motif de refus : ${label.toLowerCase()}`,
      of: 'offers.refused',
      definition: 'Motif donné par le ménage, dans une liste fermée : usage, non droit.',
      source: 'Motifs enregistrés',
      certainty: 'proposal',
      read: markOf(examined, 'motive', reason),
    }),
  ),
];

const rankFigures = (rank: string): readonly BilanFigure[] => {
  const at = rank === RANKS.at(-1) ? `rang ${rank} ou au-delà` : `rang ${rank}`;
  const answered = `rank.${rank}.answered`;
  return [
    {
      ...common,
      id: answered,
      label: `Réponses au ${at}`,
      of: 'offers.answered',
      definition: 'Propositions de ce rang dont la réponse est connue.',
      source: 'Réponses enregistrées (R441-10 du CCH)',
      read: partsOf(
        examined,
        'rank',
        ANSWERED.map((answer) => `${rank} ${answer}`),
      ),
    },
    ...(['refused', 'no-answer'] as const).map(
      (answer): BilanFigure => ({
        ...common,
        id: `rank.${rank}.${answer}`,
        label: `${answer === 'refused' ? 'Refus' : 'Sans réponse'} au ${at}`,
        of: answered,
        definition: ANSWER_LABELS[answer][1],
        source: 'Réponses enregistrées (R441-10 du CCH)',
        read: partsOf(examined, 'rank', [`${rank} ${answer}`]),
      }),
    ),
  ];
};

const STATES = {
  accepted: ['Listes acceptées', 'Un candidat a accepté le logement.'],
  failed: ['Listes en échec', 'Tous ceux à qui le logement était attribué ont refusé, ou n’ont pas répondu.'],
  open: ['Listes sans suite à ce jour', 'Personne n’a accepté, et une réponse au moins n’est pas connue.'],
  empty: ['Listes sans attribution', 'La commission n’a attribué le logement à aucun candidat.'],
} as const;

export const listFigures = (): readonly BilanFigure[] => {
  const section = 'Listes examinées';
  const source = 'Décisions de la commission et réponses enregistrées (R441-3 et R441-10 du CCH)';
  return [
    {
      ...common,
      section,
      id: 'lists',
      label: 'Listes examinées',
      of: null,
      definition: 'Candidats d’un logement libéré examinés le même jour.',
      source,
      read: ({ lists }) => lists.total,
    },
    ...Object.entries(STATES).map(
      ([state, [label, definition]]): BilanFigure => ({
        ...common,
        section,
        id: `lists.${state}`,
        label,
        of: 'lists',
        definition,
        source,
        read: partsOf(({ lists }) => lists, 'state', [state]),
      }),
    ),
  ];
};
