import { beforeEach, describe, expect, test } from 'vitest';
import { resultPage, workOf } from '../../api/pages/jobs/works.ts';
import { jobProgressText, jobShare } from '../../api/present/jobProgress.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { MINE, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { type ComparingTown, comparingTown, type Who } from '../support/comparingTown.ts';
import { postForm } from '../support/formPost.ts';
import { pageHtml } from '../support/pageText.ts';

const PATIENCE = { timeout: 30_000 };
const QUESTION = { policies: ['points', 'lottery'], months: 1, replications: 1 };

describe('work under way', () => {
  let town: ComparingTown;
  const begun = async (who: Who, question: unknown = QUESTION): Promise<string> => {
    const response = await town.app.request('/v1/comparisons', {
      method: 'POST',
      headers: { authorization: `Bearer ${PRINCIPALS[who].id}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    expect(response.status).toBe(202);
    return (response.headers.get('location') as string).replace('/v1/jobs', '/travaux');
  };
  beforeEach(async () => {
    town = await comparingTown();
  });

  test('says where it is, loads itself only where scripts are off, and leads to its result', async () => {
    const job = await begun('coordination');
    // The world is read before the first step.
    let html = '';
    await expect
      .poll(async () => {
        html = await pageHtml(await town.page('coordination', job));
        return html;
      }, PATIENCE)
      .toContain('calcul sur 60');
    expect(html).toMatch(/20 % : 12 étapes de calcul sur 60\./);
    expect(html).toContain('value="0.2"');
    expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="5"/);
    expect(html.replace(/<noscript>.*?<\/noscript>/s, '')).not.toContain('http-equiv="refresh"');
    expect(html).toMatch(/href="\/essais"[^>]*>← Essais/);
    town.goOn();
    await expect.poll(async () => (await town.page('coordination', job)).status, PATIENCE).toBe(303);
    const result = (await town.page('coordination', job)).headers.get('location');
    expect(result).toMatch(/^\/essais\/[0-9a-f]{32}$/);
  });

  test('is stopped by its button: it says so, then why nothing is kept, and where to ask anew', async () => {
    const job = await begun('analyst');
    const sent = await postForm(town.app, PRINCIPALS.analyst, `${job}/arret`, {});
    expect(sent.status).toBe(303);
    const after = sent.headers.get('location') as string;
    const waiting = await (await town.page('analyst', after)).text();
    expect(waiting).toMatch(/L’arrêt est demandé\s: ce qui est commencé se termine, puis les réplications/);
    expect(waiting).toContain('S’il n’y en a encore aucune, rien n’est gardé.');
    expect(waiting).not.toContain('/arret"');
    town.goOn();
    const html = await pageHtml(await town.settled('analyst', after));
    expect(html).toMatch(/role="alert"/);
    expect(html).toContain('arrêtée avant la fin de sa première réplication');
    expect(html).toContain('href="/essais/nouveau"');
  });

  test('that failed says why in words', async () => {
    const job = await begun('admin', { from: '2019-01', to: '2019-02' });
    town.goOn();
    expect(await pageHtml(await town.settled('admin', job))).toContain(
      'Aucun logement libéré n’est enregistré',
    );
  });

  test('is its holder’s and the administrator’s', async () => {
    const job = await begun('coordination');
    expect((await town.page('analyst', job)).status).toBe(403);
    expect((await postForm(town.app, PRINCIPALS.analyst, `${job}/arret`, {})).status).toBe(403);
    expect((await town.page('admin', job)).status).toBe(200);
    expect((await town.page('admin', '/travaux/rien')).status).toBe(404);
    town.goOn();
  });
});

test('lists and files are followed on pages of their own', async () => {
  const slow = {
    ...sameThreadSolver,
    solve: async (...asked: Parameters<typeof sameThreadSolver.solve>) => {
      await new Promise((next) => setTimeout(next, 50));
      return sameThreadSolver.solve(...asked);
    },
  };
  const { ask, app } = served({}, { solver: slow, waitMs: 1 });
  const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  const session = made.headers.get('location')!.split('/').at(-1)!;
  const followed = await ask(PRINCIPALS.bailleur, 'GET', `/travaux/${session}`);
  expect([followed.status, followed.headers.get('location')]).toEqual([303, `/seances/calculs/${session}`]);
  const sent = await app.request('/v1/imports?kind=vacancies&file=x.csv', {
    method: 'POST',
    headers: { authorization: `Bearer ${PRINCIPALS.admin.id}`, 'content-type': 'application/octet-stream' },
    body: 'Identifiant;Logement;Disponible le;Motif\n',
  });
  const { id } = (await sent.json()) as { id: string };
  const read = await ask(PRINCIPALS.admin, 'GET', `/travaux/${id}`);
  expect([read.status, read.headers.get('location')]).toEqual([303, `/imports/${id}`]);
});

test('of brakes, the button and what follows say that a stop keeps nothing; of a frontier, what it has found', async () => {
  const solver = {
    ...sameThreadSolver,
    brakes: async (...[, , options]: Parameters<typeof sameThreadSolver.brakes>) => {
      await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
      return [];
    },
  };
  const { ask } = served({}, { solver });
  const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  const asked = await ask(PRINCIPALS.bailleur, 'POST', `${made.headers.get('location')}/brakes`);
  const job = asked.headers.get('location') as string;
  const page = job.replace('/v1/jobs', '/travaux');
  expect(await pageHtml(await ask(PRINCIPALS.bailleur, 'GET', page))).toContain('Arrêter, sans rien garder');
  const stopping = await pageHtml(await ask(PRINCIPALS.bailleur, 'GET', `${page}?arret=demande`));
  expect(stopping).toContain('rien n’est gardé.');
  expect(stopping).not.toMatch(/le résultat paraît|Le résultat s’ouvre/);
  await ask(PRINCIPALS.bailleur, 'DELETE', job);
  expect(workOf({ kind: 'brakes', session: null }).stopped).toMatch(/rien n’est gardé$/);
  const frontier = workOf({ kind: 'frontier', session: null });
  expect(`${frontier.stop} ; ${frontier.stopped}`).toMatch(
    /garder les compositions.*compositions trouvées paraissent/,
  );
});

describe('how far', () => {
  const told: readonly (readonly [Parameters<typeof jobProgressText>[0], number | null, RegExp])[] = [
    [null, null, /se prépare/],
    [{ done: 0, total: 0 }, null, /se prépare/],
    [{ done: 1, total: 3 }, 1 / 3, /^33\u00a0% : 1\u00a0étape de calcul sur 3\.$/],
    [{ done: 999, total: 1000 }, 0.999, /^99\u00a0%/],
    [{ done: 3, total: 3 }, 1, /^Tout est calculé/],
    [{ done: 5, total: 100, step: 'targets' }, 0.05, /de chaque objectif : 5\u00a0%\.$/],
    [{ done: 100, total: 100, step: 'lists' }, 1, /à chaque prix : 100\u00a0%\.$/],
    [{ bytesRead: 50, totalBytes: 200 }, 0.25, /^25\u00a0% du fichier/],
    [{ bytesRead: 50, totalBytes: null }, null, /^Le fichier est lu/],
    [{ stage: 0, stages: 1, round: 4 }, null, /tour 4/],
  ];
  test('is told for each kind of work', () => {
    for (const [progress, share, text] of told) {
      expect(jobShare(progress)).toBe(share);
      expect(jobProgressText(progress)).toMatch(text);
    }
  });
  test.each([
    ['/v1/comparisons/abc', '/essais/abc'],
    ['/v1/simulations/abc', '/simulations/abc'],
    ['/v1/disparities/abc', '/egalite/abc'],
    ['/v1/sessions/2026-11-02-1/brakes?version=3', '/seances/2026-11-02-1/freins?calcul=freins'],
    [
      '/v1/sessions/2026-11-02-1/frontier?family=aci&steps=4&version=3',
      '/seances/2026-11-02-1/freins?calcul=aci&compositions=4',
    ],
    ['/v1/sessions/2026-11-02-1', null],
    ['/v1/autre/abc', null],
  ])('the page of %s', (result, page) => {
    expect(resultPage(result)).toBe(page);
  });
});
