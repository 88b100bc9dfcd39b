import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../api/cli/program.ts';
import { RULE_IDS } from '../../api/present/rules.ts';
import { KINDS } from '../../api/store/store.ts';
import { fakeEnvironment } from '../support/environment.ts';

const README = resolve(import.meta.dirname, '../../README.md');
const EXAMPLE = /(<!-- demo:start -->\n```text\n)([\s\S]*?)(```\n<!-- demo:end -->)/;

let folder = '';
let printed = '';
let readme = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-readme-'));
  const environment = fakeEnvironment();
  const exit = await runCli(['demo', '--data', join(folder, 'demo')], environment);
  expect(exit, environment.errors()).toBe(0);
  printed = environment.output();
  readme = await readFile(README, 'utf8');
  if (process.env.UPDATE_README === '1') {
    readme = readme.replace(EXAMPLE, (_, start: string, __, end: string) => `${start}${printed}${end}`);
    await writeFile(README, readme);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('README', () => {
  test('its example is what the demo prints today', () => {
    expect(EXAMPLE.exec(readme)?.[2]).toBe(printed);
  });

  test('its first two commands are the demo and the tests, each enough by itself', () => {
    const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((m) =>
      (m[1] as string).trim().split('\n'),
    );
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  });

  test('every precal command it shows exists, with options that exist', async () => {
    const shown = [...readme.matchAll(/^npx precal (session \w+|\w+)([^\n#]*)/gm)];
    expect(shown.length).toBeGreaterThan(10);
    for (const [line, command, rest] of shown) {
      const environment = fakeEnvironment();
      expect(await runCli([...(command as string).split(' '), '--help'], environment), line).toBe(0);
      for (const option of (rest as string).match(/--[a-z-]+/g) ?? [])
        expect(environment.output(), line).toContain(option);
    }
    for (const [, kind] of readme.matchAll(/--kind (\w+)/g)) expect([...KINDS, 'labels']).toContain(kind);
    for (const [, rule] of readme.matchAll(/--set-aside ([\w-]+)/g)) expect(RULE_IDS).toContain(rule);
  });

  test('every path of its table exists', async () => {
    const table = readme.slice(readme.indexOf('## Où est quoi'));
    const paths = [...table.matchAll(/`([\w./-]+)`/g)].map((m) => m[1] as string);
    expect(paths.length).toBeGreaterThan(15);
    const { stat } = await import('node:fs/promises');
    for (const path of paths) await stat(resolve(README, '..', path));
  });
});
