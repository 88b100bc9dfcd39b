import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importSneXml } from '../../api/import/sne/importSneXml.ts';
import { importDemandsCsv, importDwellingsCsv } from '../../api/import/tables.ts';
import { csv, DEMAND_ROW, fromBytes, isSound, number, OPTIONS } from './support.ts';

/** A source of `pieces` pieces of 64 KiB that counts what was asked of it. */
const endless = (piece: (index: number) => string, pieces: number) => {
  const asked = { pieces: 0 };
  const bytes = function* (): Generator<Uint8Array> {
    for (let i = 0; i < pieces; i++) {
      asked.pieces += 1;
      yield Buffer.from(piece(i));
    }
  };
  return { source: { name: 'geant', bytes: bytes() }, asked };
};
const PIECE = 64 * 1024;
const EIGHT_MIB = 128;

describe('mémoire bornée : un fichier démesuré est refusé sans être lu jusqu’au bout', () => {
  test.each([
    ['8 Mio sur une ligne, sans séparateur', (_: number) => 'x'.repeat(PIECE)],
    ['8 Mio de séparateurs', (_: number) => ';'.repeat(PIECE)],
    ['un guillemet puis 8 Mio', (i: number) => `${i === 0 ? '"' : ''}${'x\n'.repeat(PIECE / 2)}`],
  ])('%s', async (_, piece) => {
    const { source, asked } = endless(piece, EIGHT_MIB);
    const report = await importDwellingsCsv(source, OPTIONS);
    expect(report.fatal?.code).toBe('file.field.too-large');
    expect(asked.pieces).toBeLessThan(16);
  });
  test('après de bonnes lignes, une cellule de 8 Mio ouverte par un guillemet', async () => {
    const start = csv(DEMAND_ROW, {});
    const { source, asked } = endless((i) => (i === 0 ? `${start}"` : 'y'.repeat(PIECE)), EIGHT_MIB);
    const report = await importDemandsCsv(source, OPTIONS);
    expect(report.fatal).toMatchObject({ code: 'file.field.too-large', line: 3 });
    expect(report.accepted).toEqual([]);
    expect(asked.pieces).toBeLessThan(16);
  });

  test('plus de 2 000 colonnes, ou des lignes refusées démesurées', async () => {
    const wide = await importDwellingsCsv(fromBytes(Buffer.from(`${'a;'.repeat(3000)}\n`)), OPTIONS);
    expect(wide.fatal?.code).toBe('file.field.too-large');
    const start = csv(DEMAND_ROW, {});
    const row = `${'y'.repeat(60_000)};${'z'.repeat(60_000)}\n`;
    let made = 0;
    const rows = function* (): Generator<Uint8Array> {
      yield Buffer.from(start);
      for (; made < 4000; made++) yield Buffer.from(row);
    };
    const heavy = await importDemandsCsv({ name: 'lourd.csv', bytes: rows() }, OPTIONS);
    expect(heavy.fatal?.code).toBe('file.refusals.too-many');
    expect(made).toBeLessThan(1300);
  });

  const root = '<interfaceNuu versionInterface="02.01" xmlns="http://nuu.application.i2/">';
  test.each([
    ['un texte', `${root}<entete>`, 'x'],
    ['un commentaire', `${root}<!--`, 'x'],
    ['un nom de balise', `${root}<`, 'x'],
    ['un attribut', `${root}<a b="`, 'x'],
    ['un DOCTYPE', '<!DOCTYPE a [', ' '],
    ['une entité', `${root}<a>&`, 'x'],
    ['des attributs', `${root}<a `, 'attributs'],
    [
      'des balises dans une demande',
      `${root}<entete><dateFichier>2026-01-01</dateFichier></entete><demande>`,
      '<a/>',
    ],
    [
      'des balises lues dans une demande',
      `${root}<entete><dateFichier>2026-01-01</dateFichier></entete><demande>`,
      '<montant/>',
    ],
    ['des balises ouvertes', root, '<a>'],
    ['un texte coupé de commentaires', `${root}<entete><dateFichier>`, 'xxxxxxxxxxxxxxxxxxx<!-- -->'],
    [
      'un texte de demande coupé de commentaires',
      `${root}<entete><dateFichier>2026-01-01</dateFichier></entete><demande><montant>`,
      'xxxxxxxxxxxxxxxxxxx<!-- -->',
    ],
  ])('XML : %s de 8 Mio', async (_, start, unit) => {
    let made = 0;
    const fill = (): string => {
      if (unit !== 'attributs') return unit.repeat(Math.ceil(PIECE / unit.length));
      let text = '';
      while (text.length < PIECE) text += `a${made++}="1" `;
      return text;
    };
    const { source, asked } = endless((i) => (i === 0 ? start : fill()), EIGHT_MIB);
    const report = await importSneXml(source, OPTIONS);
    expect(report.fatal?.code).toMatch(/^sne\.(too-large|depth|malformed|entity)$/);
    expect(report.accepted).toEqual([]);
    expect(asked.pieces).toBeLessThan(16);
  });

  test('la bombe d’entités est refusée à son DOCTYPE', async () => {
    const entities = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e0 "ha">${entities.join('')}]>${root}&e20;</interfaceNuu>`;
    const report = await importSneXml(fromBytes(Buffer.from(bomb)), OPTIONS);
    expect(report.fatal?.code).toBe('sne.doctype');
  });
  test('une entité externe n’est pas suivie', async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>${root}&x;</interfaceNuu>`;
    expect((await importSneXml(fromBytes(Buffer.from(text)), OPTIONS)).fatal?.code).toBe('sne.doctype');
  });
});

