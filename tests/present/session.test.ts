import { describe, expect, test } from 'vitest';
import { presentSession } from '../../api/present/session.ts';
import { presentSessionHousehold } from '../../api/present/sessionHousehold.ts';
import { sessionHouseholdText, sessionText } from '../../api/present/sessionText.ts';
import { sessionNames } from '../../api/present/sessionWords.ts';
import {
  type ExplainInput,
  explainSession,
  type SessionExplanation,
} from '../../engine/assignment/explain/explainSession.ts';
import { explainHousehold } from '../../engine/assignment/explain/household.ts';
import { sessionConflict } from '../../engine/assignment/explain/sessionConflict.ts';
import { EMPTY } from '../../engine/assignment/model.ts';
import { repair } from '../../engine/assignment/repair/repair.ts';
import { assignmentOf, sessionOf } from '../../engine/assignment/repair/session.ts';
import type { VacancyId } from '../../engine/domain/ids.ts';
import {
  ACI,
  dwelling,
  explained,
  HIGHER,
  household,
  MIX,
  rowOf,
  type SessionCase,
  solved,
} from '../assignment/explain/support.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import { target } from '../support/territory.ts';

/* What a commission reads of a session. */

const CONTEXT = { simulated: false, uncountedAllocations: 0 };
const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');
const shown = (session: SessionExplanation) => presentSession(session, CONTEXT);
const why = (session: SessionExplanation, i = 0, vacancy = 0): string =>
  plain(shown(session).lists[vacancy]!.candidates[i]!.why);
const gaveUp = (session: SessionExplanation, vacancy = 0): readonly string[] =>
  shown(session).lists[vacancy]!.givenUp.map(plain);

const FOUR = [2018, 2019, 2020, 2021].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));
const HIGH = household(5, { filed: '2022-11-02', income: HIGHER });
const ONE: SessionCase = { demands: FOUR, dwellings: [dwelling('L-1')] };
const MIXED: SessionCase = { ...ONE, demands: [...FOUR, HIGH], targets: [MIX] };
const with_ = (given: SessionCase, more: Omit<ExplainInput, 'prepared' | 'result'> = {}) =>
  explained(given, more);
const ROW = 'Mixité du quartier Roubaix – Fresnoy';

describe('why this rank', () => {
  test.each([
    ['by a target', MIXED, 0, `devant le suivant, qui a 24 points de plus, par l’objectif « ${ROW} »`],
    ['by points', ONE, 0, 'devant le suivant de 6 points'],
    ['the last', ONE, 2, 'dernière de la liste'],
    [
      'by level',
      { ...ONE, demands: [...FOUR, household(6, { dalo: true })] },
      0,
      'devant le suivant par le niveau : « Reconnu DALO » passe avant les demandes sans niveau',
    ],
    ['by hand', { ...ONE, pins: [{ vacancy: 'V-1', demand: 4, rank: 1 }] }, 0, 'placée à la main'],
    [
      'before one placed by hand',
      { ...ONE, pins: [{ vacancy: 'V-1', demand: 4, rank: 2 }] },
      0,
      'devant la suivante, placée à la main',
    ],
    [
      'last, by hand',
      { ...ONE, pins: [{ vacancy: 'V-1', demand: 4, rank: 3 }] },
      2,
      'placée à la main ; dernière de la liste',
    ],
    [
      'carried over',
      { ...ONE, bonus: [[2, 10_000]] },
      0,
      'devant le suivant de 4 points, report des séances passées compris',
    ],
  ] as const)('%s', (_, given, i, text) => {
    expect(why(with_(given as SessionCase), i)).toBe(text);
  });
  test('by the lot', () => {
    const same = with_({ ...ONE, demands: [1, 2, 3].map((n) => household(n)) });
    expect(why(same)).toContain(
      'à égalité de niveau et de points avec le suivant ; départage : tirage au sort',
    );
  });
  test('by points, and what targets add', () => {
    const ahead = [household(1, { filed: '2018-11-02', income: HIGHER }), ...FOUR.slice(1, 3)];
    expect(why(with_({ ...MIXED, demands: ahead }))).toMatch(/^devant le suivant de 6 points/);
  });
  test('either order would do', () => {
    const demands = [household(1, { income: HIGHER }), household(2), household(3)];
    const session = with_({ ...ONE, demands, targets: [{ ...MIX, share: 0 }] });
    expect([0, 1, 2].map((i) => why(session, i))).toContain(
      'à égalité avec le suivant, objectifs compris : les deux ordres se valent',
    );
  });
  test('no price says so', () => {
    const { prepared, result } = solved(MIXED);
    const turned = result.assignment.slice();
    [turned[0], turned[1]] = [turned[1]!, turned[0]!];
    const session = explainSession({ prepared, result: { ...result, assignment: turned } });
    expect(why(session)).toContain('sans que rien ne l’impose');
  });
});

