import { z } from 'zod';
import { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { type CorrectionAsked, CorrectionAskedSchema } from '../../service/decisionsQuestion.ts';
import type { DemandLife } from '../../service/demandLife.ts';
import { fieldOf } from '../form.ts';

/** The day of a fact; null: left empty. @throws InputError `option.day`. */
export const dayAsked = (form: Form): IsoDay | null => {
  const sent = fieldOf(form, 'on');
  if (sent === null) return null;
  const day = IsoDay.safeParse(sent);
  if (!day.success) throw new InputError([{ code: 'option.day', path: 'on', received: sent }]);
  return day.data;
};

const { code } = CorrectionAskedSchema.shape.replacement.unwrap().shape;

/** @throws InputError `request.field.invalid` for a motive that is none of the list. */
export const removalAsked = (form: Form): DemandLife => {
  const read = code.unwrap().safeParse(fieldOf(form, 'code'));
  if (!read.success) throw invalid('code', 'un motif de la liste');
  return { kind: 'demand-removed', code: read.data };
};

/** An entry that should not have been. @throws InputError `request.field.invalid`. */
export const annulmentAsked = (form: Form): { readonly of: number; readonly correction: CorrectionAsked } => {
  const of = z.coerce.number().int().min(1).safeParse(fieldOf(form, 'of'));
  if (!of.success) throw invalid('of', 'un numéro d’écriture');
  const correction = CorrectionAskedSchema.safeParse({ motive: fieldOf(form, 'motive'), replacement: null });
  if (!correction.success) throw invalid('motive', 'un motif de la liste');
  return { of: of.data, correction: correction.data };
};

const invalid = (path: string, expected: string): InputError =>
  new InputError([{ code: 'request.field.invalid', path, expected }]);
