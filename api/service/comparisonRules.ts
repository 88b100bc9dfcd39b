import type { Experiment } from '../../engine/comparison/experiment.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { ranksDemands } from '../../scoring/method.ts';
import { checkMethodText } from './methodText.ts';
import type { Rules } from './territories.ts';

/**
 * Orderings sent as text, to be tried beside the territory's own.
 *
 * @throws InputError `method.text-faulty` (`checkMethodText` says why), `method.not-an-ordering`, `comparison.draft-named` for an identifier
 * that the territory, or another text, has already.
 */
export const draftMethods = (
  { territory, methods }: Rules,
  drafts: readonly string[],
): readonly CompiledMethod[] => {
  const found = drafts.map((text, i) => {
    const { issues, compiled } = checkMethodText(text, { territory });
    const path = `drafts.${i}`;
    if (compiled === null)
      throw new InputError([{ code: 'method.text-faulty', path, received: String(issues.length) }]);
    if (!ranksDemands(compiled.method))
      throw new InputError([
        { code: 'method.not-an-ordering', path, expected: territory.pack.defaultMethod },
      ]);
    return compiled;
  });
  const taken = new Set(methods.keys());
  for (const { method } of found) {
    if (taken.has(method.id))
      throw new InputError([{ code: 'comparison.draft-named', path: 'drafts', received: method.id }]);
    taken.add(method.id);
  }
  return found;
};

/** The rules of an experiment: those of its territory, and the orderings that were sent as text. */
export const experimentRules = (rules: Rules, { drafts }: Pick<Experiment, 'drafts'>): Rules => ({
  territory: rules.territory,
  methods: new Map([
    ...rules.methods,
    ...draftMethods(rules, drafts).map((compiled) => [compiled.method.id, compiled] as const),
  ]),
});
