import { beforeAll, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { household } from '../support/meetingTown.ts';
import { pageHtml } from '../support/pageText.ts';

const { admin } = PRINCIPALS;
let town: Served;
const pageOf = async (path: string, method = 'GET') => {
  const response = await town.ask(admin, method, path);
  expect(response.status).toBe(200);
  return pageHtml(response);
};

beforeAll(async () => {
  town = served();
  const made = await town.ask(admin, 'POST', '/v1/sessions', { vacancies: ['V-1', 'V-2'] });
  expect(made.status).toBe(201);
});

describe('the register', () => {
  test('shows what was done, and its head, and no number', async () => {
    const html = await pageOf('/registre');
    expect(html).toMatch(/séance .* proposée, 2\slistes/);
    expect(html).toMatch(/empreinte SHA-256 de la dernière/);
    expect(html).not.toContain(household(1));
  });
  test('finds by word, and says when nothing is found', async () => {
    expect(await pageOf('/registre?cherche=PROPOSÉE%2C+2+listes')).toMatch(/séance .* proposée/);
    expect(await pageOf('/registre?cherche=bail+signé')).toContain('Aucune des dernières écritures');
  });
  test('a number or a hash leads to what it names', async () => {
    expect((await town.ask(admin, 'GET', '/registre?cherche=1')).headers.get('location')).toBe('/registre/1');
    const hash = 'a'.repeat(64);
    expect((await town.ask(admin, 'GET', `/registre?cherche=${hash}`)).headers.get('location')).toBe(
      `/registre/proces-verbaux/${hash}`,
    );
  });
  test.each(['/registre/99', '/registre/zéro', `/registre/proces-verbaux/${'0'.repeat(64)}`])(
    '%s is not there',
    async (path) => {
      expect((await town.ask(admin, 'GET', path)).status).toBe(404);
    },
  );
  test('is verified', async () => {
    expect(await pageOf('/registre/verification')).toMatch(/Le registre tient/);
  });
});

describe('a record', () => {
  const record = async () =>
    /\/registre\/proces-verbaux\/([0-9a-f]{64})/.exec(await pageOf('/registre/1'))?.[1];
  test('an entry leads to it; it holds commitments and no number', async () => {
    const html = await pageOf(`/registre/proces-verbaux/${await record()}`);
    expect(html).toMatch(/séance <a href="\/seances\/|séance 2026/);
    expect(html).not.toContain(household(1));
  });
  test('the proposal is made again, byte for byte', async () => {
    const html = await pageOf(`/registre/proces-verbaux/${await record()}/refaire`, 'POST');
    expect(html).toMatch(/le procès-verbal est le même à l’octet près/);
  });
});
