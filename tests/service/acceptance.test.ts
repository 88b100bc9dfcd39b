import { beforeEach, describe, expect, test } from 'vitest';
import { presentListAcceptance } from '../../api/present/listAcceptance.ts';
import {
  acceptanceLesson,
  acceptanceReport,
  describedOutcomes as joined,
} from '../../api/service/acceptance.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { prepareModel } from '../../api/service/sessionsModel.ts';
import { solvePlan } from '../../api/service/sessionsPlan.ts';
import { DEFAULT_SESSION_QUESTION, type SessionQuestion } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { readSession, type SessionDocument } from '../../api/store/sessionDocument.ts';
import type { Rows } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { anOutcome, describedOutcomes } from '../acceptance/answers.ts';
import { aDemand } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const rules = openRules('mel-2016');
const AT = { at: '2026-11-02T08:00:00.000Z', request: null };
const NOW = { ...AT, expected: null };
const base = aDemand(0);
const isPriority = (i: number): boolean => (i + 1) % 3 === 0;

/** Verified priority households pay next to nothing today: the method puts them first, and their individual chances are the lowest. */
const STEEP: Partial<typeof MEETING_TOWN> & { readonly outcomes: readonly Rows['outcomes'][] } = {
  ...MEETING_TOWN,
  demands: MEETING_TOWN.demands.map((demand, i) => ({
    ...demand,
    currentHousing: { ...base.currentHousing, rentEur: isPriority(i) ? 10 : 300 },
    incomes: { ...base.incomes, declaredMonthlyEur: 600 },
  })),
  outcomes: describedOutcomes(6000, { seed: 4 }),
};

let store: MemoryStore;
let service: SessionService;
let data: Workspace;
const open = async (content: ConstructorParameters<typeof MemoryStore>[0]) => {
  store = new MemoryStore(content);
  service = new SessionService({ store, solver: sameThreadSolver });
  data = await Workspace.open({ store, ...rules, asOf: TODAY });
};
beforeEach(() => open(STEEP));

const propose = (changes: Partial<SessionQuestion> = {}) =>
  service.propose(
    data,
    {
      ...DEFAULT_SESSION_QUESTION,
      choice: { kind: 'named', vacancies: ['V-1', 'V-2', 'V-3'] },
      ...changes,
    },
    AT,
  );
const pairs = ({ lists }: Pick<SessionDocument, 'lists'>) =>
  lists.flatMap(({ vacancy, candidates }) => candidates.map((number) => `${vacancy} ${number}`));
const described = ({ facts }: Pick<SessionDocument, 'facts'>) =>
  facts.map(({ vacancy, number }) => `${vacancy} ${number}`);

describe('a session keeps what its offers were on their day', () => {
  test('of each household of each list, and nothing else of it', async () => {
    const { document } = await propose();
    expect(described(document)).toEqual(pairs(document));
    expect(document.facts.length).toBeGreaterThanOrEqual(9);
    expect(Object.keys(document.facts[0]!.facts).sort()).toEqual([
      'floorsOnFoot',
      'kmToNamedCommune',
      'rentChangeShare',
      'roomsBeyondNeed',
      'wideWish',
    ]);
    expect((await service.find(`${TODAY}-1`)).document.facts).toEqual(document.facts);
  });
  test('they follow the lists: changed in the meeting, undone, computed anew', async () => {
    const first = await propose();
    const [gone] = first.document.lists[0]!.candidates;
    const withdrawal = { kind: 'withdraw', number: gone!, motive: 'withdrew' } as const;
    const { document } = await service.change(data, first.id, [withdrawal], NOW);
    expect(described(document)).toEqual(pairs(document));
    expect(described(document)).not.toContain(`V-1 ${gone}`);
    expect((await service.undo(data, first.id, NOW)).document.facts).toEqual(first.document.facts);
    const anew = await service.recompute(data, first.id, NOW);
    expect(described(anew.document)).toEqual(pairs(anew.document));
  });
  test('a document of before is still read, verified, replayed and changed', async () => {
    const { id, document } = await propose();
    const { facts: _facts, ...older } = document;
    const { individual: _individual, lengths: _lengths, ...plan } = older.plan;
    const { listLengthBy: _by, ...question } = older.question;
    const stored = readSession({ id, version: 1, document: { ...older, plan, question } });
    expect(stored.document).toMatchObject({
      facts: [],
      plan: { individual: null, lengths: [] },
      question: { listLengthBy: 'rates' },
    });
    expect(service.verify(data, stored)).toMatchObject({ outcome: 'sound', faults: [] });
    expect(await service.replayed(data, stored)).toBe(true);
    const shown = presentListAcceptance(stored.document, {
      vacancy: document.lists[0]!.vacancy,
      fragility: 'fragile',
    });
    expect(shown).toMatchObject({ emptyByModel: null, lengthByRates: null, lengthByModel: null });
    expect(shown.text).not.toMatch(/modèle/);
  });
  test.each([
    ['facts', (d: SessionDocument) => ({ ...d, facts: [{ ...d.facts[0], facts: { birthplace: 'x' } }] })],
    [
      'model',
      (d: SessionDocument) => ({
        ...d,
        plan: { ...d.plan, individual: { kind: 'learned', model: { age: 1 } } },
      }),
    ],
  ])('%s that hold something else are refused', async (_, spoil) => {
    const { id, document } = await propose();
    const reading = () => readSession({ id, version: 1, document: spoil(document) });
    expect(reading).toThrow(InputError);
  });
});

