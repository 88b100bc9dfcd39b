import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparisonExperiment } from '../../api/service/comparisonExperiment.ts';
import {
  armsOf,
  type ComparisonQuestion,
  DEFAULT_COMPARISON,
  periodAsked,
} from '../../api/service/comparisonQuestion.ts';
import { experimentRules } from '../../api/service/comparisonRules.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { Experiment } from '../../engine/comparison/experiment.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { Pool } from '../../engine/pool/pool.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const methodText = (name: string): string =>
  readFileSync(new URL(`../../scoring/methods/${name}.yaml`, import.meta.url), 'utf8');
const GRID = methodText('ar-habitat');
const WEIGHTING_TEXT = methodText('action-logement');

const outcome = (vacancy: string, dwelling: string, sequence: number, more: object = {}) =>
  OutcomeSchema.parse({
    vacancy,
    dwelling,
    demand: aNumber(sequence),
    rank: 1,
    examinedOn: '2026-09-10',
    decision: 'attribution-ranked',
    answer: 'refused',
    refusalReason: null,
    ...more,
  });

/** September and October 2026: three vacancies, one with two lists; 1 and 2 wait still, 3 was housed before, 77 has left the file. */
const HISTORY = {
  demands: [
    aDemand(1, { filedOn: '2020-01-01' }),
    aDemand(2, { filedOn: '2026-10-05', renewedOn: null, updatedOn: '2026-10-05' }),
    aDemand(3, { filedOn: '2019-01-01' }),
  ],
  dwellings: [aDwelling('L-1'), aDwelling('L-2'), aDwelling('L-3'), aDwelling('L-9')],
  allocations: [
    anAllocation('L-9', { demand: aNumber(3), decidedOn: '2026-05-01', leaseSignedOn: '2026-06-01' }),
    anAllocation('L-1', { demand: aNumber(77), decidedOn: '2026-10-12', leaseSignedOn: '2026-10-20' }),
    anAllocation('L-8', { demand: aNumber(78), decidedOn: '2026-05-02' }),
  ],
  outcomes: [
    outcome('V-1', 'L-1', 1, { rank: 2 }),
    outcome('V-1', 'L-1', 5),
    outcome('V-1', 'L-1', 6, { rank: 3, decision: 'non-attribution', answer: null }),
    outcome('V-1', 'L-1', 77, { examinedOn: '2026-10-12', answer: 'accepted' }),
    outcome('V-2', 'L-2', 1, { examinedOn: '2026-10-20' }),
    outcome('V-3', 'L-8', 1, { examinedOn: '2026-10-20' }),
    outcome('V-0', 'L-3', 1, { examinedOn: '2026-07-20' }),
  ],
};

const open = async (content: ConstructorParameters<typeof MemoryStore>[0]) => {
  const store = new MemoryStore(content);
  return { store, workspace: await Workspace.open({ store, ...rules, asOf: TODAY }) };
};
type Opened = Awaited<ReturnType<typeof open>>;
let past: Opened;
let bare: Opened;
beforeAll(async () => {
  past = await open(HISTORY);
  bare = await open({ ...HISTORY, outcomes: [], allocations: [] });
});

const asked = (more: Partial<ComparisonQuestion>, { workspace, store }: Opened = past): Promise<Experiment> =>
  comparisonExperiment(workspace, store, { ...DEFAULT_COMPARISON, ...more });
const refusedWith = (code: string) => ({ issues: [expect.objectContaining({ code })] });

describe('recorded months', () => {
  const recorded = { period: { kind: 'recorded', from: '2026-09', to: '2026-10' } } as const;

  test('vacancies of the month of their first list, lists in order, what was not attributed left out', async () => {
    const { months, mode } = await asked(recorded);
    expect(mode).toBe('recorded');
    expect(months).toMatchObject([
      {
        asOf: '2026-09-30',
        vacancies: [
          {
            vacancy: { id: 'V-1', dwelling: 'L-1', orientedTo: null },
            lists: [[aNumber(5), aNumber(1)], [aNumber(77)]],
          },
        ],
      },
      // The dwelling of V-3 is not in the stock.
      { asOf: '2026-10-31', vacancies: [{ vacancy: { id: 'V-2' }, lists: [[aNumber(1)]] }] },
    ]);
  });

  test('a month has the demands filed by its end, but for those housed before the period', async () => {
    const { pools } = await asked(recorded);
    const numbers = pools.map((columns) => {
      const { numbers: column, rowCount } = new Pool(columns, demandColumns(rules.territory.pack.situations));
      return Array.from({ length: rowCount }, (_, row) => column.at(row));
    });
    expect(numbers).toEqual([[aNumber(1)], [aNumber(1), aNumber(2)]]);
  });

  test('allocations before the period open the ledger, those of the period are only what is known of who left', async () => {
    const { before, recorded: during, dwellings } = await asked(recorded);
    expect(before.map(({ dwelling }) => dwelling)).toEqual(['L-9', 'L-8']);
    expect(during.map(({ demand }) => demand)).toEqual([aNumber(77)]);
    expect(dwellings.map(({ id }) => id).sort()).toEqual(['L-1', 'L-2', 'L-9']);
  });

  test('the last whole months are the usual period, where something is on record', async () => {
    const { months } = await asked({});
    expect([months[0]!.asOf, months.at(-1)!.asOf, months.length]).toEqual(['2025-11-30', '2026-10-31', 12]);
  });

  test('the month under way ends today', async () => {
    const { months } = await asked({ period: { kind: 'recorded', from: '2026-10', to: '2026-11' } });
    expect(months.at(-1)!.asOf).toBe(TODAY);
  });

  test.each([
    ['2026-10', '2026-09'],
    ['2026-10', '2026-12'],
    ['2020-01', '2026-10'],
  ])('%s to %s is no period', async (from, to) => {
    await expect(asked({ period: { kind: 'recorded', from, to } })).rejects.toMatchObject(
      refusedWith('comparison.period'),
    );
  });

  test('nothing on record in the period', async () => {
    await expect(
      asked({ period: { kind: 'recorded', from: '2026-01', to: '2026-02' } }),
    ).rejects.toMatchObject(refusedWith('comparison.no-vacancies'));
  });
});

