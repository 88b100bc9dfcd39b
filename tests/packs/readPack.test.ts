import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listTerritoryPacks, readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { copyPacks, lineWith, type PackCopy, replaced } from './packCopy.ts';

let copy: PackCopy;
beforeEach(() => {
  copy = copyPacks();
});
afterEach(() => copy.remove());

describe('the packs of the project', () => {
  test('every listed pack is valid, and mel-2016 is one', () => {
    const packs = listTerritoryPacks();
    expect(packs.map(({ id }) => id)).toContain('mel-2016');
    for (const { dir } of packs) expect(readTerritoryPack(dir)).toMatchObject({ ok: true });
  });

  test('folders without pack.yaml are not packs', () => {
    expect(listTerritoryPacks(TERRITORIES_FOLDER).map(({ id }) => id)).not.toContain('france');
  });

  test('an untouched copy has no issue, whatever the folder it stands in', () => {
    expect(copy.issues()).toEqual([]);
  });

  test('reading twice gives the same pack', () => {
    expect(readTerritoryPack(copy.pack)).toEqual(readTerritoryPack(copy.pack));
  });
});

interface Case {
  readonly what: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly code: string;
  /** First line of the edited file that holds this text is the line the issue names; null: the whole file is meant. */
  readonly at: string | null;
  readonly rest?: Readonly<Record<string, unknown>>;
}

const FILES: readonly Case[] = [
  {
    what: 'a key that does not exist, with the one that was meant',
    file: 'pack.yaml',
    from: 'ceilingZone:',
    to: 'ceilingZon:',
    code: 'yaml.key.unknown',
    at: 'ceilingZon:',
    rest: { received: 'ceilingZon', maybe: 'peut-être ceilingZone' },
  },
  {
    what: 'a key that is missing, at the group that lacks it',
    file: 'norms.yaml',
    from: '  warnAbove: 0.33\n',
    to: '',
    code: 'yaml.key.missing',
    at: 'effort:',
    rest: { path: 'effort.warnAbove', expected: 'un nombre' },
  },
  {
    what: 'a decimal comma in YAML',
    file: 'targets.yaml',
    from: 'share: 0.45',
    to: 'share: "0,45"',
    code: 'yaml.value.invalid',
    at: '"0,45"',
    rest: { path: '[0].share', received: '0,45', maybe: 'peut-être 0.45, avec un point' },
  },
  {
    what: 'a class of quartier that is misspelt',
    file: 'targets.yaml',
    from: '[most-fragile]',
    to: '[most-fragil]',
    code: 'yaml.value.invalid',
    at: '[most-fragil]',
    rest: { maybe: 'peut-être most-fragile' },
  },
  {
    what: 'YAML that cannot be parsed',
    file: 'bands.yaml',
    from: 'label: Modeste, below: 0.4, group: modest }',
    to: 'label: Modeste, below: 0.4, group: modest',
    code: 'yaml.syntax',
    at: 'id: intermediate',
  },
  {
    what: 'a column that is misspelt',
    file: 'communes.csv',
    from: 'zone_apl',
    to: 'zone_appl',
    code: 'csv.header.unknown',
    at: 'zone_appl',
    rest: { column: 'zone_appl', maybe: 'peut-être zone_apl' },
  },
  {
    what: 'a cell that is not a number',
    file: 'communes.csv',
    from: ',99507,',
    to: ',99 507,',
    code: 'csv.value.invalid',
    at: ',99 507,',
    rest: { column: 'population', received: '99 507', expected: 'un nombre' },
  },
  {
    what: 'a quartier without an IRIS',
    file: 'quartiers.csv',
    from: ',595120202\n',
    to: ',\n',
    code: 'csv.value.invalid',
    at: '59512-alma-sud',
    rest: { column: 'iris', expected: 'au moins 1 élément' },
  },
];

