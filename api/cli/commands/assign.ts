import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { problemIssues, problemRemarks } from '../../../engine/assignment/bare/check.ts';
import { AssignProblem } from '../../../engine/assignment/bare/problem.ts';
import { solveBare } from '../../../engine/assignment/bare/solve.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { closestOf } from '../../../scoring/formula/closestName.ts';
import { expectation, keysAt, remedy, shown, type ZodProblem } from '../../packs/expectations.ts';
import { pathText } from '../../packs/yamlFile.ts';
import { presentAssignment } from '../../present/assign.ts';
import { assignmentText } from '../../present/assignText.ts';
import { issueText } from '../../present/messages.ts';
import type { Environment } from '../environment.ts';
import { printJson } from '../options.ts';

interface AssignOptions {
  readonly problem: string;
  readonly json?: true;
}

/** `precal assign`. @param setExit called when nothing holds, or when the answer does not pass its recount. */
export const addAssign = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  program
    .command('assign')
    .description('résout une affectation pondérée écrite en JSON : arêtes, capacités, quotas, sans vivier')
    .requiredOption(
      '--problem <fichier>',
      'problème en JSON (docs/assign.md, docs/schemas/assign-problem.schema.json)',
    )
    .option('--json', 'résultat en JSON')
    .addHelpText('after', '\nExemple : precal assign --problem familles.json')
    .action(async ({ problem: file, json }: AssignOptions) => {
      const problem = readProblem(await textOf(file), file);
      const solver = await loadHighsSolver();
      const result = await solveBare(problem, solver).finally(() => solver.dispose());
      const presented = presentAssignment(result, problemRemarks(problem).map(issueText));
      if (
        !['optimal', 'optimal-claimed', 'feasible'].includes(result.status) ||
        presented.proof !== 'verified'
      )
        setExit(1);
      return json ? printJson(environment, presented) : environment.out(assignmentText(presented));
    });
};

/** @throws InputError `file.unreadable`. */
const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new InputError([{ code: 'file.unreadable', path: 'problem', received: file }]);
  }
};

/** Issues said at once; a wrong file may have as many as it has edges. */
const MOST_ISSUES = 20;

/** @throws InputError `assign.json`, `assign.key-unknown`, `assign.key-missing`, `assign.value`, or those of `problemIssues`. */
const readProblem = (text: string, file: string): AssignProblem => {
  const value = parsed(text, file);
  const read = AssignProblem.safeParse(value);
  const issues = read.success
    ? problemIssues(read.data)
    : read.error.issues.flatMap((problem) => shapeIssues(value, problem));
  if (read.success && issues.length === 0) return read.data;
  const rest = issues.length - MOST_ISSUES;
  const more: Issue[] = rest > 0 ? [{ code: 'assign.more', path: '', received: String(rest) }] : [];
  throw new InputError([...issues.slice(0, MOST_ISSUES), ...more].map((issue) => ({ ...issue, file })));
};

const parsed = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const line = position === undefined ? {} : { line: text.slice(0, Number(position)).split('\n').length };
    const maybe = /[[:,\s](NaN|-?Infinity)\b/.test(text)
      ? 'peut-être NaN ou Infinity, que JSON ne connaît pas'
      : 'peut-être une virgule ou un guillemet de trop, ou qui manque';
    throw new InputError([{ code: 'assign.json', path: '', file, ...line, maybe }]);
  }
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

/** Ids of agents may be those of persons: they are not repeated. */
const namesAgent = (path: readonly PropertyKey[]): boolean =>
  (path[0] === 'agents' && path[2] === 'id') || (path[0] === 'edges' && path[2] === 'agent');

const shapeIssues = (value: unknown, problem: ZodProblem): Issue[] => {
  if (problem.code === 'unrecognized_keys') {
    const allowed = keysAt(AssignProblem, problem.path);
    return problem.keys.map((key) => {
      const close = closestOf(key, allowed);
      return {
        code: 'assign.key-unknown',
        path: pathText([...problem.path, shown(key)] as (string | number)[]),
        expected: `une clé parmi ${allowed.join(', ')}`,
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      };
    });
  }
  const path = pathText(problem.path as (string | number)[]);
  const received = valueAt(value, problem.path);
  const expected = expectation(problem);
  if (received === undefined) return [{ code: 'assign.key-missing', path, expected }];
  if (namesAgent(problem.path)) return [{ code: 'assign.value', path, expected }];
  return [{ code: 'assign.value', path, received: shown(received), expected, ...remedy(problem, received) }];
};