describe('months to come', () => {
  test('the dwellings of recorded months, by month; the demands of the day', async () => {
    const { months, supply, pools, before } = await asked({ period: { kind: 'generated', months: 3 } });
    expect(months.map(({ asOf, pool }) => [asOf, pool])).toEqual([
      ['2026-12-31', 0],
      ['2027-01-31', 0],
      ['2027-02-28', 0],
    ]);
    // L-8 is not in the stock.
    expect(supply).toEqual([
      [{ dwelling: 'L-9', orientedTo: null }],
      [{ dwelling: 'L-1', orientedTo: null }],
    ]);
    expect(pools).toEqual([past.workspace.pool.columns]);
    expect(before).toHaveLength(3);
  });

  test('where nothing is on record, they are the usual period, and have no dwelling', async () => {
    await expect(asked({}, bare)).rejects.toMatchObject(refusedWith('comparison.no-vacancies'));
  });
});

describe('what is compared', () => {
  const arms = (more: Partial<ComparisonQuestion>, mode: Experiment['mode'] = 'recorded') =>
    armsOf(past.workspace, { ...DEFAULT_COMPARISON, ...more }, mode);

  test('all the ways by default; recorded decisions on recorded months only', () => {
    expect(arms({}).arms.map(({ id }) => id)).toEqual([
      'date-order',
      'points',
      'filters',
      'joint',
      'prices',
      'lottery',
      'recorded',
    ]);
    expect(arms({}).reference).toBe('points');
    expect(arms({}, 'generated').arms.map(({ id }) => id)).not.toContain('recorded');
    expect(() => arms({ policies: ['points', 'recorded'] }, 'generated')).toThrow(
      expect.objectContaining(refusedWith('comparison.recorded-generated')),
    );
  });

  test('several methods: each way that reads points once for each, the others once', () => {
    const orderings = [...past.workspace.methods.values()]
      .map(({ method }) => method)
      .filter(({ kind }) => kind === 'ordering')
      .map(({ id }) => id);
    const [first] = orderings;
    expect(orderings.length).toBeGreaterThan(0);
    const second = orderings[1] ?? first!;
    const found = arms({ methods: [first!, second], policies: ['lottery', 'points'] });
    expect(found.yardstick).toBe(first);
    expect(found.arms.filter(({ policy }) => policy === 'lottery')).toHaveLength(1);
    expect(found.arms.filter(({ policy }) => policy === 'points').map(({ method }) => method)).toEqual(
      second === first ? [first] : [first, second],
    );
  });

  test('an ordering sent as text stands beside the territory’s own', async () => {
    const text = GRID.replace(/^id: .*$/m, 'id: grille-essayee');
    const found = arms({ drafts: [text], policies: ['points', 'lottery'] });
    expect(found.arms.map(({ id }) => id)).toEqual(['points:ar-habitat', 'points:grille-essayee', 'lottery']);
    const experiment = await asked({ drafts: [text], period: { kind: 'generated', months: 1 } });
    expect(experiment.drafts).toEqual([text]);
    expect([...experimentRules(rules, experiment).methods.keys()]).toContain('grille-essayee');
  });

  test.each([
    ['comparison.draft-named', GRID],
    ['method.text-faulty', 'id: x'],
    ['method.not-an-ordering', WEIGHTING_TEXT.replace(/^id: .*$/m, 'id: ponderation-essayee')],
  ])('%s', (code, text) => {
    expect(() => arms({ drafts: [text] })).toThrow(expect.objectContaining(refusedWith(code)));
  });

  test.each([
    ['comparison.arms', { policies: ['points'] }],
    ['comparison.reference-unknown', { reference: 'sort' }],
    ['method.unknown', { methods: ['nulle'] }],
  ] as const)('%s', (code, more) => {
    expect(() => arms(more)).toThrow(expect.objectContaining(refusedWith(code)));
  });
});

describe('the period asked for', () => {
  test('months of the past, months to come, or neither', () => {
    expect(periodAsked({ from: '2026-01', to: '2026-06' })).toEqual({
      kind: 'recorded',
      from: '2026-01',
      to: '2026-06',
    });
    expect(periodAsked({ months: 4 })).toEqual({ kind: 'generated', months: 4 });
    expect(periodAsked({})).toBeNull();
  });
  test.each([
    ['comparison.both-periods', { from: '2026-01', to: '2026-02', months: 2 }],
    ['comparison.half-period', { from: '2026-01' }],
    ['comparison.half-period', { to: '2026-01' }],
    ['comparison.month', { from: '2026-13', to: '2027-01' }],
    ['comparison.month', { from: '2026-01', to: 'juin' }],
  ])('%s', (code, period) => {
    expect(() => periodAsked(period)).toThrow(expect.objectContaining(refusedWith(code)));
  });
});
