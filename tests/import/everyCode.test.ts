import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDwellingsCsv } from '../../api/export/tables.ts';
import { IMPORT_CODES, IMPORT_MESSAGES, type ImportCode } from '../../api/import/messages.ts';
import type { ImportOptions, ImportReport } from '../../api/import/report.ts';
import { importSneXml } from '../../api/import/sne/importSneXml.ts';
import { readStock } from '../../api/import/stock.ts';
import {
  importAllocationsCsv,
  importDemandsCsv,
  importDwellingsCsv,
  importOutcomesCsv,
  importRows,
  importVacanciesCsv,
  readMappingFor,
} from '../../api/import/tables.ts';
import { importLabels } from '../../api/service/labels.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { InputError } from '../../engine/domain/issue.ts';
import { gridOf, sheetXml, workbookOf, workbookParts, zipOf } from './archives.ts';
import {
  ALLOCATION_ROW,
  CONTEXT,
  codesOf,
  csv,
  DEMAND_ROW,
  DWELLING_ROW,
  fromBytes,
  fromText,
  number,
  OPTIONS,
  OUTCOME_ROW,
  VACANCY_ROW,
} from './support.ts';

/*
 * One way to meet every message of the table. The type makes a code without a case a compile error; the test makes a case that
 * does not produce its code a failure.
 */

type Row = Record<string, string>;
type Case = () => Promise<string[]>;

const demand =
  (...rows: Row[]): Case =>
  async () =>
    codesOf(await importDemandsCsv(fromText(csv(DEMAND_ROW, ...rows)), OPTIONS));
const dwelling =
  (...rows: Row[]): Case =>
  async () =>
    codesOf(await importDwellingsCsv(fromText(csv(DWELLING_ROW, ...rows)), OPTIONS));
const text =
  (content: string, options: Partial<ImportOptions> = {}): Case =>
  async () =>
    codesOf(await importDwellingsCsv(fromText(content), { ...OPTIONS, ...options }));
const bytes =
  (...content: number[]): Case =>
  async () =>
    codesOf(await importDwellingsCsv(fromBytes(Uint8Array.from(content)), OPTIONS));
const of = async <T>(report: Promise<ImportReport<T>>): Promise<string[]> => codesOf(await report);
const mapping =
  (content: string): Case =>
  async () => {
    const read = readMappingFor('dwellings', content, 'colonnes.yaml');
    return read.ok ? [] : read.issues.map(({ code }) => code);
  };

const ROOT = '<interfaceNuu versionInterface="02.01" xmlns="http://nuu.application.i2/">';
const HEAD = '<entete><dateFichier>2026-11-02</dateFichier></entete>';
const sne =
  (content: string): Case =>
  async () =>
    codesOf(await importSneXml(fromText(content), OPTIONS));

const sheet =
  (content: Uint8Array, options: Partial<ImportOptions> = {}): Case =>
  async () =>
    codesOf(
      await importRows('dwellings', 'xlsx', {
        source: fromBytes(content),
        options: { ...OPTIONS, ...options },
      }),
    );
const grid = gridOf(DWELLING_ROW, {});
const parts = workbookParts({ name: 'Parc', xml: sheetXml(grid) });
const largest = (row: string): Uint8Array =>
  zipOf([...parts.slice(0, -1), { name: 'xl/worksheets/sheet1.xml', data: row, method: 0 }]);
const json =
  (content: string): Case =>
  async () =>
    codesOf(await importRows('dwellings', 'jsonl', { source: fromText(content), options: OPTIONS }));
const LABEL_ROW = {
  'Numéro unique': number(1),
  Liste: 'ACI',
  Situation: 'ACI_EXPULSION',
  'Vérifié le': '2026-03-01',
};
const label =
  (row: Row): Case =>
  async () =>
    codesOf(
      await importLabels('csv', {
        source: fromText(csv(LABEL_ROW, row)),
        options: {
          context: { ...CONTEXT, referenceDay: '2026-11-02' as IsoDay, demandNumbers: new Set([number(1)]) },
        },
        day: '2026-11-02' as IsoDay,
      }),
    );
const stock =
  (row: Row): Case =>
  async () =>
    codesOf((await readStock(fromText(csv({ DEPCOM: '59512', NBPIECE: '3' }, row)), OPTIONS)).report);

const good = csv(DWELLING_ROW, {});
const [header] = good.split('\n') as [string];

