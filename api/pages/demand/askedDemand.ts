import type { Context } from 'hono';
import { isDemandNumber } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { readsNumbers } from '../../auth/roles.ts';
import type { Guard } from '../../http/guard.ts';
import { fieldOf, formOf } from '../form.ts';

/** What the form of a demand sent. */
export interface AskedDemand {
  /** As the guard let it through: a pseudonym is a number by now. Empty: nothing was typed. */
  readonly number: string;
  /** Freed dwelling that the household asks about; null: none. */
  readonly vacancy: string | null;
}

/**
 * The demand that a form names. A number is often written in groups: its spaces are taken out, and what the guard could then not see
 * for what it was is checked here.
 *
 * @throws InputError `auth.number-clear`.
 */
export const askedDemand = (context: Context, { pseudonyms }: Pick<Guard, 'pseudonyms'>): AskedDemand => {
  const form = formOf(context);
  const sent = fieldOf(form, 'number') ?? '';
  const number = sent.replace(/\s/g, '').toUpperCase();
  if (isDemandNumber(number)) {
    if (number !== sent && !readsNumbers(context.get('authenticated').principal.role))
      throw new InputError([{ code: 'auth.number-clear', path: 'number' }]);
    context.set('demand', pseudonyms.of(number));
  }
  return { number, vacancy: fieldOf(form, 'vacancy') };
};
