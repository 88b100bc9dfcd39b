import { describe, expect, test } from 'vitest';
import type { Label } from '../../api/import/formats/labels.ts';
import { applyLabels } from '../../api/import/labels.ts';
import { importRows } from '../../api/import/tables.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { aDemand } from '../support/demands.ts';
import { CONTEXT, codesOf, csv, fromText, number } from './support.ts';

const TODAY = '2026-11-02' as IsoDay;
const ROW = {
  'Numéro unique': number(1),
  Liste: 'ACI',
  Situation: 'ACI_EXPULSION',
  'Vérifié le': '2026-03-01',
};
const context = { ...CONTEXT, referenceDay: TODAY, demandNumbers: new Set([number(1), number(2)]) };
const read = (...rows: readonly Record<string, string>[]) =>
  importRows('labels', 'csv', { source: fromText(csv(ROW, ...rows)), options: { context } });

describe('le fichier des labels', () => {
  test('numéro, liste, situation, jour', async () => {
    const report = await read(
      {},
      { 'Numéro unique': number(2), Liste: 'syplo', Situation: '', Fin: '01/06/2026' },
    );
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted).toEqual([
      {
        number: number(1),
        list: 'ACI',
        situation: 'ACI_EXPULSION',
        verifiedOn: '2026-03-01',
        endsOn: null,
        dalo: null,
      },
      {
        number: number(2),
        list: 'SYPLO',
        situation: null,
        verifiedOn: '2026-03-01',
        endsOn: '2026-06-01',
        dalo: null,
      },
    ]);
  });
  test.each([
    ['une demande qui n’est pas enregistrée', { 'Numéro unique': number(3) }, 'label.demand.unknown'],
    ['la liste ACI sans situation', { Situation: '' }, 'label.situation.required'],
    ['un jour à venir', { 'Vérifié le': '2026-11-03' }, 'label.day.impossible'],
    ['une fin avant le jour', { Fin: '2026-02-28' }, 'label.dates.order'],
    ['une liste inconnue', { Liste: 'SIAO' }, 'cell.code'],
    ['une situation inconnue', { Situation: 'ACI_AUTRE' }, 'cell.situation'],
  ])('refuse %s', async (_, row, code) => {
    expect(codesOf(await read(row as Record<string, string>))).toEqual([code]);
  });
  test('le jour même est admis, et la fin le jour de la vérification', async () => {
    expect(codesOf(await read({ 'Vérifié le': '2026-11-02', Fin: '2026-11-02' }))).toEqual([]);
  });
  test('du même label, la vérification la plus récente est gardée', async () => {
    const report = await read({}, { 'Vérifié le': '2026-05-01' });
    expect(codesOf(report)).toEqual(['row.duplicate.older']);
    expect(report.accepted).toMatchObject([{ verifiedOn: '2026-05-01' }]);
  });
});

describe('ce qu’un label change dans une demande', () => {
  const label = (changes: Partial<Label>): Label => ({
    number: number(1) as Label['number'],
    list: 'ACI',
    situation: 'ACI_EXPULSION',
    verifiedOn: '2026-03-01' as IsoDay,
    endsOn: null,
    dalo: null,
    ...changes,
  });
  const ended = '2026-10-01' as IsoDay;
  const declared = { situation: 'ACI_EXPULSION', evidence: 'declared', since: null } as const;
  const verified = { situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-03-01' } as const;
  const demand = aDemand(1, { priorities: [declared], contingents: ['AUCUN'], dalo: null });
  const syplo = label({ list: 'SYPLO', situation: null });

  test('ACI : la situation est vérifiée, la déclaration reste, aucun contingent ne s’ouvre', () => {
    expect(applyLabels(demand, [label({})], TODAY)).toEqual({ ...demand, priorities: [declared, verified] });
  });
  test('SYPLO : le contingent des prioritaires s’ouvre', () => {
    expect(applyLabels(demand, [syplo], TODAY)).toEqual({ ...demand, contingents: ['PPRIOR'] });
  });
  test.each([
    [null, 'ACTIF', ['PPRIOR']],
    ['ACTREL', 'ACTREL', []],
    ['CADUC', 'CADUC', []],
    ['NON', 'NON', []],
  ] as const)('DALO dit %s : statut %s', (dalo, status, contingents) => {
    const applied = applyLabels(
      { ...demand, contingents: [] },
      [label({ list: 'DALO', situation: null, dalo })],
      TODAY,
    );
    expect(applied).toMatchObject({ dalo: status, contingents });
  });
  test('une fin passée retire le label, et lui seul', () => {
    const labelled = applyLabels(demand, [label({}), syplo], TODAY);
    expect(applyLabels(labelled, [label({ endsOn: ended }), { ...syplo, endsOn: ended }], TODAY)).toEqual({
      ...demand,
      contingents: [],
    });
  });
  test('une fin le jour même retire, une fin à venir ne retire pas', () => {
    expect(applyLabels(demand, [label({ endsOn: TODAY })], TODAY).priorities).toEqual([declared]);
    const ahead = label({ endsOn: '2026-11-03' as IsoDay });
    expect(applyLabels(demand, [ahead], TODAY).priorities).toEqual([declared, verified]);
  });
  test('la fin d’un ancien label ne retire pas celui qui a été vérifié depuis', () => {
    const since = { ...demand, priorities: [{ ...verified, since: '2026-10-15' as IsoDay }] };
    expect(applyLabels(since, [label({ endsOn: ended })], TODAY)).toEqual(since);
  });
  test('la fin de SYPLO laisse son contingent à un ménage reconnu DALO', () => {
    const dalo = { ...demand, dalo: 'ACTIF' as const, contingents: ['PPRIOR' as const] };
    expect(applyLabels(dalo, [{ ...syplo, endsOn: ended }], TODAY)).toEqual(dalo);
  });
  test('DALO fini : statut caduc, contingent retiré', () => {
    const dalo = { ...demand, dalo: 'ACTIF' as const, contingents: ['COLTER' as const, 'PPRIOR' as const] };
    expect(applyLabels(dalo, [label({ list: 'DALO', situation: null, endsOn: ended })], TODAY)).toMatchObject(
      {
        dalo: 'CADUC',
        contingents: ['COLTER'],
      },
    );
  });
  test('ce qui est inconnu le reste quand un label qu’on ne connaissait pas est retiré', () => {
    const unsaid = { ...demand, priorities: null, contingents: null };
    const ends = [label({ endsOn: ended }), { ...syplo, endsOn: ended }];
    expect(applyLabels(unsaid, ends, TODAY)).toEqual(unsaid);
    expect(applyLabels(unsaid, [label({}), syplo], TODAY)).toMatchObject({
      priorities: [verified],
      contingents: ['PPRIOR'],
    });
  });
  test('deux fois les mêmes labels : rien de plus, dans un ordre ou dans l’autre', () => {
    const labels = [
      label({}),
      syplo,
      label({ situation: 'MUT_DELAI' }),
      label({ list: 'DALO', situation: null }),
    ];
    const once = applyLabels(demand, labels, TODAY);
    expect(applyLabels(once, labels, TODAY)).toEqual(once);
  });
});
