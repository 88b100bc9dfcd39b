import { describe, expect, test } from 'vitest';
import { issueText } from '../../api/present/messages.ts';
import { presentRepair, REPAIR_MESSAGES } from '../../api/present/repair.ts';
import type { Change } from '../../engine/assignment/repair/change.ts';
import { carryTo } from '../../engine/assignment/repair/session.ts';
import {
  BEFORE,
  CANDIDATES,
  exclude,
  id,
  lists,
  MODEL,
  meetingModel,
  mended,
  pin,
  rerank,
  withdraw,
} from '../assignment/repair/meeting.ts';

const NAMES = {
  vacancy: (vacancy: number) => `V-${vacancy + 1}`,
  demand: (candidate: number) => `999-${CANDIDATES[candidate]}`,
  row: () => 'Mixité du quartier',
};
const said = (changes: readonly Change[], before = BEFORE, model = MODEL) => {
  const repaired = mended(changes, before, model);
  return presentRepair(repaired, NAMES);
};
const texts = (...args: Parameters<typeof said>): readonly string[] =>
  said(...args).lists.map(({ text }) => text.replaceAll('\u00a0', ' '));

describe('each list that changed, in one sentence', () => {
  test('a withdrawal', () => {
    expect(texts([withdraw('b')])).toEqual([
      'Au logement V-1 : le candidat 2 (demande 999-b) se retire ; le candidat 3 passe au rang 2 ; entre au rang 3 la demande 999-g.',
    ]);
  });
  test('a withdrawal for another motive', () => {
    const change: Change = { kind: 'withdraw', candidate: id('c'), motive: 'offer-accepted' };
    expect(texts([change])[0]).toContain(
      'le candidat 3 (demande 999-c) sort de la séance (autre proposition acceptée) ;',
    );
  });
  test('a missing paper', () => {
    expect(texts([exclude('a', 0)])[0]).toContain(
      'le candidat 1 (demande 999-a) sort de cette liste (pièce manquante) ;',
    );
  });
  test('a missing paper, and the candidate enters elsewhere', () => {
    const model = meetingModel(['a9 b8 c7', 'a9 d9 e8 f7']);
    expect(texts([exclude('a', 0)], lists('abc', 'de'), model)).toEqual([
      'Au logement V-1 : le candidat 1 (demande 999-a) sort de cette liste (pièce manquante), et entre au logement V-2 ; le candidat 2 passe au rang 1 ; le candidat 3 passe au rang 2 ; il reste 1 place sans candidat.',
      'Au logement V-2 : entre au rang 3 la demande 999-a, jusqu’ici au logement V-1.',
    ]);
  });
  test('a vacancy pulled', () => {
    expect(texts([{ kind: 'pull', vacancy: 1 }])).toEqual([
      'Le logement V-2 est retiré de la séance ; 3 candidats ne sont plus sur aucune liste.',
    ]);
    const model = meetingModel(['a9 b8 d7', 'd9']);
    expect(texts([{ kind: 'pull', vacancy: 1 }], lists('ab', 'd'), model)).toEqual([
      'Au logement V-1 : entre au rang 3 la demande 999-d, jusqu’ici au logement V-2.',
      'Le logement V-2 est retiré de la séance ; la demande 999-d entre au logement V-1.',
    ]);
  });
  test('a pin: who makes room, and who comes from another list', () => {
    expect(texts([pin('h', 0, 1)])).toEqual([
      'Au logement V-1 : le candidat 3 (demande 999-c) laisse sa place ; le candidat 1 passe au rang 2 ; le candidat 2 passe au rang 3 ; entre au rang 1 la demande 999-h, placée à la main.',
    ]);
    expect(texts([pin('d', 0)])[1]).toContain(
      'le candidat 1 (demande 999-d) passe au logement V-1, où il est placé à la main ;',
    );
  });
  test('a chain through another list', () => {
    const model = meetingModel(['a9 b8 c7 d6', 'd9 e8 f7 g6']);
    expect(texts([withdraw('b')], BEFORE, model)[1]).toContain(
      'le candidat 1 (demande 999-d) passe au logement V-1, où il ne reste personne d’autre ;',
    );
  });
  test('an order by hand', () => {
    expect(texts([rerank(0, 'bac')])).toEqual([
      'Au logement V-1 : le candidat 1 passe au rang 2 ; le candidat 2 passe au rang 1 ; la demande 999-b passe devant la demande 999-a.',
    ]);
  });
  test('no longer eligible', () => {
    const model = meetingModel(['a9 c7', 'd9 e8 f7']);
    const carried = carryTo(BEFORE, {
      model,
      vacancyOf: Int32Array.from([0, 1]),
      candidateOf: Int32Array.from({ length: 8 }, (_, i) => i),
    });
    expect(texts([], carried, model)[0]).toContain('n’est plus éligible à ce logement ;');
  });
});

