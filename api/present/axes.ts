import type { ConcertedClass } from '../../engine/domain/territory.ts';
import type {
  Attractiveness,
  EntryProfile,
  Functioning,
  GuardRail,
  Occupation,
} from '../../engine/qualification/axes.ts';
import type { ConcertedState } from '../../engine/qualification/concerted.ts';
import { count, euros, figure, list, longDay, months, percent } from './format.ts';

/* The three axes of a place and the partners' class, in words. Counts, not shares, where few are counted. */

const FEW = 20;

/** "12 sur 31 (39 %)", and no percentage of a handful. */
const ratio = (part: number, whole: number): string =>
  whole < FEW
    ? `${figure(part)} sur ${figure(whole)}`
    : `${figure(part)} sur ${figure(whole)} (${percent(part / whole)})`;

/** "2 ans", "14 mois": what the record of leases covers, which may be less than what is asked. */
const window = (recordedDays: number): string =>
  months(Math.max(1, Math.round((recordedDays * 12) / DAYS_PER_YEAR)));
const DAYS_PER_YEAR = 365;

const entriesText = ({ entries, modest, unknown }: EntryProfile, recordedDays: number): string =>
  entries === 0
    ? recordedDays === 0
      ? 'aucun bail enregistré'
      : `aucune entrée en ${window(recordedDays)}`
    : `${ratio(modest, entries)} de ménages modestes ou très modestes parmi les entrées (baux signés) de ${window(recordedDays)}${
        unknown > 0 ? `, ${count(unknown, 'profil inconnu', 'profils inconnus')}` : ''
      }`;

export const occupationText = ({ residence, quartier, recordedDays }: Occupation): string =>
  [
    residence === null ? 'résidence non renseignée' : `résidence : ${entriesText(residence, recordedDays)}`,
    quartier === null ? null : `quartier : ${entriesText(quartier, recordedDays)}`,
  ]
    .filter((part) => part !== null)
    .join(' ; ');

const SCOPES = { residence: 'dans la résidence', quartier: 'dans le quartier' } as const;

export const functioningText = ({ turnover, firstRankRefusals, vacantDays }: Functioning): string =>
  [
    turnover === null
      ? 'rotation de la résidence non mesurable'
      : `rotation de ${percent(turnover.perYear, 1)} par an (${count(turnover.entries, 'bail signé', 'baux signés')} en ${window(turnover.recordedDays)} pour ${count(turnover.dwellings, 'logement', 'logements')})`,
    firstRankRefusals === null
      ? 'aucune réponse de premier candidat connue'
      : `premiers candidats qui ont refusé ${SCOPES[firstRankRefusals.scope]} : ${ratio(firstRankRefusals.refused, firstRankRefusals.answered)}`,
    vacantDays === 0 ? 'pas encore vacant' : `vacant depuis ${count(vacantDays, 'jour', 'jours')}`,
  ].join(' ; ');

export const attractivenessText = (a: Attractiveness): string =>
  [
    a.builtIn === null ? 'année de construction non renseignée' : `construit en ${a.builtIn}`,
    a.energyClass === null ? 'classe énergie non renseignée' : `classe énergie ${a.energyClass}`,
    `loyer de ${euros(a.rentPerM2Eur, 2)} par m²${
      a.usualRentPerM2Eur === null
        ? ''
        : `, ${euros(a.usualRentPerM2Eur, 2)} en moyenne pour ce financement dans le quartier`
    }`,
    a.demandsPerLease === null
      ? 'aucun bail comparable en un an'
      : `${figure(a.demandsPerLease.demands / a.demandsPerLease.leases, 1)} demandes qui citent la commune et le type pour chaque bail de l’année`,
  ].join(' ; ');

const CLASSES: { readonly [C in ConcertedClass['class']]: string } = {
  'very-fragile': 'très fragile',
  fragile: 'fragile',
  neutral: 'sans fragilité particulière',
  welcoming: 'accueillante',
};

export const concertedText = (state: ConcertedState | null): string => {
  if (state === null) return 'aucune classe décidée entre partenaires n’est enregistrée';
  const { decision, scope, expired } = state;
  const place = scope === 'residence' ? 'résidence' : 'quartier';
  return `${place} jugée ${CLASSES[decision.class]} le ${longDay(decision.decidedOn)} par ${list(decision.participants)}${
    expired ? ' ; décision périmée, à reprendre' : ''
  }`.replace('quartier jugée', 'quartier jugé');
};

const SIDES = {
  modest: 'des ménages modestes ou très modestes',
  'intermediate-or-higher': 'des ménages aux ressources intermédiaires ou plus élevées',
} as const;

export const guardRailText = ({ group, consecutive }: GuardRail): string =>
  `les ${figure(consecutive)} dernières entrées connues de la résidence sont ${SIDES[group]} : composer la liste en y veillant ; aucune personne n’est écartée pour cela`;
