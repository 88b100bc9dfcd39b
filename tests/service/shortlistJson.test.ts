import { describe, expect, test } from 'vitest';
import { numbersIn } from '../../api/auth/pseudonym.ts';
import { presentShortlist } from '../../api/present/shortlist.ts';
import { JsonWriter } from '../../api/present/writtenJson.ts';
import { shortlistFragility } from '../../api/service/fragility.ts';
import { PriceBook } from '../../api/service/prices.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, Workspace } from '../../api/service/workspace.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { PlanPrices } from '../../engine/shortlist/prices.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const rules = openRules('mel-2016');
const store = new MemoryStore(MEETING_TOWN, { referenceDay: TODAY });
const open = () => Workspace.open({ store, ...rules, asOf: TODAY });

const QUESTIONS: readonly ShortlistQuestion[] = ['V-1', 'V-2', 'V-3'].flatMap((vacancy) =>
  [
    {},
    { size: 5, next: 2 },
    { beyondWishes: true },
    { seed: 7 },
    { contingent: 'PMETRO' },
    { contingent: 'PPRIOR', next: 0 },
    { size: 3, next: 60 },
  ].map((changes) => ({ ...DEFAULT_QUESTION, vacancy, ...changes })),
);

const written = (
  workspace: Workspace,
  question: ShortlistQuestion,
  {
    prices = null,
    fragile = false,
  }: { readonly prices?: PlanPrices | null; readonly fragile?: boolean } = {},
) => {
  const { list, context } = workspace.openList(question, prices);
  const fragility = fragile ? shortlistFragility(workspace, question, list) : null;
  const json = new JsonWriter();
  workspace.shortlistJson.write(json, { context, list, fragility });
  const { bytes, numbers } = json.done();
  return { text: Buffer.from(bytes).toString(), numbers };
};

/** The same, every sentence made anew. */
const said = (
  workspace: Workspace,
  question: ShortlistQuestion,
  { prices = null, fragile = false }: Parameters<typeof written>[2] = {},
) => {
  const { shortlist, context } = workspace.shortlist(question, prices);
  const fragility = fragile ? shortlistFragility(workspace, question, shortlist) : null;
  return JSON.stringify(presentShortlist(context, shortlist, fragility));
};

describe('the answer to a question, written from pieces', () => {
  test('is that of the presented list about every vacancy, whoever is on it', async () => {
    const workspace = await open();
    const plain = await open();
    const { size: vacancies } = workspace.vacancies;
    let candidates = 0;
    for (const vacancy of workspace.vacancies.keys())
      for (const beyondWishes of [false, true]) {
        const question = { ...DEFAULT_QUESTION, vacancy, beyondWishes, next: 60 };
        const { text } = written(workspace, question);
        expect(text).toBe(said(plain, question));
        candidates += text.split('"rank":').length - 1;
      }
    expect(vacancies).toBeGreaterThan(3);
    expect(candidates).toBeGreaterThan(4 * vacancies);
  });
  test('is that of the presented list, whatever was asked before', async () => {
    const fresh = await Promise.all(QUESTIONS.map(async (question) => said(await open(), question)));
    const workspace = await open();
    const back = [...QUESTIONS.keys()].reverse();
    for (const i of [...QUESTIONS.keys(), ...back]) {
      const { text, numbers } = written(workspace, QUESTIONS[i]!);
      expect(text).toBe(fresh[i]);
      expect(new Set(numbers)).toEqual(new Set(numbersIn(text)));
      expect(numbers.size).toBeGreaterThan(0);
    }
    expect(new Set(fresh).size).toBeGreaterThan(15);
  });
  test('says what would change the list when that is asked', async () => {
    const workspace = await open();
    const [question] = QUESTIONS as [ShortlistQuestion];
    written(workspace, question);
    const { text } = written(workspace, question, { fragile: true });
    expect(text).toBe(said(await open(), question, { fragile: true }));
    expect(text).not.toContain('"fragility":null');
  });
  test('takes prices in, and leaves them out again', async () => {
    const workspace = await open();
    const run = { at: '2026-11-02T08:00:00.000Z' };
    const { prices } = await new PriceBook({ store, solver: sameThreadSolver }).refresh(workspace, run);
    for (const question of QUESTIONS)
      for (const priced of [{ prices }, {}, { prices }])
        expect(written(workspace, question, priced).text).toBe(said(await open(), question, priced));
    expect(written(workspace, QUESTIONS[0]!, { prices }).text).toContain('"priced":');
  });
});
