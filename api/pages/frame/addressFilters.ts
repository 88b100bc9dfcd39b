import type { Context } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Choice } from './field.tsx';

/** The filters of a page, as its address writes them. */
export type Filters = Readonly<Record<string, string | null>>;

/** One filter of the address; null when it is not there, or empty. */
export const filterOf = ({ req }: Context, name: string): string | null => {
  const value = req.query(name)?.trim();
  return value === undefined || value === '' ? null : value;
};

/** A filter that must be one of a list. @throws InputError `filter.unknown`. */
export const choiceOf = (context: Context, name: string, choices: readonly Choice[]): string | null => {
  const value = filterOf(context, name);
  if (value !== null && !choices.some((choice) => choice.value === value))
    throw new InputError([{ code: 'filter.unknown', path: name }]);
  return value;
};

/** Page asked for, from 1. @throws InputError `filter.unknown`. */
export const pageOf = (context: Context): number => {
  const value = filterOf(context, 'page') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InputError([{ code: 'filter.unknown', path: 'page' }]);
  return Number(value);
};

/** The format of a table to keep; null: the page. @throws InputError `filter.unknown`. */
export const fileAsked = (context: Context): 'csv' | 'xlsx' | null => {
  const value = filterOf(context, 'format');
  if (value !== null && value !== 'csv' && value !== 'xlsx')
    throw new InputError([{ code: 'filter.unknown', path: 'format' }]);
  return value;
};

/** An address with its filters; those that are null are left out. */
export const addressOf = (path: string, filters: Filters): string => {
  const kept = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== null);
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
};
