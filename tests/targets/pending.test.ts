import { expect, test } from 'vitest';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { aTerritory, ROUBAIX, TODAY, target } from '../support/territory.ts';

const law = target('law', { scope: 'commune', event: 'lease' });
const territory = aTerritory({ targets: [law] });

test.each([
  ['decided, not signed: to come', { leaseSignedOn: null }, 1, 0],
  ['signed: no longer to come', { leaseSignedOn: '2026-06-30' }, 0, 1],
  ['signed on the day', { leaseSignedOn: TODAY }, 0, 1],
  ['to be signed after the day: still to come', { leaseSignedOn: '2026-11-03' }, 1, 0],
  ['decided last year, not signed: given up', { decidedOn: '2025-12-01', leaseSignedOn: null }, 0, 0],
  ['decided last year, signed this one', { decidedOn: '2025-12-01', leaseSignedOn: '2026-01-04' }, 0, 1],
])('a lease %s', (_, given, pending, signed) => {
  const { ledger } = ledgerOf({
    territory,
    allocations: [anAllocation('L-1', given)],
    dwellings: byId(aDwelling('L-1')),
    asOf: TODAY,
  });
  expect(ledger.asOf).toBe(TODAY);
  expect(ledger.count(law, ROUBAIX, 'pending').among).toBe(pending);
  expect(ledger.count(law, ROUBAIX).among).toBe(signed);
});
