import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commissionText, dueListText, presentCommission, presentDue } from '../../api/present/commission.ts';
import { issueText } from '../../api/present/messages.ts';
import {
  entriesText,
  presentEntry,
  presentHead,
  presentRegisterCheck,
  registerCheckText,
  replayText,
} from '../../api/present/register.ts';
import { REGISTER_MESSAGES } from '../../api/present/registerMessages.ts';
import { dataParts } from '../../api/present/verification.ts';
import { EVENT_KINDS, type KindAndBody } from '../../api/records/event.ts';
import { dueItems } from '../../api/records/projections/due.ts';
import { Register } from '../../api/records/projections/register.ts';
import {
  accepted,
  attributed,
  chained,
  condition,
  conditional,
  corrected,
  day,
  lapsed,
  leased,
  notAttributed,
  offered,
  passed,
  proposed,
  refused,
  S1,
  who,
} from './events.ts';

/** Without line ends and unbreakable spaces. */
const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ');
const ROOT = resolve(import.meta.dirname, '../..');
const sources = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'));

test('every code that the register may answer has its French sentence', () => {
  const text = [...sources('api/records'), ...sources('api/service'), ...sources('api/cli/commands')].join(
    '\n',
  );
  const codes = new Set(
    [
      ...text.matchAll(
        /'((?:decision|offer|answer|lapse|condition|turn|lease|correction|record|records|register|erase)\.[a-z-]+)'/g,
      ),
    ].map((m) => m[1]!),
  );
  expect(codes.size).toBeGreaterThan(30);
  for (const code of codes) expect(Object.keys(REGISTER_MESSAGES), code).toContain(code);
});

test('every sentence is French, whole, and says what was received and expected', () => {
  for (const code of Object.keys(REGISTER_MESSAGES)) {
    const said = issueText({ code, path: 'x', received: '2026-11-05', expected: '2026-11-03' });
    expect(said, code).toMatch(/[.…]$/);
    expect(said, code).not.toMatch(/undefined|null/);
  }
});

const CASE: readonly KindAndBody[] = [
  proposed(),
  attributed(1),
  conditional(2),
  notAttributed(3),
  offered(1, 3),
  refused(5, 6),
  offered(2, 7),
  accepted(7, 8),
  condition(2, 9, true),
  leased(2, 10),
];

describe('a commission in French', () => {
  const shown = (events: readonly KindAndBody[], on: number) => {
    const register = new Register(chained(events));
    const session = { id: S1, version: 3, document: { status: 'decided' as const } };
    const nameOf = (household: string) => `n°${[1, 2, 3, 4, 5].find((n) => who(n) === household)}`;
    return presentCommission({ session, cases: register.cases(), nameOf }, day(on));
  };

  test('says each fact with its day and its entry', () => {
    const [first] = shown(CASE, 11).cases;
    expect(first).toMatchObject({ standing: 'let', turn: 2, text: 'V-1 : bail signé avec le rang 2' });
    expect(first!.candidates.map(({ text }) => text)).toEqual([
      'rang 1, n°1 : attribution avec rang de priorité (écriture 2) ; offre 5 du 3 novembre 2026, réponse jusqu’au 13 novembre 2026 ; réponse : refusée, taille ou agencement le 6 novembre 2026 (écriture 6)',
      'rang 2, n°2 : attribution sous condition suspensive : avis d’imposition (écriture 3) ; offre 7 du 7 novembre 2026, réponse jusqu’au 17 novembre 2026 ; réponse : acceptée le 8 novembre 2026 (écriture 8) ; pièce reçue le 9 novembre 2026 ; bail signé le 10 novembre 2026',
      'rang 3, n°3 : non-attribution : logement inadapté à la composition du ménage (écriture 4)',
    ]);
    expect(first!.candidates[1]!.entries).toEqual({
      decision: 3,
      offer: 7,
      answer: 8,
      condition: 9,
      passed: null,
      lease: 10,
    });
  });

  test.each<[string, readonly KindAndBody[], number, string]>([
    ['undecided', [proposed(), attributed(2)], 3, 'V-1 : décision attendue au rang 1'],
    ['to offer', [proposed(), attributed(1)], 3, 'V-1 : offre à faire au rang 1'],
    ['offered', [proposed(), attributed(1), offered(1, 3)], 3, 'V-1 : réponse attendue du rang 1'],
    [
      'accepted',
      [proposed(), attributed(1), offered(1, 3), accepted(3, 4)],
      5,
      'V-1 : accepté par le rang 1, bail à signer',
    ],
    [
      'exhausted',
      [proposed(), notAttributed(1), notAttributed(2), notAttributed(3)],
      5,
      'V-1 : liste épuisée : plus personne ne peut avoir ce logement',
    ],
  ])('says a vacancy that is %s', (_, events, on, text) => {
    expect(shown(events, on).cases[0]!.text).toBe(text);
    expect(plain(commissionText(shown(events, on)))).toContain(text);
  });

  test('says a silence, a turn given up and a condition that failed', () => {
    const silent = shown([proposed(), attributed(1), offered(1, 3)], 14).cases[0]!.candidates[0]!;
    expect(silent.text).toContain('délai passé : le silence vaut refus');
    const gone = shown([proposed(), attributed(1), passed(1, 3)], 14).cases[0]!.candidates[0]!;
    expect(gone.text).toContain('tour passé le 3 novembre 2026 (le ménage se retire)');
    const failed = shown([proposed(), conditional(1), condition(1, 4, false)], 14).cases[0]!.candidates[0]!;
    expect(failed.text).toContain('condition non remplie le 4 novembre 2026');
  });
});

