import type { Arm } from '../../engine/comparison/experiment.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { READS_METHOD } from '../../engine/policies/policies.ts';
import { POLICY_IDS, type PolicyId } from '../../engine/policies/policy.ts';
import { draftMethods } from './comparisonRules.ts';
import { DEFAULT_QUESTION, type Workspace } from './workspace.ts';

/** What a coordination body asks of the bench. */
export interface ComparisonQuestion {
  /** Orderings compared; empty: the territory's own. */
  readonly methods: readonly string[];
  /** Orderings to try that the territory does not list, as YAML texts. */
  readonly drafts: readonly string[];
  /** Ways to make lists; empty: all those that the period allows. */
  readonly policies: readonly PolicyId[];
  /** Arm that the others are compared with, or a policy: its first arm; null: the first that reads points, else the first. */
  readonly reference: string | null;
  /**
   * `recorded`: months of past commissions, `YYYY-MM` both included; `generated`: so many months to come, with dwellings freed as in
   * recorded ones; null: the last twelve recorded months, or six to come where none is recorded.
   */
  readonly period:
    | { readonly kind: 'recorded'; readonly from: string; readonly to: string }
    | { readonly kind: 'generated'; readonly months: number }
    | null;
  readonly replications: number;
  readonly seed: number;
}

export const DEFAULT_COMPARISON = {
  methods: [],
  drafts: [],
  policies: [],
  reference: null,
  period: null,
  replications: 10,
  seed: 1,
} as const satisfies ComparisonQuestion;

export const MOST_REPLICATIONS = 200;
export const MOST_MONTHS = 36;
const MOST_ARMS = 12;

type ArmsAsked = Pick<ComparisonQuestion, 'methods' | 'drafts' | 'policies' | 'reference'>;

/**
 * The arms of a question, and their reference. A policy that looks at no points stands once, with the first method; the others once
 * for each method.
 *
 * @throws InputError those of `draftMethods`, `method.unknown`, `method.not-an-ordering`, `comparison.recorded-generated`, `comparison.arms`,
 * `comparison.reference-unknown`.
 */
export const armsOf = (
  workspace: Workspace,
  { methods, drafts, policies, reference }: ArmsAsked,
  mode: 'recorded' | 'generated',
): { readonly arms: readonly Arm[]; readonly reference: string; readonly yardstick: string } => {
  const listed = [...new Set(methods.length > 0 ? methods : [workspace.territory.pack.defaultMethod])];
  // Asked for, so that an unknown method is refused here and not in a worker.
  for (const method of listed) workspace.ranking({ method, seed: DEFAULT_QUESTION.seed }, null);
  const asked = [...listed, ...draftMethods(workspace, drafts).map(({ method }) => method.id)];
  if (mode === 'generated' && policies.includes('recorded'))
    throw new InputError([{ code: 'comparison.recorded-generated', path: 'policies' }]);
  const chosen =
    policies.length > 0
      ? [...new Set(policies)]
      : POLICY_IDS.filter((policy) => mode === 'recorded' || policy !== 'recorded');
  const arms = chosen.flatMap((policy): Arm[] => {
    const several = asked.length > 1 && READS_METHOD.has(policy);
    return (several ? asked : asked.slice(0, 1)).map((method) => ({
      id: several ? `${policy}:${method}` : policy,
      policy,
      method,
    }));
  });
  if (arms.length < 2 || arms.length > MOST_ARMS)
    throw new InputError([
      {
        code: 'comparison.arms',
        path: 'policies',
        received: String(arms.length),
        expected: `2 à ${MOST_ARMS}`,
      },
    ]);
  const found = arms.find(({ id }) => id === reference) ?? arms.find(({ policy }) => policy === reference);
  if (reference !== null && found === undefined)
    throw new InputError([
      {
        code: 'comparison.reference-unknown',
        path: 'reference',
        received: reference,
        expected: arms.map(({ id }) => id).join(', '),
      },
    ]);
  const usual = arms.find(({ policy }) => policy === 'points') ?? arms[0]!;
  return { arms, reference: (found ?? usual).id, yardstick: asked[0]! };
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * The period asked for: months of the past, months to come, or neither.
 *
 * @throws InputError `comparison.both-periods`, `comparison.half-period`, `comparison.month`.
 */
export const periodAsked = ({
  from,
  to,
  months,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly months?: number | undefined;
}): ComparisonQuestion['period'] => {
  if (months !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new InputError([{ code: 'comparison.both-periods', path: 'months' }]);
    return { kind: 'generated', months };
  }
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined)
    throw new InputError([{ code: 'comparison.half-period', path: from === undefined ? 'from' : 'to' }]);
  for (const [path, received] of Object.entries({ from, to }))
    if (!MONTH.test(received)) throw new InputError([{ code: 'comparison.month', path, received }]);
  return { kind: 'recorded', from, to };
};
