import { describe, expect, test } from 'vitest';
import {
  FlowsPlanSchema,
  FlowsReviewSchema,
  FlowsSchema,
  flowsNextSchema,
} from '../../api/http/flowsSchemas.ts';
import { DwellingSchema } from '../../api/http/schemas.ts';
import { MINE, OTHER, OTHER_BAILLEUR, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { appOf, problemOf } from '../support/http.ts';
import { TOWN } from '../support/town.ts';

const CONTENT = {
  ...TOWN,
  allocations: [
    anAllocation('L-1', { contingent: 'COLACT', leaseSignedOn: '2026-06-01' }),
    anAllocation('L-1', { contingent: 'COLACT', decidedOn: '2025-03-04' }),
    anAllocation('L-2', { contingent: null }),
  ],
};
const app = appOf(CONTENT);
const get = async <T>(path: string, schema: { parse: (value: unknown) => T }): Promise<T> => {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  const body = await response.json();
  expect(JSON.stringify(body)).not.toMatch(/undefined|NaN|\[object/);
  return schema.parse(body);
};

describe('flows over HTTP', () => {
  test('GET /v1/flows: each cell, its contingents, where they are, how they overlap', async () => {
    const flows = await get('/v1/flows', FlowsSchema);
    const [cell] = flows.cells;
    expect(cell).toMatchObject({
      bailleur: 'lille-metropole-habitat',
      qpv: 'out',
      stock: 7,
      base: 2,
      unknown: 1,
    });
    expect(cell!.contingents.find(({ reservataire }) => reservataire === 'COLACT')).toMatchObject({
      credited: 1,
      due: 0.4,
      certainty: 'proposal',
    });
    expect(flows.localisation.all.leases).toBe(2);
    expect(flows.overlaps!.waiting.reduce((sum, { demands }) => sum + demands, 0)).toBeGreaterThan(0);
    expect(flows.regime).toBe('household-profile');
  });

  test('GET /v1/flows narrows to a landlord, by name too, and to a réservataire', async () => {
    const named = await get('/v1/flows?bailleur=Vilogia', FlowsSchema);
    expect(named.cells).toEqual([]);
    const one = await get('/v1/flows?reservataire=colact', FlowsSchema);
    expect(one.cells[0]!.contingents.map(({ reservataire }) => reservataire)).toEqual(['COLACT']);
  });

  test('GET /v1/flows/plan and /next', async () => {
    const plan = await get('/v1/flows/plan', FlowsPlanSchema);
    const total = plan.cells[0]!.contingents.reduce((sum, { planned }) => sum + planned, 0);
    expect(total).toBeCloseTo(plan.cells[0]!.remaining - plan.cells[0]!.unfilled, 4);
    const next = await get('/v1/flows/next?anew=true', flowsNextSchema(DwellingSchema));
    expect(next.vacancies.map(({ kind }) => kind)).toContain('next');
    expect(next.counts.reduce((sum, { vacancies }) => sum + vacancies, 0)).toBe(
      next.vacancies.filter(({ kind }) => kind !== 'none').length,
    );
  });

  test('GET /v1/flows/review: last year unless said, as JSON or CSV', async () => {
    const review = await get('/v1/flows/review', FlowsReviewSchema);
    expect(review).toMatchObject({ year: 2025, lines: [{ allocated: 1, reservataire: 'COLACT' }] });
    const response = await app.request('/v1/flows/review?year=2026&format=csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/bilan-2026\.csv/);
    const [header, ...lines] = (await response.text()).trim().split('\n');
    expect(header).toMatch(
      /Bailleur;Réservataire;Type;Financement;QPV;.*Période de construction \[proposition\]/,
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/;non renseigné;/);
  });

  test.each([
    ['/v1/flows?reservataire=PERSONNE', 'option.choice'],
    ['/v1/flows?bailleur=personne', 'session.bailleur-unknown'],
  ])('%s is refused', async (path, code) => {
    expect((await problemOf(await app.request(path), 400)).code).toBe(code);
  });
  test.each(['/v1/flows/review?year=1999', '/v1/flows?autre=1', '/v1/flows/next?anew=oui'])(
    '%s is refused by its own schema',
    async (path) => {
      await problemOf(await app.request(path), 400);
    },
  );
});

test('pages of /v1/flows/next: a vacancy that is no longer listed makes none skipped', async () => {
  const town = served({});
  const page = async (query: string) => {
    const response = await town.ask(PRINCIPALS.admin, 'GET', `/v1/flows/next?${query}`);
    const { vacancies, nextCursor } = (await response.json()) as {
      readonly vacancies: readonly { readonly vacancy: string }[];
      readonly nextCursor: string | null;
    };
    return { ids: vacancies.map(({ vacancy }) => vacancy), nextCursor };
  };
  const { ids: whole } = await page('limit=500');
  const first = await page('limit=1');
  expect(first.ids).toEqual(whole.slice(0, 1));
  const cursor = encodeURIComponent(first.nextCursor!);
  for (const bailleur of [PRINCIPALS.bailleur.of, OTHER_BAILLEUR]) {
    const { ids } = await page(`bailleur=${bailleur}`);
    expect(ids.length).toBeGreaterThan(0);
    const rest = await page(`bailleur=${bailleur}&cursor=${cursor}`);
    expect(rest.ids).toEqual(ids.filter((id) => id !== first.ids[0]));
  }
});

describe('who has only its own', () => {
  const town = served({});
  const ask = (principal: (typeof PRINCIPALS)[keyof typeof PRINCIPALS], path: string) =>
    town.ask(principal, 'GET', path);

  test('a landlord sees its own flows and vacancies, and is refused another’s', async () => {
    const { cells, overlaps } = FlowsSchema.parse(await (await ask(PRINCIPALS.bailleur, '/v1/flows')).json());
    expect(new Set(cells.map(({ bailleur }) => bailleur))).toEqual(new Set([PRINCIPALS.bailleur.of]));
    expect(overlaps).toBeNull();
    const next = await (await ask(PRINCIPALS.bailleur, '/v1/flows/next')).text();
    expect(next).toContain(`"${MINE.vacancy}"`);
    expect(next).not.toContain(`"${OTHER.vacancy}"`);
    await problemOf(await ask(PRINCIPALS.bailleur, `/v1/flows?bailleur=${OTHER_BAILLEUR}`), 403);
  });
  test('a réservataire sees its own contingent', async () => {
    const { cells } = FlowsSchema.parse(await (await ask(PRINCIPALS.reservataire, '/v1/flows')).json());
    expect(new Set(cells.flatMap(({ contingents }) => contingents.map((c) => c.reservataire)))).toEqual(
      new Set([PRINCIPALS.reservataire.of]),
    );
    await problemOf(await ask(PRINCIPALS.reservataire, '/v1/flows/plan?reservataire=PPRIOR'), 403);
  });
});