describe('what the list gave up', () => {
  test('for a target', () => {
    expect(gaveUp(with_(MIXED))).toEqual([
      `Demande ${aNumber(3)} (3e par la méthode seule) : non retenue ici au profit de la demande ${aNumber(5)}, par l’objectif « ${ROW} » : avec elle, il manquerait 0,43 logement à « ${ROW} », pour 7,2 points attendus gagnés.`,
    ]);
  });
  test('to another vacancy', () => {
    const session = with_({ ...ONE, dwellings: [dwelling('L-1'), dwelling('L-2')] });
    const texts = [0, 1].flatMap((vacancy) => gaveUp(session, vacancy));
    expect(texts.join(' ')).toMatch(
      /proposée au rang 1 du logement V-[12], un ménage ne figurant que sur une liste/,
    );
  });
  test('by hand, with its motive', () => {
    const { pool } = solved(ONE).prepared.request;
    const session = with_(
      { ...ONE, exclusions: [{ vacancy: 'V-1', demand: 1 }] },
      {
        motives: [
          { kind: 'exclusion', vacancy: 'V-1' as VacancyId, row: rowOf(pool, 1), motive: 'missing-paper' },
        ],
      },
    );
    expect(gaveUp(session)).toEqual([
      `Demande ${aNumber(1)} (1re par la méthode seule) : sortie de cette liste à la main (pièce manquante).`,
    ]);
    expect(shown(session).exclusions).toEqual([
      `Demande ${aNumber(1)}, sortie de la liste du logement V-1 (pièce manquante) : par la méthode seule, elle serait au rang 1 du logement V-1.`,
    ]);
  });
  test('without a motive, of the whole session, without effect, not eligible', () => {
    const session = with_({
      ...ONE,
      demands: [...FOUR, household(6, { typologies: ['T4'] })],
      exclusions: [4, 6].map((demand) => ({ vacancy: null, demand })),
    });
    expect(shown(session).exclusions).toEqual([
      `Demande ${aNumber(4)}, sortie de la séance (motif non renseigné) : sans effet sur les listes : par la méthode seule, elle n’y serait pas proposée.`,
      `Demande ${aNumber(6)}, sortie de la séance (motif non renseigné) : sans effet : elle n’y est pas éligible.`,
    ]);
  });
  test('to a household placed by hand, here and elsewhere', () => {
    const pinned = with_({
      ...ONE,
      dwellings: [dwelling('L-1'), dwelling('L-2')],
      pins: [
        { vacancy: 'V-1', demand: 4, rank: null },
        { vacancy: 'V-2', demand: 1, rank: 1 },
      ],
    });
    expect(gaveUp(pinned).join(' ')).toContain('placée à la main au rang 1 du logement V-2');
    expect(shown(pinned).pins).toEqual([
      `Demande ${aNumber(4)}, placée sur la liste du logement V-1 (motif non renseigné).`,
      `Demande ${aNumber(1)}, placée au rang 1 du logement V-2 (motif non renseigné).`,
    ]);
    const held = with_({ ...ONE, pins: [{ vacancy: 'V-1', demand: 4, rank: 1 }] });
    expect(gaveUp(held)).toEqual([
      `Demande ${aNumber(3)} (3e par la méthode seule) : la demande ${aNumber(4)}, placée à la main, tient cette place.`,
    ]);
  });
  test('a pin with its motive', () => {
    const given: SessionCase = { ...ONE, pins: [{ vacancy: 'V-1', demand: 4, rank: 1 }] };
    const { pool } = solved(given).prepared.request;
    const session = with_(given, {
      motives: [{ kind: 'pin', row: rowOf(pool, 4), motive: 'commission-choice' }],
    });
    expect(shown(session).pins).toEqual([
      `Demande ${aNumber(4)}, placée au rang 1 du logement V-1 (choix de la commission).`,
    ]);
  });
  test('by points and not by level, between demands that targets see differently', () => {
    const session = with_({
      ...ONE,
      demands: [
        ...[2018, 2019, 2020].map((year, i) => household(i + 1, { filed: `${year}-11-02`, income: HIGHER })),
        household(6, { filed: '2025-11-02', dalo: true }),
      ],
      targets: [{ ...MIX, share: 0 }],
    });
    expect(gaveUp(session)[0]).toContain(
      'a 30 points de plus ; entre demandes que les objectifs voient différemment, les points décident et non le niveau',
    );
  });
  test('without a reason, or with a place left open', () => {
    const { prepared, result } = solved(ONE);
    const turned = result.assignment.slice();
    turned[2] = turned[2]! + 1;
    const other = explainSession({ prepared, result: { ...result, assignment: turned } });
    expect(gaveUp(other)[0]).toContain('non retenue sans que rien ne l’impose');
    const short = result.assignment.slice();
    short[2] = EMPTY;
    const open = explainSession({ prepared, result: { ...result, assignment: short } });
    expect(gaveUp(open)[0]).toContain('le calcul s’est arrêté avant de la remplir');
    expect(plain(shown(open).lists[0]!.empty)).toBe(
      '1 place reste sans candidat sur 3 : plus aucune demande éligible n’est libre.',
    );
  });
});

