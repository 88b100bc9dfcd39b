import { z } from 'zod';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import {
  DEFAULT_DISPARITY,
  type DisparityQuestion,
  LEAST_LIST,
  MOST_LIST,
} from '../../service/disparityQuestion.ts';
import { fieldOf } from '../form.ts';

/** What the form offers to look at. */
export const LOOKS = [
  { value: 'recorded', label: 'Les décisions des commissions, sur des mois passés' },
  { value: 'lists', label: 'Les listes de la méthode, sur les logements libres aujourd’hui' },
] as const;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const FieldsSchema = z.object({
  source: z.enum(['recorded', 'lists']),
  from: month,
  to: month,
  method: z.string().min(1).max(64).nullable(),
  size: whole(LEAST_LIST, MOST_LIST),
  seed: whole(0, 999_999_999),
});

const EXPECTED: Readonly<Record<string, string>> = {
  from: 'un mois de la liste',
  to: 'un mois de la liste',
  size: `un nombre de candidats, de ${LEAST_LIST} à ${MOST_LIST}`,
  seed: 'un nombre entier, de 0 à 999 999 999',
};

/**
 * What the form asks. Months are read for recorded decisions only.
 *
 * @throws InputError `request.field.invalid` by field.
 */
export const disparityAsked = (form: Form): DisparityQuestion => {
  const isRecorded = fieldOf(form, 'source') === 'recorded';
  const parsed = FieldsSchema.safeParse({
    source: fieldOf(form, 'source'),
    from: isRecorded ? fieldOf(form, 'from') : '2000-01',
    to: isRecorded ? fieldOf(form, 'to') : '2000-01',
    method: fieldOf(form, 'method'),
    size: fieldOf(form, 'size') ?? DEFAULT_DISPARITY.size,
    seed: fieldOf(form, 'seed') ?? DEFAULT_DISPARITY.seed,
  });
  if (!parsed.success)
    throw new InputError(
      parsed.error.issues.map((issue) => {
        const path = String(issue.path[0]);
        return { code: 'request.field.invalid', path, expected: EXPECTED[path] ?? 'un choix de la liste' };
      }),
    );
  const { source, from, to, ...rest } = parsed.data;
  return { ...rest, source, period: source === 'recorded' ? { from, to } : null };
};
