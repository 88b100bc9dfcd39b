import { RESERVATAIRE_CODES } from '../../../engine/domain/codes.ts';
import type { OrderAsked } from '../../service/prices.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion } from '../../service/workspace.ts';

/** Fields of the form that asks for another list, as they are in the address. */
export type QuestionField = 'methode' | 'contingent' | 'taille' | 'ordre' | 'au-dela' | 'graine';

/** What the address asks of the list, what it says that cannot be read, and what it opens. */
export interface ListQuestion {
  readonly question: ShortlistQuestion & { readonly order: OrderAsked; readonly prices: null };
  /** As typed. */
  readonly typed: Readonly<Record<QuestionField, string>>;
  readonly errors: Readonly<Partial<Record<QuestionField, string>>>;
  /** Rule whose count of the funnel is opened; null: none. */
  readonly opened: string | null;
}

const ORDERS: ReadonlyMap<string, OrderAsked> = new Map([
  ['', null],
  ['objectifs', 'targets'],
  ['methode', 'method'],
]);

export const ORDER_CHOICES = [
  { value: '', label: 'Avec les prix des objectifs, s’il y en a' },
  { value: 'objectifs', label: 'Avec les prix des objectifs' },
  { value: 'methode', label: 'La méthode seule' },
] as const;

export const SIZES = { min: 3, max: 20 } as const;
export const SEEDS = { min: 0, max: 999_999_999 } as const;

/** @param get one parameter of the address. @param methods identifiers of the methods that order. */
export const readQuestion = (
  vacancy: string,
  get: (name: string) => string | undefined,
  methods: readonly string[],
): ListQuestion => {
  const said = (name: string): string => get(name)?.trim() ?? '';
  const typed: ListQuestion['typed'] = {
    methode: said('methode'),
    contingent: said('contingent'),
    taille: said('taille'),
    ordre: said('ordre'),
    'au-dela': said('au-dela'),
    graine: said('graine'),
  };
  const errors: Partial<Record<QuestionField, string>> = {};
  const whole = (field: 'taille' | 'graine', limits: { min: number; max: number }, fallback: number) => {
    if (typed[field] === '') return fallback;
    const value = Number(typed[field]);
    if (Number.isSafeInteger(value) && value >= limits.min && value <= limits.max) return value;
    errors[field] = `Donnez un nombre entier de ${limits.min} à ${limits.max}.`;
    return fallback;
  };
  const contingent = RESERVATAIRE_CODES.find((code) => code === typed.contingent) ?? null;
  if (contingent === null && typed.contingent !== '')
    errors.contingent = 'Ce contingent n’existe pas : choisissez-en un dans la liste.';
  if (typed.methode !== '' && !methods.includes(typed.methode))
    errors.methode = 'Cette méthode n’existe pas, ou n’ordonne pas : choisissez-en une dans la liste.';
  if (!ORDERS.has(typed.ordre)) errors.ordre = 'Choisissez un ordre dans la liste.';
  return {
    question: {
      vacancy,
      method: typed.methode === '' || errors.methode ? DEFAULT_QUESTION.method : typed.methode,
      contingent,
      size: whole('taille', SIZES, DEFAULT_QUESTION.size),
      next: DEFAULT_QUESTION.next,
      seed: whole('graine', SEEDS, DEFAULT_QUESTION.seed),
      beyondWishes: typed['au-dela'] === 'oui',
      order: ORDERS.get(typed.ordre) ?? null,
      prices: null,
    },
    typed,
    errors,
    opened: said('ouvrir') || null,
  };
};

/** The question in an address: what is left to its default is not in it. */
export const questionQuery = ({ typed }: Pick<ListQuestion, 'typed'>): URLSearchParams =>
  new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== ''));

/** Whether something else than the default list is asked. */
export const asksOtherwise = ({ typed }: Pick<ListQuestion, 'typed'>): boolean =>
  Object.values(typed).some((value) => value !== '');
