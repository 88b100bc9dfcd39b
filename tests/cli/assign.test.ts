import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aFolder, precal } from '../support/commandLine.ts';
import { refused } from '../support/townCli.ts';

let folder: Awaited<ReturnType<typeof aFolder>>;
beforeAll(async () => {
  folder = await aFolder();
});
afterAll(() => folder.remove());

const file = (name: string, content: unknown): string => {
  const path = folder.path(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
const assign = (path: string, ...args: string[]) => precal(['assign', '--problem', path, ...args]);

const town = {
  agents: [{ id: 'a1' }, { id: 'a2', tags: ['x'] }, { id: 'a3', tags: null }],
  resources: [{ id: 'r', capacity: 2, minimum: 1 }],
  edges: ['a1', 'a2', 'a3'].map((agent, i) => ({ agent, resource: 'r', score: 10 - i })),
  quotas: [{ id: 'mixte', kind: 'at-least', share: 0.5, tags: ['x'], penalty: 4 }],
};

describe('the example of docs/assign.md', () => {
  const guide = readFileSync(new URL('../../docs/assign.md', import.meta.url), 'utf8');
  const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide)![1]!;
  test('answers what the guide says', async () => {
    const { code, out, err } = await assign(file('guide.json', block('json')));
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(block('text'));
  });
});

describe('an answer', () => {
  test('in JSON has its value, its bound, its proof, who is where, and each quota', async () => {
    const { code, out } = await assign(file('town.json', town), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: 'optimal',
      proof: 'verified',
      value: 19,
      bound: 19,
      gap: 0,
      relativeGap: 0,
      assignment: [
        { agent: 'a1', resource: 'r', score: 10 },
        { agent: 'a2', resource: 'r', score: 9 },
      ],
      unassigned: ['a3'],
      resources: [{ id: 'r', agents: 2, used: 2, capacity: 2, minimum: 1 }],
      quotas: [{ id: 'mixte', counted: 1, among: 2, unknown: 0, lacking: 0 }],
      conflict: null,
      relaxation: null,
      notices: [],
    });
  });
  test('the same bytes twice', async () => {
    const path = file('twice.json', town);
    expect((await assign(path, '--json')).out).toBe((await assign(path, '--json')).out);
  });
  test('a quota that is not met says what lacks, and who is not known', async () => {
    const edges = town.edges.filter(({ agent }) => agent !== 'a2');
    const { code, out } = await assign(file('unmet.json', { ...town, edges }));
    expect(code).toBe(0);
    expect(plain(out)).toContain(
      'mixte : 0 sur 2 (0 %), dont 1 profil non renseigné compté contre ; au moins 50 % : non tenu, 1 agent de moins',
    );
  });
  test('without HiGHS the gap is said, in points', async () => {
    const options = { exactEdges: 0 };
    const agents = Array.from({ length: 6 }, (_, i) => ({ id: `a${i}`, size: 2 + (i % 3) }));
    const edges = agents.map(({ id: agent }, i) => ({ agent, resource: 'r', score: 3 + i }));
    const resources = [{ id: 'r', capacity: 7 }];
    const { code, out } = await assign(file('prices.json', { agents, edges, resources, options }));
    expect(code).toBe(0);
    expect(plain(out)).toMatch(
      /^Affectation trouvée, peut-être pas la meilleure : \d+ points ; il est prouvé qu’aucune affectation ne vaut plus de [\d,]+ points, soit [\d,]+ points? d’écart au plus\. Vérifié/,
    );
  });
  test('HiGHS’s own word is told from a proof', async () => {
    const problem = {
      agents: [3, 3, 2].map((size, i) => ({ id: `a${i}`, size })),
      resources: [{ id: 'r', capacity: 5 }],
      edges: [7, 7, 3].map((score, i) => ({ agent: `a${i}`, resource: 'r', score })),
    };
    const { out } = await assign(file('claimed.json', problem), '--json');
    const { status, value, claimedBound, bound } = JSON.parse(out);
    expect({ status, value, claimedBound }).toEqual({
      status: 'optimal-claimed',
      value: 10,
      claimedBound: 10,
    });
    expect(bound).toBeGreaterThan(10);
    expect(plain((await assign(file('claimed.json', problem))).out)).toMatch(
      /^Optimum d’après HiGHS, sur sa parole : 10 points ; il est prouvé/,
    );
  });
  test('what is rounded, left out, or named by nobody is said', async () => {
    const problem = {
      ...town,
      agents: [...town.agents, { id: 'géant', size: 9 }],
      edges: [
        { agent: 'a1', resource: 'r', score: 1.23456 },
        { agent: 'géant', resource: 'r', score: 5 },
      ],
      quotas: [{ ...town.quotas[0], tags: ['x', 'xx'] }],
    };
    const { notices } = JSON.parse((await assign(file('notices.json', problem), '--json')).out);
    expect(notices.map(plain)).toEqual([
      'Dans quotas[0].tags[1] : aucun agent ne porte l’étiquette « xx » ; peut-être x.',
      '1 score ou pénalité avait plus de trois décimales : arrondi au millième de point.',
      '1 arête laissée de côté : l’agent est plus grand que toute la ressource.',
    ]);
  });
  test('a long list is cut on screen, and whole in JSON', async () => {
    const agents = Array.from({ length: 130 }, (_, i) => ({ id: `a${String(i).padStart(3, '0')}` }));
    const problem = {
      agents,
      resources: [{ id: 'r', capacity: 200 }],
      edges: agents.map(({ id: agent }) => ({ agent, resource: 'r', score: 1 })),
    };
    const path = file('long.json', problem);
    const { out } = await assign(path);
    expect(plain(out)).toContain('a099 → r : 1 point … et 30 autres lignes : --json les donne toutes.');
    expect(out).not.toContain('a100');
    expect(JSON.parse((await assign(path, '--json')).out).assignment).toHaveLength(130);
  });
});

