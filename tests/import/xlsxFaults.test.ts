import { describe, expect, test } from 'vitest';
import { importRows } from '../../api/import/tables.ts';
import { storedArchive } from '../../api/import/xlsx/checkedParts.ts';
import { gridOf, type Part, sheetXml, workbookOf, workbookParts, zipOf } from './archives.ts';
import { codesOf, DWELLING_ROW, fromBytes, OPTIONS } from './support.ts';

const read = (bytes: Uint8Array) =>
  importRows('dwellings', 'xlsx', { source: fromBytes(bytes, { name: 'classeur.xlsx' }), options: OPTIONS });
const fatal = async (bytes: Uint8Array) => (await read(bytes)).fatal?.code ?? null;

const grid = gridOf(DWELLING_ROW, {});
const good = workbookOf({ Parc: grid });
const parts = workbookParts({ name: 'Parc', xml: sheetXml(grid) });
const sheetAt = parts.length - 1;
const withSheet = (changes: Partial<Part>): Buffer =>
  zipOf(parts.map((part, i) => (i === sheetAt ? { ...part, ...changes } : part)));
// Stored, so that what is long and plain is not taken for a bomb.
const withXml = (xml: string): Buffer => withSheet({ data: xml, method: 0 });
const OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
const CLOSE = '</sheetData></worksheet>';
const MIB = 1024 * 1024;

test('le classeur de départ est bon', async () => {
  expect((await read(good)).counts).toMatchObject({ rows: 1, accepted: 1 });
});