describe('what it does to the session', () => {
  const target = (penalty: number, required = 1) => ({
    required,
    penalty,
    coef: (_: number, c: number) => (c === 1 ? 1 : 0),
  });
  const spoken = (penalty: number, required = 1) => {
    const model = meetingModel(['a9* b8 c7 g6 h5', 'd9 e8 f7'], { rows: [target(penalty, required)] });
    const p = said([withdraw('a')], BEFORE, model);
    return { ...p, target: p.targets[0]?.text.replaceAll('\u00a0', ' ') };
  };

  test('a summary', () => {
    expect(said([withdraw('b')]).summary.replaceAll('\u00a0', ' ')).toBe(
      '1 liste change : 1 sortie, 1 entrée.',
    );
    expect(said([withdraw('g')]).summary).toBe('Aucune liste ne change.');
  });
  test('what a target lacks, before and after', () => {
    expect(spoken(5000).target).toBe(
      'Mixité du quartier : il manque 1 logement attendu (il en manquait 0,4 logement).',
    );
    expect(spoken(5000, 0.6).target).toBe(
      'Mixité du quartier : il manque 0,6 logement attendu (rien n’y manquait).',
    );
    const model = meetingModel(['a9 b8* c7', 'd9'], { rows: [target(5000, 0.6)] });
    expect(said([withdraw('a')], BEFORE_B, model).targets[0]?.text.replaceAll('\u00a0', ' ')).toBe(
      'Mixité du quartier : tenu en moyenne (il en manquait 0,4 logement).',
    );
  });
  test('some hundredths of a dwelling are not told as none', () => {
    expect(spoken(5000, 0.63).target).toBe(
      'Mixité du quartier : il manque 0,6 logement attendu (il en manquait moins de 0,1 logement).',
    );
    const model = meetingModel(['a9 b8* c7', 'd9'], { rows: [target(5000, 0.63)] });
    expect(said([withdraw('a')], BEFORE_B, model).targets[0]?.text.replaceAll('\u00a0', ' ')).toBe(
      'Mixité du quartier : il manque moins de 0,1 logement attendu (il en manquait 0,4 logement).',
    );
  });
  test('a rule that had to hold and does not', () => {
    expect(spoken(Infinity).target).toContain('cette règle devait être tenue');
    expect(spoken(Infinity).proof).toContain('Une règle impérative n’est pas tenue.');
    expect(spoken(5000).proof).not.toContain('impérative');
  });
  test('points without what only fills places', () => {
    expect(said([withdraw('b')]).points.replaceAll('\u00a0', ' ')).toMatch(
      /^Valeur attendue des listes, où une demande que son niveau fait passer devant une autre compte au moins autant qu’elle : 16,04 points avant, 15,4 points après ; coût des objectifs non tenus : 0 point avant, 0 point après\.$/,
    );
  });
  test('proven or not', () => {
    expect(said([withdraw('b')]).proof).toMatch(/^Aucune autre réparation/);
    const cut = { ...mended([withdraw('b')]), proven: false };
    expect(presentRepair(cut, NAMES).proof).toMatch(/^La recherche s’est arrêtée à sa limite/);
  });
});

/** The first dwelling's candidate b stands second: it moves up when a withdraws. */
const BEFORE_B = lists('abc', 'd');

describe('a refused change', () => {
  test.each(Object.keys(REPAIR_MESSAGES))('%s says what to do, without a person’s number', (code) => {
    const text = issueText({ code, path: 'changes[0]', received: '2', expected: '1 à 3' });
    expect(text).toMatch(/^[A-ZÀ-Ý].*\.$/);
    expect(text).not.toContain('changes');
  });
});
