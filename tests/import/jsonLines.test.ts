import { describe, expect, test } from 'vitest';
import { importDwellingsCsv, importRows } from '../../api/import/tables.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { codesOf, csv, DEMAND_ROW, DWELLING_ROW, fromText, OPTIONS } from './support.ts';

const one = (await importDwellingsCsv(fromText(csv(DWELLING_ROW, { IRIS: '595120101' })), OPTIONS))
  .accepted[0] as Dwelling;
const lines = (...objects: readonly unknown[]): string =>
  objects.map((o) => `${JSON.stringify(o)}\n`).join('');
const read = (text: string) =>
  importRows('dwellings', 'jsonl', { source: fromText(text, { name: 'parc.jsonl' }), options: OPTIONS });
const codes = async (text: string) => codesOf(await read(text));

describe('une ligne, un objet', () => {
  test('les champs du modèle de données', async () => {
    const report = await read(lines(one, { ...one, id: 'LOG-2' }));
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted).toEqual([one, { ...one, id: 'LOG-2' }]);
    expect(report).toMatchObject({ encoding: 'utf-8', delimiter: null });
  });
  test('marque UTF-8, CRLF, lignes vides et dernière ligne sans fin', async () => {
    const report = await read(
      `\ufeff\r\n${JSON.stringify(one)}\r\n\n  \n${JSON.stringify({ ...one, id: 'L2' })}`,
    );
    expect(report.counts).toMatchObject({ rows: 2, accepted: 2 });
  });
  test('mêmes lignes par morceaux de toute taille', async () => {
    const text = lines({ ...one, residence: 'Été à l’œuvre' }, { ...one, id: 'L2' });
    for (const pieceBytes of [1, 2, 3, 7, 64])
      expect(
        (await importRows('dwellings', 'jsonl', { source: fromText(text, { pieceBytes }), options: OPTIONS }))
          .accepted,
      ).toHaveLength(2);
  });
  test.each([
    ['du texte', 'bonjour\n', ['jsonl.syntax']],
    ['un tableau', '[1]\n', ['jsonl.syntax']],
    ['un nombre', '3\n', ['jsonl.syntax']],
    ['un champ inconnu', lines({ ...one, nationalite: 'x' }), ['jsonl.field.unknown']],
    ['un champ absent', lines({ ...one, lift: undefined }), ['jsonl.field.absent']],
    ['un type faux', lines({ ...one, rooms: '3' }), ['jsonl.field.type']],
    ['hors des bornes', lines({ ...one, rooms: 13 }), ['row.out-of-bounds']],
    ['un bailleur d’ailleurs', lines({ ...one, bailleur: 'inconnu' }), ['cell.bailleur']],
    [
      'une commune d’ailleurs',
      lines({ ...one, commune: '75056', iris: null, quartier: null }),
      ['cell.commune.outside'],
    ],
    [
      'un IRIS d’une autre commune',
      lines({ ...one, iris: '593500101', quartier: null }),
      ['dwelling.iris.other-commune'],
    ],
    ['un fichier vide', '', ['file.empty']],
    ['des lignes vides', '\n\n', ['file.rows.none']],
    [
      'deux versions',
      lines(one, { ...one, rooms: 4 }),
      ['row.duplicate.contradiction', 'row.duplicate.contradiction'],
    ],
    ['une dernière ligne coupée', `${lines(one)}${JSON.stringify(one).slice(0, 40)}`, ['file.truncated']],
    ['une ligne démesurée', `{"a":"${'x'.repeat(300_000)}"}`, ['jsonl.line.too-large']],
  ])('%s', async (_, text, expected) => {
    expect(await codes(text)).toEqual(expected);
  });
  test('ce qui est refusé dit la ligne et le champ, jamais la valeur', async () => {
    const report = await read(
      lines(one, { ...one, id: 'L2', household: { name: 'SECRET' }, rooms: 'SECRET' }),
    );
    const issues = report.refusals[0]!.reasons.map(({ issue }) => issue);
    expect(issues).toMatchObject([
      { code: 'jsonl.field.unknown', line: 2, path: 'household' },
      { code: 'jsonl.field.type', line: 2, path: 'rooms', column: 'rooms' },
    ]);
    expect(JSON.stringify(issues)).not.toContain('SECRET');
  });
  test('un objet d’un fichier de refus se relit une fois corrigé', async () => {
    const report = await read(
      lines({ ...one, $refus: { motifs: [] } }, { $ligne: JSON.stringify({ ...one, id: 'L2' }), $refus: {} }),
    );
    expect(report.accepted.map(({ id }) => id)).toEqual(['LOG-1', 'L2']);
    expect(await codes(lines({ $ligne: 'cassé', $refus: {} }))).toEqual(['jsonl.syntax']);
  });
  test('la ligne la plus récente d’une demande est gardée, ses règles sont celles des tables', async () => {
    const demand = (
      await importRows('demands', 'csv', { source: fromText(csv(DEMAND_ROW, {})), options: OPTIONS })
    ).accepted[0]!;
    const report = await importRows('demands', 'jsonl', {
      source: fromText(
        lines(
          demand,
          { ...demand, updatedOn: '2026-02-01' },
          { ...demand, number: '999012600000200001', filedOn: '2027-01-01' },
        ),
      ),
      options: OPTIONS,
    });
    expect(codesOf(report)).toEqual(['row.duplicate.older', 'demand.dates.order']);
    expect(report.accepted).toMatchObject([{ updatedOn: '2026-02-01' }]);
  });
});
