import type { CompiledMethod } from './compileMethod.ts';
import type { CheckedFormula } from './formula/check.ts';
import type { Method } from './method.ts';
import type { ReadCriterion, ReadGroup, ReadMethod } from './readShape.ts';

/** What a changed part is. Refusals and seniority show as the criteria that they stand for. */
export type ChangedPart = 'method' | 'level' | 'group' | 'criterion';

export interface FieldChange {
  readonly field: string;
  /** Null where it was not there. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface MethodChange {
  readonly part: ChangedPart;
  readonly id: string;
  readonly label: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What changed; for an added or removed part, its main fields. */
  readonly fields: readonly FieldChange[];
}

/** A field's value: `key` is what is compared, `text` what is shown. */
interface Value {
  readonly key: string;
  readonly text: string;
}
type Fields = ReadonlyMap<string, Value>;
interface Part {
  readonly part: ChangedPart;
  readonly id: string;
  readonly label: string;
  readonly fields: Fields;
}

/** Says a formula to a reader. */
export type SayFormula = (formula: CheckedFormula) => string;

/** Formulas are equal when their trees are: spaces and needless brackets change nothing. */
const treeOf = ({ root }: CheckedFormula): string =>
  JSON.stringify(root, (key, value: unknown) => (key === 'span' ? undefined : value));

const plain = (value: string | number | null | undefined): Value | null =>
  value === null || value === undefined ? null : { key: String(value), text: String(value) };

const fieldsOf = (entries: readonly (readonly [string, Value | null])[]): Fields =>
  new Map(entries.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));

/**
 * What changed from a method to another: the method itself, its levels, groups and criteria, each by its id. Order of levels
 * and of groups counts; order of criteria counts where their group's rule makes it count.
 *
 * @param say turns a formula into what is shown of it.
 */
export const diffMethods = (
  from: CompiledMethod,
  to: CompiledMethod,
  say: SayFormula,
): readonly MethodChange[] => {
  const before = partsOf(from.read, say);
  const after = partsOf(to.read, say);
  const keyOf = ({ part, id }: Part) => `${part} ${id}`;
  const known = new Map(before.map((part) => [keyOf(part), part]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.flatMap((part): MethodChange[] => {
      const old = known.get(keyOf(part));
      const fields = changes(old?.fields ?? new Map(), part.fields);
      if (old && fields.length === 0) return [];
      const { part: kind, id, label } = part;
      return [{ part: kind, id, label, change: old ? 'changed' : 'added', fields }];
    }),
    ...before
      .filter((part) => !kept.has(keyOf(part)))
      .map(
        ({ part, id, label, fields }): MethodChange => ({
          part,
          id,
          label,
          change: 'removed',
          fields: changes(fields, new Map()),
        }),
      ),
  ];
};

const changes = (from: Fields, to: Fields): readonly FieldChange[] =>
  [...new Set([...from.keys(), ...to.keys()])]
    .filter((field) => from.get(field)?.key !== to.get(field)?.key)
    .map((field) => ({ field, from: from.get(field)?.text ?? null, to: to.get(field)?.text ?? null }));

const partsOf = (read: ReadMethod, say: SayFormula): readonly Part[] => {
  const formula = (f: CheckedFormula | null): Value | null =>
    f === null ? null : { key: treeOf(f), text: say(f) };
  return [
    { part: 'method', id: 'method', label: read.method.label, fields: methodFields(read, say) },
    ...read.levels.examined.map(
      (level, place): Part => ({
        part: 'level',
        id: level.id,
        label: level.label,
        fields: fieldsOf([
          ['label', plain(level.label)],
          ['place', plain(place + 1)],
          ['placement', plain(level.placement)],
          ['when', formula(level.when)],
          ['evidence', plain(level.evidence)],
          ['source', plain(level.source)],
          ['certainty', plain(level.certainty)],
        ]),
      }),
    ),
    ...read.groups.flatMap((group): Part[] => [
      {
        part: 'group',
        id: group.group.id,
        label: group.group.label,
        fields: fieldsOf([
          ['label', plain(group.group.label)],
          ['combine', plain(group.group.combine)],
          ['cap', plain(group.group.cap)],
          ['when', formula(group.when)],
        ]),
      },
      ...group.criteria.map((criterion, place) => criterionPart(criterion, { group, place, formula })),
    ]),
  ];
};

const criterionPart = (
  { criterion: c, when, points }: ReadCriterion,
  context: {
    readonly group: ReadGroup;
    readonly place: number;
    readonly formula: (f: CheckedFormula | null) => Value | null;
  },
): Part => {
  const { group, place, formula } = context;
  return {
    part: 'criterion',
    id: c.id,
    label: c.label,
    fields: fieldsOf([
      ['label', plain(c.label)],
      ['group', plain(group.group.id)],
      ['place', group.group.combine === 'first' ? plain(place + 1) : null],
      ['points', typeof points === 'number' ? plain(points) : formula(points)],
      ['when', formula(when)],
      ['evidence', plain(c.evidence)],
      ['source', plain(c.source)],
      ['certainty', plain(c.certainty)],
      ['pointsCertainty', plain(c.pointsCertainty)],
    ]),
  };
};

const methodFields = ({ method, scope }: ReadMethod, say: SayFormula): Fields => {
  const text = (values: readonly string[]): Value | null =>
    values.length === 0 ? null : { key: JSON.stringify(values), text: values.join(' ; ') };
  const conditions = scope.map((root): CheckedFormula => ({ root, text: '', type: 'boolean', inputs: [] }));
  const composed = (key: keyof NonNullable<Method['composes']>) => plain(method.composes?.[key]);
  return fieldsOf([
    ['id', plain(method.id)],
    ['version', plain(method.version)],
    ['kind', plain(method.kind)],
    ['source', plain(method.source)],
    ['certainty', plain(method.certainty)],
    ['validFrom', plain(method.validFrom)],
    ['validTo', plain(method.validTo)],
    ['appliesToContingent', plain(method.appliesToContingent)],
    [
      'scope',
      conditions.length === 0
        ? null
        : { key: conditions.map(treeOf).join(' '), text: conditions.map(say).join(' et ') },
    ],
    ['composes.first-access', composed('first-access')],
    ['composes.mutation', composed('mutation')],
    ['interleave', plain(method.interleave)],
    ['weightings', text(Object.entries(method.weightings ?? {}).map((pair) => pair.join(' : ')))],
    ['refusals', text(method.refusals.map(({ id, effect, from }) => `${id} (${effect}, ${from})`))],
    ['tieBreak', text(method.tieBreak.map(({ by, direction }) => `${by} ${direction}`))],
  ]);
};
