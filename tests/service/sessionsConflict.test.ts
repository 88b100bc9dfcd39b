import { beforeEach, describe, expect, test } from 'vitest';
import { presentSession } from '../../api/present/session.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { conflictShown } from '../../api/service/sessionsConflict.ts';
import { explainOpenSession } from '../../api/service/sessionsExplain.ts';
import {
  DEFAULT_SESSION_QUESTION,
  type OpenSession,
  type SessionQuestion,
} from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { SessionChange } from '../../api/store/sessionDocument.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { ELSEWHERE, household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* Which targets of a session cannot hold together: asked for, or said by strict ones. */

const AT = { at: '2026-11-02T08:00:00.000Z', request: null };
const STRICT = { ...DEFAULT_SESSION_QUESTION.options, precedence: 'strict' } as const;

let service: SessionService;
let data: Workspace;
beforeEach(async () => {
  const store = new MemoryStore({
    ...MEETING_TOWN,
    demands: [...MEETING_TOWN.demands, ELSEWHERE],
    dwellings: [...MEETING_TOWN.dwellings, aDwelling('L-0', { commune: '59350' } as never)],
    vacancies: [...MEETING_TOWN.vacancies, aVacancy('V-0', 'L-0', { availableOn: '2026-11-10' })],
  } as never);
  service = new SessionService({ store, solver: sameThreadSolver });
  data = await Workspace.open({ store, ...openRules('mel-2016'), asOf: TODAY });
});

const propose = (vacancies: readonly string[], changes: Partial<SessionQuestion> = {}) =>
  service.propose(
    data,
    { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named', vacancies }, ...changes },
    AT,
  );
const change = (id: string, ...changes: unknown[]) =>
  service.change(data, id, changes as SessionChange[], { ...AT, expected: null });
const shown = async (open: OpenSession, asked: boolean) => {
  const explained = explainOpenSession(open);
  const { conflict } = await conflictShown(open, explained, { asked });
  const context = { ...open.model.workspace.dataContext, ...(conflict ? { conflict } : {}) };
  return { explained, conflict, text: presentSession(explained, context).conflict };
};

describe('what an explanation says of targets together', () => {
  test('nothing of priced ones, unless it is asked', async () => {
    const open = await propose(['V-1']);
    expect((await shown(open, false)).text).toBeNull();
    expect((await shown(open, true)).text).toMatchObject({ compatible: false });
  });
  test('strict ones of the first precedence that lack say it by themselves', async () => {
    const { text } = await shown(await propose(['V-1'], { options: STRICT }), false);
    expect(text!.text).toMatch(/Impossible de tenir[\s\S]*Accord collectif[\s\S]*Le plus petit relâchement/);
  });
  test('strict ones that hold say nothing', async () => {
    const open = await propose(['V-1'], { options: STRICT });
    const explained = explainOpenSession(open);
    const held = {
      ...explained,
      targets: explained.targets.map((each) =>
        each.target.target.precedence === 1 ? { ...each, slack: 0 } : each,
      ),
    };
    expect(held.targets.some(({ slack }) => slack > 0)).toBe(true);
    expect(await conflictShown(open, held, { asked: false })).toEqual({});
  });
});

describe('the targets asked', () => {
  test('are all of the session’s, those that its lists do not hold first', async () => {
    const { explained, conflict } = await shown(await propose(['V-1']), true);
    const lacks = conflict!.asked.map((row) => explained.targets[row]!.slack > 0);
    expect(lacks).toEqual([...lacks].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(lacks).size).toBe(2);
    expect(conflict!.asked).toHaveLength(explained.targets.length);
  });
  test('a vacancy taken out counts no more, and what is left keeps its name', async () => {
    const { id } = await propose(['V-0', 'V-1', 'V-2']);
    await change(id, { kind: 'pin', vacancy: 'V-2', number: household(1), rank: 1, motive: 'npru' });
    const { explained, conflict, text } = await shown(
      await change(id, { kind: 'pull', vacancy: 'V-0' }),
      true,
    );
    const idsOf = (rows: readonly number[]) => rows.map((row) => explained.view.prepared.rows[row]!.id);
    const { prepared } = (await propose(['V-3'])).model;
    expect(idsOf(conflict!.asked).sort()).toEqual(prepared.rows.map((row) => row.id).sort());
    expect(explained.targets.length).toBeGreaterThan(conflict!.asked.length);
    const { together } = conflict!;
    if (together.outcome !== 'conflict') throw new Error(together.outcome);
    for (const { rows } of together.conflicts)
      for (const row of rows) expect(explained.targets[row]!.slack).toBeGreaterThan(0);
    expect(conflict!.pins).toMatchObject([{ vacancy: 2 }]);
    expect(text!.pins[0]).toContain(`Sans la demande ${household(1)} placée à la main au logement V-2`);
  });
  test('none, once every vacancy is taken out', async () => {
    const { id } = await propose(['V-1']);
    const { text } = await shown(await change(id, { kind: 'pull', vacancy: 'V-1' }), true);
    expect(text).toMatchObject({
      compatible: true,
      text: 'Aucun objectif ne pèse sur les listes de la séance.',
    });
  });
});
