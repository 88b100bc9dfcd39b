import type { CheckedFormula } from './formula/check.ts';
import type { Expression } from './formula/expression.ts';
import type { FormulaIssue, Outcome } from './formula/issue.ts';
import { type PlacedLevel, placeLevels, type ReadLevel } from './levels.ts';
import { EVIDENCES, type Interleave, type Method } from './method.ts';
import {
  distinctColumns,
  FIRST_ACCESS,
  type FindMethod,
  firstAccessColumn,
  type ReadGroup,
  type ReadMethod,
} from './readShape.ts';

/*
 * Two orderings made one: each part's levels and criteria are asked only of its own demands, so one kernel scores both, and one
 * trace explains both. How the two sets of demands make one order is in the file (`interleave`), never guessed.
 */

const SIDES = ['first-access', 'mutation'] as const;
type Side = (typeof SIDES)[number];

const SPAN = { at: 0, length: 0 };
const FIRST: Expression = { kind: 'name', name: FIRST_ACCESS, span: SPAN };
const SIDE_TESTS: Readonly<Record<Side, { readonly root: Expression; readonly text: string }>> = {
  'first-access': { root: FIRST, text: FIRST_ACCESS },
  mutation: { root: { kind: 'unary', op: 'not', of: FIRST, span: SPAN }, text: `not ${FIRST_ACCESS}` },
};
const SIDE_LABELS: Readonly<Record<Side, string>> = {
  'first-access': 'Premiers accès',
  mutation: 'Mutations',
};

type Frame = Pick<ReadMethod, 'method' | 'dictionary' | 'scope' | 'scopeInputs' | 'tieBreak'>;
interface Sources {
  readonly find: FindMethod;
  readonly read: (part: Method) => Outcome<ReadMethod>;
}
interface Part {
  readonly side: Side;
  readonly read: ReadMethod;
}

export const composeMethods = (frame: Frame, sources: Sources): Outcome<ReadMethod> => {
  const issues: FormulaIssue[] = [];
  const parts = SIDES.flatMap((side): Part[] => {
    const read = readPart(frame.method, side, sources, issues);
    return read ? [{ side, read }] : [];
  });
  const [first, mutation] = parts;
  if (!first || !mutation || issues.length > 0) return { ok: false, issues };
  const interleave = frame.method.interleave ?? 'by-points';
  const levels = interleaved(frame, { first, mutation }, interleave, issues);
  if (issues.length > 0) return { ok: false, issues };
  const column = firstAccessColumn(frame.dictionary);
  const groups = parts.flatMap(({ side, read }) => read.groups.map((group) => ({ side, read, group })));
  const own = groups.map((g, place) => sideGroup(g, place, frame));
  const criteria = own.flatMap((group) => group.criteria);
  const notices = [...frame.method.notices, ...parts.flatMap(({ read }) => read.method.notices)];
  return {
    ok: true,
    value: {
      ...frame,
      method: { ...frame.method, notices: [...new Set(notices)] },
      parts: parts.map(({ read }) => read.method),
      scope: [...frame.scope, eitherScope(parts)],
      scopeInputs: distinctColumns([
        ...frame.scopeInputs,
        ...column,
        ...parts.flatMap(({ read }) => read.scopeInputs),
      ]),
      levels: placeLevels(levels),
      groups: own,
      criteria,
      inputs: distinctColumns([...frame.scopeInputs, ...column, ...parts.flatMap(({ read }) => read.inputs)]),
    },
  };
};

/** One part, read by itself; its faults are told at the key that names it. */
const readPart = (
  method: Method,
  side: Side,
  { find, read }: Sources,
  issues: FormulaIssue[],
): ReadMethod | null => {
  const id = method.composes?.[side] ?? '';
  const path = `composes.${side}`;
  const refuse = (message: string, expected: string): null => {
    issues.push({ code: 'method.composes', path, received: id, message, expected });
    return null;
  };
  const part = find(id);
  if (part === undefined)
    return refuse(`Aucune méthode ne s’appelle « ${id} ».`, 'l’identifiant d’une méthode');
  if (part.kind !== 'ordering')
    return refuse(`« ${id} » n’ordonne pas elle-même des demandes.`, 'une méthode de kind: ordering');
  const other = side === 'mutation' ? 'first-access' : 'mutation';
  if (part.scope.demands === other)
    return refuse(
      `« ${id} » ne parle pas de ces demandes.`,
      `une méthode dont scope.demands est ${side} ou all`,
    );
  const outcome = read(part);
  if (outcome.ok) return outcome.value;
  issues.push(
    ...outcome.issues.map((issue) => ({
      ...issue,
      path,
      message: `${id}, ${issue.path} : ${issue.message}`,
    })),
  );
  return null;
};