describe('rien ne fait tomber l’import : toujours un compte rendu cohérent', () => {
  test('octets au hasard', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, size) => {
          const source = () => fromBytes(bytes, { pieceBytes: size });
          expect(isSound(await importDemandsCsv(source(), OPTIONS))).toBe(true);
          expect(isSound(await importSneXml(source(), OPTIONS))).toBe(true);
          read += 1;
        },
      ),
      { numRuns: 400 },
    );
    expect(read).toBeGreaterThanOrEqual(400);
  });

  test('un bon fichier abîmé par endroits : refusé, ou ses lignes comptées', async () => {
    const good = Buffer.from(
      csv(
        DEMAND_ROW,
        ...Array.from({ length: 12 }, (_, i) => ({ 'Numéro unique': number(i), Couple: 'OUI' })),
      ),
    );
    const outcomes = { fatal: 0, refused: 0, clean: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 200 }),
        async (changes, pieceBytes) => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of changes) bytes[at] = byte;
          const report = await importDemandsCsv(fromBytes(bytes, { pieceBytes }), OPTIONS);
          expect(isSound(report)).toBe(true);
          if (report.fatal) outcomes.fatal += 1;
          else if (report.refusals.length > 0) outcomes.refused += 1;
          else outcomes.clean += 1;
        },
      ),
      { numRuns: 500, seed: 20261102 },
    );
    expect(Math.min(outcomes.fatal, outcomes.refused)).toBeGreaterThan(50);
  });

  test('coupé n’importe où avant son dernier champ : jamais importé à moitié', async () => {
    const text = csv(DEMAND_ROW, { 'Numéro unique': number(1) }, { 'Numéro unique': number(2) });
    const whole = Buffer.from(text);
    const secondRow = whole.lastIndexOf(10, whole.length - 2) + 1;
    const lastField = whole.lastIndexOf(59) + 1;
    let cuts = 0;
    for (let at = secondRow + 1; at < lastField; at++) {
      const report = await importDemandsCsv(fromBytes(whole.subarray(0, at)), OPTIONS);
      expect(report.fatal?.code).toBe('file.truncated');
      expect(report.accepted).toEqual([]);
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(40);
  });
});