describe('imported answers find the facts of the session that proposed them', () => {
  const vacancy = 'V-1';
  /** Facts of the answer of the vacancy's first candidate, examined on a day. */
  const factsAfter = async (examinedOn: string, facts: object | null = null) => {
    const sessions = await service.list();
    const demand = sessions[0]!.document.lists.find((each) => each.vacancy === vacancy)!.candidates[0]!;
    const answer = anOutcome(vacancy, { dwelling: 'L-1', demand, examinedOn, answer: 'accepted', facts });
    return joined([answer], sessions)[0]!.facts;
  };
  test('examined on the session’s day or after, not before', async () => {
    const { document } = await propose();
    const own = document.facts.find((each) => each.vacancy === vacancy);
    expect(own!.facts).not.toBeNull();
    expect(await factsAfter(TODAY)).toEqual(own!.facts);
    expect(await factsAfter('2026-11-20')).toEqual(own!.facts);
    expect(await factsAfter('2026-11-01')).toBeNull();
  });
  test('facts of the file itself come first', async () => {
    await propose();
    const file = {
      roomsBeyondNeed: 2,
      rentChangeShare: null,
      kmToNamedCommune: null,
      wideWish: null,
      floorsOnFoot: null,
    };
    expect(await factsAfter(TODAY, file)).toEqual(file);
  });
  test('a session that was set aside proposed nothing', async () => {
    const { id } = await propose();
    await service.cancel(id, NOW);
    expect(await factsAfter(TODAY)).toBeNull();
  });
});