describe('when the hard ones cannot hold together', () => {
  test('what runs into what, and the smallest relaxation with its assignment', async () => {
    const problem = {
      ...town,
      quotas: [{ id: 'deux', kind: 'at-least', count: 2, tags: ['x'], hard: true }],
    };
    const { code, out, err } = await assign(file('infeasible.json', problem));
    expect([code, err]).toEqual([1, '']);
    expect(plain(out)).toMatch(
      /^Les exigences ne peuvent pas tenir ensemble\. Avec le plus petit assouplissement, 19 points ; aucune affectation ne vaut plus\. Vérifié/,
    );
    expect(plain(out)).toContain(
      'Le quota « deux » ne peut pas tenir, même seul : 1 agent seulement a l’étiquette « x » et une arête qui convienne, 2 demandés.',
    );
    expect(plain(out)).toContain('quota « deux » : 1 agent de moins que demandé');
    expect(plain(out)).toContain('deux : 1 agent ; au moins 2 : non tenu, 1 agent de moins');
    const { status, relaxation, conflict } = JSON.parse(
      (await assign(file('infeasible.json', problem), '--json')).out,
    );
    expect(status).toBe('infeasible');
    expect(relaxation).toMatchObject([{ kind: 'quota', id: 'deux', by: 1 }]);
    expect(conflict).toMatchObject({ quotas: ['deux'], minimums: [], resources: [], agents: [] });
  });
  describe('what cannot hold even alone is named alone', () => {
    const quota = (id: string, tag: string, count: number) => ({
      id,
      kind: 'at-least',
      count,
      tags: [tag],
      hard: true,
    });
    const conflictOf = async (
      problem: object,
    ): Promise<{ text: string; quotas: string[]; minimums: string[] }> =>
      JSON.parse((await assign(file('alone.json', problem), '--json')).out).conflict;
    const families = {
      agents: [
        { id: 'a1', size: 2, tags: ['ecole'] },
        { id: 'a2', size: 2, tags: ['ecole', 'metro'] },
        { id: 'a3', size: 2, tags: null },
        { id: 'a4', size: 2, tags: ['metro'] },
      ],
      resources: [{ id: 'r', capacity: 2 }],
      edges: ['a1', 'a2', 'a3', 'a4'].map((agent) => ({ agent, resource: 'r', score: 1 })),
    };
    test('a quota, before the pair that it would make; unknown tags do not count for it', async () => {
      const { text, quotas } = await conflictOf({
        ...families,
        quotas: [quota('neuf', 'ecole', 9), quota('deux', 'metro', 2)],
      });
      expect(quotas).toEqual(['neuf']);
      expect(plain(text)).toBe(
        'Le quota « neuf » ne peut pas tenir, même seul : 2 agents seulement ont l’étiquette « ecole » et une arête qui convienne, 9 demandés.',
      );
    });
    test('as many as are asked for may hold alone: what runs into them is then named with them', async () => {
      const { text, quotas } = await conflictOf({ ...families, quotas: [quota('deux', 'metro', 2)] });
      expect(quotas).toEqual(['deux']);
      expect(plain(text)).toMatch(/^Ne tiennent pas ensemble : le quota « deux », avec la capacité de « r »/);
    });
    test('nobody at all', async () => {
      const { text } = await conflictOf({
        ...families,
        edges: families.edges.slice(3),
        quotas: [quota('une', 'ecole', 1)],
      });
      expect(plain(text)).toContain(
        'aucun agent n’a l’étiquette « ecole » et une arête qui convienne, 1 demandé.',
      );
    });
    test('a minimum; edges to where the agent does not fit do not count', async () => {
      const resources = [{ id: 'r', capacity: 9, minimum: 9 }];
      const { text, minimums } = await conflictOf({ ...families, resources });
      expect(minimums).toEqual(['r']);
      expect(plain(text)).toBe(
        'Le minimum de « r » ne peut pas tenir, même seul : les agents qui peuvent y aller font 8 en tout, 9 demandés.',
      );
    });
    test('of many, twelve are said', async () => {
      const quotas = Array.from({ length: 14 }, (_, i) => quota(`q${i}`, 'ecole', 3));
      expect(plain((await conflictOf({ ...families, quotas })).text)).toMatch(/Et 2 autres, de même\.$/);
    });
  });
  test('too many of them is said the other way round; a minimum too', async () => {
    const problem = {
      agents: town.agents.map((agent) => ({ ...agent, size: 2 })),
      resources: [{ id: 'r', capacity: 5, minimum: 5 }],
      edges: town.edges.slice(1),
      quotas: [{ id: 'peu', kind: 'at-most', count: 0, tags: ['x'], hard: true }],
    };
    const { out } = await assign(file('both.json', problem), '--json');
    const { relaxation, quotas } = JSON.parse(out);
    const texts = relaxation.map(({ text }: { text: string }) => plain(text));
    expect(texts).toContain('minimum de « r » : 4 au lieu de 5');
    expect(texts).toContain('quota « peu » : 2 agents de plus que demandé');
    expect(plain(quotas[0].text)).toContain('au plus 0 : non tenu, 2 agents de trop');
  });
  test('only whole agents make it so', async () => {
    const problem = {
      agents: [2, 2, 5].map((size, i) => ({ id: `a${i}`, size })),
      resources: [{ id: 'r', capacity: 6, minimum: 6 }],
      edges: [0, 1, 2].map((i) => ({ agent: `a${i}`, resource: 'r', score: 1 })),
    };
    const { out } = await assign(file('whole.json', problem));
    expect(plain(out)).toContain('Des fractions d’agents tiendraient les exigences, des agents entiers non');
    expect(plain(out)).toContain('minimum de « r » : 5 au lieu de 6');
  });
  test('nothing found within the limits is not said to be impossible', async () => {
    const problem = {
      ...town,
      quotas: [{ id: 'deux', kind: 'at-least', count: 2, tags: ['x'], hard: true }],
      options: { exactEdges: 0 },
    };
    const { code, out } = await assign(file('not-found.json', problem));
    expect(code).toBe(1);
    expect(plain(out)).toMatch(/^Aucune affectation .* Rien ne dit qu’il n’y en a pas/);
    expect(JSON.parse((await assign(file('not-found.json', problem), '--json')).out)).toMatchObject({
      status: 'not-found',
      proof: null,
      value: null,
      assignment: [],
    });
  });
});