describe('targets', () => {
  test('before, after, what was asked, the price, and who serves it', () => {
    const [row] = shown(with_(MIXED)).targets;
    expect(row!.label).toBe(ROW);
    expect([row!.beforeText, plain(row!.expectedText)]).toEqual(['aucune attribution', '69,1 %']);
    expect(row).toMatchObject({ askedText: 'la séance ne doit rien y retirer', lackText: null, brake: null });
    expect(plain(row!.priceText)).toMatch(/^frein : [\d,]+ points par logement$/);
    expect(row!.served.map(plain)).toEqual([
      `demande ${aNumber(5)}, rang 1 du logement V-1 : +0,3 logement attendu`,
    ]);
    expect(row!.keptOut).toHaveLength(1);
    expect(shown(with_(MIXED)).lacking).toBeNull();
  });
  test('nobody would bring more', () => {
    const session = shown(with_({ ...ONE, targets: [MIX] }));
    expect(session.targets[0]!.brake).toBe(
      'Aucune demande éligible à ces logements n’en apporterait davantage.',
    );
    expect(plain(session.lacking)).toBe(`Objectif non tenu : ${ROW} (il manque 0,43 logement attendu).`);
  });
  test('all who would are listed, and the year is asked for', () => {
    const allocations = [1, 2, 3].map(() => anAllocation('L-1'));
    const [row] = shown(with_({ ...MIXED, allocations })).targets;
    expect(plain(row!.askedText)).toBe('à rattraper dans la séance : 1,5 logement');
    expect(row!.brake).toContain('sont déjà toutes proposées dans la séance');
  });
  test('the year has more than its share: the session may take some', () => {
    const allocations = [1, 2, 3].map(() => anAllocation('L-1', { shareOfPlusCeiling: 0.7 }));
    const [row] = shown(with_({ ...MIXED, allocations })).targets;
    expect(plain(row!.askedText)).toBe('la séance peut y retirer 1,5 logement');
  });
  test('points brake, then another target', () => {
    const old = [1960, 1961, 1962].map((year, i) => household(i + 1, { filed: `${year}-11-02` }));
    const points = shown(with_({ ...MIXED, demands: [...old, HIGH] })).targets[0]!.brake;
    expect(plain(points)).toMatch(
      /^L’échange le moins cher \(demande \d+SIM01 à la place de la demande \d+SIM01, logement V-1\) en apporterait [\d,]+ logement et coûterait 360 points par logement, et un logement manquant en vaut 60 points\.$/,
    );
    const demands = [...FOUR.slice(0, 2), HIGH, household(6, { filed: '2022-11-02', label: true })];
    const both = shown(with_({ ...MIXED, demands, targets: [{ ...MIX, precedence: 2 }, ACI] })).targets;
    expect(plain(both.find(({ lack }) => lack > 0)!.brake)).toContain(
      's’y oppose l’objectif « Accord collectif, commune Roubaix »',
    );
    const strict = shown(
      with_({
        ...MIXED,
        demands,
        targets: [{ ...MIX, precedence: 2 }, ACI],
        options: { precedence: 'strict' },
      }),
    );
    expect(strict.targets.find(({ lack }) => lack > 0)!.brake).not.toContain('un logement manquant en vaut');
  });
  test('followed without weight', () => {
    const session = shown(with_({ ...ONE, targets: [target('suivi', { active: false })] }));
    expect(session.followed.map(({ text }) => text).join()).toContain('suivi sans effet sur les listes');
  });
});