const CASES: Readonly<Record<ImportCode, Case>> = {
  'file.unreadable': () => of(importDemandsCsv('/nulle/part.csv', OPTIONS)),
  'file.empty': text(''),
  'file.binary': text(`${good}\u0000`),
  'file.format.spreadsheet': bytes(0x50, 0x4b, 0x03, 0x04, 20, 0),
  'file.format.compressed': bytes(0x1f, 0x8b, 8, 0),
  'file.format.xml': text('<?xml version="1.0"?><a/>'),
  'file.encoding.utf16': async () =>
    codesOf(await importDwellingsCsv(fromBytes(Buffer.from(`\ufeff${good}`, 'utf16le')), OPTIONS)),
  'file.encoding.contradiction': async () =>
    codesOf(
      await importDwellingsCsv(
        fromBytes(Buffer.concat([Buffer.from(good), Buffer.from([0xe9, 10])])),
        OPTIONS,
      ),
    ),
  'file.encoding.undefined-byte': async () =>
    codesOf(await importDwellingsCsv(fromBytes(Uint8Array.of(0x61, 0x3b, 0x81, 0xe9, 10)), OPTIONS)),
  'file.quote.unclosed': text(`${good}"LOG-2;`),
  'file.quote.stray': text(`${good}LO"G;x\n`),
  'file.field.too-large': text(`${good}${'x'.repeat(70_000)};b\n`),
  'file.truncated': text(`${good}LOG-2;vilo`),
  'file.rows.too-many': text(csv(DWELLING_ROW, {}, { 'Identifiant du logement': 'LOG-2' }), { maxRows: 1 }),
  'file.refusals.too-many': text(csv(DWELLING_ROW, { Type: '?' }, { Type: '?' }), { maxRefusals: 1 }),
  'file.rows.none': text(`${header}\n`),
  'file.last-line.open': text(good.trimEnd()),
  'file.header.missing': text('Bailleur;Commune\nvilogia;59512\n'),
  'file.header.duplicate': text(csv(DWELLING_ROW, { 'Code INSEE': '59512' })),
  'file.header.absent': async () => {
    const { Motifs: _, ...row } = DEMAND_ROW;
    return codesOf(await importDemandsCsv(fromText(csv(row, {})), OPTIONS));
  },
  'file.header.unknown': text(csv(DWELLING_ROW, { Papier: 'peint' })),
  'mapping.yaml': mapping('a: [b'),
  'mapping.shape': mapping('ignore: oui'),
  'mapping.key.unknown': mapping('colonnes: {}'),
  'mapping.field.unknown': mapping('columns: {loyer: Loyer}'),
  'mapping.header.absent': text(good, {
    mapping: { columns: { lift: 'Ascenseur' }, values: {}, ignore: [] },
  }),
  'mapping.header.repeated': mapping('columns: {lift: A, floor: a}'),
  'row.ragged': text(`${good}un;deux\n${good.split('\n')[1]?.replace('LOG-1', 'LOG-2')}\n`),
  'row.out-of-bounds': dwelling({ Pièces: '13' }),
  'row.duplicate.older': demand({}, { 'Date de mise à jour': '2026-02-01' }),
  'row.duplicate.contradiction': dwelling({}, { Pièces: '4' }),
  'cell.required': dwelling({ Type: '' }),
  'cell.date': demand({ 'Date de dépôt': '31/02/2024' }),
  'cell.number': dwelling({ 'Loyer hors charges': 'douze' }),
  'cell.integer': dwelling({ Pièces: '3,5' }),
  'cell.boolean': dwelling({ Ascenseur: 'bof' }),
  'cell.code': dwelling({ Financement: 'PLI' }),
  'cell.demand-number': demand({ 'Numéro unique': '5,90126E+16' }),
  'cell.identifier': dwelling({ 'Identifiant du logement': 'rue du Lac' }),
  'cell.commune': dwelling({ Commune: 'Roubaix' }),
  'cell.commune.outside': dwelling({ Commune: '75056' }),
  'cell.iris': dwelling({ IRIS: '595129999' }),
  'cell.quartier': dwelling({ Quartier: 'montmartre' }),
  'cell.bailleur': dwelling({ Bailleur: 'inconnu' }),
  'cell.dwelling': () =>
    of(
      importVacanciesCsv(fromText(csv(VACANCY_ROW, {})), {
        context: { ...CONTEXT, dwellingIds: new Set(['LOG-7']) },
      }),
    ),
  'cell.qpv': dwelling({ 'QPV 2024': 'OUI' }),
  'cell.custody': demand({ 'Naissances des enfants': '2015-03-02:Z' }),
  'cell.situation': demand({ 'Situations prioritaires': 'ACI_INVENTE' }),
  'demand.dates.order': demand({ 'Date de renouvellement': '2024-03-14' }),
  'demand.dates.impossible': demand({ 'Date de dépôt': '1949-12-31' }),
  'demand.birth.impossible': demand({ 'Naissances des enfants': '1899-12-31' }),
  'demand.wishes.none': demand({ 'Communes souhaitées': '' }),
  'demand.wishes.outside-territory': demand({ 'Communes souhaitées': '75056' }),
  'demand.co-applicant.contradiction': demand({ Cotitulaire: 'NON', 'Contrat du cotitulaire': 'CDI' }),
  'dwelling.iris.other-commune': dwelling({ IRIS: '593500101' }),
  'dwelling.quartier.contradicts-iris': dwelling({ IRIS: '595120101', Quartier: 'roubaix-centre' }),
  'allocation.lease-before-decision': () =>
    of(importAllocationsCsv(fromText(csv(ALLOCATION_ROW, { 'Date du bail': '2026-05-11' })), OPTIONS)),
  'outcome.reason-without-refusal': () =>
    of(importOutcomesCsv(fromText(csv(OUTCOME_ROW, { 'Motif de refus': 'Loyer ou charges' })), OPTIONS)),
  'sne.malformed': sne(`${ROOT}<a></b></interfaceNuu>`),
  'sne.truncated': sne(`${ROOT}${HEAD}`),
  'sne.root': sne('<Envelope xmlns="http://nuu.application.i2/"/>'),
  'sne.namespace': sne('<interfaceNuu versionInterface="02.01" xmlns="http://ailleurs/"/>'),
  'sne.version': sne('<interfaceNuu versionInterface="03.00" xmlns="http://nuu.application.i2/"/>'),
  'sne.doctype': sne(`<!DOCTYPE a [<!ENTITY b "c">]>${ROOT}</interfaceNuu>`),
  'sne.entity': sne(`${ROOT}<a>&bombe;</a></interfaceNuu>`),
  'sne.depth': sne(`${ROOT}${'<a>'.repeat(40)}`),
  'sne.too-large': sne(`${ROOT}${HEAD}<demande>${'<a/>'.repeat(6000)}`),
  'sne.encoding': sne('<?xml version="1.0" encoding="EBCDIC"?><a/>'),
  'sne.file-date': sne(`${ROOT}<demande></demande></interfaceNuu>`),
  'sne.file-kind': sne(
    `${ROOT}<entete><typeFichier code="RAD"/><dateFichier>2026-11-02</dateFichier></entete></interfaceNuu>`,
  ),
  'xlsx.format.other': sheet(zipOf([{ name: 'content.xml', data: '<a/>' }])),
  'xlsx.format.old': sheet(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0)),
  'xlsx.encrypted': sheet(zipOf(parts.map((part) => ({ ...part, flags: 1 })))),
  'xlsx.damaged': sheet(workbookOf({ Parc: grid }).subarray(0, 300)),
  'xlsx.too-large': sheet(
    zipOf([...parts, ...Array.from({ length: 2000 }, (_, i) => ({ name: `${i}`, data: '' }))]),
  ),
  'xlsx.bomb': sheet(zipOf(parts.map((part) => ({ ...part, declaredBytes: 5 })))),
  'xlsx.dimensions': sheet(largest('<worksheet><sheetData><row r="9999999"/></sheetData></worksheet>')),
  'xlsx.sheet.absent': sheet(workbookOf({ Parc: grid }), { sheet: 'Demandes' }),
  'xlsx.sheet.none': sheet(workbookOf({ Parc: [] })),
  'xlsx.sheets.unread': sheet(workbookOf({ Notes: [['Notes']], Parc: grid })),
  'xlsx.macros': sheet(zipOf([...parts, { name: 'xl/vbaProject.bin', data: 'x' }])),
  'jsonl.syntax': json('bonjour\n'),
  'jsonl.field.unknown': json('{"prenom":"x"}\n'),
  'jsonl.field.absent': json('{}\n'),
  'jsonl.field.type': json('{"id":3}\n'),
  'jsonl.line.too-large': json(`{"a":"${'x'.repeat(300_000)}`),
  'label.demand.unknown': label({ 'Numéro unique': number(2) }),
  'label.situation.required': label({ Situation: '' }),
  'label.day.impossible': label({ 'Vérifié le': '2026-11-03' }),
  'label.dates.order': label({ Fin: '2026-02-01' }),
  'label.end.ahead': label({ Fin: '2026-12-01' }),
  'rpls.public': stock({}),
  'rpls.outside': stock({ DEPCOM: '75056' }),
  'export.unrepresentable': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'precal-export-'));
    const { accepted } = await importDwellingsCsv(fromText(csv(DWELLING_ROW, { Résidence: '→' })), OPTIONS);
    const error = await writeDwellingsCsv(accepted, join(folder, 'a.csv'), {
      encoding: 'windows-1252',
    }).catch((caught: InputError) => caught);
    await rm(folder, { recursive: true });
    return 'issues' in error ? error.issues.map(({ code }) => code) : [];
  },
};

test.each(IMPORT_CODES)('%s se produit', async (code) => {
  expect(await CASES[code]()).toContain(code);
});

test('chaque message dit ce qui ne va pas, ce qui est attendu et que faire, sans anglais technique', () => {
  for (const [code, { message, expected, remedy }] of Object.entries(IMPORT_MESSAGES)) {
    expect(message, code).toMatch(/^\p{Lu}.*[.]$/u);
    expect(remedy, code).toMatch(/^\p{Lu}.*[.]$/u);
    expect(expected.length, code).toBeGreaterThan(3);
  }
  expect(number(1)).toHaveLength(18);
});
