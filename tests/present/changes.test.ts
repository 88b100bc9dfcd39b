import { expect, test } from 'vitest';
import { presentChange } from '../../api/present/changes.ts';
import { presentCounterfactual } from '../../api/present/counterfactual.ts';
import type { Change } from '../../engine/counterfactual/change.ts';
import type { Counterfactual } from '../../engine/counterfactual/counterfactual.ts';
import { aDemand } from '../support/demands.ts';
import { FRAGILE, poolOf, TERRITORY } from '../support/territory.ts';

const CHANGES: readonly (readonly [Change, RegExp])[] = [
  [
    { kind: 'verify', situation: 'ACI_LABEL' },
    /^faire vérifier la situation « situation ACI_LABEL ».* : papier ACI_LABEL$/,
  ],
  [{ kind: 'establish', situation: 'ACI_LABEL' }, /qui ne dit rien.*doit montrer cette situation$/],
  [{ kind: 'dalo' }, /reconnu DALO/],
  [{ kind: 'npru' }, /NPRU/],
  [{ kind: 'employer', inScope: false }, /entreprise hors du champ d’Action Logement/],
  [{ kind: 'housing', is: 'SD' }, /doit montrer « Sans abri ou abri de fortune »/],
  [{ kind: 'contract', is: 'CDD' }, /doit montrer « CDD, stage, intérim »/],
  [{ kind: 'tax-income', taxYear: 2024, low: 0, high: 9_000 }, /revenus de 2024.*au plus 9\s000\s€ par an$/],
  [{ kind: 'tax-income', taxYear: 2024, low: 9_001, high: 12_000 }, /entre 9\s001\s€ et 12\s000\s€ par an$/],
  [{ kind: 'monthly-income', low: 700, high: 1_400 }, /entre 700\s€ et 1\s400\s€ par mois$/],
  [{ kind: 'renew', on: '2026-11-02' as never }, /^renouveler la demande/],
  [{ kind: 'add-commune', commune: '59512' as never }, /^ajouter Roubaix/],
  [{ kind: 'add-quartier', quartier: FRAGILE as never }, /^accepter aussi le quartier « /],
  [{ kind: 'add-typology', typology: 'T6P' }, /T6 et plus$/],
  [{ kind: 'any-building' }, /appartement comme une maison/],
  [{ kind: 'ground-floor' }, /rez-de-chaussée/],
  [{ kind: 'floor', upTo: 3 }, /sans ascenseur jusqu’à l’étage 3$/],
  [{ kind: 'wide' }, /élargir la demande/],
];

test.each(CHANGES)('%o is said in French, and what its paper must show', (change, says) => {
  const { text, kind } = presentChange(TERRITORY, change);
  expect(kind).toBe(change.kind);
  expect(text).toMatch(says);
  expect(text).not.toMatch(/undefined|null|\[object/);
});

const pool = poolOf([aDemand(1)]);
const shown = (found: Partial<Counterfactual>) =>
  presentCounterfactual(
    { territory: TERRITORY, pool },
    { row: 0, listed: [], ways: [], never: [], places: 2, ...found },
  );

test('what nothing would change, by reason, over several vacancies', () => {
  const { never, verdict } = shown({
    never: [
      { vacancy: 'V-1' as never, why: { by: 'others', ahead: 12 } },
      { vacancy: 'V-2' as never, why: { by: 'others', ahead: 5 } },
      { vacancy: 'V-3' as never, why: { by: 'apart' } },
    ],
  });
  expect(never.map(({ by, vacancies }) => [by, vacancies])).toEqual([
    ['apart', 1],
    ['others', 2],
  ]);
  expect(never[1]!.text).toMatch(/2\slistes, 5 devant/);
  expect(verdict).toMatch(/^Rien de ce que le ménage peut changer/);
});

test('a set whose smaller ones could not all be tried says so', () => {
  const way = { changes: [{ kind: 'wide' } as const], reaches: [{ vacancy: 'V-1' as never, rank: 2 }] };
  expect(shown({ ways: [{ ...way, smallest: false }] }).ways[0]!.text).toContain('n’ont pas pu être essayés');
  expect(shown({ ways: [{ ...way, smallest: true }] }).ways[0]!.text).not.toContain('n’ont pas pu');
});