describe('certificate and sums', () => {
  test('verified without the solver, and never above what was proved', () => {
    const session = with_(MIXED);
    const { certificate, totals } = shown(session);
    expect(certificate.verified).toBe(true);
    const told = /plus de ([\d,]+) points? de plus par logement ; vérifié sans le solveur/.exec(
      plain(certificate.text),
    );
    const gap = session.stages[0]!.perDwelling!;
    if (gap > 1e-8) expect(Number(told![1]!.replace(',', '.'))).toBeGreaterThanOrEqual(gap - 1e-8);
    expect(plain(totals.text)).toMatch(
      /par les seuls points : les objectifs coûtent [\d,]+ points, soit [\d,]+ points par logement\. Objectifs non tenus : 0 sur 1 par ces listes, 1 par les seuls points\.$/,
    );
  });
  test('nothing left', () => {
    const certificate = presentSession(
      { ...with_(ONE), stages: [{ goal: { kind: 'points' }, value: 1, bound: 1, perDwelling: 0 }] },
      CONTEXT,
    ).certificate;
    expect(certificate.text).toBe(
      'Aucune autre composition des listes ne vaut davantage ; vérifié sans le solveur.',
    );
  });
  test('no proof: not verified; stopped: said', () => {
    const { prepared, result } = solved(MIXED);
    const stages = result.stages.map((stage) => ({
      ...stage,
      aborted: true,
      duals: { ...stage.duals, rowPrice: stage.duals.rowPrice.map(() => 60_001) },
    }));
    const { certificate } = shown(explainSession({ prepared, result: { ...result, stages } }));
    expect(certificate).toMatchObject({
      verified: false,
      text: 'Écart au meilleur : non vérifié. Calcul arrêté avant la fin.',
    });
  });
  test('strict targets and levels in order: each stage has its sentence', () => {
    const given: SessionCase = {
      ...MIXED,
      demands: [...FOUR, HIGH, household(6, { dalo: true })],
      options: { precedence: 'strict', levelRule: 'in-order' },
    };
    const { prepared, result } = solved(given);
    const session = explainSession({ prepared, result });
    const { certificate, rules } = shown(session);
    expect(certificate.before[0]).toMatch(
      /^Objectifs de priorité 1 : ce qui leur manque ne peut coûter .*vérifié sans le solveur\.$/,
    );
    expect(certificate.before[1]).toMatch(
      /^Niveau « Reconnu DALO » : aucune autre composition n’en loge .*vérifié sans le solveur\.$/,
    );
    expect(certificate.text).toMatch(
      /^Parmi celles qui tiennent autant ce qui passe avant, aucune autre composition/,
    );
    expect(rules[0]).toContain('servis dans leur ordre');
    const unproved = session.stages.map((stage) => ({ ...stage, bound: null, perDwelling: null }));
    expect(shown({ ...session, stages: unproved }).certificate.before).toEqual([
      'Objectifs de priorité 1 : non vérifié.',
      'Niveau « Reconnu DALO » : non vérifié.',
    ]);
  });
  test('levels first on both sides: the difference is not called a cost', () => {
    const session = with_(MIXED);
    const totals = { ...session.totals, pointsOnly: session.totals.points - 1_000 };
    expect(shown({ ...session, totals }).totals.text).toContain('ne dit pas ce que coûtent les objectifs');
    expect(shown(with_(ONE)).totals.text).toContain('les objectifs ne coûtent aucun point');
  });
});

