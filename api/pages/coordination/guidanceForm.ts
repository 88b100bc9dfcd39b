import { z } from 'zod';
import { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { COUNTED, type ProposalAsked, type RowAsked } from '../../service/guidanceAsked.ts';
import { fieldOf } from '../form.ts';

/* What the forms of recommendations send, read field by field: what cannot be read is said beside it. */

const refuse = (path: string, expected: string): InputError =>
  new InputError([{ code: 'request.field.invalid', path, expected }]);

const dayOf = (form: Form, name: string): IsoDay => {
  const day = dayOrNull(form, name);
  if (day === null) throw refuse(name, 'une date');
  return day;
};

const dayOrNull = (form: Form, name: string): IsoDay | null => {
  const text = fieldOf(form, name);
  if (text === null) return null;
  const day = IsoDay.safeParse(text);
  if (!day.success) throw refuse(name, 'une date');
  return day.data;
};

const wholeOrNull = (form: Form, name: string, most: number): number | null => {
  const text = fieldOf(form, name);
  if (text === null) return null;
  const value = z.coerce.number().int().min(0).max(most).safeParse(text);
  if (!value.success) throw refuse(name, `un nombre entier, de 0 à ${most}`);
  return value.data;
};

/** @throws InputError `request.field.invalid` for a field that no list of the form has, or that is no number or date. */
export const proposalSent = (form: Form, area: string): ProposalAsked => ({
  area,
  quartier: fieldOf(form, 'quartier'),
  residence: fieldOf(form, 'residence'),
  bailleur: fieldOf(form, 'bailleur'),
  text: fieldOf(form, 'text') ?? '',
  row: rowSent(form),
  meetingOn: dayOf(form, 'meetingOn'),
});

const rowSent = (form: Form): RowAsked | null => {
  const counts = fieldOf(form, 'counts');
  if (counts === null) return null;
  const known = COUNTED.find((code) => code === counts);
  if (known === undefined) throw refuse('counts', 'un choix de la liste');
  return {
    counts: known,
    bound: fieldOf(form, 'bound') === 'max' ? 'max' : 'min',
    sharePercent: wholeOrNull(form, 'sharePercent', 100),
    dwellings: wholeOrNull(form, 'dwellings', 10_000),
    among: fieldOf(form, 'among') === 'first-access' ? 'first-access' : 'all',
    toleranceDwellings: wholeOrNull(form, 'toleranceDwellings', 100) ?? 1,
    precedence: wholeOrNull(form, 'precedence', 9) ?? 0,
  };
};

export const decisionSent = (form: Form) => ({
  meetingOn: dayOf(form, 'meetingOn'),
  from: dayOrNull(form, 'from'),
  to: dayOrNull(form, 'to'),
});

export const endSent = (form: Form) => ({ meetingOn: dayOf(form, 'meetingOn'), on: dayOrNull(form, 'on') });
