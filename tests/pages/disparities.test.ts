import { beforeAll, describe, expect, test } from 'vitest';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { type ComparingTown, comparingTown, type Who } from '../support/comparingTown.ts';
import { postForm } from '../support/formPost.ts';
import { pageHtml } from '../support/pageText.ts';

const LISTS = { source: 'lists', method: 'ar-habitat', size: '3', seed: '1' };

describe('/egalite', () => {
  let town: ComparingTown;
  beforeAll(async () => {
    town = await comparingTown();
  }, 120_000);
  const text = async (who: Who, path: string): Promise<string> => pageHtml(await town.page(who, path));
  const asked = async (fields: Readonly<Record<string, string>>): Promise<string> => {
    const sent = await postForm(town.app, PRINCIPALS.coordination, '/egalite', fields);
    expect(sent.status).toBe(303);
    const job = sent.headers.get('location') as string;
    for (;;) {
      const response = await town.page('coordination', job);
      if (response.status === 303) return response.headers.get('location') as string;
      await new Promise((next) => setTimeout(next, 10));
    }
  };

  test('says what to do when nothing is kept, then lists what is', async () => {
    expect(await text('coordination', '/egalite')).toContain('Aucun examen n’est gardé');
    const result = await asked(LISTS);
    expect(result).toMatch(/^\/egalite\/[0-9a-f]{32}$/);
    expect(await text('analyst', '/egalite')).toContain(`href="${result}"`);
    const html = await text('analyst', result);
    expect(html).toContain('Un écart n’est pas une discrimination');
    expect(html).toContain('Sur une liste de la méthode seule');
    expect(html).toContain('Ce que chaque critère déplace');
    expect(html).toMatch(/sur 10<\/td>/);
  });

  test('recorded decisions are drawn reading by reading, and say whom they miss', async () => {
    const html = await text(
      'admin',
      await asked({ ...LISTS, source: 'recorded', from: '2025-11', to: '2026-10' }),
    );
    expect(html).toContain('Sur une liste de la commission');
    expect(html).toContain('À lire avec prudence');
    expect(html).toMatch(/<svg[^>]*role="img"/);
    expect(html).toContain('1 : égal');
  });

  test.each([
    [{ ...LISTS, source: 'hasard' }, 'un choix de la liste'],
    [{ ...LISTS, source: 'recorded', from: 'mai', to: '2026-10' }, 'un mois de la liste'],
    [{ ...LISTS, size: '2' }, 'un nombre de candidats, de 3 à 10'],
    [{ ...LISTS, seed: '-1' }, 'un nombre entier'],
    [{ ...LISTS, method: 'nulle' }, 'Aucune méthode ne s’appelle « nulle »'],
  ])('%j is given back with what is wrong', async (fields, says) => {
    const sent = await postForm(town.app, PRINCIPALS.admin, '/egalite', fields);
    expect(sent.status).toBeGreaterThanOrEqual(400);
    const html = await pageHtml(sent);
    expect(html).toMatch(/role="alert"/);
    expect(html).toContain(says);
    expect(html).toContain('action="/egalite"');
  });

  test('is for coordination bodies, analysts and administrators', async () => {
    for (const who of ['bailleur', 'commune', 'reservataire'] as const)
      expect((await town.page(who, '/egalite')).status).toBe(403);
    expect((await town.page('admin', '/egalite/rien')).status).toBe(404);
  });
});