describe('targets that cannot hold together', async () => {
  const demands = [...FOUR.slice(0, 2), HIGH, household(6, { filed: '2022-11-02', label: true })];
  const given: SessionCase = { ...MIXED, demands, targets: [MIX, ACI] };
  const conflictOf = async (of: SessionCase) => {
    const session = with_(of);
    const conflict = await sessionConflict({ prepared: session.view.prepared, solver: null });
    return presentSession(session, { ...CONTEXT, conflict }).conflict!;
  };
  test('named, with the smallest relaxation and how it is known', async () => {
    const conflict = await conflictOf(given);
    expect(conflict.conflicts).toEqual([
      `Impossible de tenir ensemble : « ${ROW} » et « Accord collectif, commune Roubaix » (vérifié sans le solveur).`,
    ]);
    expect(plain(conflict.relaxation)).toMatch(
      /^Le plus petit relâchement(?: trouvé)? : 0,26 logement sur « .* » \(.*\)\.$/,
    );
    expect(conflict.compatible).toBe(false);
  });
  test('what a search that stopped did not find is not said to be impossible', async () => {
    const session = with_(given);
    const found = await sessionConflict({ prepared: session.view.prepared, solver: null });
    if (found.together.outcome !== 'conflict') throw new Error('they conflict');
    const { conflicts, leastDwellings } = found.together;
    const shownAs = (rows: readonly number[]) => {
      const searched = { ...conflicts[0]!, rows, known: 'search' as const };
      const least = { ...leastDwellings, known: 'search' as const };
      const together = { ...found.together, conflicts: [searched], leastDwellings: least } as const;
      return presentSession(session, { ...CONTEXT, conflict: { ...found, together } }).conflict!;
    };
    const both = shownAs(conflicts[0]!.rows);
    expect(both.proven).toBe(false);
    expect(both.conflicts[0]).toMatch(/^Aucune composition trouvée qui tienne ensemble : .*peut-être/);
    expect(both.relaxation).toMatch(/^Le plus petit relâchement trouvé : /);
    expect(shownAs([conflicts[0]!.rows[0]!]).text).toMatch(
      /^Aucune composition trouvée qui tienne, même seul/,
    );
    expect(both.text).not.toMatch(/[Ii]mpossible/);
    expect((await conflictOf(given)).proven).toBe(true);
  });
  test('alone impossible, and a pin that takes part', async () => {
    const alone = await conflictOf({ ...ONE, targets: [MIX] });
    expect(alone.conflicts[0]).toContain('Impossible de tenir, même seul');
    const several = await conflictOf({ ...ONE, targets: [MIX, ACI] });
    expect(several.conflicts).toEqual([
      `Impossible de tenir, même un par un : « ${ROW} » et « Accord collectif, commune Roubaix » (vérifié sans le solveur).`,
    ]);
    const pinned = await conflictOf({ ...MIXED, pins: [{ vacancy: 'V-1', demand: 1, rank: 1 }] });
    expect(plain(pinned.pins[0])).toMatch(
      new RegExp(
        `^Sans la demande ${aNumber(1)} placée à la main au logement V-1, il manquerait [\\d,]+ logement de moins\\.$`,
      ),
    );
  });
  test('compatible: one, or several', async () => {
    expect((await conflictOf(MIXED)).text).toBe('Cet objectif peut être tenu par les listes de la séance.');
    const easy = await conflictOf({
      ...given,
      targets: [
        { ...MIX, share: 0 },
        { ...ACI, share: 0 },
      ],
    });
    expect(plain(easy.text)).toContain('Les 2 objectifs peuvent être tenus ensemble');
  });
  test('fewer targets relaxed, another answer; not irreducible, said', () => {
    const session = with_(given);
    const conflict = presentSession(session, {
      ...CONTEXT,
      conflict: {
        asked: [0, 1],
        together: {
          outcome: 'conflict',
          conflicts: [{ rows: [0, 1], irreducible: false, known: 'search' }],
          leastDwellings: {
            rows: [
              { row: 0, dwellings: 0.001 },
              { row: 1, dwellings: 0.2 },
            ],
            total: 0.201,
            known: 'solver',
          },
          fewestRows: { rows: [{ row: 1, dwellings: 1 }], total: 1, known: 'search' },
        },
        pins: [],
      },
    }).conflict!;
    expect(plain(conflict.relaxation)).toContain('moins de 0,01 logement sur');
    expect(conflict.relaxation).toContain('selon le solveur, non vérifié');
    expect(plain(conflict.fewest)).toContain('1 logement sur « Accord collectif, commune Roubaix »');
    expect(conflict.conflicts[0]).toContain('certains de ces objectifs n’y sont peut-être pour rien');
  });
});

