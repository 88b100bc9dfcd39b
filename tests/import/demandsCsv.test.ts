import { describe, expect, test } from 'vitest';
import { importDemandsCsv } from '../../api/import/tables.ts';
import { codesOf, csv, DEMAND_ROW, fromText, number, OPTIONS } from './support.ts';

const demands = (...rows: Record<string, string>[]) =>
  importDemandsCsv(fromText(csv(DEMAND_ROW, ...rows)), OPTIONS);

describe('une demande complète', () => {
  test('chaque colonne arrive à sa place', async () => {
    const report = await demands({
      'Date de renouvellement': '15/03/2025',
      'Naissances des adultes': '1990-04-02|1988-11-30',
      Couple: 'OUI',
      'Naissances des enfants': '2015-03-02|2018-11-20:G',
      'Naissances attendues': '1',
      'Membre handicapé': 'NON',
      'RFR 2025': '18 200,50',
      'RFR 2024': '?',
      'Ressources mensuelles déclarées': '1 650',
      'Contrat du demandeur': 'CDI',
      'Employeur Action Logement du demandeur': 'OUI',
      'Commune de travail du demandeur': '59355',
      Cotitulaire: 'OUI',
      'Contrat du cotitulaire': 'Retraité',
      'Logement actuel': 'LP',
      'Loyer actuel': '640,10',
      'Surface actuelle (m²)': '48',
      'Occupants actuels': '3',
      'Type du logement actuel': 'T2',
      Motifs: '13|9',
      'Communes souhaitées': '59350|59298|59512',
      'Quartiers souhaités': 'roubaix-centre',
      'Types souhaités': 'T3|T4',
      'Appartement ou maison': 'A',
      'Étage maximal à pied': '1',
      'Situations prioritaires': 'ACI_EXPULSION:verifie:2026-03-01',
      'Statut DALO': 'ACTIF',
      Contingents: 'PPRIOR',
      'Refus d’un logement adapté': '2',
    });
    expect(codesOf(report)).toEqual([]);
    expect(report.accepted).toEqual([
      {
        number: '999012600000100001',
        filedOn: '2024-03-15',
        renewedOn: '2025-03-15',
        updatedOn: '2026-01-10',
        household: {
          adults: [{ birthDate: '1990-04-02' }, { birthDate: '1988-11-30' }],
          couple: true,
          children: [
            { birthDate: '2015-03-02', custody: 'full' },
            { birthDate: '2018-11-20', custody: 'alternate' },
          ],
          expectedBirths: 1,
          disabledMember: false,
        },
        incomes: {
          referenceTaxIncome: [
            { year: 2024, amountEur: null },
            { year: 2025, amountEur: 18200.5 },
          ],
          declaredMonthlyEur: 1650,
          rolling12MonthsEur: null,
        },
        employment: {
          applicant: { contract: 'CDI', actionLogementEmployer: true, workplaceCommune: '59350' },
          coApplicant: { contract: 'RET', actionLogementEmployer: null, workplaceCommune: null },
        },
        currentHousing: {
          kind: 'LP',
          rentEur: 640.1,
          livingAreaM2: 48,
          occupants: 3,
          typology: 'T2',
          bailleur: null,
          dwelling: null,
        },
        motives: ['13', '09'],
        wishes: {
          communes: ['59350', '59512'],
          quartiers: ['roubaix-centre'],
          typologies: ['T3', 'T4'],
          wide: false,
          building: 'flat',
          groundFloor: null,
        },
        accessibility: { stepFree: null, maxFloorOnFoot: 1 },
        priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-03-01' }],
        dalo: 'ACTIF',
        contingents: ['PPRIOR'],
        npruRelocation: null,
        history: { suitedRefusals: 2, rankedNotHoused: null },
      },
    ]);
  });

  test('ce qui n’est pas dit reste inconnu, jamais zéro ni non', async () => {
    const { accepted } = await demands({});
    const demand = accepted[0];
    expect(demand?.incomes).toEqual({
      referenceTaxIncome: [],
      declaredMonthlyEur: null,
      rolling12MonthsEur: null,
    });
    expect(demand?.household).toMatchObject({ couple: null, expectedBirths: null, disabledMember: null });
    expect(demand).toMatchObject({ dalo: null, contingents: null, npruRelocation: null });
    expect(demand?.employment.coApplicant).toBeNull();
  });
});

describe('les souhaits', () => {
  test('les communes du territoire sont gardées, les autres non', async () => {
    const report = await demands({ 'Communes souhaitées': '75056|59512' });
    expect(report.accepted[0]?.wishes.communes).toEqual(['59512']);
  });
  test('rien dans le territoire et non élargie : refusée', async () => {
    const report = await demands({ 'Communes souhaitées': '75056|13055' });
    expect(codesOf(report)).toEqual(['demand.wishes.outside-territory']);
    expect(report.refusals[0]?.reasons[0]?.issue.column).toBe('Communes souhaitées');
  });
  test('rien dans le territoire mais élargie : gardée', async () => {
    const report = await demands({ 'Communes souhaitées': '75056', 'Demande élargie': 'OUI' });
    expect(report.accepted[0]?.wishes).toMatchObject({ communes: [], wide: true });
  });
  test('aucun lieu nommé et non élargie : refusée', async () => {
    expect(codesOf(await demands({ 'Communes souhaitées': '' }))).toEqual(['demand.wishes.none']);
  });
  test('un quartier suffit', async () => {
    const report = await demands({ 'Communes souhaitées': '', 'Quartiers souhaités': 'roubaix-centre' });
    expect(report.accepted).toHaveLength(1);
  });
});

