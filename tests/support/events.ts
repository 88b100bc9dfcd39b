import { commitTo } from '../../api/records/commitment.ts';
import type { NewEvent } from '../../api/records/event.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';

/** A salt for tests, told by a number. */
const saltOf = (nth: number): Uint8Array => new Uint8Array(32).fill(nth % 256);

/** A renewal of a household's demand, with the commitment that names it. */
export const aRenewal = (number: string, salt = 1, day = '2026-11-02'): NewEvent<'demand-renewed'> => {
  const opened = commitTo(number as DemandNumber, saltOf(salt));
  return {
    kind: 'demand-renewed',
    at: '2026-11-02T08:00:00.000Z',
    actor: 'test',
    body: { household: opened.commitment, day: day as IsoDay },
    commitments: [opened],
  };
};
