import { z } from 'zod';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { POLICY_LABELS } from '../../present/comparisonWords.ts';
import {
  type ComparisonQuestion,
  DEFAULT_COMPARISON,
  MOST_MONTHS,
  MOST_REPLICATIONS,
} from '../../service/comparisonQuestion.ts';
import { fieldOf, fieldsOf } from '../form.ts';

type PolicyId = keyof typeof POLICY_LABELS;
export const POLICY_CHOICES = Object.keys(POLICY_LABELS) as [PolicyId, ...PolicyId[]];

export const PERIODS = [
  { value: 'recorded', label: 'Des mois passés, rejoués' },
  { value: 'generated', label: 'Des mois à venir' },
] as const;

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const FieldsSchema = z.object({
  period: z.enum(['recorded', 'generated']),
  from: month,
  to: month,
  months: whole(1, MOST_MONTHS),
  policies: z.array(z.enum(POLICY_CHOICES)).min(2),
  reference: z.enum(POLICY_CHOICES).nullable(),
  replications: whole(1, MOST_REPLICATIONS),
  seed: whole(0, 999_999_999),
});

const EXPECTED: Readonly<Record<string, string>> = {
  from: 'un mois de la liste',
  to: 'un mois de la liste',
  months: `un nombre de mois, de 1 à ${MOST_MONTHS}`,
  policies: 'deux façons de faire les listes au moins',
  replications: `un nombre de réplications, de 1 à ${MOST_REPLICATIONS}`,
  seed: 'un nombre entier, de 0 à 999 999 999',
};

/** Months that a comparison usually takes. */
export const USUAL_MONTHS = 6;

/**
 * What the form asks. Recorded decisions are left aside for months to come, as the form says. Of the two periods only the one chosen is read.
 *
 * @throws InputError `request.field.invalid` by field.
 */
export const comparisonAsked = (form: Form): ComparisonQuestion => {
  const isRecorded = fieldOf(form, 'period') !== 'generated';
  const parsed = FieldsSchema.safeParse({
    period: fieldOf(form, 'period'),
    from: isRecorded ? fieldOf(form, 'from') : '2000-01',
    to: isRecorded ? fieldOf(form, 'to') : '2000-01',
    months: isRecorded ? USUAL_MONTHS : fieldOf(form, 'months'),
    policies: fieldsOf(form, 'policies').filter((policy) => isRecorded || policy !== 'recorded'),
    reference: fieldOf(form, 'reference'),
    replications: fieldOf(form, 'replications') ?? DEFAULT_COMPARISON.replications,
    seed: fieldOf(form, 'seed') ?? DEFAULT_COMPARISON.seed,
  });
  if (!parsed.success)
    throw new InputError(
      parsed.error.issues.map((issue) => {
        const path = String(issue.path[0]);
        return { code: 'request.field.invalid', path, expected: EXPECTED[path] ?? 'un choix de la liste' };
      }),
    );
  const { period, from, to, months, ...rest } = parsed.data;
  const draft = fieldOf(form, 'draft');
  return {
    ...rest,
    methods: fieldsOf(form, 'methods'),
    drafts: draft === null ? [] : [draft],
    period: period === 'recorded' ? { kind: 'recorded', from, to } : { kind: 'generated', months },
  };
};
