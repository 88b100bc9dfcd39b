import { existsSync, readFileSync } from 'node:fs';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAllocationsCsv } from '../../api/export/tables.ts';
import { anAllocation } from '../support/allocations.ts';
import { precal } from '../support/commandLine.ts';
import { aNumber } from '../support/demands.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
  const file = town.path('attributions.csv');
  const lease = (sequence: number, rest: object) =>
    anAllocation(`L-${sequence}`, { demand: aNumber(900_000 + sequence), ...rest });
  await writeAllocationsCsv(
    [
      lease(1, { contingent: 'COLACT' }),
      lease(2, { contingent: null, daloActive: true }),
      lease(3, { contingent: 'PPRIOR', decidedOn: '2025-03-04', leaseSignedOn: '2025-04-01' }),
    ],
    file,
  );
  const ran = await precal(['import', file, '--kind', 'allocations', ...town.data]);
  if (ran.code !== 0) throw new Error(ran.out + ran.err);
});
afterAll(() => town.remove());

const DAY = ['--as-of', '2026-11-02'] as const;
/** What a command prints, no-break spaces made plain and lines joined. */
const printed = async (...args: string[]): Promise<string> => {
  const ran = await precal([...args, ...town.data, ...DAY]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).not.toMatch(/undefined|NaN|\[object|null/);
  return ran.out.replace(/[\s\u00a0]+/g, ' ');
};
const json = async (...args: string[]) =>
  JSON.parse((await precal([...args, '--json', ...town.data, ...DAY])).out);

describe('precal flux', () => {
  test('says where each flow is, with the sources and what the files do not hold', async () => {
    const text = await printed('flux');
    expect(text).toMatch(/LILLE MÉTROPOLE HABITAT, HORS QPV 2 attributions du flux cette année/);
    expect(text).toMatch(/1 contingent non renseigné, crédité à personne/);
    expect(text).toMatch(/Action Logement \(20 % \[proposition\]\) : 1 crédité pour 0,4 dus, avance 0,6/);
    expect(text).toMatch(
      /Préfet, ménages prioritaires \(25 % \[officiel\]\) : 0 crédité pour 0,5 dus, retard 0,5 \(100 %\)/,
    );
    expect(text).toMatch(/estimée par le territoire : le bailleur n’a que 2 entrées/);
    expect(text).toMatch(/R441-5.*ne sont pas dans les fichiers/);
  });
  test('narrows to a landlord and a réservataire', async () => {
    expect((await json('flux', '--bailleur', 'vilogia')).cells).toEqual([]);
    const { cells } = await json('flux', '--reservataire', 'pprior');
    expect(cells[0].contingents).toMatchObject([{ reservataire: 'PPRIOR', credited: 0 }]);
  });
  test('refuses what is neither', async () => {
    await refused(['flux', '--bailleur', 'personne', ...town.data], /Aucun bailleur.*personne/);
    await refused(['flux', '--reservataire', 'X', ...town.data], /COLTER, COLACT/);
  });

  test('plan: what is left of the year, and why it may be short', async () => {
    const text = await printed('flux', 'plan');
    expect(text).toMatch(/à venir d’ici au 31 décembre/);
    expect(text).toMatch(/il en manquera [\d,]+ : aucune demande en attente ne peut être créditée à « /);
  });
  test('next: whom each vacancy should serve, and the sums', async () => {
    const text = await printed('flux', 'next');
    expect(text).toMatch(/V-1, T2 de 45 m².*Roubaix : Hors contingent : 0 pour [\d,]+ dus avec ce bail/);
    const { vacancies, counts } = await json('flux', 'next', '--anew');
    const sum = counts.reduce((total: number, each: { vacancies: number }) => total + each.vacancies, 0);
    expect(sum).toBe(vacancies.filter((each: { kind: string }) => each.kind === 'next').length);
  });
  test('localisation and overlaps', async () => {
    expect(await printed('flux', 'localisation')).toMatch(
      /Ensemble du flux : 2 attributions cette année, dont .*Action Logement : 1 attribution cette année/,
    );
    const overlaps = await printed('flux', 'overlaps');
    expect(overlaps).toMatch(/demandes? en attente : « Action Logement »/);
    expect(overlaps).toMatch(
      /permettent « Préfet.* : 1 attribution cette année, 1 au contingent non renseigné/,
    );
  });
  test('review: last year, on the console, as CSV and as a workbook', async () => {
    expect(await printed('flux', 'review')).toMatch(
      /Bilan 2025 : 0 logement proposé, 1 attribué, 1 bail signé.*avant le 28 février 2026/,
    );
    expect(await printed('flux', 'review', '--year', '2024')).toMatch(/Rien à montrer/);
    const csv = town.path('bilan.csv');
    await printed('flux', 'review', '--year', '2026', '--out', csv);
    const lines = readFileSync(csv, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(3);
    const xlsx = town.path('bilan.xlsx');
    await printed('flux', 'review', '--year', '2026', '--out', xlsx);
    expect(existsSync(xlsx)).toBe(true);
    const [sheet] = await readXlsx(xlsx);
    expect(sheet!.data).toHaveLength(3);
    expect(sheet!.data[0]).toContain('Logements attribués');
  });
  test('review refuses a year that is none', async () => {
    await refused(['flux', 'review', '--year', 'hier', ...town.data], /de 2000 à 2100/);
  });
});