describe('une bombe est refusée avant d’être lue', () => {
  test('une feuille de 200 Mio qui tient en 200 Kio', async () => {
    expect(await fatal(withSheet({ data: Buffer.alloc(200 * MIB, ' ') }))).toBe('xlsx.bomb');
  });
  test('une feuille qui se dit petite et ne l’est pas', async () => {
    const bomb = withSheet({ data: Buffer.alloc(64 * MIB, ' '), declaredBytes: 10_000 });
    const before = process.memoryUsage().arrayBuffers;
    expect(await fatal(bomb)).toBe('xlsx.bomb');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MIB);
  });
  test('des feuilles qui se disent énormes', async () => {
    const huge = Array.from({ length: 5 }, (_, i) => ({
      name: `xl/worksheets/autre${i}.xml`,
      data: Buffer.alloc(300_000),
      method: 0 as const,
      declaredBytes: 80 * MIB,
    }));
    expect(await fatal(zipOf([...parts, ...huge]))).toBe('xlsx.too-large');
  });
  test('trop de fichiers dans l’archive', async () => {
    const many = Array.from({ length: 2001 }, (_, i) => ({ name: `xl/media/${i}.png`, data: '' }));
    expect(await fatal(zipOf([...parts, ...many]))).toBe('xlsx.too-large');
  });
  test('un fichier de plus de 64 Mio, sans le lire en entier', async () => {
    let asked = 0;
    const bytes = function* (): Generator<Uint8Array> {
      for (; asked < 3000; asked++) yield Buffer.alloc(64 * 1024, asked === 0 ? good : 0);
    };
    const report = await importRows('dwellings', 'xlsx', {
      source: { name: 'gros.xlsx', bytes: bytes() },
      options: OPTIONS,
    });
    expect(report.fatal?.code).toBe('xlsx.too-large');
    expect(asked).toBeLessThan(1100);
  });
  test('des entrées qui partagent les mêmes octets, ou le même nom', async () => {
    const shared = Array.from({ length: 400 }, (_, i) => ({
      ...(parts[sheetAt] as Part),
      name: `xl/worksheets/copie${i}.xml`,
      localOffset: 0,
    }));
    // All but the first are written nowhere: only the directory names them.
    const archive = zipOf(shared);
    const start = archive.readUInt32LE(archive.length - 6);
    const first = archive.readUInt32LE(18) + 30 + archive.readUInt16LE(26);
    const end = Buffer.from(archive.subarray(archive.length - 22));
    end.writeUInt32LE(first, 16);
    const overlapping = Buffer.concat([
      archive.subarray(0, first),
      archive.subarray(start, archive.length - 22),
      end,
    ]);
    expect(await fatal(overlapping)).toBe('xlsx.damaged');
    expect(await fatal(zipOf([...parts, parts[0] as Part]))).toBe('xlsx.damaged');
  });
  test.each([
    ['une cellule à la dernière colonne', `${OPEN}<row r="1"><c r="XFD1"><v>1</v></c></row>${CLOSE}`],
    ['une cellule à une ligne démesurée', `${OPEN}<row><c r="A9999999"><v>1</v></c></row>${CLOSE}`],
    ['une ligne démesurée', `${OPEN}<row r="1048577"></row>${CLOSE}`],
    ['une ligne à virgule', `${OPEN}<row r="1e9"></row>${CLOSE}`],
    ['une ligne démesurée, espaces et apostrophes', `${OPEN}<row  spans="1:2" r = '9999999' ></row>${CLOSE}`],
    ['avec un préfixe', `<x:worksheet xmlns:x="a"><x:sheetData><x:row x:r="9999999"/>${CLOSE}`],
  ])('%s', async (_, xml) => {
    expect(await fatal(withXml(xml))).toBe('xlsx.dimensions');
  });
  test.each([
    ['une référence écrite en entités', `${OPEN}<row r="1"><c r="&#65;1048577"><v>1</v></c></row>${CLOSE}`],
    ['un chevron dans un attribut', `${OPEN}<row x=">" r="9999999"></row>${CLOSE}`],
    ['une cellule sans référence', `${OPEN}<row r="1"><c><v>1</v></c></row>${CLOSE}`],
    ['un DOCTYPE', `<!DOCTYPE a [<!ENTITY b "c">]>${OPEN}${CLOSE}`],
    [
      'des lignes à reculons',
      `${OPEN}<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>${CLOSE}`,
    ],
    ['un style qui n’existe pas', `${OPEN}<row r="1"><c r="A1" s="99"><v>1</v></c></row>${CLOSE}`],
    ['une balise sans fin', `${OPEN}<row r="1"><c r="A1" ${'x'.repeat(9 * MIB)}`],
  ])('%s : le classeur est abîmé', async (_, xml) => {
    expect(await fatal(withXml(xml))).toBe('xlsx.damaged');
  });
  test('une référence coupée entre deux morceaux est vue', async () => {
    const filler = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(4 * MIB - OPEN.length - 52)}</t></is></c></row>`;
    for (const shift of [0, 5, 10, 15, 20])
      expect(
        await fatal(withXml(`${OPEN}${' '.repeat(shift)}${filler}<row r="9999999"></row>${CLOSE}`)),
      ).toBe('xlsx.dimensions');
  });
});

describe('un fichier abîmé, ou d’un autre format', () => {
  test('coupé n’importe où, jamais lu à moitié', async () => {
    for (let length = 1; length < good.length; length += 41)
      expect(['xlsx.damaged', 'xlsx.format.other']).toContain(await fatal(good.subarray(0, length)));
  });
  test('un octet changé dans une feuille', async () => {
    const flipped = Buffer.from(good);
    const at = good.lastIndexOf('xl/worksheets/sheet1.xml', good.readUInt32LE(good.length - 6) - 1) + 40;
    flipped[at] = (flipped[at] as number) ^ 0x10;
    expect(await fatal(flipped)).toBe('xlsx.damaged');
  });
  test.each([
    ['une somme de contrôle fausse', withSheet({ crc: 1 })],
    ['une taille annoncée trop grande', withSheet({ declaredBytes: 1_000_000 })],
    ['une méthode de compression inconnue', withSheet({ method: 9 })],
    ['une position hors du fichier', withSheet({ localOffset: 0x7fffffff })],
    ['ZIP64', withSheet({ declaredBytes: 0xffffffff })],
    ['des octets après la fin', Buffer.concat([good, Buffer.from('suite')])],
    ['sans relations', zipOf(parts.filter(({ name }) => !name.endsWith('.rels')))],
  ])('%s', async (_, bytes) => {
    expect(await fatal(bytes)).toBe('xlsx.damaged');
  });
  test('vide', async () => {
    expect(await fatal(Buffer.alloc(0))).toBe('file.empty');
  });
  test('un autre ZIP (ODS, DOCX)', async () => {
    expect(await fatal(zipOf([{ name: 'content.xml', data: '<a/>' }]))).toBe('xlsx.format.other');
  });
  test('un CSV nommé XLSX', async () => {
    expect(await fatal(Buffer.from('a;b\n1;2\n'))).toBe('xlsx.format.other');
  });
  const ole = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1024),
  ]);
  test('un vieux XLS nommé XLSX', async () => {
    expect(await fatal(ole)).toBe('xlsx.format.old');
  });
  test('protégé par un mot de passe : conteneur OLE, ou entrées chiffrées', async () => {
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le'), ole]);
    expect(await fatal(locked)).toBe('xlsx.encrypted');
    expect(await fatal(withSheet({ flags: 1 }))).toBe('xlsx.encrypted');
  });
  test('les macros sont ignorées, et dites', async () => {
    const macros = [
      { name: 'xl/vbaProject.bin', data: 'Sub Auto_Open()' },
      { name: 'xl/macrosheets/sheet1.xml', data: '<xm:macrosheet/>' },
    ];
    const report = await read(zipOf([...parts, ...macros]));
    expect(report.counts.accepted).toBe(1);
    expect(codesOf(report)).toEqual(['xlsx.macros']);
  });
  test('ce qui est remis à lire ne contient que ce qui a été vérifié', async () => {
    const archive = storedArchive(
      new Map(parts.map(({ name, data }) => [name, Buffer.from(data as string)])),
    );
    expect((await read(archive)).counts.accepted).toBe(1);
  });
});
