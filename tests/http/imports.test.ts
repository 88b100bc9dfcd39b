import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeTable } from '../../api/export/csvText.ts';
import { DEFAULT_LIMITS } from '../../api/http/guard.ts';
import { VACANCY_FORMAT } from '../../api/import/formats/vacancies.ts';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { aVacancy } from '../support/demands.ts';
import { postForm } from '../support/formPost.ts';
import { problemOf } from '../support/http.ts';

const WIDE = { perSecond: 1e6, burst: 1e6 };

const { admin, bailleur } = PRINCIPALS;
let town: Served;
beforeEach(() => {
  town = served();
});

const csvOf = async (dwellings: readonly string[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-test-'));
  try {
    const rows = dwellings.map((dwelling, i) => aVacancy(`N-${i + 1}`, dwelling));
    await writeTable(VACANCY_FORMAT, rows, join(folder, 'v.csv'));
    return await readFile(join(folder, 'v.csv'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
};

const send = (
  body: string | null,
  query: string,
  headers: Record<string, string> = {},
  who: { id: string } = admin,
) =>
  town.app.request(`/v1/imports?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.id}`, 'content-type': 'application/octet-stream', ...headers },
    ...(body === null ? {} : { body }),
  });

interface ShownJob {
  readonly id: string;
  readonly status: string;
  readonly report: {
    readonly counts: { readonly accepted: number; readonly refused: number };
    readonly summary: { readonly added: number } | null;
    readonly fatal: { readonly code: string } | null;
    readonly refusals: readonly { readonly code: string; readonly count: number; readonly text: string }[];
  };
}

/** The events of a job until it has ended. */
const followed = async (location: string): Promise<ShownJob[]> => {
  const response = await town.ask(admin, 'GET', `${location}/events`);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string) as ShownJob);
};

