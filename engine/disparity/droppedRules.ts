import { CompiledMethod } from '../../scoring/compileMethod.ts';
import { placeLevels } from '../../scoring/levels.ts';
import type { ReadGroup } from '../../scoring/readShape.ts';

/** A rule of a method, as lists are told it. */
export interface DroppedRule {
  readonly kind: 'level' | 'criterion' | 'weighting';
  readonly id: string;
  readonly label: string;
}

/** The same method without one of its rules. */
export interface MethodWithout {
  readonly rule: DroppedRule;
  readonly ordering: CompiledMethod;
}

/**
 * A method once without each of its rules: levels that order demands, then criteria. What its other rules say is untouched; the points
 * of a group that has a cap or takes the best only may therefore come from another criterion of it. Channels that set demands apart are
 * no order, and stay; so does the tie-break.
 */
export const droppedRules = (ordering: CompiledMethod): readonly MethodWithout[] => {
  const { read } = ordering;
  const levels = read.levels.examined.filter(({ placement }) => placement !== 'outside');
  return [
    ...levels.map((dropped): MethodWithout => {
      const { id, label } = dropped;
      const kept = read.levels.examined
        .filter((level) => level !== dropped)
        .map(({ place: _, ...level }) => level);
      return {
        rule: { kind: 'level', id, label },
        ordering: new CompiledMethod({ ...read, levels: placeLevels(kept) }),
      };
    }),
    ...read.criteria.map((dropped): MethodWithout => {
      const groups = read.groups
        .map((group) => ({ ...group, criteria: group.criteria.filter((each) => each !== dropped) }))
        .filter(({ criteria }) => criteria.length > 0)
        .map(
          (group, place): ReadGroup => ({
            ...group,
            criteria: group.criteria.map((each) => ({ ...each, group: place })),
          }),
        );
      const { id, label } = dropped.criterion;
      return {
        rule: { kind: 'criterion', id, label },
        ordering: new CompiledMethod({
          ...read,
          groups,
          criteria: groups.flatMap(({ criteria }) => criteria),
        }),
      };
    }),
  ];
};