const PLACES: readonly Case[] = [
  {
    what: 'a commune in two coordination areas',
    file: 'coordination.yaml',
    from: '"59009", "59090"',
    to: '"59005", "59009", "59090"',
    code: 'pack.coordination.commune-twice',
    at: '"59005", "59009", "59090"',
    rest: { received: '59005', expected: 'une seule instance par commune (déjà ouest)' },
  },
  {
    what: 'a coordination area with a commune that is not in the territory',
    file: 'coordination.yaml',
    from: '"59009", "59090"',
    to: '"99009", "59090"',
    code: 'pack.commune.unknown',
    at: '"99009", "59090"',
    rest: { maybe: 'peut-être 59009' },
  },
  {
    what: 'a quartier whose commune is not in the territory',
    file: 'quartiers.csv',
    from: 'Alma Sud,59512,',
    to: 'Alma Sud,59515,',
    code: 'pack.commune.unknown',
    at: '59512-alma-sud',
    rest: { column: 'commune', received: '59515', maybe: expect.stringContaining('peut-être 595') },
  },
  {
    what: 'an IRIS whose commune is not in the territory',
    file: 'iris.csv',
    from: 'Alma Sud,H,59512,',
    to: 'Alma Sud,H,62041,',
    code: 'pack.commune.unknown',
    at: 'Alma Sud',
    rest: { column: 'commune' },
  },
  {
    what: 'a QPV in a commune outside',
    file: 'qpv.csv',
    from: 'QN05982M,La Mouchonnière,59560',
    to: 'QN05982M,La Mouchonnière,59600',
    code: 'pack.commune.unknown',
    at: 'QN05982M',
    rest: { column: 'communes' },
  },
  {
    what: 'an IRIS that does not exist',
    file: 'quartiers.csv',
    from: ',595120202\n',
    to: ',595129992\n',
    code: 'pack.iris.unknown',
    at: '59512-alma-sud',
    rest: { column: 'iris', received: '595129992' },
  },
  {
    what: 'an IRIS in no quartier',
    file: 'quartiers.csv',
    from: ',595120202\n',
    to: ',595120203\n',
    code: 'pack.iris.unassigned',
    at: null,
    rest: { file: expect.stringMatching(/iris\.csv$/), received: '595120202' },
  },
  {
    what: 'an IRIS in two quartiers',
    file: 'quartiers.csv',
    from: ',595120202\n',
    to: ',595120202|595120203\n',
    code: 'pack.iris.twice',
    at: '59512-alma-nord',
    rest: { received: '595120203', expected: expect.stringContaining('59512-alma-sud') },
  },
  {
    what: 'an IRIS of another commune',
    file: 'quartiers.csv',
    from: 'Roubaix – Alma Sud,59512',
    to: 'Roubaix – Alma Sud,59599',
    code: 'pack.iris.other-commune',
    at: '59512-alma-sud',
    rest: { expected: 'un IRIS de la commune 59599' },
  },
  {
    what: 'a class without an income',
    file: 'quartiers.csv',
    from: 'Alma Sud,59512,unknown',
    to: 'Alma Sud,59512,fragile',
    code: 'pack.quartier.income-and-class',
    at: '59512-alma-sud',
    rest: { received: 'vide, none, fragile' },
  },
  {
    what: 'an associated code that is a commune of its own',
    file: 'communes.csv',
    from: '59298|59355',
    to: '59298|59512',
    code: 'pack.commune.associated-twice',
    at: '59350,Lille',
    rest: { received: '59512' },
  },
  {
    what: 'landlords whose shares do not add up',
    file: 'bailleurs.csv',
    from: 'ESH,0.15,',
    to: 'ESH,0.25,',
    code: 'pack.bailleurs.shares',
    at: null,
    rest: { received: '1.1000' },
  },
];

