import type { Store } from '../../api/store/store.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { aRenewal } from '../support/events.ts';
import { origin } from './contractSupport.ts';

/** Something in every table, an erased household included. */
export const fillStore = async (store: Store): Promise<void> => {
  const demands = Array.from({ length: 1_200 }, (_, i) => aDemand(i + 1));
  await store.commit('demands', demands, origin, [aRenewal(aNumber(1), 1), aRenewal(aNumber(2), 2)]);
  await store.commit('dwellings', [{ ...aDwelling('L-1'), residence: 'a\tb\nc\\d é \u{1f3e0}' }], origin);
  await store.commit('allocations', [anAllocation('L-1', { demand: aNumber(3) })], origin);
  await store.sessions.save({ id: 'S-1', version: 1, document: { candidates: [aNumber(3)] } }, 0);
  await store.collection('jobs').save({ id: 'J-1', version: 1, document: null }, 0);
  await store.events.erase([aNumber(3) as DemandNumber], [aRenewal(aNumber(2), 2)]);
};
