import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METHODS_FOLDER } from '../../api/packs/readMethods.ts';
import type { PresentedMethod } from '../../api/present/method.ts';
import type { PresentedDiff } from '../../api/present/methodDiff.ts';
import type { PresentedFault } from '../../api/present/methodFaults.ts';
import { precal } from '../support/commandLine.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const AR_HABITAT = readFileSync(`${METHODS_FOLDER}/ar-habitat.yaml`, 'utf8');
const file = (name: string, text: string): string => {
  const path = town.path(name);
  writeFileSync(path, text);
  return path;
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('precal method check', () => {
  test('a method shipped is valid, and what it holds is counted', async () => {
    const { code, out } = await precal(['method', 'check', `${METHODS_FOLDER}/ar-habitat.yaml`]);
    expect(code).toBe(0);
    expect(plain(out)).toContain('méthode valide pour « Métropole européenne de Lille, règles de 2016 »');
    expect(plain(out)).toContain('3 niveaux, 22 critères');
  });

  test('every fault has its file, its line, the text with a caret, and a remedy', async () => {
    const faulty = AR_HABITAT.replace("version: '2016-1'", 'version: 2016')
      .replace('when: ACI_EXPULSION\n', 'when: ACI_EXPULSOIN and motive05\n')
      .replace('combine: max', 'combine: maxi');
    const path = file('fautive.yaml', faulty);
    const { code, out, err } = await precal(['method', 'check', path]);
    expect([code, err]).toEqual([1, '']);
    const lines = faulty.split('\n');
    const lineOf = (word: string) => lines.findIndex((line) => line.includes(word)) + 1;
    const text = plain(out);
    expect(text).toContain(`${path}, ligne ${lineOf('version: 2016')} : `);
    expect(text).toContain(`    version: 2016\n             ^^^^`);
    expect(text).toContain('peut-être : "2016", entre guillemets');
    expect(text).toContain(`${path}, ligne ${lineOf('maxi')} : `);
    expect(text).toMatch(/ +combine: maxi\n +\^\^\^\^/);
    expect(text).toContain('peut-être : max');
    expect(text).toContain(
      `${path}, ligne ${lineOf('ACI_EXPULSOIN')} : « ACI_EXPULSOIN » n’est pas une colonne connue.`,
    );
    expect(text).toContain('    ACI_EXPULSOIN and motive05\n    ^^^^^^^^^^^^^\n');
    expect(text).toContain('peut-être : ACI_EXPULSION');
    expect(text.trimEnd().split('\n').at(-1)).toBe('3 fautes');
  });

  test('the situations are those of the territory named; a method of another says so before its faults', async () => {
    const path = `${METHODS_FOLDER}/l441-1.yaml`;
    const elsewhere = await precal(['method', 'check', path]);
    expect(elsewhere.code).toBe(1);
    const text = plain(elsewhere.out).replace(/\s+/g, ' ');
    expect(text).toMatch(
      /^Cette méthode est écrite pour les situations de « Métropole européenne de Lille, droit en vigueur » \(--territory mel\), pas/,
    );
    expect(text).toMatch(/14 fautes $/);
    const json = JSON.parse((await precal(['method', 'check', path, '--json'])).out);
    expect(json).toMatchObject({
      territory: 'mel-2016',
      notice: expect.stringContaining('--territory mel'),
    });
    for (const territory of ['mel', 'sete'])
      expect((await precal(['method', 'check', path, '--territory', territory])).code).toBe(0);
  });
  test('the faults of a method that no territory lists are its own', async () => {
    const path = file(
      'inconnue.yaml',
      AR_HABITAT.replace('id: ar-habitat', 'id: a-moi').replace('when: ACI_EXPULSION', 'when: ACI_X'),
    );
    expect((await precal(['method', 'check', path])).out).not.toContain('Cette méthode est écrite pour');
    expect(JSON.parse((await precal(['method', 'check', path, '--json'])).out)).toMatchObject({
      notice: null,
    });
  });
  test('an id is as good as a path', async () => {
    const own = await precal(['method', 'check', 'ar-habitat']);
    expect([own.code, plain(own.out)]).toEqual([0, expect.stringContaining('3 niveaux, 22 critères')]);
    const other = await precal(['method', 'check', 'l441-1']);
    expect([other.code, plain(other.out)]).toEqual([
      0,
      expect.stringContaining('méthode valide pour « Métropole européenne de Lille, droit'),
    ]);
    const asked = await precal(['method', 'check', 'l441-1', '--territory', 'mel-2016']);
    expect([asked.code, plain(asked.out)]).toEqual([
      1,
      expect.stringMatching(/^Cette méthode est écrite pour/),
    ]);
    await refused(['method', 'check', 'zzz'], /Aucune méthode ne s’appelle « zzz »/);
  });
  test.each(['id: &a [*a]\n', 'id: &a\n  when: *a\n'])('a file that refers to itself: %j', async (text) => {
    const { code, out } = await precal(['method', 'check', file('boucle.yaml', text)]);
    expect([code, plain(out)]).toEqual([1, expect.stringContaining('trop de renvois')]);
  });
  test('an empty file', async () => {
    for (const text of ['', '\n', '# rien\n']) {
      const { code, out } = await precal(['method', 'check', file('vide.yaml', text)]);
      expect(code).toBe(1);
      expect(plain(out)).toContain('ligne 1 : Ce fichier est vide\n');
      expect(plain(out)).toContain('attendu : les clés d’une méthode : id, version, label');
    }
  });
  test.each([
    ['nationality: FR\n', 'nationality', /nationalité/],
    ['nationalité: [FR]\n', 'nationalité', /nationalité/],
    ['name: Essai\n', 'name', /ni nom, ni prénom/],
    ['nom: Essai\n', 'nom', /ni nom, ni prénom/],
    ['birthplace: x\n', 'birthplace', /lieu de naissance/],
    ['pays_de_naissance: x\n', 'pays_de_naissance', /lieu de naissance/],
    ['origin: x\n', 'origin', /origine/],
    ['origine: x\n', 'origine', /origine/],
    ['photo: x\n', 'photo', /photographie/],
    ['free_text: x\n', 'free_text', /texte libre/],
    ['commentaires: x\n', 'commentaires', /texte libre/],
    ['incomeKind: x\n', 'incomeKind', /prestation/],
    ['nature_des_ressources: x\n', 'nature_des_ressources', /prestation/],
  ])('a key that names a forbidden input is refused by name: %j', async (line, key, reason) => {
    const { code, out } = await precal(['method', 'check', file('cle.yaml', `${AR_HABITAT}${line}`)]);
    expect(code).toBe(1);
    expect(plain(out)).toContain(`« ${key} » est une entrée interdite : `);
    expect(plain(out)).toMatch(reason);
    expect(plain(out)).toMatch(/\n1 faute\n$/);
  });
  test('a forbidden key is refused inside a criterion too, and in an explanation', async () => {
    const nested = AR_HABITAT.replace(/^( +)evidence: (\w+)$/m, '$1evidence: $2\n$1nationality: FR');
    const path = file('dedans.yaml', nested);
    const { out } = await precal(['method', 'check', path]);
    expect(plain(out)).toContain('« nationality » est une entrée interdite : ');
    expect(plain(out)).toContain('nationality: FR\n');
    await refused(['method', 'explain', path], /« nationality » est une entrée interdite/);
    const meant = await precal(['method', 'check', file('nom.yaml', `${AR_HABITAT}name: x\n`)]);
    expect(plain(meant.out)).toContain('peut-être : label');
  });
  test('what is expected of an identifier reads forwards', async () => {
    const path = file('id.yaml', AR_HABITAT.replace('- id: sans-logement-ou-abri', '- id: nationalite'));
    const { code, out } = await precal(['method', 'check', path]);
    expect(code).toBe(1);
    expect(plain(out)).toContain(
      'attendu : un autre identifiant que « nationalite », entrée interdite : la nationalité',
    );
    expect(plain(out)).not.toContain('attendu : entrée interdite');
  });

  test('--json gives the faults, or the method', async () => {
    const path = file('origine.yaml', AR_HABITAT.replace('when: ACI_INDIGNE', 'when: paysDeNaissance == 1'));
    const ran = await precal(['method', 'check', path, '--json']);
    const parsed = JSON.parse(ran.out) as { faults: PresentedFault[]; method: PresentedMethod | null };
    expect(ran.code).toBe(1);
    expect(parsed.method).toBeNull();
    expect(parsed.faults).toMatchObject([
      { code: 'formula.forbidden', line: expect.any(Number), snippet: expect.any(String) },
    ]);
    expect(parsed.faults[0]!.text).toContain('lieu de naissance');
    const valid = await precal(['method', 'check', `${METHODS_FOLDER}/action-logement.yaml`, '--json']);
    expect(JSON.parse(valid.out)).toMatchObject({ faults: [], method: { id: 'action-logement' } });
  });

  test('a file that is not there is one fault', async () => {
    const ran = await precal(['method', 'check', town.path('absente.yaml')]);
    expect(ran.code).toBe(1);
    expect(plain(ran.out)).toContain('1 faute');
  });

  test('a method that is out of its dates is valid, and says so', async () => {
    const path = file('passee.yaml', AR_HABITAT.replace('validTo: null', "validTo: '2020-12-31'"));
    const { code, out } = await precal(['method', 'check', path]);
    expect(code).toBe(0);
    expect(plain(out)).toContain('Attention : la méthode « Ordonnancement AR-habitat');
  });

  test('an unknown territory', async () => {
    await refused(['method', 'check', 'x.yaml', '--territory', 'lune'], /Aucun territoire/);
  });
});

describe('precal method explain', () => {
  test('levels, rubrics, points, conditions, sources and certainty, in French', async () => {
    const { code, out } = await precal(['method', 'explain', 'ar-habitat']);
    expect(code).toBe(0);
    const text = plain(out);
    expect(text).toMatch(/^Ordonnancement AR-habitat/);
    expect(text).toContain('EXAMINÉ AVANT TOUT POINT, DANS CET ORDRE');
    expect(text).toContain('1. Ménage reconnu DALO, à reloger [source publique]');
    expect(text).toContain(
      'tout s’ajoute, 40 points au plus ; seulement si « premier accès au logement social »',
    );
    expect(text).toContain('le plus petit de (0,5 × ancienneté de la demande ; 30)');
    expect(text).toMatch(/\+20 {2}Menacé d'expulsion sans relogement \[proposition\]/);
    expect(text).toContain('date de dépôt de la demande, la plus ancienne d’abord');
    expect(text).not.toMatch(/undefined|null|NaN|waitingMonths|ACI_/);
  });
  test('every criterion of every method shipped is told, with its source', async () => {
    for (const id of ['ar-habitat', 'action-logement', 'l441-1']) {
      const { out } = await precal(['method', 'explain', id, '--json']);
      const parsed = JSON.parse(out) as PresentedMethod;
      const criteria = parsed.groups.flatMap((group) => group.criteria);
      expect(criteria.length, id).toBeGreaterThanOrEqual(3);
      for (const c of criteria) expect(c.source.length, `${id} ${c.id}`).toBeGreaterThan(10);
    }
  });
  test('a method of another territory is found there', async () => {
    for (const territory of [[], ['--territory', 'mel-2016']]) {
      const { out } = await precal(['method', 'explain', 'l441-1', ...territory]);
      expect(plain(out)).toMatch(/^Cette méthode est écrite pour les situations de « Métropole/);
      expect(out).toMatch(/^Priorités de l'article L441-1/m);
    }
    const own = await precal(['method', 'explain', 'l441-1', '--territory', 'sete']);
    expect(own.out).toMatch(/^Priorités de l'article L441-1/);
    const json = JSON.parse((await precal(['method', 'explain', 'l441-1', '--json'])).out);
    expect(json).toMatchObject({ territory: 'mel', notice: expect.stringContaining('--territory mel') });
  });
  test('a file, with what a channel, a refusal and a composite do', async () => {
    const path = file(
      'complete.yaml',
      `${AR_HABITAT}
channels:
  - { id: circuit, label: Circuit apart, when: wideWish, placement: outside, source: essai, certainty: proposal }
refusals:
  - id: refus
    label: Deux refus
    from: 2
    effect: points-lost
    points: 5
    suitedTest: Un logement de la taille et dans la commune demandées.
    source: essai
    certainty: proposal
`,
    );
    const text = plain((await precal(['method', 'explain', path])).out);
    expect(text).toContain('Circuit apart (hors cotation, suivie à part)');
    expect(text).toContain('Deux refus : à partir de 2 refus : −5 points');
    expect(text).toContain('un logement est adapté quand : Un logement de la taille');
    const whole = file(
      'ensemble.yaml',
      `id: ensemble
version: '1'
label: Ensemble
kind: composite
composes: { first-access: ar-habitat, mutation: ar-habitat }
interleave: mutation-first
source: essai
certainty: proposal
validFrom: '2026-01-01'
validTo: null
`,
    );
    expect(plain((await precal(['method', 'explain', whole])).out).replace(/\s+/g, ' ')).toContain(
      'toutes les mutations, puis tous les premiers accès',
    );
  });
  test('neither an id nor a file', async () => {
    const { err } = await refused(
      ['method', 'explain', 'inconnue'],
      /Aucune méthode ne s’appelle « inconnue »/,
    );
    expect(err).toContain('action-logement (pondération), ar-habitat (ordonnancement)');
    await refused(['method', 'explain', town.path('absente.yaml')], /manque|lu/);
  });
});

describe('precal method diff', () => {
  const changed = () =>
    file(
      'changee.yaml',
      AR_HABITAT.replace('points: min(0.5 * waitingMonths, 30)', 'points: min(waitingMonths, 60)').replace(
        "version: '2016-1'",
        "version: '2026-1'",
      ),
    );
  test('says what changed, in words', async () => {
    const { code, out } = await precal(['method', 'diff', 'ar-habitat', changed()]);
    expect(code).toBe(0);
    const text = plain(out);
    expect(text).toContain('2 CHANGEMENTS');
    expect(text).toContain('- version : 2016-1 → 2026-1');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'points : le plus petit de (0,5 × ancienneté de la demande ; 30) → le plus petit de (ancienneté de la demande ; 60)',
    );
    expect(text).not.toContain('DEMANDES');
  });
  test('a method does not differ from itself', async () => {
    expect((await precal(['method', 'diff', 'ar-habitat', 'ar-habitat'])).out).toContain('AUCUN CHANGEMENT');
  });
  test('with --data, who changes place', async () => {
    const ran = await precal([
      'method',
      'diff',
      'ar-habitat',
      changed(),
      ...town.data,
      '--first',
      '3',
      '--json',
    ]);
    const { moves } = JSON.parse(ran.out) as PresentedDiff;
    expect(moves).toMatchObject({ first: 3, demands: expect.any(Number) });
    expect(moves!.entered).toHaveLength(moves!.left.length);
    const text = plain((await precal(['method', 'diff', 'ar-habitat', changed(), ...town.data])).out);
    expect(text).toMatch(/Parmi les \d+ premières/);
    const same = await precal(['method', 'diff', 'ar-habitat', 'ar-habitat', ...town.data, '--json']);
    expect((JSON.parse(same.out) as PresentedDiff).moves).toMatchObject({
      changedOverall: 0,
      movedWithin: 0,
    });
  });
  test('two territories: each method is read under its own, and said to be', async () => {
    const { code, out } = await precal(['method', 'diff', 'ar-habitat', 'l441-1']);
    expect([code, plain(out)]).toEqual([
      0,
      expect.stringMatching(/^Cette méthode est écrite pour les situations de « Métropole/),
    ]);
    expect(plain(out)).toContain('identifiant : ar-habitat → l441-1');
    expect(out).not.toContain('ACI_INDIGNE');
    await refused(
      ['method', 'diff', 'ar-habitat', 'l441-1', ...town.data],
      /« l441-1 » est une méthode de « Métropole européenne de Lille, droit.*situations que ces demandes n’ont pas/,
    );
  });
  test('a weighting puts nobody in order', async () => {
    await refused(['method', 'diff', 'ar-habitat', 'action-logement', ...town.data], /pondération/);
  });
  test('a number of places that is none', async () => {
    await refused(['method', 'diff', 'ar-habitat', 'ar-habitat', '--first', 'dix'], /--first/);
  });
});

test.each([['method'], ['method', 'check'], ['method', 'explain'], ['method', 'diff']])(
  'help of %s %s is French',
  async (...args) => {
    const { code, out } = await precal([...args.filter(Boolean), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Emploi : precal method/);
    expect(out).not.toMatch(/\b(Usage|Options:|Commands:|default|display)\b/);
  },
);
