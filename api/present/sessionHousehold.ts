import type {
  HouseholdInSession,
  ShortOf,
  VacancyAnswer,
} from '../../engine/assignment/explain/household.ts';
import { EXCLUSION_MOTIVES } from '../../engine/domain/codes.ts';
import { count, figure, lowerFirst } from './format.ts';
import { type PresentedHousehold, presentHousehold } from './household.ts';
import { ruleSentence } from './rules.ts';
import { about, type SessionNames } from './sessionWords.ts';

/** One demand in a session: where it is eligible, listed, or how near it came. */
export interface PresentedSessionHousehold {
  readonly number: string;
  readonly verdict: string;
  readonly household: PresentedHousehold;
  readonly vacancies: readonly {
    readonly vacancy: string;
    readonly outcome: VacancyAnswer['outcome'];
    readonly text: string;
  }[];
  /** What the points short are, and are not; null when none are said. */
  readonly note: string | null;
}

/** What the points short are, by their unit. */
const NOTES: { readonly [U in ShortOf['unit']]: string } = {
  own: 'Les points qui manquent sont ceux qui la séparent de la demande retenue à ce rang, sans promettre qu’ils auraient suffi.',
  priced:
    'Les points comptés avec le niveau et les objectifs se mesurent au prix des objectifs de cette séance : ils disent de combien la demande était loin, sans promettre qu’ils auraient suffi.',
};

export const presentSessionHousehold = (
  household: HouseholdInSession,
  names: SessionNames,
): PresentedSessionHousehold => ({
  number: household.number,
  verdict: verdictOf(household, names),
  household: presentHousehold(household.household),
  vacancies: household.vacancies.map((answer, vacancy) => ({
    vacancy: names.vacancy(vacancy),
    outcome: answer.outcome,
    text: answerText(answer),
  })),
  note: noteOf(household),
});

const noteOf = ({ vacancies }: HouseholdInSession): string | null => {
  const units = new Set(vacancies.flatMap((each) => (each.outcome === 'short-of' ? [each.unit] : [])));
  return units.size === 0
    ? null
    : [...units]
        .sort()
        .map((unit) => NOTES[unit])
        .join(' ');
};

/** "12 points", or "6,02 points une fois comptés son niveau et les objectifs". */
const shortText = ({ points, unit }: ShortOf): string =>
  unit === 'own' ? about(points) : `${about(points)} une fois comptés son niveau et les objectifs`;

const verdictOf = ({ listed, nearest, vacancies }: HouseholdInSession, names: SessionNames): string => {
  if (listed !== null) return `Proposée au rang ${listed.rank} du logement ${names.vacancy(listed.vacancy)}.`;
  const eligible = vacancies.filter(({ outcome }) => outcome !== 'excluded-by-rule').length;
  if (eligible === 0) return 'Non proposée : éligible à aucun logement de la séance.';
  const where = `Éligible à ${count(eligible, 'logement', 'logements')} sur ${figure(vacancies.length)}, non proposée`;
  if (nearest === null) return `${where}.`;
  const { vacancy, rank, points } = nearest;
  return points === 0
    ? `${where} : au rang ${rank} du logement ${names.vacancy(vacancy)}, elle vaut autant que la dernière retenue.`
    : `${where} : au plus près du rang ${rank} du logement ${names.vacancy(vacancy)}, à ${shortText(nearest)}.`;
};

const answerText = (answer: VacancyAnswer): string => {
  switch (answer.outcome) {
    case 'listed':
      return `proposée au rang ${answer.rank}${answer.byHand ? ', placée à la main' : ''}`;
    case 'excluded-by-rule':
      return ruleSentence(answer.by);
    case 'apart':
      return 'éligible, hors cotation et suivie à part';
    case 'excluded-by-hand': {
      const { vacancy, motive } = answer.exclusion;
      const why = motive === null ? 'motif non renseigné' : lowerFirst(EXCLUSION_MOTIVES[motive]);
      return `${vacancy === null ? 'sortie de la séance' : 'sortie de cette liste'} à la main (${why})`;
    }
    case 'listed-elsewhere':
      return 'éligible ; déjà proposée à un autre logement de la séance';
    case 'no-place':
      return 'éligible ; aucune place de cette liste n’est à pourvoir';
    case 'short-of':
      return answer.points === 0
        ? `éligible ; vaut autant que la demande retenue au rang ${answer.rank}`
        : `éligible ; pour le rang ${answer.rank}, il lui manque ${shortText(answer)}`;
  }
};
