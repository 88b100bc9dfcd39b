import { type KeptStudy, STUDY_PARTS, type StudyPart, type StudyReview } from '../records/studyRetention.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import { count, list, longDay } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

interface PartWords {
  readonly label: string;
  readonly one: string;
  readonly many: string;
  /** What its duration counts from. */
  readonly from: string;
}

const PARTS: { readonly [P in StudyPart]: PartWords } = {
  comparison: {
    label: 'Essais de méthodes',
    one: 'essai de méthodes',
    many: 'essais de méthodes',
    from: 'le jour du calcul',
  },
  simulation: { label: 'Simulations', one: 'simulation', many: 'simulations', from: 'le jour du calcul' },
  audit: {
    label: 'Examens de l’égalité de traitement',
    one: 'examen de l’égalité de traitement',
    many: 'examens de l’égalité de traitement',
    from: 'le jour du calcul',
  },
  prices: {
    label: 'Prix des objectifs',
    one: 'calcul de prix',
    many: 'calculs de prix',
    from: 'le jour du calcul',
  },
  draws: {
    label: 'Tirages finis des simulations',
    one: 'scénario aux tirages gardés',
    many: 'scénarios aux tirages gardés',
    from: 'le dernier tirage',
  },
};

export interface PresentedKeptStudy extends KeptStudy {
  readonly label: string;
}

export interface PresentedStudyRetention {
  readonly day: string;
  readonly durations: readonly {
    readonly part: StudyPart;
    readonly label: string;
    readonly from: string;
    readonly months: number;
    readonly source: string;
    readonly certainty: string;
    /** What is kept of it, and what stays past its duration because something on record names it. */
    readonly kept: number;
    readonly referred: number;
  }[];
  readonly past: number;
  readonly text: string;
}

/** Computations past their durations. */
export const presentStudyRetention = ({
  day,
  durations,
  parts,
  past,
}: StudyReview): PresentedStudyRetention => {
  const kept = parts.reduce((sum, part) => sum + part.kept, 0);
  const referred = parts.reduce((sum, part) => sum + part.referred, 0);
  return {
    day,
    durations: parts.map(({ part, kept, referred }) => ({
      part,
      label: PARTS[part].label,
      from: PARTS[part].from,
      ...durations[part],
      certainty: CERTAINTY_TAGS[durations[part].certainty],
      kept,
      referred,
    })),
    past: past.length,
    text: [
      `Au ${longDay(day)}, ${count(past.length, 'calcul gardé dépasse sa durée', 'calculs gardés dépassent leur durée')}, sur ${count(kept, 'gardé', 'gardés')} en tout.`,
      referred === 0
        ? ''
        : ` ${count(referred, 'autre la dépasse et reste', 'autres la dépassent et restent')} : le registre, une séance ou une préconisation en ${referred === 1 ? 'dépend' : 'dépendent'}.`,
    ].join(''),
  };
};

export const presentKeptStudy = (study: KeptStudy): PresentedKeptStudy => ({
  ...study,
  label: PARTS[study.part].label,
});

export const studyRetentionText = (
  shown: PresentedStudyRetention,
  past: readonly PresentedKeptStudy[],
): string =>
  [
    heading('Calculs gardés : durées de conservation'),
    ...shown.durations.map(({ label, from, months, source, certainty, kept }) =>
      bullet(
        `${label} : ${count(months, 'mois', 'mois')} après ${from} ; ${source} [${certainty}] ; ${count(kept, 'gardé', 'gardés')} aujourd’hui`,
      ),
    ),
    '',
    wrap(shown.text),
    ...past.map(({ label, id, made, until }) =>
      bullet(`${label}, ${id} : du ${made} ; à garder au plus jusqu’au ${until}`),
    ),
    '',
  ].join('\n');

/** What was removed, of each part. */
export const removedStudiesText = (removed: Readonly<Record<StudyPart, number>>): string => {
  const parts = STUDY_PARTS.flatMap((part) =>
    removed[part] === 0 ? [] : [count(removed[part], PARTS[part].one, PARTS[part].many)],
  );
  return parts.length === 0
    ? 'Rien n’est retiré.'
    : `Retirés : ${list(parts)}. La même question, posée à nouveau, les refait tant que les données sont les mêmes. Une sauvegarde d’avant les contient encore.`;
};