const RULES: readonly Case[] = [
  {
    what: 'an id that is not the folder’s name',
    file: 'pack.yaml',
    from: 'id: mel-2016',
    to: 'id: mel-2017',
    code: 'pack.id.folder',
    at: 'id: mel-2017',
    rest: { expected: 'le nom du dossier, mel-2016' },
  },
  {
    what: 'bands out of order',
    file: 'bands.yaml',
    from: 'below: 0.4,',
    to: 'below: 0.2,',
    code: 'pack.bands.order',
    at: 'id: modest,',
    rest: { received: '0.2' },
  },
  {
    what: 'a last band with a bound',
    file: 'bands.yaml',
    from: 'below: null',
    to: 'below: 3',
    code: 'pack.bands.open-end',
    at: 'id: higher',
  },
  {
    what: 'a middle band without a bound',
    file: 'bands.yaml',
    from: 'below: 0.4,',
    to: 'below: null,',
    code: 'pack.bands.open-end',
    at: 'id: modest,',
  },
  {
    what: 'two targets with one id',
    file: 'targets.yaml',
    from: 'id: npru-bailleur',
    to: 'id: npru-commune',
    code: 'pack.id.duplicate',
    at: null,
    rest: { received: 'npru-commune' },
  },
  {
    what: 'a target that counts nothing',
    file: 'targets.yaml',
    from: 'counts: { bandGroup: modest }',
    to: 'counts: {}',
    code: 'pack.target.counts',
    at: 'counts: {}',
  },
  {
    what: 'a fragility on a commune target',
    file: 'targets.yaml',
    from: '  scope: commune\n',
    to: '  scope: commune\n  fragility: [fragile]\n',
    code: 'pack.target.fragility-scope',
    at: 'fragility: [fragile]',
  },
  {
    what: 'a predicate with an unknown name',
    file: 'situations.yaml',
    from: 'firstAccess and motive03',
    to: 'firstAccess and motif03',
    code: 'pack.predicate.invalid',
    at: 'motif03',
    rest: { received: 'motif03', maybe: expect.stringContaining('motive03') },
  },
  {
    what: 'a predicate that is a number',
    file: 'situations.yaml',
    from: 'firstAccess and motive03',
    to: 'waitingMonths + 1',
    code: 'pack.predicate.invalid',
    at: 'waitingMonths + 1',
  },
  {
    what: 'contingents above the whole',
    file: 'contingents.yaml',
    from: 'share: 0.05',
    to: 'share: 0.15',
    code: 'pack.contingents.over',
    at: 'shares:',
    rest: { received: '1.1' },
  },
  {
    what: 'a class without an acceptance rate',
    file: 'acceptance.yaml',
    from: '  - { fragility: unknown, byRank: [0.632] }\n',
    to: '',
    code: 'pack.acceptance.missing',
    at: 'rates:',
    rest: { expected: 'un taux pour la classe unknown' },
  },
  {
    what: 'an occupancy norm with a hole',
    file: 'norms.yaml',
    from: '    "4": [T5, T6P]\n',
    to: '',
    code: 'pack.norms.bedrooms-missing',
    at: 'typologiesByBedrooms:',
    rest: { expected: 'les types de logement pour 4 chambres' },
  },
  {
    what: 'guidance for a quartier that does not exist',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: '- { id: a, quartier: 59512-alma-sude, residence: null, bailleur: null, text: Essai, validFrom: 2026-01-01, validTo: null, provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.quartier.unknown',
    at: 'alma-sude',
    rest: { maybe: 'peut-être 59512-alma-sud' },
  },
  {
    what: 'guidance for a residence of no landlord',
    file: 'guidance.yaml',
    from: /\[\]\n$/,
    to: '- { id: a, quartier: null, residence: Les Lilas, bailleur: null, text: Essai, validFrom: 2026-01-01, validTo: null, provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.guidance.residence',
    at: 'Les Lilas',
    rest: { expected: 'une résidence avec son bailleur, ou ni l’une ni l’autre' },
  },
  {
    what: 'a concerted class of nowhere',
    file: 'concerted.yaml',
    from: /\[\]\n$/,
    to: '- { residence: null, bailleur: null, quartier: null, class: fragile, decidedOn: 2026-05-23, participants: [Ville], provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.concerted.place',
    at: 'participants: [Ville],',
    rest: { expected: 'une résidence avec son bailleur, ou un quartier seul' },
  },
  {
    what: 'a concerted class of a residence without its landlord',
    file: 'concerted.yaml',
    from: /\[\]\n$/,
    to: '- { residence: Les Tilleuls, bailleur: null, quartier: null, class: fragile, decidedOn: 2026-05-23, participants: [Ville], provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.concerted.place',
    at: 'participants: [Ville],',
  },
  {
    what: 'a concerted class of an unknown landlord',
    file: 'concerted.yaml',
    from: /\[\]\n$/,
    to: '- { residence: Les Tilleuls, bailleur: vilogi, quartier: null, class: fragile, decidedOn: 2026-05-23, participants: [Ville], provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.bailleur.unknown',
    at: 'vilogi',
    rest: { received: 'vilogi', maybe: 'peut-être vilogia' },
  },
  {
    what: 'a concerted class of an unknown quartier',
    file: 'concerted.yaml',
    from: /\[\]\n$/,
    to: '- { residence: null, bailleur: null, quartier: 59512-alma-sude, class: fragile, decidedOn: 2026-05-23, participants: [Ville], provenance: { certainty: proposal, source: essai, validFrom: null, validTo: null } }\n',
    code: 'pack.quartier.unknown',
    at: 'alma-sude',
  },
];

