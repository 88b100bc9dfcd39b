import { describe, expect, test } from 'vitest';
import { type AuditedVacancy, auditSteps, type DisparityAudit } from '../../engine/disparity/audit.ts';
import { droppedRules } from '../../engine/disparity/droppedRules.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import { household } from '../assignment/explain/support.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const METHODS = new Map([ORDERING, WEIGHTING].map((method) => [method.method.id, method]));
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Every household may have every dwelling; `chosen` gives the rows of each list. */
const auditOf = (
  demands: readonly Demand[],
  given: {
    readonly vacancies: number;
    readonly chosen?: (vacancy: number) => readonly number[];
    readonly communeOf?: (row: number) => CommuneCode | null;
    readonly contingent?: string;
  },
): DisparityAudit => {
  const pool = poolOf(demands);
  const { chosen, contingent = null, communeOf = () => null } = given;
  const steps = auditSteps({
    pool,
    territory: TERRITORY,
    ordering: ORDERING,
    methods: METHODS,
    seed: 1,
    size: 3,
    communeOf,
    vacancies: range(given.vacancies).map(
      (v): AuditedVacancy => ({
        commission: v,
        contingent,
        eligible: Uint32Array.from(range(pool.rowCount)),
        recorded: chosen
          ? { listed: Uint32Array.from(chosen(v)), leased: Uint32Array.from(chosen(v).slice(0, 1)) }
          : null,
      }),
    ),
  });
  let [step, done] = [steps.next(), 0];
  for (; !step.done; step = steps.next()) {
    expect(step.value.done).toBe(done + 1);
    done = step.value.done;
  }
  return step.value;
};

/** Two hundred households filed over ten years, one in five with a recognised label. */
const TOWN = range(200).map((i) =>
  household(i + 1, { filed: `${2010 + (i % 10)}-0${1 + (i % 9)}-02`, label: i % 5 === 1 }),
);
const levelOf = (audit: DisparityAudit, kind: string, attribute: string, level: string) =>
  audit.readings
    .find((reading) => reading.kind === kind)!
    .attributes.find((each) => each.attribute === attribute)!
    .levels.find((each) => each.level === level)!;

/** Commune of the rows: half here, a quarter there, a quarter not known. */
const HERE = '59512' as CommuneCode;
const THERE = '59350' as CommuneCode;
const communeOf = (row: number): CommuneCode | null => [HERE, THERE, HERE, null][row % 4]!;

describe('readings', () => {
  test('nothing on record: the lists of the method alone', () => {
    const audit = auditOf(TOWN, { vacancies: 5 });
    expect(audit.readings.map(({ kind, choices, selections }) => [kind, choices, selections])).toEqual([
      ['method', 5, 15],
    ]);
    expect(audit).toMatchObject({ vacancies: 5, households: 200, lists: 5, size: 3 });
  });

  test('lists and leases on record, and lists at comparable places in the order', () => {
    const audit = auditOf(TOWN, { vacancies: 5, chosen: (v) => [v, v + 20, v + 40] });
    expect(audit.readings.map(({ kind }) => kind)).toEqual(['listed', 'leased', 'listed-in-order', 'method']);
    expect(audit.readings[1]).toMatchObject({ choices: 5, selections: 5 });
  });

  test('a commune always passed over is established, and nothing else is; who is not known is apart', () => {
    const rows = range(200).filter((row) => communeOf(row) !== THERE);
    const audit = auditOf(TOWN, {
      vacancies: 40,
      communeOf,
      chosen: (v) => [0, 1, 2].map((i) => rows[(v * 3 + i) % rows.length]!),
    });
    const there = levelOf(audit, 'listed', 'commune', THERE);
    expect(there).toMatchObject({ observed: 0, established: 'less' });
    expect(levelOf(audit, 'listed', 'commune', HERE).established).toBe('more');
    expect(levelOf(audit, 'listed', 'commune', 'unknown').households).toBe(50);
    const others = audit.readings
      .flatMap(({ attributes }) => attributes)
      .filter(({ attribute }) => attribute !== 'commune')
      .flatMap(({ levels }) => levels);
    expect(others.filter(({ established }) => established !== null)).toEqual([]);
  });
});

describe('what each rule moves', () => {
  test('one ablation for each level and criterion, by name', () => {
    expect(droppedRules(ORDERING).map(({ rule }) => `${rule.kind} ${rule.id}`)).toEqual([
      'level dalo',
      'criterion anciennete',
      'criterion label',
      'criterion effort',
    ]);
  });

  test('without the label, those who have it lose the places that they owe to it', () => {
    // The label weighs ten points: twenty months. Who has it is of the first commune here.
    const audit = auditOf(TOWN, { vacancies: 1, communeOf: (row) => (row % 5 === 1 ? HERE : THERE) });
    const label = audit.ablations.find(({ rule }) => rule.id === 'label')!;
    const before = levelOf(audit, 'method', 'commune', HERE).selectedHouseholds;
    expect(label.listsChanged).toBe(1);
    const moved = label.moved.find(({ attribute, level }) => attribute === 'commune' && level === HERE)!;
    expect(before).toBeGreaterThan(0);
    expect(moved.listings).toBeLessThan(0);
    expect(moved.listings).toBeGreaterThanOrEqual(-before);
    const there = label.moved.find(({ attribute, level }) => attribute === 'commune' && level === THERE)!;
    expect(there.listings).toBe(-moved.listings);
  });

  test('a rule that nobody meets moves nothing', () => {
    const audit = auditOf(TOWN, { vacancies: 3 });
    expect(audit.ablations.find(({ rule }) => rule.id === 'dalo')).toMatchObject({
      listsChanged: 0,
      moved: [],
    });
  });

  test('the weighting of a contingent is left out once, where one applies', () => {
    const contingent = WEIGHTING.method.appliesToContingent!;
    const kinds = (audit: DisparityAudit) => audit.ablations.map(({ rule }) => rule.kind);
    expect(kinds(auditOf(TOWN, { vacancies: 1, contingent }))).toContain('weighting');
    expect(kinds(auditOf(TOWN, { vacancies: 1 }))).not.toContain('weighting');
  });
});

test('the same question has the same figures', () => {
  const asked = { vacancies: 6, communeOf, chosen: (v: number) => [v, v + 1] };
  expect(auditOf([...TOWN].reverse(), asked)).toEqual(auditOf(TOWN, asked));
});
