import { expect, test } from 'vitest';
import type { PlainDemand } from '../../benchmarks/peer/plainDemand.ts';
import { type PlainValue, plainFormula } from '../../benchmarks/peer/plainFormula.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';

const DICTIONARY = demandColumns([{ code: 'ACI_TEST', label: 'Situation' }]);

const demand = {
  motives: ['01'],
  housing: 'LP',
  contract: null,
  values: {
    waitingMonths: 24,
    minors: null,
    persons: 3,
    couple: true,
    firstAccess: false,
    disabledMember: null,
  },
  situations: { ACI_TEST: 1 },
} as unknown as PlainDemand;

test.each<[string, PlainValue]>([
  ['waitingMonths / 6 + 2 * persons - 1', 9],
  ['-waitingMonths', -24],
  ['waitingMonths / (persons - 3)', null],
  ['minors + 1', null],
  ['min(0.5 * waitingMonths, 10)', 10],
  ['max(persons, 5) + abs(-2) + floor(2.7) + ceil(2.1)', 12],
  ['round(2.5) + round(-2.5)', 0],
  ['min(minors, 1)', null],
  ['waitingMonths >= 24 and persons != 4', true],
  ['waitingMonths < 24 or persons == 3', true],
  ['waitingMonths <= 23 or persons > 3', false],
  ['disabledMember and firstAccess', false],
  ['disabledMember or couple', true],
  ['disabledMember or firstAccess', null],
  ['disabledMember and couple', null],
  ['not disabledMember', null],
  ['not firstAccess', true],
  ['couple ? 1 : 2', 1],
  ['disabledMember ? 1 : 2', null],
  ['disabledMember ? persons : 3', 3],
  ['motive01 and not motive02', true],
  ['housedLP and not housedHLM', true],
  ['contractCDI', null],
  ['ACI_TEST', true],
  ['verified(ACI_TEST)', false],
  ['known(minors)', false],
  ['known(persons)', true],
])('%s is %s', (text, expected) => {
  expect(plainFormula(text, DICTIONARY)(demand)).toBe(expected);
});

test.each([
  ['nobody', /no input "nobody"/],
  ['persons ^ 2', /operator "\^" is not in the language/],
  ['sqrt(persons)', /function "sqrt" is not in the language/],
  ['[1, 2]', /ArrayNode is not in the language/],
])('%s is refused', (text, message) => {
  expect(() => plainFormula(text, DICTIONARY)).toThrow(message);
});
