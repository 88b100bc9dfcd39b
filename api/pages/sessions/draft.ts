import { EXCLUSION_MOTIVES, PIN_MOTIVES, RERANK_MOTIVES } from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import { type SessionChange, SessionChangeSchema } from '../../store/sessionDocument.ts';
import { fieldOf, fieldsOf } from '../form.ts';

/** What an officer is about to change, as a form says it: a change whose motive may still be missing. */
export type Draft =
  | {
      readonly kind: 'pin';
      readonly vacancy: string;
      readonly number: string;
      /** Null: any rank. */
      readonly rank: number | null;
      readonly motive: string | null;
    }
  | {
      readonly kind: 'remove';
      readonly vacancy: string;
      readonly number: string;
      /** Out of every list of the session. */
      readonly everywhere: boolean;
      readonly motive: string | null;
    }
  | {
      readonly kind: 'rerank';
      readonly vacancy: string;
      readonly order: readonly string[];
      readonly motive: string | null;
    }
  | { readonly kind: 'pull' | 'add'; readonly vacancy: string }
  | { readonly kind: 'release'; readonly number: string }
  | { readonly kind: 'readmit'; readonly number: string; readonly vacancy: string | null };

/** Motives of each kind of draft that asks for one. */
export const DRAFT_MOTIVES = {
  pin: PIN_MOTIVES,
  remove: EXCLUSION_MOTIVES,
  rerank: RERANK_MOTIVES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Whether a draft says all that a change must: where a motive is asked, one of the list. */
export const isComplete = (draft: Draft): boolean => !('motive' in draft) || motiveOf(draft) !== null;

const motiveOf = (draft: Extract<Draft, { motive: string | null }>): string | null =>
  draft.motive !== null && Object.hasOwn(DRAFT_MOTIVES[draft.kind], draft.motive) ? draft.motive : null;

/**
 * The change that a draft makes. Lists are mended alike whatever the motive: before one is chosen, a trial takes the first.
 *
 * @throws InputError `request.field.invalid`: a number, a vacancy or a rank that is none.
 */
export const changeOf = (draft: Draft): SessionChange => {
  const parsed = SessionChangeSchema.safeParse(asChange(draft));
  if (parsed.success) return parsed.data;
  const path = String(parsed.error.issues[0]?.path[0] ?? 'geste');
  throw new InputError([
    { code: 'request.field.invalid', path, expected: EXPECTED[path] ?? 'une autre valeur' },
  ]);
};

const EXPECTED: Readonly<Record<string, string>> = {
  number: 'un numéro unique de 18 caractères',
  rank: 'un rang de 1 à 20',
  vacancy: 'l’identifiant d’un logement libéré',
};

const asChange = (draft: Draft): unknown => {
  if (!('motive' in draft)) return draft;
  const motive = motiveOf(draft) ?? Object.keys(DRAFT_MOTIVES[draft.kind])[0];
  if (draft.kind !== 'remove') return { ...draft, motive };
  const { vacancy, number } = draft;
  return draft.everywhere
    ? { kind: 'withdraw', number, motive }
    : { kind: 'exclude', vacancy, number, motive };
};

/**
 * What a form asks. Moving up or down is counted on the list as it stands, or on the order that the form already holds.
 *
 * @throws InputError `request.field.invalid` for a gesture that is none.
 */
export const draftOf = (form: Form, { lists }: Pick<PresentedBoard, 'lists'>): Draft => {
  const [gesture = '', place = ''] = (fieldOf(form, 'geste') ?? '').split(' ');
  const vacancy = fieldOf(form, 'vacancy') ?? '';
  const number = fieldOf(form, 'number') ?? '';
  const motive = fieldOf(form, 'motive');
  switch (gesture) {
    case 'pin': {
      const rank = fieldOf(form, 'rank');
      return { kind: 'pin', vacancy, number, rank: rank === null ? null : Number(rank), motive };
    }
    case 'remove':
      return { kind: 'remove', vacancy, number, everywhere: fieldOf(form, 'scope') === 'session', motive };
    case 'rerank':
    case 'up':
    case 'down': {
      const sent = fieldsOf(form, 'order');
      const list = lists.find(({ dwelling }) => dwelling.vacancy === vacancy);
      const order = sent.length > 0 ? sent : (list?.candidates ?? []).map((each) => each.number);
      const from = place === '' ? order.indexOf(number) : Number(place) - 1;
      return { kind: 'rerank', vacancy, order: moved(order, from, gesture), motive };
    }
    case 'pull':
    case 'add':
      return { kind: gesture, vacancy };
    case 'release':
      return { kind: 'release', number };
    case 'readmit':
      return { kind: 'readmit', number, vacancy: vacancy === '' ? null : vacancy };
    default:
      throw new InputError([
        { code: 'request.field.invalid', path: 'geste', expected: 'un geste de la page de la séance' },
      ]);
  }
};

const moved = (
  order: readonly string[],
  from: number,
  gesture: 'rerank' | 'up' | 'down',
): readonly string[] => {
  const to = gesture === 'up' ? from - 1 : gesture === 'down' ? from + 1 : from;
  const [one, other] = [order[from], order[to]];
  if (one === undefined || other === undefined || to === from) return order;
  const next = [...order];
  next[from] = other;
  next[to] = one;
  return next;
};

/** Vacancy whose card a draft is about; null: of none. */
export const draftVacancy = (draft: Draft): string | null => ('vacancy' in draft ? draft.vacancy : null);
