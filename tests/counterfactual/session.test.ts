import { beforeAll, describe, expect, test } from 'vitest';
import { sessionCounterfactual } from '../../api/service/counterfactuals.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { DEFAULT_SESSION_QUESTION, type OpenSession } from '../../api/service/sessionsQuestion.ts';
import { vacancyChoice } from '../../api/service/sessionsVacancies.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { HOUSEHOLDS, household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* A session of six vacancies: what would put one household on a list, solved again to prove it. */

const base = aDemand(0);
const run = { at: '2026-11-02T08:00:00.000Z', request: null };

/** Waits longest of all, and wishes for another commune. */
const ELSEWHERE = aDemand(600, { filedOn: '2000-01-01', wishes: { ...base.wishes, communes: ['59350'] } });
/** Above every ceiling. */
const RICH = aDemand(601, {
  filedOn: '2000-01-01',
  incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 90_000 }] },
});
/** Filed this autumn, nothing left to say: nothing brings it near. */
const LATE = aDemand(602, {
  filedOn: '2026-10-01',
  renewedOn: '2026-10-01',
  updatedOn: '2026-10-01',
  currentHousing: { ...base.currentHousing, rentEur: 100 },
});
/** In the middle of them all; its renewal was forgotten. */
const FORGOTTEN = aDemand(603, { filedOn: '2005-01-01', renewedOn: '2024-01-01', updatedOn: '2024-01-01' });

const opened = async (demands: readonly Demand[]) => {
  const store = new MemoryStore({ ...MEETING_TOWN, demands });
  const service = new SessionService({ store, solver: sameThreadSolver });
  const workspace = await Workspace.open({ store, ...openRules('mel-2016'), asOf: TODAY });
  const choice = vacancyChoice(null, { commune: null, bailleur: null, first: null });
  const open = await service.propose(workspace, { ...DEFAULT_SESSION_QUESTION, choice }, run);
  return { service, workspace, open };
};

let session: { readonly service: SessionService; readonly workspace: Workspace; readonly open: OpenSession };
beforeAll(async () => {
  session = await opened([...MEETING_TOWN.demands, ELSEWHERE, RICH, LATE, FORGOTTEN]);
}, 60_000);

const whatIf = async (number: string, open = session.open) =>
  (await sessionCounterfactual(session.service, open, number)).found;

describe('a household on no list', () => {
  test.each([
    ['a commune more', ELSEWHERE, [{ kind: 'add-commune', commune: '59512' }]],
    ['a renewal', FORGOTTEN, [{ kind: 'renew', on: '2026-11-02' }]],
  ] as const)(
    '%s: the session proposed with the demand so changed lists it where it was said',
    async (_, demand, changes) => {
      const { way, tried } = await whatIf(demand.number);
      expect(way).toMatchObject({ changes });
      expect(tried).toBeGreaterThan(0);
      const communes = [...demand.wishes.communes, '59512'];
      const changed = aDemand(0, {
        ...demand,
        ...(changes[0].kind === 'renew' ? { renewedOn: TODAY } : { wishes: { ...demand.wishes, communes } }),
      });
      const others = [ELSEWHERE, RICH, LATE, FORGOTTEN].filter((each) => each !== demand);
      const again = await opened([...MEETING_TOWN.demands, ...others, changed]);
      const list = again.open.document.lists.find(({ vacancy }) => vacancy === way!.vacancy)!;
      expect(list.candidates[way!.rank - 1]).toBe(demand.number);
    },
  );
  test('above the ceiling of every dwelling: the rule is told, by vacancy', async () => {
    const { way, never, hoped } = await whatIf(RICH.number);
    expect({ way, hoped }).toEqual({ way: null, hoped: 0 });
    expect(never.map(({ why }) => why.by)).toContain('rules');
  });
  test('too far for any paper: by how much', async () => {
    const { way, never } = await whatIf(LATE.number);
    expect(way).toBeNull();
    const short = never.flatMap(({ why }) => (why.by === 'prices' ? [why.short] : []));
    expect(short.length).toBeGreaterThan(0);
    expect(Math.min(...short)).toBeGreaterThan(0);
  });
});

test('a household on a list has nothing to change', async () => {
  const [first] = session.open.document.lists[0]!.candidates;
  expect(await whatIf(first!)).toMatchObject({ listed: { rank: 1 }, way: null, tried: 0 });
});

test('set aside by hand: the hand is told, and no paper', async () => {
  const { service, workspace, open } = session;
  const [number] = open.document.lists[0]!.candidates;
  const changed = await service.change(
    workspace,
    open.id,
    [{ kind: 'withdraw', number: number!, motive: 'withdrew' }],
    {
      ...run,
      expected: null,
    },
  );
  const { way, never, byRecomputing } = await whatIf(number!, changed);
  expect({ way, byRecomputing }).toEqual({ way: null, byRecomputing: null });
  expect(never.map(({ why }) => why.by)).toContain('hand');
});

test('a number of nobody', async () => {
  await expect(whatIf(aNumber(999_999))).rejects.toThrow('demand.unknown');
  expect(household(HOUSEHOLDS)).not.toBe(aNumber(999_999));
});
