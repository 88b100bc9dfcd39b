import type { z } from 'zod';
import { InputError } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import {
  type AnswerAsked,
  AnswerAskedSchema,
  type CandidateAct,
  CandidateActSchema,
  type CorrectionAsked,
  CorrectionAskedSchema,
  type DecisionAsked,
  DecisionAskedSchema,
} from '../../service/decisionsQuestion.ts';
import { fieldOf, fieldsOf } from '../form.ts';

/** What a form of the decisions says: the commission's own decisions, or one fact that follows. */
export type CommissionAsked =
  | { readonly kind: 'decisions'; readonly decisions: readonly DecisionAsked[] }
  | { readonly kind: 'act'; readonly act: CandidateAct }
  | { readonly kind: 'answer'; readonly offer: number; readonly answer: AnswerAsked }
  | { readonly kind: 'correction'; readonly of: number; readonly correction: CorrectionAsked };

/** A decision that is not made yet. */
export const NO_VERDICT = 'none';

/** "attribution-conditional:tax-notice": a decision with what it must say, as one choice of a list. */
export const verdictValue = (decision: string, detail: string | null): string =>
  detail === null ? decision : `${decision}:${detail}`;

/** @throws InputError `request.field.invalid` by field: what is missing, or is none of the list. */
export const commissionAsked = (form: Form): CommissionAsked => {
  const vacancy = fieldOf(form, 'vacancy');
  const number = fieldOf(form, 'number');
  const [gesture = '', detail = ''] = (fieldOf(form, 'geste') ?? '').split(':');
  switch (gesture) {
    case 'noter':
      return { kind: 'decisions', decisions: decisionsOf(form, vacancy, fieldsOf(form, 'verdict')) };
    case 'rangs': {
      const ranked = fieldsOf(form, 'number').map(() => 'attribution-ranked');
      return { kind: 'decisions', decisions: decisionsOf(form, vacancy, ranked) };
    }
    case 'answer': {
      const reason = detail === 'refused' ? { reason: fieldOf(form, 'reason') ?? '' } : {};
      return {
        kind: 'answer',
        offer: wholeOf(form, 'offer'),
        answer: read(AnswerAskedSchema, { answer: detail, ...reason }),
      };
    }
    case 'correct': {
      const motive = fieldOf(form, 'motive') ?? '';
      return {
        kind: 'correction',
        of: wholeOf(form, 'of'),
        correction: read(CorrectionAskedSchema, { motive, replacement: null }),
      };
    }
    case 'offer': {
      const dueDay = fieldOf(form, 'dueDay');
      return act({ act: 'offer', vacancy, number, ...(dueDay === null ? {} : { dueDay }) });
    }
    case 'condition':
      return act({ act: 'condition', vacancy, number, met: detail === 'met' });
    case 'pass':
      return act({ act: 'pass', vacancy, number, motive: fieldOf(form, 'motive') ?? '' });
    default:
      return act({ act: gesture, vacancy, number });
  }
};

const act = (sent: unknown): CommissionAsked => ({ kind: 'act', act: read(CandidateActSchema, sent) });

/** The candidates of one list in their order, each with its choice; those not decided yet are left as they are. */
const decisionsOf = (form: Form, vacancy: string | null, verdicts: readonly string[]): DecisionAsked[] => {
  const asked = fieldsOf(form, 'number').flatMap((number, i) => {
    const [decision = NO_VERDICT, detail] = (verdicts[i] ?? NO_VERDICT).split(':');
    if (decision === NO_VERDICT) return [];
    const said =
      decision === 'attribution-conditional'
        ? { paper: detail }
        : decision === 'non-attribution' || decision === 'inadmissible'
          ? { motive: detail }
          : {};
    return [read(DecisionAskedSchema, { vacancy, number, verdict: { decision, ...said } })];
  });
  if (asked.length === 0)
    throw new InputError([
      { code: 'request.field.invalid', path: 'verdict', expected: 'une décision au moins' },
    ]);
  return asked;
};

const wholeOf = (form: Form, name: string): number => {
  const sent = fieldOf(form, name);
  if (sent === null || !/^\d{1,9}$/.test(sent)) throw invalid(name);
  return Number(sent);
};

const read = <S extends z.ZodType>(schema: S, sent: unknown): z.infer<S> => {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  throw invalid(String(parsed.error.issues[0]?.path.at(-1) ?? 'geste'));
};

const EXPECTED: Readonly<Record<string, string>> = {
  motive: 'un motif de la liste',
  reason: 'une raison de la liste',
  dueDay: 'un jour',
  of: 'une écriture de la liste',
};

const invalid = (path: string): InputError =>
  new InputError([
    { code: 'request.field.invalid', path, expected: EXPECTED[path] ?? 'un choix de la page des décisions' },
  ]);