const NATIONAL: readonly Case[] = [
  {
    what: 'a ceiling that does not grow with the household',
    file: '../france/ceilings.csv',
    from: '23403,31254,37584',
    to: '23403,31254,31254',
    code: 'pack.ceilings.not-growing',
    at: '23403,31254,31254',
    rest: { column: 'categorie_3', received: '31254' },
  },
  {
    what: 'a year missing from the grid',
    file: '../france/ceilings.csv',
    from: /PLAI,autres-regions,2026.*\n/,
    to: '',
    code: 'pack.ceilings.missing',
    at: null,
    rest: { expected: 'une ligne PLAI, autres-regions, 2026' },
  },
  {
    what: 'a ceiling given twice',
    file: '../france/ceilings.csv',
    from: 'PLUS,autres-regions,2025',
    to: 'PLUS,autres-regions,2026',
    code: 'pack.ceilings.twice',
    at: null,
    rest: { received: 'PLUS autres-regions 2026' },
  },
  {
    what: 'parameters out of order',
    file: '../france/apl.yaml',
    from: '- validFrom: 2025-10-01',
    to: '- validFrom: 2024-12-01',
    code: 'pack.dates.order',
    at: '- validFrom: 2024-12-01',
  },
];

describe.each([
  ['files', FILES],
  ['places', PLACES],
  ['rules', RULES],
  ['national parameters', NATIONAL],
])('a broken copy is refused: %s', (_, cases) => {
  test.each(cases)('$what', ({ file, from, to, code, at, rest }) => {
    const edited = replaced(copy.text(file), from, to);
    copy.write(file, edited);
    const issue = copy.issues().find((found) => found.code === code);
    expect(issue).toMatchObject({ code, file: copy.file(file), ...rest });
    if (at !== null) expect(issue?.line).toBe(lineWith(edited, at));
  });
});

describe('the line of a repetition is the second one', () => {
  test('a commune listed twice', () => {
    const text = copy.text('communes.csv');
    const row = text.split('\n').find((line) => line.startsWith('59512,')) as string;
    copy.write('communes.csv', `${text}${row}\n`);
    const issue = copy.issues().find(({ code }) => code === 'pack.id.duplicate');
    expect(issue).toMatchObject({ received: '59512', line: 97, column: 'code' });
    expect(issue?.expected).toContain(`déjà ligne ${lineWith(text, row)}`);
  });

  test('two targets with one id', () => {
    const edited = replaced(copy.text('targets.yaml'), 'id: npru-bailleur', 'id: npru-commune');
    copy.write('targets.yaml', edited);
    const lines = edited.split('\n').flatMap((line, i) => (line.includes('id: npru-commune') ? [i + 1] : []));
    expect(lines).toHaveLength(2);
    expect(copy.issues()[0]).toMatchObject({ code: 'pack.id.duplicate', line: lines[1] });
  });
});

describe('whole files', () => {
  test('several files broken: all problems at once', () => {
    copy.write('bands.yaml', replaced(copy.text('bands.yaml'), 'group: modest }', 'group: modestes }'));
    copy.write('communes.csv', replaced(copy.text('communes.csv'), ',99507,', ',-1,'));
    rmSync(copy.file('qpv.csv'));
    const issues = copy.issues();
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'csv.value.invalid',
      'file.missing',
      'yaml.value.invalid',
    ]);
    expect(issues.every(({ file }) => file !== undefined)).toBe(true);
  });

  test('a file that is missing', () => {
    rmSync(copy.file('situations.yaml'));
    expect(copy.issues()).toMatchObject([
      {
        code: 'file.missing',
        file: copy.file('situations.yaml'),
        maybe: 'ajouter situations.yaml au dossier',
      },
    ]);
  });

  test('a file in Windows-1252', () => {
    copy.write('qpv.csv', Buffer.from(copy.text('qpv.csv'), 'latin1'));
    expect(copy.issues()).toMatchObject([{ code: 'file.encoding', file: copy.file('qpv.csv') }]);
  });

  test('a file far larger than a pack needs', () => {
    copy.write('guidance.yaml', `#${'x'.repeat(5_000_000)}\n[]\n`);
    expect(copy.issues()).toMatchObject([{ code: 'file.too-large', file: copy.file('guidance.yaml') }]);
  });

  test('national parameters that are not there', () => {
    copy.write('pack.yaml', replaced(copy.text('pack.yaml'), 'national: france', 'national: belgique'));
    expect(copy.issues().map(({ code }) => code)).toEqual(Array(4).fill('file.missing'));
  });

  test('a target for a class no quartier has', () => {
    copy.write('quartiers.csv', copy.text('quartiers.csv').replaceAll(',most-fragile,', ',fragile,'));
    expect(copy.issues()).toMatchObject([
      {
        code: 'pack.target.fragility-absent',
        received: 'most-fragile',
        line: lineWith(copy.text('targets.yaml'), '[most-fragile]'),
      },
    ]);
  });
});
