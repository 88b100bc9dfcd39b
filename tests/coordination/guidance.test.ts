import { describe, expect, test } from 'vitest';
import { presentGuidance } from '../../api/present/guidance.ts';
import { issueText } from '../../api/present/messages.ts';
import type { ProposalAsked } from '../../api/service/guidanceAsked.ts';
import { GUIDANCE } from '../../api/service/guidanceDocument.ts';
import { eventsOf } from '../../api/service/register.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { rules } from '../records/meeting.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { AREA, BAILLEUR, dayOf, proposal, RESIDENCE, ROW, RUN, serviceOf, TOWN } from './town.ts';

const { territory } = rules;
const ALMA = territory.pack.quartiers.find(({ commune }) => commune === '59512')!;
const ELSEWHERE = territory.pack.quartiers.find(({ commune }) => commune === '59350')!;

const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error('it was not refused');
  for (const issue of error.issues) expect(issueText(issue)).not.toMatch(/undefined|\[object/);
  return error.issues.map(({ code }) => code);
};
const opened = async () => {
  const store = new MemoryStore(TOWN);
  const service = serviceOf(store);
  const { standing } = await service.propose(proposal(), RUN);
  return { store, service, id: standing.id };
};

describe('a proposal', () => {
  test('is kept as it was written, with who, when and at which meeting', async () => {
    const { store, service, id } = await opened();
    const [entry] = await service.list();
    expect(entry).toMatchObject({
      standing: {
        id,
        proposed: { instance: AREA, meetingOn: TODAY, actor: RUN.actor, at: RUN.at },
        decided: null,
        ended: null,
      },
      content: { residence: RESIDENCE, bailleur: BAILLEUR, row: { count: { dwellings: 3 } } },
    });
    const events = [];
    for await (const event of eventsOf(store.events)) events.push(event);
    expect(JSON.stringify(events)).not.toContain('Accueillir');
  });

  test('of a quartier, and of text alone', async () => {
    const { service } = await opened();
    const text = '  Associer la commune avant chaque commission.  ';
    const asked = proposal({ quartier: ALMA.id, residence: null, bailleur: null, row: null, text });
    const { standing, content } = await service.propose(asked, RUN);
    expect(standing.id).toBe('2026-11-02-2');
    expect(content).toMatchObject({ quartier: ALMA.id, row: null, text: text.trim() });
  });

  const quartier = (id: string) => ({ quartier: id, residence: null, bailleur: null });
  const REFUSED: readonly (readonly [string, Partial<ProposalAsked>, string])[] = [
    ['an area that is not', { area: 'nulle-part' }, 'guidance.area-unknown'],
    ['no place', { residence: null, bailleur: null }, 'guidance.place'],
    ['two places', { quartier: ALMA.id }, 'guidance.place'],
    ['a residence without its landlord', { bailleur: null }, 'guidance.place'],
    ['a quartier that is not', quartier('59512-nulle-part'), 'guidance.quartier-unknown'],
    ['a quartier of another body', quartier(ELSEWHERE.id), 'guidance.place-outside'],
    ['a residence that is not', { residence: 'Les Tilleules' }, 'guidance.residence-unknown'],
    ['a residence of another landlord', { bailleur: 'vilogia' }, 'guidance.residence-unknown'],
    ['a text too short', { text: 'Non.' }, 'guidance.text-length'],
    ['a text too long', { text: 'a'.repeat(501) }, 'guidance.text-length'],
    ['a text with a numéro unique', { text: `Pas pour ${household(1)}, merci.` }, 'guidance.text-number'],
    ['a numéro unique inside a word', { text: `Pas pour x${household(1)}y, merci.` }, 'guidance.text-number'],
    ['a row without an aim', { row: { ...ROW, dwellings: null } }, 'guidance.row-aim'],
    ['a row with two aims', { row: { ...ROW, sharePercent: 20 } }, 'guidance.row-aim'],
    ['a precedence without a price', { row: { ...ROW, precedence: 9 } }, 'guidance.row-precedence'],
    ['a meeting to come', { meetingOn: dayOf('2026-11-03') }, 'guidance.meeting-ahead'],
  ];
  test.each(REFUSED)('%s is refused, and nothing is written', async (_, rest, code) => {
    const { store, service } = await opened();
    expect(await refusalOf(service.propose(proposal(rest), RUN))).toEqual([code]);
    expect((await store.events.head()).seq).toBe(1);
    expect(await store.collection(GUIDANCE).all()).toHaveLength(1);
  });

  test('a text of exactly 500 characters is kept', async () => {
    const { service } = await opened();
    const { content } = await service.propose(proposal({ text: 'a'.repeat(500) }), RUN);
    expect(content.text).toHaveLength(500);
  });
});

