import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveNode } from '../../api/http/nodeServer.ts';
import { openStore } from '../../api/store/openStore.ts';
import { precal } from '../support/commandLine.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TOWN } from '../support/town.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
const file = (name: string) => town.path(name);
const data = () => town.data;

beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

describe('questions and options that are refused', () => {
  const ask = (...args: string[]) => ['shortlist', 'V-1', ...data(), ...args];
  test.each([
    ['vacancy', () => ['shortlist', 'V-99', ...data()], /Aucun logement libéré.*« V-99 »/],
    ['vacancy of qualify', () => ['qualify', 'V-99', ...data()], /Aucun logement libéré/],
    ['method', () => ask('--method', 'hasard'), /Aucune méthode.*« hasard ».*ar-habitat/],
    ['method that is a weighting', () => ask('--method', 'action-logement'), /pondération.*--contingent/],
    ['rule', () => ask('--set-aside', 'couleur'), /Aucune règle.*income-ceiling/],
    ['contingent', () => ask('--contingent', 'MAIRIE'), /--contingent.*COLACT/],
    ['size under three', () => ask('--size', '2'), /--size.*entier de 3 à 20/],
    ['size not a number', () => ask('--size', 'trois'), /--size : « trois »/],
    ['size with decimals', () => ask('--size', '3.5'), /--size/],
    ['next', () => ask('--next', '101'), /--next.*de 0 à 100/],
    ['seed', () => ask('--seed', '-1'), /--seed/],
    ['limit', () => ask('--set-aside', 'floor', '--limit', '0'), /--limit.*de 1 à 10000/],
    ['day', () => ask('--as-of', '02/11/2026'), /« 02\/11\/2026 » n’est pas une date.*AAAA-MM-JJ/],
    ['day that does not exist', () => ask('--as-of', '2026-02-30'), /n’est pas une date/],
    [
      'demands of the demo',
      () => ['demo', '--demands', '10', '--data', file('no-demo')],
      /--demands.*de 100 à/,
    ],
    ['seed of the demo', () => ['demo', '--seed', 'un', '--data', file('no-demo')], /--seed/],
    [
      'territory of the demo',
      () => ['demo', '--territory', 'sete-2099', '--data', file('no-demo')],
      /Aucun territoire/,
    ],
    ['demands of the world', () => ['world', '--demands', 'mille'], /--demands/],
    ['day of the world', () => ['world', '--as-of', 'hier'], /n’est pas une date/],
    ['territory of the world', () => ['world', '--territory', 'nulle-part'], /Aucun territoire.*mel-2016/],
    ['port', () => ['serve', '--port', '70000', ...data()], /--port.*de 0 à 65535/],
    [
      'data folder that is not there',
      () => ['vacancies', '--data', file('absent')],
      /pas encore de données.*precal demo/,
    ],
  ])('%s', async (_, args, says) => {
    await refused(args(), says);
  });
  test('a numéro unique that is not in the pool is not repeated', async () => {
    const ran = await refused(ask('--demand', aNumber(4_242)), /pas dans le vivier/);
    expect(ran.err).not.toContain(aNumber(4_242));
  });
});

describe('data that cannot be used', () => {
  const stored = (content: ConstructorParameters<typeof MemoryStore>[0]) => ({
    openStore: async () => new MemoryStore(content),
  });

  test.each([
    ['damaged', '{', /modifiées hors de Précal, ou abîmées/],
    ['newer', '{"format":99}', /version plus récente/],
  ])('a %s store', async (name, manifest, says) => {
    await mkdir(file(name));
    await writeFile(town.path(name, 'store.json'), manifest);
    await refused(['vacancies', '--data', file(name)], says);
  });
  test('rows changed behind its back', async () => {
    await precal(['import', file('demandes.csv'), '--data', file('changed')]);
    const database = new Database(town.path('changed', 'precal.db'));
    database.exec(`update rows set document = replace(document, 'NON', 'OUI')`);
    database.close();
    await refused(['vacancies', '--data', file('changed')], /abîmées/);
    const checked = await precal(['store', 'check', '--data', file('changed')]);
    expect(checked).toMatchObject({ code: 1, out: expect.stringMatching(/Abîmé : les demandes/) });
  });
  test('a folder in which another program writes', async () => {
    const store = await openStore(file('locked'), { territory: 'mel-2016', referenceDay: null });
    await store.close();
    for (const [role, says] of [
      ['writer', /Un autre programme écrit/],
      ['server', /serveur tourne sur ce dossier \(processus \d+\)/],
    ] as const) {
      await writeFile(
        town.path('locked', 'lock'),
        JSON.stringify({ pid: process.ppid, started: null, role }),
      );
      const ran = await precal(['import', file('demandes.csv'), '--data', file('locked')]);
      expect(ran.code).toBe(1);
      expect(ran.err).toMatch(says);
    }
  });
  test('a freed dwelling that is not in the stock', async () => {
    await refused(
      ['shortlist', 'V-1'],
      /« L-1 » n’est pas dans le parc/,
      1,
      stored({ ...TOWN, dwellings: [] }),
    );
  });
  const { wishes } = aDemand(1);
  test.each([
    ['twice one number', [aDemand(1), aDemand(1)], /deux fois/],
    [
      'a commune of nowhere',
      [aDemand(1, { wishes: { ...wishes, communes: ['75056'] } })],
      /commune que le territoire/,
    ],
    [
      'a quartier of nowhere',
      [aDemand(1, { wishes: { ...wishes, quartiers: ['nulle-part'] } })],
      /quartier que le territoire/,
    ],
    [
      'a situation of nowhere',
      [aDemand(1, { priorities: [{ situation: 'ACI_NULLE', evidence: 'declared', since: null }] })],
      /situation que le territoire/,
    ],
  ])('demands with %s', async (_, demands, says) => {
    const ran = await refused(['vacancies'], says, 1, stored({ ...TOWN, demands }));
    expect(ran.err).not.toContain(aNumber(1));
  });
  test('an error of the program is not dressed up as one of the user', async () => {
    const openStore = async () => {
      throw new TypeError('bug');
    };
    await expect(precal(['vacancies'], { openStore })).rejects.toThrow(TypeError);
  });
});

describe('a port that is taken', () => {
  const busy = createServer();
  beforeAll(() => new Promise<void>((resolve) => void busy.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => void busy.close(() => resolve())));
  test('is said', async () => {
    const { port } = busy.address() as AddressInfo;
    await refused(['serve', '--port', String(port), ...data()], new RegExp(`port ${port} est déjà pris`), 1, {
      serve: serveNode,
    });
  });
  test('by the server itself', async () => {
    const { port } = busy.address() as AddressInfo;
    await expect(serveNode(new Hono(), { host: '127.0.0.1', port, onStop: () => {} })).rejects.toMatchObject({
      issues: [{ code: 'server.port', received: String(port) }],
    });
  });
});
