import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseYaml, pathText, readYaml } from '../../api/packs/yamlFile.ts';

const Schema = z.strictObject({
  title: z.string().min(3),
  level: z.enum(['low', 'high']),
  rows: z.array(z.strictObject({ weight: z.number().min(0).max(1), note: z.string().nullable() })).min(1),
  extra: z.record(z.string(), z.strictObject({ count: z.int() })).optional(),
});

const TEXT = `# une grille
title: Grille
level: low
rows:
  - weight: 0.5
    note: null
  - weight: 1
    note: fin
`;

const issuesOf = (text: string) => {
  const read = parseYaml(text, 'grille.yaml', Schema);
  return read.ok ? [] : read.issues;
};

describe('parseYaml', () => {
  test('a good file', () => {
    expect(parseYaml(TEXT, 'grille.yaml', Schema)).toEqual({
      ok: true,
      value: {
        title: 'Grille',
        level: 'low',
        rows: [
          { weight: 0.5, note: null },
          { weight: 1, note: 'fin' },
        ],
      },
    });
  });

  test('every problem at once, each on its line', () => {
    const broken = TEXT.replace('level: low', 'level: lwo').replace('weight: 1', 'weigth: 1');
    expect(issuesOf(broken)).toEqual([
      {
        code: 'yaml.value.invalid',
        path: 'level',
        file: 'grille.yaml',
        line: 3,
        received: 'lwo',
        expected: 'une valeur parmi low, high',
        maybe: 'peut-être low',
      },
      {
        code: 'yaml.key.missing',
        path: 'rows[1].weight',
        file: 'grille.yaml',
        line: 7,
        expected: 'un nombre',
      },
      {
        code: 'yaml.key.unknown',
        path: 'rows[1].weigth',
        file: 'grille.yaml',
        line: 7,
        received: 'weigth',
        expected: 'une clé parmi weight, note',
        maybe: 'peut-être weight',
      },
    ]);
  });

  test.each([
    ['a number written as text', 'weight: 1\n', 'weight: "1"\n', 'un nombre', 'peut-être 1, sans guillemets'],
    [
      'a text written as a number',
      'title: Grille',
      'title: 2026',
      'un texte',
      'peut-être "2026", entre guillemets',
    ],
  ])('%s', (_, from, to, expected, maybe) => {
    expect(issuesOf(TEXT.replace(from, to))).toMatchObject([{ code: 'yaml.value.invalid', expected, maybe }]);
  });

  test.each([
    ['too large', 'weight: 1\n', 'weight: 1.5\n', 'au plus 1'],
    ['too small', 'weight: 1\n', 'weight: -1\n', 'au moins 0'],
    ['too short', 'title: Grille', 'title: ab', 'au moins 3 caractères'],
  ])('a value that is %s', (_, from, to, expected) => {
    expect(issuesOf(TEXT.replace(from, to))).toMatchObject([{ code: 'yaml.value.invalid', expected }]);
  });

  test('an unknown key inside a free-named group still knows its siblings', () => {
    expect(issuesOf(`${TEXT}extra:\n  a:\n    coun: 1\n    count: 2\n`)).toMatchObject([
      { code: 'yaml.key.unknown', path: 'extra.a.coun', line: 11, maybe: 'peut-être count' },
    ]);
  });

  test('an empty file', () => {
    expect(issuesOf('')).toMatchObject([{ code: 'yaml.value.invalid', path: '', line: 1 }]);
  });

  test('a key written twice', () => {
    expect(issuesOf(`${TEXT}level: high\n`)).toMatchObject([
      { code: 'yaml.key.duplicate', line: 9, received: 'level: high' },
    ]);
  });

  test('two documents', () => {
    expect(issuesOf(`${TEXT}---\ntitle: Autre\n`)).toMatchObject([{ code: 'yaml.syntax' }]);
  });

  test('references that unfold without end', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 10; n += 1)
      bomb.push(
        `a${n}: &a${n} [${Array(10)
          .fill(`*a${n - 1}`)
          .join(', ')}]`,
      );
    expect(issuesOf(bomb.join('\n'))).toMatchObject([{ code: 'yaml.aliases', file: 'grille.yaml' }]);
  });

  test('dates stay text', () => {
    const read = readYaml('day: 2026-11-02', 'x.yaml');
    expect(read).toMatchObject({ ok: true, value: { value: { day: '2026-11-02' } } });
  });
});

describe('lines', () => {
  test('paths are written as in code', () => {
    expect(pathText(['groups', 1, 'criteria', 0, 'points'])).toBe('groups[1].criteria[0].points');
  });

  test('the line of each entry of a list is its own, wherever comments and blank lines stand', () => {
    let applicable = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom('', '# note'), { maxLength: 3 }), { minLength: 1, maxLength: 20 }),
        (gaps) => {
          const lines: string[] = [];
          const expected = gaps.map((gap) => {
            lines.push(...gap, '- weight: 1');
            return lines.length;
          });
          const read = readYaml(lines.join('\n'), 'x.yaml');
          if (!read.ok) throw new Error('a valid file was refused');
          applicable += gaps.length;
          expect(gaps.map((_, i) => read.value.lineOf([i, 'weight']))).toEqual(expected);
        },
      ),
      { seed: 2016, numRuns: 100 },
    );
    expect(applicable).toBeGreaterThan(300);
  });
});
