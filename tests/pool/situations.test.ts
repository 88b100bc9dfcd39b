import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/domain/issue.ts';
import { EVIDENCE_CODES, UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { aDemand } from '../support/demands.ts';
import { aTerritory, poolOf, SITUATIONS } from '../support/territory.ts';

const { absent, declared, computed, verified } = EVIDENCE_CODES;
const base = aDemand(1);
const label = (situation: string, evidence: string) => ({ situation, evidence, since: null });
const housed = (kind: string | null) => ({ currentHousing: { ...base.currentHousing, kind } });
/** Rent of 450 € for 1,500 € a month: under 33 %. The base demand, at 50 %, is above. */
const light = { incomes: { ...base.incomes, declaredMonthlyEur: 1_500 } };
const unknownEffort = { incomes: { ...base.incomes, declaredMonthlyEur: null } };

const level = (code: string, overrides: Parameters<typeof aDemand>[1] = {}): number =>
  poolOf([aDemand(1, overrides)]).array(code)[0]!;

describe('level of a situation', () => {
  test.each([
    ['no label and no predicate', 'ACI_LABEL', {}, absent],
    ['a declared label', 'ACI_LABEL', { priorities: [label('ACI_LABEL', 'declared')] }, declared],
    ['a computed label', 'ACI_LABEL', { priorities: [label('ACI_LABEL', 'computed')] }, computed],
    ['a verified label', 'ACI_LABEL', { priorities: [label('ACI_LABEL', 'verified')] }, verified],
    [
      'the best of two labels, whatever their order',
      'ACI_LABEL',
      { priorities: [label('ACI_LABEL', 'verified'), label('ACI_LABEL', 'declared')] },
      verified,
    ],
    ['a ticked predicate is declared', 'ACI_TICKED', { motives: ['05'] }, declared],
    ['an unmet predicate', 'ACI_TICKED', { motives: ['19'] }, absent],
    ['a computed predicate is computed', 'ACI_EFFORT', {}, computed],
    ['a computed predicate that is unmet', 'ACI_EFFORT', light, absent],
    [
      'a predicate raises a weaker label',
      'ACI_EFFORT',
      { priorities: [label('ACI_EFFORT', 'declared')] },
      computed,
    ],
    [
      'a predicate never lowers a label',
      'ACI_TICKED',
      { motives: ['05'], priorities: [label('ACI_TICKED', 'verified')] },
      verified,
    ],
    [
      'an unmet predicate leaves the label',
      'ACI_EFFORT',
      { ...light, priorities: [label('ACI_EFFORT', 'declared')] },
      declared,
    ],
    ['labels that the file does not say', 'ACI_LABEL', { priorities: null }, UNKNOWN_U8],
    ['an unmet predicate, labels not said', 'ACI_TICKED', { motives: ['19'], priorities: null }, UNKNOWN_U8],
    ['a met predicate, labels not said', 'ACI_TICKED', { motives: ['05'], priorities: null }, declared],
    ['an unknown predicate without label is unknown', 'ACI_EFFORT', unknownEffort, UNKNOWN_U8],
    [
      'an unknown predicate leaves the label',
      'ACI_EFFORT',
      { ...unknownEffort, priorities: [label('ACI_EFFORT', 'verified')] },
      verified,
    ],
    [
      'a first-access situation is absent from a mutation, label included',
      'ACI_LABEL',
      { ...housed('HLM'), priorities: [label('ACI_LABEL', 'verified')] },
      absent,
    ],
    [
      'a mutation situation is absent from a first access',
      'MUT_REFUSALS',
      { history: { suitedRefusals: 5, rankedNotHoused: 0 } },
      absent,
    ],
    [
      'a mutation situation on a mutation',
      'MUT_REFUSALS',
      { ...housed('HLM'), history: { suitedRefusals: 2, rankedNotHoused: 0 } },
      computed,
    ],
    [
      'nothing is out of scope while housing is not declared',
      'ACI_LABEL',
      { ...housed(null), priorities: [label('ACI_LABEL', 'verified')] },
      verified,
    ],
  ] as const)('%s', (_, code, overrides, expected) => {
    expect(level(code, overrides as never)).toBe(expected);
  });

  test('only verified situations in scope are counted', () => {
    const priorities = [
      label('ACI_LABEL', 'verified'),
      label('ACI_TICKED', 'verified'),
      label('ACI_EFFORT', 'computed'),
    ];
    expect(level('verifiedSituations', { priorities })).toBe(2);
    expect(level('verifiedSituations', { ...housed('HLM'), priorities })).toBe(0);
  });

  test('each row has its own level', () => {
    const pool = poolOf([
      aDemand(1),
      aDemand(2, { priorities: [label('ACI_LABEL', 'verified')] }),
      aDemand(3, { priorities: [label('ACI_LABEL', 'declared')] }),
    ]);
    expect([...pool.array('ACI_LABEL')]).toEqual([absent, verified, declared]);
    expect([...pool.array('verifiedSituations')]).toEqual([0, 1, 0]);
  });
});

test('a predicate that cannot be read is said with its situation', () => {
  const [first, ...rest] = SITUATIONS;
  const territory = aTerritory({ situations: [{ ...first!, predicate: 'waitingMonths +' }, ...rest] });
  const build = () => poolOf([aDemand(1)], { territory });
  expect(build).toThrow(InputError);
  try {
    build();
  } catch (error) {
    expect((error as InputError).issues[0]).toMatchObject({
      code: expect.stringMatching(/^formula\./),
      path: 'situations.ACI_LABEL.predicate',
    });
  }
});