test('a household reads where it is eligible, listed, or how far it was', () => {
  const session = with_({
    ...ONE,
    demands: [...FOUR, household(7, { typologies: ['T5'] })],
    exclusions: [{ vacancy: 'V-1', demand: 2 }],
  });
  const read = (demand: number) => {
    const row = rowOf(session.view.prepared.request.pool, demand);
    return presentSessionHousehold(
      explainHousehold(session.view, session.byHand, row),
      sessionNames(session),
    );
  };
  expect(read(1)).toMatchObject({ verdict: 'Proposée au rang 1 du logement V-1.', note: null });
  expect(read(7).verdict).toBe('Non proposée : éligible à aucun logement de la séance.');
  expect(read(2).vacancies[0]!.text).toBe('sortie de cette liste à la main (motif non renseigné)');
  expect(plain(read(2).verdict)).toBe('Éligible à 1 logement sur 1, non proposée.');
  const far = with_({ ...ONE, demands: [...FOUR, household(8, { filed: '2024-11-02' })] });
  const row = rowOf(far.view.prepared.request.pool, 8);
  const shownFar = presentSessionHousehold(explainHousehold(far.view, far.byHand, row), sessionNames(far));
  expect(plain(shownFar.verdict)).toMatch(/au plus près du rang 3 du logement V-1, à [\d,]+ points\.$/);
  expect(plain(shownFar.vacancies[0]!.text)).toMatch(/^éligible ; pour le rang 3, il lui manque 24 points$/);
  expect(shownFar.note).toContain('sans promettre');
  expect(sessionHouseholdText(shownFar)).toContain(shownFar.number);
});

describe('on paper', async () => {
  const given: SessionCase = {
    ...MIXED,
    demands: [...FOUR, HIGH, household(6, { filed: '2022-11-02', label: true, income: null })],
    dwellings: [dwelling('L-1'), dwelling('L-2', { quartier: null })],
    targets: [MIX, ACI, target('suivi', { active: false })],
    exclusions: [{ vacancy: 'V-1', demand: 4 }],
    pins: [{ vacancy: 'V-2', demand: 3, rank: 2 }],
    bonus: [[1, 5_000]],
  };
  const session = with_(given);
  const conflict = await sessionConflict({ prepared: session.view.prepared, solver: null });
  const presented = presentSession(session, { simulated: true, uncountedAllocations: 2, conflict });
  const text = sessionText(presented);
  test('every part is there, within 100 columns', () => {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    for (const part of [
      'ORDRE DU JOUR',
      'LOGEMENT LIBÉRÉ V-1',
      'Rapproche de',
      'À vérifier',
      'OBJECTIFS, AVANT ET ATTENDU',
      'SUIVIS SANS EFFET SUR LES LISTES',
      'DÉCISIONS PRISES À LA MAIN',
      'BILAN',
      'Données simulées',
      'report des séances passées',
      '[proposition]',
      'Priorité 1',
      'la commission décide',
    ])
      expect(plain(text)).toContain(part);
  });
  test('the JSON view carries the same, and nothing that is not data', () => {
    expect(JSON.parse(JSON.stringify(presented))).toEqual(presented);
    expect(presented.agenda).toHaveLength(2);
    expect(plain(presented.agenda[1])).toContain('dont 1 placé à la main');
    expect(plain(presented.lists[0]!.chances)).toMatch(
      /rang 1, 60 % .* aucun, 13 %\. Taux d’acceptation du territoire/,
    );
  });
  test('a vacancy taken out in the meeting, and a list without anybody', () => {
    const { prepared, result } = solved({ ...ONE, dwellings: [dwelling('L-1'), dwelling('L-2')] });
    const { model } = prepared.problem;
    const changes = [{ kind: 'pull', vacancy: 1 } as const];
    const mended = repair({ model, before: sessionOf(model, result.assignment), changes });
    if (!mended.ok) throw new Error('refused');
    const assignment = assignmentOf(model, mended.value.state.lists);
    const pulled = shown(
      explainSession({ prepared, result: { ...result, assignment }, mended: mended.value.state }),
    );
    expect(pulled.agenda[1]).toContain('retiré de la séance');
    expect(sessionText(pulled)).toContain('Retiré de la séance.');
    const nobody = shown(
      with_({ ...ONE, dwellings: [dwelling('L-1', { commune: '59350', quartier: null })] }),
    );
    expect(nobody.agenda[0]).toContain('aucun candidat, liste incomplète');
    expect(nobody.lists[0]!.chances).toBeNull();
    expect(sessionText(nobody)).toContain('Aucun candidat.');
  });
});