describe('the length of lists', () => {
  test('by the rates unless asked; the individual one stands beside', async () => {
    const { document } = await propose();
    expect(document.plan.individual).toMatchObject({ kind: 'learned' });
    for (const { byRates, individual, chosen } of document.plan.lengths) {
      expect(chosen).toBe(byRates.length);
      expect(individual!.length).toBeGreaterThan(byRates.length);
    }
    expect(document.lists.map(({ chances }) => chances.length)).toEqual(
      document.plan.lengths.map(({ chosen }) => chosen),
    );
  });
  test('by the individual chances when asked: longer where the best placed are less ready', async () => {
    const { document } = await propose({ listLengthBy: 'individual' });
    for (const { byRates, individual, chosen } of document.plan.lengths) {
      expect(chosen).toBe(individual!.length);
      expect(chosen).toBeGreaterThan(byRates.length);
    }
    expect(document.lists.map(({ candidates }) => candidates.length)).toEqual(
      document.plan.lengths.map(({ chosen }) => chosen),
    );
    const stored = await service.find(`${TODAY}-1`);
    const { faults, stages } = service.verify(data, stored);
    expect([faults, ...stages.map(({ findings }) => findings)]).toEqual([[], []]);
    expect(await service.replayed(data, stored)).toBe(true);
  });
  test('a size that is asked for wins over both', async () => {
    const { options } = DEFAULT_SESSION_QUESTION;
    const { document } = await propose({ listLengthBy: 'individual', options: { ...options, listSize: 3 } });
    expect(document.plan.lengths.map(({ chosen }) => chosen)).toEqual([3, 3, 3]);
    expect(document.lists.map(({ candidates }) => candidates.length)).toEqual([3, 3, 3]);
  });
  test('a household set aside by hand is not among the best placed', async () => {
    const out = MEETING_TOWN.demands
      .filter((_, i) => isPriority(i))
      .map(({ number }) => ({ number, motive: 'withdrew' as const }));
    const { document } = await propose({ withdrawn: out });
    // Those left would pay no more than today: three of them are enough, as by the rates.
    for (const { byRates, individual } of document.plan.lengths)
      expect(individual!.length).toBe(byRates.length);
  });
  test('who is chosen at given lengths does not depend on the individual model', async () => {
    const { document } = await propose({ listLengthBy: 'individual' });
    const { plan } = document;
    const contrary = plan.individual!;
    if (contrary.kind !== 'learned') throw new Error(contrary.kind);
    const terms = contrary.model.terms.map((term) => ({ ...term, coefficient: -10 * term.coefficient }));
    for (const individual of [null, { ...contrary, model: { ...contrary.model, terms } }]) {
      const changed = { ...document, plan: { ...plan, individual } };
      const again = prepareModel(data, changed, plan);
      const { lists } = await solvePlan(again, sameThreadSolver, {});
      expect(lists).toEqual(plan.lists);
    }
    // And the same lengths, reached without any model at all.
    await open({ ...STEEP, outcomes: [] });
    const lengths = plan.lengths.map((each) => ({ ...each, individual: null }));
    const without = prepareModel(data, { ...document, plan: { ...plan, lengths } }, plan);
    expect((await solvePlan(without, sameThreadSolver, {})).lists).toEqual(plan.lists);
  });
  test('the same bytes each time', async () => {
    const first = await propose({ listLengthBy: 'individual' });
    await open(STEEP);
    const again = await propose({ listLengthBy: 'individual' });
    expect(JSON.stringify(again.document)).toBe(JSON.stringify(first.document));
  });
});

describe('too few answers', () => {
  test('the rates stand alone: no model, no individual length, and lists by the rates', async () => {
    await open({ ...STEEP, outcomes: STEEP.outcomes.slice(0, 100) });
    const { document } = await propose({ listLengthBy: 'individual' });
    expect(document.plan.individual).toEqual({ kind: 'too-few-offers', offers: 100 });
    for (const { byRates, individual, chosen } of document.plan.lengths) {
      expect(individual).toBeNull();
      expect(chosen).toBe(byRates.length);
    }
  });
  test('the report says so, and gives the rates', async () => {
    await open(MEETING_TOWN);
    const { rates, lesson } = acceptanceReport(data, []);
    expect(lesson).toMatchObject({ answered: 0, result: { kind: 'too-few-offers' } });
    expect(rates.rows.length).toBeGreaterThan(3);
  });
});

describe('a list evaluated by both', () => {
  test('a list of the least ready is more at risk by the model than by the rates', async () => {
    const { document } = await propose();
    for (const { vacancy, candidates } of document.lists) {
      const shown = presentListAcceptance(document, { vacancy, fragility: 'less-fragile' });
      expect(candidates.length).toBeGreaterThan(2);
      expect(shown.emptyByModel!).toBeGreaterThan(shown.emptyByRates);
      expect(shown.text).toMatch(/par les taux du territoire ; .* par le modèle individuel/);
    }
  });
  test('a vacancy without candidates has nothing to evaluate', async () => {
    const { document } = await propose({ choice: { kind: 'named', vacancies: ['V-1', 'V-6'] } });
    const empty = document.lists.find(({ candidates }) => candidates.length === 0)!;
    expect(presentListAcceptance(document, { vacancy: empty.vacancy, fragility: 'fragile' })).toMatchObject({
      emptyByRates: 1,
      emptyByModel: 1,
      text: 'Aucun candidat.',
    });
  });
});

test('learned once for the same data and sessions', async () => {
  const lesson = acceptanceLesson(data, []);
  expect(acceptanceLesson(data, [])).toBe(lesson);
  await propose();
  expect(acceptanceLesson(data, await service.list())).not.toBe(lesson);
});
