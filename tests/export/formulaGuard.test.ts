import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '../../api/import/formulaGuard.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+33 3 20', "'+33 3 20"],
  ['-rue', "'-rue"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ["'=1", "''=1"],
  ['-3,5', '-3,5'],
  ['+4', '+4'],
  ['-1.5e-7', '-1.5e-7'],
  ['999012600000100001', '999012600000100001'],
  ['LOG-1', 'LOG-1'],
  ["l'été", "l'été"],
  ['', ''],
])('%j s’écrit %j', (text, guarded) => {
  expect(guardFormula(text)).toBe(guarded);
  expect(unguardFormula(guarded)).toBe(text);
});

test('garder puis ôter redonne tout texte, et rien de gardé ne commence comme une formule', () => {
  let risky = 0;
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."'=+-@\t1,a ") }), (text) => {
      const guarded = guardFormula(text);
      expect(unguardFormula(guarded)).toBe(text);
      if (guarded !== text) risky += 1;
      if (/^[=@\t]/.test(guarded)) throw new Error('formula');
    }),
    { numRuns: 2000 },
  );
  expect(risky).toBeGreaterThan(300);
});
