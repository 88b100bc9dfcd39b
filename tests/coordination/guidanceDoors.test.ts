import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GuidanceEntrySchema, GuidanceListSchema } from '../../api/http/guidanceSchemas.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS } from '../../api/store/store.ts';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { problemOf } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { refused } from '../support/townCli.ts';
import { AREA, BAILLEUR, RESIDENCE, TOWN } from './town.ts';

const { coordination, analyst, bailleur } = PRINCIPALS;
const TEXT = 'Accueillir des ménages aux ressources intermédiaires.';
const BODY = {
  area: AREA,
  residence: RESIDENCE,
  bailleur: BAILLEUR,
  text: TEXT,
  row: { counts: 'intermediate-or-higher', bound: 'min', sharePercent: 30, precedence: 2 },
  meetingOn: '2026-11-02',
};

describe('/v1/guidance', () => {
  test('proposed and decided by coordination, read by all, in the order of the register', async () => {
    const town = served({}, { store: new MemoryStore(TOWN) });
    const made = await town.ask(coordination, 'POST', '/v1/guidance', BODY);
    expect(made.status).toBe(201);
    const { id } = GuidanceEntrySchema.parse(await made.json());
    const path = `/v1/guidance/${id}`;
    await problemOf(await town.ask(bailleur, 'POST', `${path}/decision`, { meetingOn: '2026-11-02' }), 403);
    const decided = await town.ask(coordination, 'POST', `${path}/decision`, { meetingOn: '2026-11-02' });
    expect(await decided.json()).toMatchObject({ status: 'in-force', from: '2026-11-02' });
    await problemOf(
      await town.ask(coordination, 'POST', `${path}/decision`, { meetingOn: '2026-11-02' }),
      409,
    );
    await problemOf(
      await town.ask(coordination, 'POST', '/v1/guidance/x/end', { meetingOn: '2026-11-02' }),
      404,
    );
    const list = async (query: string) =>
      GuidanceListSchema.parse(await (await town.ask(analyst, 'GET', `/v1/guidance${query}`)).json());
    expect((await list('')).items.map((item) => item.text)).toEqual([TEXT]);
    expect((await list('?status=proposed')).total).toBe(0);
    expect((await list('?area=ouest')).total).toBe(0);
    expect((await list(`?area=${AREA}&status=in-force`)).total).toBe(1);
    const about = await town.ask(bailleur, 'GET', '/v1/vacancies/V-1/qualification');
    expect(JSON.stringify(await about.json())).toContain(TEXT);
    const ended = await town.ask(coordination, 'POST', `${path}/end`, { meetingOn: '2026-11-02' });
    expect(await ended.json()).toMatchObject({ status: 'ended' });
  });
  test('a refusal says which field, and repeats nothing', async () => {
    const town = served({}, { store: new MemoryStore(TOWN) });
    const asked = { ...BODY, row: { ...BODY.row, precedence: 9 }, residence: 'Ailleurs' };
    const problem = await problemOf(await town.ask(coordination, 'POST', '/v1/guidance', asked), 400);
    expect(problem.issues.map(({ path }) => path)).toEqual(['residence', 'row.precedence']);
    expect(JSON.stringify(problem)).not.toContain('Ailleurs');
  });
});

describe('precal guidance', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  beforeAll(async () => {
    folder = await aFolder();
    const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
    const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
    for (const kind of KINDS) await store.commit(kind, TOWN[kind] as never, origin);
    await store.close();
  });
  afterAll(() => folder.remove());
  const run = (...args: readonly string[]) => precal(['guidance', ...args, '--data', folder.path('town')]);
  const place = ['--area', AREA, '--residence', RESIDENCE, '--bailleur', BAILLEUR] as const;

  test('proposes, decides, lists, ends; kept on disk', async () => {
    expect((await run('list')).out).toMatch(/Aucune préconisation/);
    const aim = ['--counts', 'intermediate-or-higher', '--share', '30'];
    const made = await run('propose', ...place, '--text', TEXT, ...aim);
    expect(made).toMatchObject({ code: 0 });
    expect(made.out).toMatch(/2026-11-02-1 \(proposée\)[\s\S]*au moins 30\s%/);
    expect((await run('decide', '2026-11-02-1', '--to', '2026-12-31')).out).toMatch(/en vigueur/);
    const qualified = await precal(['qualify', 'V-1', '--data', folder.path('town')]);
    expect(qualified.out.replace(/\s+/g, ' ')).toContain(TEXT);
    const [item] = JSON.parse((await run('list', '--json')).out);
    expect(item).toMatchObject({ status: 'in-force', to: '2026-12-31' });
    expect((await run('end', '2026-11-02-1', '--on', '2026-11-02')).out).toMatch(/levée/);
    for (const line of (await run('list')).out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
  test('the dossier of a half-day, read, kept, and refused', async () => {
    const data = ['--data', folder.path('town')] as const;
    const ran = await precal(['coordination', AREA, ...data]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(
      /OFFRE[\s\S]*DEMANDE[\s\S]*BLOCAGES[\s\S]*V-6[\s\S]*OBJECTIFS[\s\S]*PRÉCONISATIONS/,
    );
    for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const json = JSON.parse(
      (await precal(['coordination', AREA, '--semester', '2026-S1', '--json', ...data])).out,
    );
    expect(json.semester.id).toBe('2026-S1');
    const out = folder.path('demande.csv');
    expect((await precal(['coordination', AREA, '--table', 'demande', '--out', out, ...data])).code).toBe(0);
    await refused(['coordination', 'x', ...data], /Aucun territoire de coordination/);
    await refused(['coordination', AREA, '--semester', 'x', ...data], /n’est pas un semestre/);
    await refused(['coordination', AREA, '--semester', '2027-S1', ...data], /n’a pas commencé/);
  });
  test('refuses in a sentence', async () => {
    const data = ['--data', folder.path('town')];
    await refused(['guidance', 'decide', 'x', ...data], /Aucune préconisation ne porte le nom « x »/);
    const asked = ['guidance', 'propose', ...place, '--text', TEXT, ...data];
    await refused([...asked, '--share', '30'], /counts/);
    await refused([...asked, '--counts', 'priority'], /une part ou un nombre/);
  });
});