describe('a decision and an end', () => {
  const decision = { meetingOn: TODAY, from: null, to: null };
  test('are taken once, and only of what is on record', async () => {
    const { service, id } = await opened();
    expect(await refusalOf(service.decide('inconnue', decision, RUN))).toEqual(['guidance.unknown']);
    await service.decide(id, decision, RUN);
    expect(await refusalOf(service.decide(id, decision, RUN))).toEqual(['guidance.already-decided']);
    await service.end(id, { meetingOn: TODAY, on: null }, RUN);
    const end = { meetingOn: TODAY, on: null };
    expect(await refusalOf(service.end(id, end, RUN))).toEqual(['guidance.already-ended']);
    expect(await refusalOf(service.decide(id, decision, RUN))).toEqual(['guidance.already-ended']);
  });

  test.each([
    ['a meeting to come', { ...decision, meetingOn: dayOf('2026-11-03') }, 'guidance.meeting-ahead'],
    [
      'a meeting before the proposal',
      { ...decision, meetingOn: dayOf('2026-11-01') },
      'guidance.meeting-early',
    ],
    ['a first day before the meeting', { ...decision, from: dayOf('2026-11-01') }, 'guidance.from-early'],
    [
      'a last day before the first',
      { ...decision, from: dayOf('2026-11-05'), to: dayOf('2026-11-04') },
      'guidance.to-early',
    ],
  ])('%s is refused', async (_, asked, code) => {
    const { service, id } = await opened();
    expect(await refusalOf(service.decide(id, asked, RUN))).toEqual([code]);
  });

  test('an end before its meeting is refused; a proposal nobody decided can be given up', async () => {
    const { service, id } = await opened();
    const early = { meetingOn: TODAY, on: dayOf('2026-11-01') };
    expect(await refusalOf(service.end(id, early, RUN))).toEqual(['guidance.end-early']);
    const { standing } = await service.end(id, { meetingOn: TODAY, on: null }, RUN);
    expect(standing).toMatchObject({ decided: null, ended: { on: TODAY } });
  });

  test('of two who decide at once, one is told', async () => {
    const { service, id } = await opened();
    const both = await Promise.allSettled([
      service.decide(id, decision, RUN),
      service.decide(id, decision, RUN),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a content that was changed behind the register is not read', async () => {
    const { store, service, id } = await opened();
    const saved = (await store.collection(GUIDANCE).find(id))!;
    const document = { ...(saved.document as object), text: 'Autre chose, décidé par personne.' };
    await store.collection(GUIDANCE).save({ ...saved, version: 2, document }, 1);
    expect(await refusalOf(service.list())).toEqual(['store.damaged']);
  });
});

test('what is shown says where each stands on a day', async () => {
  const { service, id } = await opened();
  const shown = async (day: string) => presentGuidance(territory, await service.list(), dayOf(day))[0]!;
  expect(await shown('2026-11-02')).toMatchObject({
    status: 'proposed',
    placeName: expect.stringContaining(RESIDENCE),
    rowText: expect.stringMatching(/^au moins 3\slogements .* priorité 1, 60\spoints/),
  });
  await service.decide(id, { meetingOn: TODAY, from: dayOf('2026-11-04'), to: dayOf('2026-11-20') }, RUN);
  expect((await shown('2026-11-03')).status).toBe('to-come');
  expect((await shown('2026-11-04')).status).toBe('in-force');
  expect((await shown('2026-11-21')).status).toBe('over');
  await service.end(id, { meetingOn: TODAY, on: dayOf('2026-11-10') }, RUN);
  expect((await shown('2026-11-09')).status).toBe('in-force');
  const ended = await shown('2026-11-10');
  expect([ended.status, ended.steps.map(({ what }) => what)]).toEqual([
    'ended',
    ['proposed', 'decided', 'ended'],
  ]);
});