describe('le cotitulaire', () => {
  test('un emploi décrit suffit à dire qu’il existe', async () => {
    const report = await demands({ 'Contrat du cotitulaire': 'CDD' });
    expect(report.accepted[0]?.employment.coApplicant?.contract).toBe('CDD');
  });
  test('NON avec un emploi décrit est une contradiction', async () => {
    const report = await demands({ Cotitulaire: 'NON', 'Contrat du cotitulaire': 'CDD' });
    expect(codesOf(report)).toEqual(['demand.co-applicant.contradiction']);
  });
});

describe('les bornes', () => {
  test.each([
    ['Occupants actuels', '0', 'au moins 1'],
    ['Occupants actuels', '41', 'au plus 40'],
    ['Surface actuelle (m²)', '0', 'plus de 0'],
    ['Loyer actuel', '-1', 'au moins 0'],
    ['RFR 1999', '12000', 'au moins 2000'],
    ['Types souhaités', '|', 'au moins 1 valeurs'],
  ])('%s = %s : %s', async (header, value, expected) => {
    const report = await demands({ [header]: value });
    const reason = report.refusals[0]?.reasons[0];
    expect(reason?.issue).toMatchObject({ code: 'row.out-of-bounds', column: header, expected });
    expect(reason?.value).toBe(value);
  });
  test.each([
    ['Occupants actuels', '1'],
    ['Occupants actuels', '40'],
    ['Loyer actuel', '0'],
    ['Date de mise à jour', '2024-03-15'],
    ['Date de renouvellement', '2024-03-15'],
  ])('%s = %s est admis', async (header, value) => {
    expect((await demands({ [header]: value })).accepted).toHaveLength(1);
  });
});

test('plusieurs défauts d’une ligne sont dits ensemble, avec leur colonne et sans la valeur', async () => {
  const report = await demands({
    'Date de dépôt': 'hier',
    'Loyer actuel': 'cher',
    Couple: 'oui !!',
    Motifs: '99',
  });
  expect(
    report.refusals.map(({ line, reasons }) => [
      line,
      reasons.map(({ issue }) => [issue.code, issue.column]),
    ]),
  ).toEqual([
    [
      2,
      [
        ['cell.date', 'Date de dépôt'],
        ['cell.code', 'Motifs'],
        ['cell.number', 'Loyer actuel'],
      ],
    ],
  ]);
  expect(JSON.stringify(report.refusals[0]?.reasons.map(({ issue }) => issue))).not.toContain('cher');
});

describe('les numéros en double', () => {
  const one = (updatedOn: string, rent: string): Record<string, string> => ({
    'Date de mise à jour': updatedOn,
    'Loyer actuel': rent,
  });
  test('la mise à jour la plus récente est gardée, où qu’elle soit', async () => {
    for (const rows of [
      [one('2026-01-10', '500'), one('2026-02-10', '600')],
      [one('2026-02-10', '600'), one('2026-01-10', '500')],
    ]) {
      const report = await demands(...rows);
      expect(report.accepted.map(({ currentHousing }) => currentHousing.rentEur)).toEqual([600]);
      expect(codesOf(report)).toEqual(['row.duplicate.older']);
    }
  });
  test('les deux lignes sont nommées', async () => {
    const report = await demands(
      one('2026-01-10', '500'),
      { 'Numéro unique': number(2) },
      one('2026-02-10', '600'),
    );
    expect(report.refusals[0]?.line).toBe(2);
    expect(report.refusals[0]?.reasons[0]?.issue.expected).toContain('ligne 4');
  });
  test('des lignes identiques comptent une fois', async () => {
    const report = await demands(
      one('2026-01-10', '500'),
      one('2026-01-10', '500,0'),
      one('2026-01-10', '500'),
    );
    expect(report.counts).toEqual({ rows: 3, accepted: 1, refused: 0, identical: 2 });
  });
  test('des lignes de même date qui se contredisent sont toutes refusées', async () => {
    const report = await demands(one('2026-01-10', '500'), one('2026-01-10', '600'), one('2025-01-10', '1'));
    expect(report.accepted).toEqual([]);
    expect(codesOf(report)).toEqual([
      'row.duplicate.contradiction',
      'row.duplicate.contradiction',
      'row.duplicate.older',
    ]);
  });
});

test('les lignes acceptées restent dans l’ordre du fichier', async () => {
  const report = await demands(...[3, 1, 2].map((n) => ({ 'Numéro unique': number(n) })));
  expect(report.accepted.map((demand) => demand.number)).toEqual([3, 1, 2].map(number));
});