test('what is due is said, and that nothing is', () => {
  const events = [...CASE.slice(0, 4), offered(1, 3), attributed(4), offered(4, 4), accepted(7, 5)];
  const items = dueItems(new Register(chained(events)).cases(), day(14)).map(({ household: _, ...item }) => ({
    ...item,
    number: item.rank === 1 ? null : '999',
  }));
  const text = plain(dueListText(presentDue(items, day(14))));
  expect(text).toContain('ménage effacé : offre 5 sans réponse depuis le 13 novembre 2026');
  expect(text).toContain('offre à faire');
  expect(text).toContain('bail à signer');
  expect(plain(dueListText(presentDue([], day(14))))).toContain('Rien n’est attendu');
});

test('every kind of entry has its sentence, and names nobody', () => {
  const head = { session: S1, version: 2, record: 'b'.repeat(64) };
  const { lists } = (proposed() as Extract<KindAndBody, { kind: 'session-proposed' }>).body;
  const all: readonly KindAndBody[] = [
    ...CASE,
    lapsed(5, 20),
    passed(1, 3),
    corrected(2, null),
    { kind: 'import-committed', body: { table: 'demands', sha256: 'c'.repeat(64), accepted: 3, refused: 1 } },
    {
      kind: 'session-changed',
      body: { ...head, lists, changes: [{ kind: 'pull', vacancy: 'V-1' as never }] },
    },
    { kind: 'session-undone', body: { ...head, lists, undid: 2 } },
    { kind: 'session-recomputed', body: { ...head, lists } },
    { kind: 'session-cancelled', body: head },
    {
      kind: 'guidance-proposed',
      body: { guidance: 'g-1', instance: 'est', meetingOn: day(2), content: 'a'.repeat(64) },
    },
    {
      kind: 'guidance-decided',
      body: { guidance: 'g-1', instance: 'est', meetingOn: day(2), from: day(3), to: day(9) },
    },
    { kind: 'guidance-ended', body: { guidance: 'g-1', instance: 'est', meetingOn: day(4), on: day(5) } },
    { kind: 'shortlist-recorded', body: { ...lists[0]!, asOf: day(2), record: head.record } },
    { kind: 'demand-renewed', body: { household: who(1), day: day(3) } },
    { kind: 'demand-removed', body: { household: who(1), day: day(3), code: 'RADATT' } },
    { kind: 'erased', body: { households: [who(1)] } },
  ];
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(EVENT_KINDS.length);
  const text = plain(entriesText(chained(all).map(presentEntry)));
  expect(text).not.toMatch(/undefined|null|a{20}/);
  expect(text).toContain('demande radiée le 3 novembre 2026 : logement attribué');
});

test('the head says how to check it', () => {
  expect(presentHead({ seq: 0, hash: null }).text).toBe('Registre vide.');
  const hash = 'f'.repeat(64);
  expect(presentHead({ seq: 12, hash }).text).toContain(`precal verify --head 12:${hash}`);
});

test('a check says what holds, or the first entry that does not', () => {
  const head = { seq: 12, hash: 'f'.repeat(64) };
  expect(plain(registerCheckText(presentRegisterCheck({ fault: null, head, records: 3 })))).toContain(
    'Le registre tient',
  );
  const broken = presentRegisterCheck({ fault: { seq: 4, fault: 'changed' }, head, records: 1 });
  expect(broken).toMatchObject({ sound: false, broken: { seq: 4 } });
  expect(plain(registerCheckText(broken))).toContain('rompu à l’écriture 4');
});

test('a replay says what it found', () => {
  const of = { session: S1, version: 2, record: 'b'.repeat(64), program: '0.1.0' };
  expect(replayText({ ...of, outcome: 'same' }, dataParts)).toContain('à l’octet près');
  expect(replayText({ ...of, outcome: 'different' }, dataParts)).toContain('pas celle du procès-verbal');
  expect(replayText({ ...of, outcome: 'other-data', parts: 'pool' }, dataParts)).toContain(
    'données ont changé',
  );
  const erased = replayText({ ...of, outcome: 'erased', on: '2026-12-01', households: 1 }, dataParts);
  expect(erased).toContain('données effacées le 1er décembre 2026');
});
