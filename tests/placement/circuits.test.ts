import { describe, expect, test } from 'vitest';
import { circuitText } from '../../api/present/placementWords.ts';
import type { CircuitId } from '../../engine/domain/territory.ts';
import { circuitsOf } from '../../engine/placement/circuits.ts';
import { aDemand } from '../support/demands.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const base = aDemand(0);
const tenant = { currentHousing: { ...base.currentHousing, kind: 'HLM' } };
const unsaid = { currentHousing: { ...base.currentHousing, kind: null } };
/** A rent that its income bears: no situation is computed from it. */
const light = { currentHousing: { ...base.currentHousing, rentEur: 200 } };
const label = (evidence: string) => ({
  ...light,
  priorities: [{ situation: 'ACI_LABEL', evidence, since: null }],
});

const asked = (circuit: CircuitId, demand: Parameters<typeof aDemand>[1]) => {
  const pool = poolOf([aDemand(1, demand)]);
  return circuitsOf(pool, TERRITORY, 0).find((answer) => answer.circuit === circuit)!;
};

describe('circuits', () => {
  test.each([
    ['dalo', { dalo: 'ACTIF' }, 'met', 'verified'],
    ['dalo', { dalo: 'CADUC' }, 'unmet', null],
    ['dalo', { dalo: null }, 'unknown', null],
    ['npru', { npruRelocation: true }, 'met', 'declared'],
    ['npru', { npruRelocation: false }, 'unmet', null],
    ['npru', { npruRelocation: null }, 'unknown', null],
    ['mutation', { ...tenant, history: { suitedRefusals: 2, rankedNotHoused: 0 } }, 'met', 'computed'],
    ['mutation', { ...tenant, history: { suitedRefusals: 1, rankedNotHoused: 0 } }, 'unmet', null],
    ['mutation', { ...tenant, history: { suitedRefusals: null, rankedNotHoused: 0 } }, 'unknown', null],
    ['mutation', { history: { suitedRefusals: 2, rankedNotHoused: 0 } }, 'unmet', null],
    ['first-access', label('declared'), 'met', 'declared'],
    ['first-access', label('verified'), 'met', 'verified'],
    ['first-access', { ...label('verified'), ...tenant }, 'unmet', null],
    ['first-access', { ...label('verified'), ...unsaid }, 'unknown', null],
    [
      'first-access',
      { motives: ['19'], currentHousing: { ...base.currentHousing, rentEur: 200 } },
      'unmet',
      null,
    ],
  ] as const)('%s of %j: %s', (circuit, demand, status, evidence) => {
    const answer = asked(circuit, demand);
    expect(answer).toMatchObject({ status, evidence });
    expect(circuitText(answer)).toMatch(
      status === 'met' ? / : oui \(/ : status === 'unmet' ? / : non$/ : / : à établir/,
    );
  });

  test('a household may be in several circuits; each has the body that the territory names', () => {
    const pool = poolOf([aDemand(1, { dalo: 'ACTIF', npruRelocation: true, ...label('verified') })]);
    const answers = circuitsOf(pool, TERRITORY, 0);
    expect(answers.filter(({ status }) => status === 'met').map(({ circuit }) => circuit)).toEqual([
      'dalo',
      'npru',
      'first-access',
    ]);
    for (const { circuit, body } of answers) expect(body?.circuit).toBe(circuit);
  });
});