describe('a problem that is refused', () => {
  const edited = (from: string, to: string) => JSON.stringify(town).replace(from, to);
  test.each([
    ['a file that is not there', null, /Le fichier « .*absent\.json » ne peut pas être lu/],
    [
      'half a file',
      edited('"edges"', ''),
      /« .*refused\.json ».* : ce n’est pas du JSON ; peut-être une virgule/,
    ],
    ['NaN', edited('"score":10', '"score":NaN'), /ce n’est pas du JSON ; peut-être NaN ou Infinity/],
    ['an empty file', '', /ce n’est pas du JSON/],
    ['endless lists', '['.repeat(100_000), /ce n’est pas du JSON/],
    ['a list', '[]', /« .*refused\.json » : « \[\] » reçu ; attendu : un groupe de clés/],
    [
      'a score too large for a number',
      edited('"score":10', '"score":1e999'),
      /edges\[0\]\.score : .*attendu : un nombre/,
    ],
    [
      'a score in quotes',
      edited('"score":10', '"score":"10"'),
      /edges\[0\]\.score : « 10 » reçu ; attendu : un nombre ; peut-être 10, sans guillemets/,
    ],
    [
      'a negative capacity',
      edited('"capacity":2', '"capacity":-2'),
      /resources\[0\]\.capacity : « -2 » reçu ; attendu : un nombre entier de 0/,
    ],
    ['a key that is missing', edited('"capacity":2,', ''), /resources\[0\]\.capacity : cette clé manque/],
    [
      'a key nobody knows',
      edited('"capacity"', '"capacite"'),
      /resources\[0\]\.capacite : clé inconnue ; attendu : une clé parmi id, capacity, minimum ; peut-être capacity/,
    ],
    [
      'a prototype',
      edited('"id":"r"', '"id":"r","__proto__":{}'),
      /resources\[0\]\.__proto__ : clé inconnue/,
    ],
    [
      'an id given twice',
      edited('"id":"a2"', '"id":"a1"'),
      /agents\[1\]\.id : cet identifiant est déjà pris/,
    ],
    [
      'a resource that is not there',
      edited('"resource":"r"', '"resource":"s"'),
      /edges\[0\]\.resource : cet identifiant \(« s »\) n’existe pas dans ce problème/,
    ],
    ['an edge twice', edited('"agent":"a2"', '"agent":"a1"'), /edges\[1\] : cette arête est déjà donnée/],
    [
      'a minimum that does not fit',
      edited('"minimum":1', '"minimum":3'),
      /resources\[0\]\.minimum : un minimum de 3 .* au plus la capacité, 2/,
    ],
    [
      'a share and a number',
      edited('"share":0.5', '"share":0.5,"count":1'),
      /quotas\[0\] : .*attendu : share ou count, reçu : les deux/,
    ],
    [
      'among with a number',
      edited('"share":0.5', '"count":1,"among":["x"]'),
      /quotas\[0\]\.among : .*n’a pas de sens avec un nombre/,
    ],
    [
      'a forbidden tag',
      edited('"tags":["x"],"penalty"', '"tags":["origine"],"penalty"'),
      /quotas\[0\]\.tags\[0\] : « origine » est une entrée interdite : l’origine/,
    ],
  ])('%s', async (_, content, says) => {
    const path = content === null ? folder.path('absent.json') : file('refused.json', content);
    const { err } = await refused(['assign', '--problem', path], /./);
    expect(plain(err)).toMatch(says);
  });
  test('ids of agents are not repeated', async () => {
    const number = '999123456789012345';
    for (const content of [
      edited('"agent":"a2"', `"agent":"${number}"`),
      edited('"id":"a2"', `"id":${number}`),
      edited('"agent":"a2"', `"agent":${number}`),
      edited('"id":"a1"},{"id":"a2"', `"id":"${number}"},{"id":"${number}"`),
    ]) {
      expect(content).toContain(number);
      const { err } = await refused(['assign', '--problem', file('person.json', content)], /agents?/);
      expect(err).not.toContain(number);
    }
  });
  test('twenty faults are said, the rest counted', async () => {
    const edges = Array.from({ length: 50 }, () => ({ agent: 'a9', resource: 'r', score: 1 }));
    const { err } = await refused(
      ['assign', '--problem', file('many.json', { ...town, edges })],
      /Et 30 autres fautes/,
    );
    expect(err.trim().split('\n')).toHaveLength(21);
  });
  test('no problem at all', async () => {
    await refused(['assign'], /Il manque l’option --problem/, 2);
  });
});