/** A condition asked only of one side's demands. */
const onSide = (side: Side, when: CheckedFormula | null, frame: Frame): CheckedFormula => {
  const test = SIDE_TESTS[side];
  return {
    text: when === null ? test.text : `${test.text} and (${when.text})`,
    root:
      when === null
        ? test.root
        : { kind: 'binary', op: 'and', left: test.root, right: when.root, span: SPAN },
    type: 'boolean',
    inputs: distinctColumns([...firstAccessColumn(frame.dictionary), ...(when?.inputs ?? [])]),
  };
};

const eitherScope = (parts: readonly Part[]): Expression =>
  parts
    .map(({ side, read }) =>
      read.scope.reduce<Expression>(
        (left, right) => ({ kind: 'binary', op: 'and', left, right, span: SPAN }),
        SIDE_TESTS[side].root,
      ),
    )
    .reduce((left, right) => ({ kind: 'binary', op: 'or', left, right, span: SPAN }));

const sideGroup = (
  { side, read, group }: { readonly side: Side; readonly read: ReadMethod; readonly group: ReadGroup },
  place: number,
  frame: Frame,
): ReadGroup => {
  const when = onSide(side, group.when, frame);
  const prefix = `${read.method.id}/`;
  return {
    group: { ...group.group, id: `${prefix}${group.group.id}` },
    when,
    criteria: group.criteria.map((c) => ({
      ...c,
      group: place,
      criterion: { ...c.criterion, id: `${prefix}${c.criterion.id}` },
      inputs: distinctColumns([...firstAccessColumn(frame.dictionary), ...c.inputs]),
    })),
  };
};

const sideLevels = ({ side, read }: Part, frame: Frame): readonly ReadLevel[] =>
  [...read.levels.examined]
    .sort((a, b) => a.place - b.place)
    .map(({ place: _, ...level }) => ({
      ...level,
      id: `${read.method.id}/${level.id}`,
      when: onSide(side, level.when, frame),
    }));

/** Levels of both sides, in the order that `interleave` gives them. */
const interleaved = (
  frame: Frame,
  { first, mutation }: { readonly first: Part; readonly mutation: Part },
  interleave: Interleave,
  issues: FormulaIssue[],
): readonly ReadLevel[] => {
  if (interleave === 'by-points') return pairedLevels(frame, first.read, mutation.read, issues);
  const [before, after] = interleave === 'first-access-first' ? [first, mutation] : [mutation, first];
  const { label, source, certainty } = frame.method;
  const rest: ReadLevel = {
    kind: 'tier',
    placement: 'grid',
    id: before.side,
    label: SIDE_LABELS[before.side],
    when: onSide(before.side, null, frame),
    evidence: 'declared',
    source: `${label} : ${source}`,
    certainty,
  };
  // Channels before or outside one side's grid stand before or outside the whole order: `placeLevels` sees to it.
  return [...sideLevels(before, frame), rest, ...sideLevels(after, frame)];
};

/** Both grids have the same levels: each meets its own, and points decide between the demands of both. */
const pairedLevels = (
  frame: Frame,
  a: ReadMethod,
  b: ReadMethod,
  issues: FormulaIssue[],
): readonly ReadLevel[] => {
  const keys = ({ levels }: ReadMethod) => levels.examined.map((l) => `${l.placement} ${l.id}`).join(', ');
  if (keys(a) !== keys(b)) {
    issues.push({
      code: 'method.interleave',
      path: 'interleave',
      received: 'by-points',
      message: `« ${a.method.id} » et « ${b.method.id} » n’ont pas les mêmes niveaux : leurs points ne se comparent pas.`,
      expected: 'deux grilles aux mêmes niveaux et circuits, dans le même ordre',
      maybe: 'first-access-first ou mutation-first',
    });
    return [];
  }
  return a.levels.examined.map((level, i) => {
    const twin = b.levels.examined[i] as PlacedLevel;
    const { place: _, ...own } = level;
    return {
      ...own,
      label: level.label === twin.label ? level.label : `${level.label} ; ${twin.label}`,
      source: level.source === twin.source ? level.source : `${level.source} ; ${twin.source}`,
      evidence: EVIDENCES[Math.max(EVIDENCES.indexOf(level.evidence), EVIDENCES.indexOf(twin.evidence))]!,
      certainty: level.certainty === twin.certainty ? level.certainty : 'proposal',
      when: choiceOf(frame, level.when, twin.when),
    };
  });
};

const choiceOf = (frame: Frame, yes: CheckedFormula, no: CheckedFormula): CheckedFormula => ({
  text: `${FIRST_ACCESS} ? ${yes.text} : ${no.text}`,
  root: { kind: 'choice', test: FIRST, yes: yes.root, no: no.root, span: SPAN },
  type: 'boolean',
  inputs: distinctColumns([...firstAccessColumn(frame.dictionary), ...yes.inputs, ...no.inputs]),
});