describe('POST /v1/imports', () => {
  test('imports a file, followed by its events, and says what it did', async () => {
    const file = await csvOf(['L-5', 'M-1']);
    const response = await send(file, 'kind=vacancies&file=logements.csv');
    expect(response.status).toBe(202);
    const location = response.headers.get('location') as string;
    const events = await followed(location);
    expect(events.at(-1)).toMatchObject({
      status: 'done',
      report: { file: 'logements.csv', counts: { accepted: 2, refused: 0 }, fatal: null },
    });
    const imports = (await (await town.ask(admin, 'GET', '/v1/imports')).json()) as { items: object[] };
    expect(imports.items.at(-1)).toMatchObject({
      kind: 'vacancies',
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    expect((await town.ask(admin, 'GET', '/v1/vacancies/N-2/qualification')).status).toBe(200);
    expect((await problemOf(await town.ask(admin, 'GET', `${location}/refusals`), 404)).code).toBe(
      'import.no-refusals',
    );
  });
  test('rows refused are counted by what is wrong, and given back to be mended', async () => {
    const file = await csvOf(['L-5', 'NULLE-PART']);
    const location = (await send(file, 'kind=vacancies&file=logements.csv')).headers.get(
      'location',
    ) as string;
    const job = (await followed(location)).at(-1) as ShownJob;
    expect(job.report.counts).toMatchObject({ accepted: 1, refused: 1 });
    expect(job.report.refusals[0]).toMatchObject({ count: 1 });
    expect(JSON.stringify(job)).not.toContain('NULLE-PART');
    const refusals = await (await town.ask(admin, 'GET', `${location}/refusals`)).text();
    expect(refusals).toContain('NULLE-PART');
    const stop = await town.ask(admin, 'DELETE', location);
    expect(stop.status).toBe(202);
  });
  test('a file of something else changes nothing, and says why', async () => {
    const location = (await send('a;b\n1;2\n', 'kind=demands&file=x.csv')).headers.get('location') as string;
    const job = (await followed(location)).at(-1) as ShownJob;
    expect(job.report).toMatchObject({ summary: null });
    expect(job.report.fatal?.code).toMatch(/\./);
  });
  test('the same key imports once', async () => {
    const file = await csvOf(['L-5']);
    const key = { 'idempotency-key': 'k-1', 'content-length': String(file.length) };
    const first = await send(file, 'kind=vacancies&file=v.csv', key);
    await followed(first.headers.get('location') as string);
    const again = await send(file, 'kind=vacancies&file=v.csv', key);
    expect(again.status).toBe(202);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    const imports = (await (await town.ask(admin, 'GET', '/v1/imports')).json()) as { total: number };
    expect(imports.total).toBe(1);
  });
  test.each([
    ['nothing', null, 'kind=vacancies&file=v.csv', 400, 'import.empty'],
    ['an unknown kind', 'x', 'kind=rien&file=v.csv', 400, 'request.field.invalid'],
    ['no name', 'x', 'kind=vacancies', 400, 'request.field.invalid'],
  ])('%s is refused', async (_, body, query, status, code) => {
    expect((await problemOf(await send(body, query), status)).code).toBe(code);
  });
  test('a file too large is refused before it is read, or when it proves to be', async () => {
    town = served({ limits: { ...DEFAULT_LIMITS, known: WIDE, importBytes: 10 } });
    const told = await send('x'.repeat(11), 'kind=vacancies&file=v.csv', { 'content-length': '11' });
    expect((await problemOf(told, 413)).code).toBe('request.too-large');
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('x'.repeat(11)));
        controller.close();
      },
    });
    const found = await town.app.request('/v1/imports?kind=vacancies&file=v.csv', {
      method: 'POST',
      headers: { authorization: 'Bearer admin', 'content-type': 'text/csv', 'transfer-encoding': 'chunked' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect([400, 413]).toContain(found.status);
    expect(((await (await town.ask(admin, 'GET', '/v1/imports')).json()) as { total: number }).total).toBe(0);
  });
  test('is the administrator’s', async () => {
    expect((await send('x', 'kind=vacancies&file=v.csv', {}, bailleur)).status).toBe(403);
  });
});

describe('a file with headers of its own, and the mapping of its columns', () => {
  const MAPPING = 'columns:\n  id: Réf\n  dwelling: Bien\n  availableOn: Libre le\n  reason: Cause\n';
  const FILE = (dwelling: string) => `Réf;Bien;Libre le;Cause\nN-1;${dwelling};2026-12-01;rotation\n`;
  const sendBoth = (file: string | null, mapping: string | null) => {
    const form = new FormData();
    if (file !== null) form.set('file', new File([file], 'parc.csv'));
    if (mapping !== null) form.set('mapping', new File([mapping], 'm.yaml'));
    return town.app.request('/v1/imports?kind=vacancies&file=parc.csv', {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.id}` },
      body: form,
    });
  };
  const ended = async (response: Response): Promise<ShownJob> => {
    expect(response.status, await response.clone().text()).toBe(202);
    return (await followed(response.headers.get('location') as string)).at(-1) as ShownJob;
  };

  test('is imported with it, and not without', async () => {
    expect((await ended(await sendBoth(FILE('L-5'), null))).report.summary).toBeNull();
    const job = await ended(await sendBoth(FILE('L-5'), MAPPING));
    expect(job.report).toMatchObject({ counts: { accepted: 1, refused: 0 }, fatal: null });
    expect((await town.ask(admin, 'GET', '/v1/vacancies/N-1/qualification')).status).toBe(200);
  });
  test('a mapping at fault is told at once, with its line, and nothing is imported', async () => {
    const problem = await problemOf(await sendBoth(FILE('L-5'), 'columns:\n  idd: Réf\n'), 400);
    expect(problem.code).toBe('mapping.field.unknown');
    expect(problem.issues[0]).toMatchObject({ path: 'columns.idd', line: 2 });
    const large = await sendBoth(FILE('L-5'), `# ${'x'.repeat(70_000)}`);
    expect((await problemOf(large, 400)).issues[0]).toMatchObject({ path: 'mapping' });
    expect((await problemOf(await sendBoth(null, MAPPING), 400)).code).toBe('import.empty');
    expect(((await (await town.ask(admin, 'GET', '/v1/imports')).json()) as { total: number }).total).toBe(0);
  });
  test('its refused rows, corrected on the page, are read with the same mapping', async () => {
    const refused = await ended(await sendBoth(FILE('NULLE-PART'), MAPPING));
    expect(refused.report.counts).toMatchObject({ accepted: 0, refused: 1 });
    const page = await (await town.ask(admin, 'GET', `/imports/${refused.id}`)).text();
    const [, name = ''] = /name="([^"]+)"[^>]*value="NULLE-PART"/.exec(page) ?? [];
    const sent = await postForm(town.app, admin, `/imports/${refused.id}/corriger`, { [name]: 'L-5' });
    const corrected = (sent.headers.get('location') as string).replace('/imports/', '/v1/jobs/');
    const { report } = (await followed(corrected)).at(-1) as ShownJob;
    expect(report).toMatchObject({ counts: { accepted: 1, refused: 0 }, fatal: null });
  });
  test('goes by the form of the page too', async () => {
    const form = new FormData();
    form.set('fichier', new File([FILE('L-5')], 'parc.csv'));
    form.set('nature', 'vacancies');
    const send = (mapping: string) => {
      form.set('correspondance', new File([mapping], 'm.yaml'));
      return town.app.request('/imports', {
        method: 'POST',
        headers: { authorization: `Bearer ${admin.id}`, accept: 'text/html' },
        body: form,
      });
    };
    const faulty = await send('columns:\n  idd: Réf\n');
    expect(faulty.status).toBe(400);
    expect(await faulty.text()).toContain('role="alert"');
    const sent = await send(MAPPING);
    expect(sent.status).toBe(303);
    const job = (sent.headers.get('location') as string).replace('/imports/', '/v1/jobs/');
    expect((await followed(job)).at(-1)).toMatchObject({ report: { counts: { accepted: 1 } } });
  });
});
