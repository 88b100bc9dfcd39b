import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import type { PresentedDue } from './commission.ts';
import { type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, figure, longDay, NBSP, plural } from './format.ts';
import { KIND_LABELS } from './importReport.ts';
import { type PresentedVacancyState, presentVacancyState, type VacancyState } from './vacancyState.ts';

/* The territory at a glance: what waits, what is under way, what is to be looked at. */

/** Freed dwellings on a day. */
export interface PresentedWaiting {
  readonly waiting: number;
  readonly inSession: number;
  readonly ahead: number;
  /** Dwellings that wait, by how long they have been free. */
  readonly ages: readonly { readonly label: string; readonly count: number }[];
  /** The first to propose: free for the longest, then soon to be. */
  readonly first: readonly { readonly dwelling: PresentedDwelling; readonly state: PresentedVacancyState }[];
  /** After the number of those that wait: "logements libres attendent une proposition". */
  readonly label: string;
}

/** Days from which a dwelling has been free for long; the notice of a tenant who leaves is at most as long. Ours. */
const AGES = [
  { label: 'moins d’un mois', from: 0 },
  { label: 'd’un à trois mois', from: 31 },
  { label: 'plus de trois mois', from: 92 },
] as const;

type Listed = { readonly vacancy: Vacancy; readonly dwelling: Dwelling; readonly state: VacancyState };

/** @param listed freed dwellings, in any order. @param most shown one by one. */
export const presentWaiting = (
  territory: Territory,
  listed: readonly Listed[],
  most: number,
): PresentedWaiting => {
  const of = (kind: VacancyState['kind']) =>
    listed.filter(({ state }) => state.kind === kind).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const waiting = of('waiting');
  const days = waiting.flatMap(({ state }) => (state.kind === 'waiting' ? [state.days] : []));
  const ahead = of('ahead').length;
  return {
    waiting: waiting.length,
    inSession: of('in-session').length,
    ahead,
    ages: AGES.map(({ label, from }, i) => {
      const to = AGES[i + 1]?.from ?? Number.POSITIVE_INFINITY;
      return { label, count: days.filter((each) => each >= from && each < to).length };
    }),
    first: [...waiting, ...of('ahead')].slice(0, most).map(({ vacancy, dwelling, state }) => ({
      dwelling: presentDwelling(territory, vacancy, dwelling),
      state: presentVacancyState(state),
    })),
    label: `${plural(waiting.length, 'logement libre attend', 'logements libres attendent')} une proposition${
      ahead === 0
        ? ''
        : `, ${figure(ahead)}${NBSP}${plural(ahead, 'sera bientôt libre', 'seront bientôt libres')}`
    }.`,
  };
};

const orderOf = ({ vacancy }: Listed): string => `${vacancy.availableOn} ${vacancy.id}`;

/** A session in preparation. */
export interface PresentedSessionAhead {
  readonly session: string;
  readonly day: string;
  readonly vacancies: number;
  /** Lists with fewer candidates than places. */
  readonly incomplete: number;
  readonly text: string;
}

/** Sessions that no commission has decided yet, the last made first. */
export const presentSessionsAhead = (
  sessions: readonly { readonly id: string; readonly document: SessionDocument }[],
): readonly PresentedSessionAhead[] =>
  sessions
    .filter(({ document }) => document.status === 'proposed')
    .map(({ id, document: { asOf, lists } }) => {
      const incomplete = lists.filter(({ candidates, chances }) => candidates.length < chances.length).length;
      return {
        session: id,
        day: longDay(asOf),
        vacancies: lists.length,
        incomplete,
        text: `${count(lists.length, 'logement', 'logements')}${
          incomplete === 0 ? '' : `, ${count(incomplete, 'liste incomplète', 'listes incomplètes')}`
        }`,
      };
    })
    .reverse();

/** Something to look at today; `subject` says where. */
export interface Attention {
  readonly subject: 'due' | 'sessions' | 'vacancies' | 'imports' | 'data' | 'delays' | 'prices';
  readonly urgent: boolean;
  readonly text: string;
}

/** What asks for somebody today, the urgent first. */
export const presentAttention = (found: {
  readonly due: Pick<PresentedDue, 'items'>;
  readonly waiting: PresentedWaiting;
  readonly sessions: readonly PresentedSessionAhead[];
  /** Imports, oldest first; null: not for who reads. */
  readonly imports: readonly { readonly kind: string; readonly refused: number }[] | null;
  /** Sentences on what the data lack. */
  readonly notices: readonly string[];
  /** Demands past the abnormal delay, in a sentence; null: not for who reads. */
  readonly delays: string | null;
  readonly prices: 'none' | 'stale' | 'fresh' | null;
}): readonly Attention[] => {
  const { due, waiting, sessions, imports, notices, delays, prices } = found;
  const lapsed = due.items.filter(({ kind }) => kind === 'silence-to-record').length;
  const incomplete = sessions.filter((session) => session.incomplete > 0);
  const old = waiting.ages.at(-1)?.count ?? 0;
  const attention: readonly (Attention | null)[] = [
    lapsed === 0
      ? null
      : {
          subject: 'due',
          urgent: true,
          text: `${count(lapsed, 'offre est restée sans réponse', 'offres sont restées sans réponse')} : le silence vaut refus, et se note pour passer au rang suivant.`,
        },
    incomplete.length === 0
      ? null
      : {
          subject: 'sessions',
          urgent: true,
          text: `${count(incomplete.length, 'séance en préparation a', 'séances en préparation ont')} des listes incomplètes.`,
        },
    old === 0
      ? null
      : {
          subject: 'vacancies',
          urgent: true,
          text: `${count(old, 'logement est libre', 'logements sont libres')} depuis plus de trois mois sans être à une séance.`,
        },
    ...refusedImports(imports ?? []),
    ...notices.map((text) => ({ subject: 'data', urgent: false, text }) as const),
    delays === null ? null : { subject: 'delays', urgent: false, text: delays },
    prices === 'none'
      ? {
          subject: 'prices',
          urgent: false,
          text: 'Aucun frein n’est calculé : les listes d’un seul logement suivent la seule méthode.',
        }
      : prices === 'stale'
        ? {
            subject: 'prices',
            urgent: false,
            text: 'Les freins du mois datent d’avant les dernières données.',
          }
        : null,
  ];
  return attention.filter((each) => each !== null).sort((a, b) => Number(b.urgent) - Number(a.urgent));
};

/** The last import of each kind, where rows were refused. */
const refusedImports = (
  imports: readonly { readonly kind: string; readonly refused: number }[],
): readonly Attention[] => {
  const last = new Map(imports.map(({ kind, refused }) => [kind, refused]));
  return [...last].flatMap(([kind, refused]) =>
    refused === 0
      ? []
      : [
          {
            subject: 'imports',
            urgent: true,
            text: `${KIND_LABELS[kind] ?? kind} : ${count(refused, 'ligne refusée', 'lignes refusées')} au dernier import.`,
          } as const,
        ],
  );
};
