import type { Issue } from '../../engine/domain/issue.ts';
import type { Bailleur, Commune, Qpv, Quartier } from '../../engine/domain/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import type { Table } from './csvFile.ts';
import type { IrisRow } from './places.ts';

/*
 * What no single table can tell: that places fit together.
 */

export interface Places {
  readonly communes: Table<Commune>;
  readonly iris: Table<IrisRow>;
  readonly quartiers: Table<Quartier>;
  readonly qpvs: Table<Qpv>;
  readonly bailleurs: Table<Bailleur>;
}

const eachRow = <T>(table: Table<T>, see: (row: T, at: { file: string; line: number }) => readonly Issue[]) =>
  table.rows.flatMap((row, i) => see(row, { file: table.file, line: table.lines[i] as number }));

const duplicates = <T>(table: Table<T>, column: string, keyOf: (row: T) => string): readonly Issue[] => {
  const first = new Map<string, number>();
  return eachRow(table, (row, at) => {
    const key = keyOf(row);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, at.line);
      return [];
    }
    return [
      {
        code: 'pack.id.duplicate',
        path: column,
        ...at,
        column,
        received: key,
        expected: `un identifiant unique (déjà ligne ${earlier})`,
      },
    ];
  });
};

const unknownCommune = (
  code: string,
  known: ReadonlySet<string>,
  at: { file: string; line: number },
  column: string,
): readonly Issue[] => {
  if (known.has(code)) return [];
  const close = closestOf(code, known);
  return [
    {
      code: 'pack.commune.unknown',
      path: column,
      ...at,
      column,
      received: code,
      expected: 'une commune du fichier communes.csv',
      ...(close === null ? {} : { maybe: `peut-être ${close}` }),
    },
  ];
};

/** An associated code must lead to one commune only, and never hide a living one. */
const associatedCodes = (communes: Table<Commune>): readonly Issue[] => {
  const owner = new Map(communes.rows.map((commune) => [commune.code, commune.code]));
  return eachRow(communes, (commune, at) =>
    commune.associatedCodes.flatMap((code) => {
      const other = owner.get(code);
      owner.set(code, commune.code);
      return other === undefined
        ? []
        : [
            {
              code: 'pack.commune.associated-twice',
              path: 'associatedCodes',
              ...at,
              column: 'codes_associes',
              received: code,
              expected: `un code qui ne mène qu'à une commune (déjà ${other})`,
            },
          ];
    }),
  );
};

/** Every IRIS in exactly one quartier, of its own commune. */
const irisInQuartiers = ({ iris, quartiers }: Places): readonly Issue[] => {
  const communeOf = new Map<string, string>(iris.rows.map((row) => [row.code, row.commune]));
  const quartierOf = new Map<string, string>();
  const issues = eachRow(quartiers, (quartier, at) =>
    quartier.iris.flatMap((code): Issue[] => {
      const place = { path: 'iris', ...at, column: 'iris', received: code };
      const commune = communeOf.get(code);
      if (commune === undefined) {
        const close = closestOf(code, communeOf.keys());
        return [
          {
            code: 'pack.iris.unknown',
            ...place,
            expected: 'un IRIS du fichier iris.csv',
            ...(close === null ? {} : { maybe: `peut-être ${close}` }),
          },
        ];
      }
      const other = quartierOf.get(code);
      quartierOf.set(code, quartier.id);
      if (other !== undefined)
        return [
          { code: 'pack.iris.twice', ...place, expected: `un IRIS d'un seul quartier (déjà ${other})` },
        ];
      return commune === quartier.commune
        ? []
        : [
            {
              code: 'pack.iris.other-commune',
              ...place,
              expected: `un IRIS de la commune ${quartier.commune}`,
            },
          ];
    }),
  );
  const left = eachRow(iris, (row, at) =>
    quartierOf.has(row.code)
      ? []
      : [
          {
            code: 'pack.iris.unassigned',
            path: 'code',
            ...at,
            column: 'code',
            received: row.code,
            expected: 'un IRIS présent dans un quartier de quartiers.csv',
          },
        ],
  );
  return [...issues, ...left];
};

/** A class needs an income and an income its class: an unknown place is neither fragile nor not. */
const incomeAndClass = (quartiers: Table<Quartier>): readonly Issue[] =>
  eachRow(quartiers, ({ medianIncomeEur, incomeFrom, fragility }, at) => {
    const unknown = medianIncomeEur === null;
    return unknown === (incomeFrom === 'none') && unknown === (fragility === 'unknown')
      ? []
      : [
          {
            code: 'pack.quartier.income-and-class',
            path: 'fragility',
            ...at,
            column: 'fragilite',
            received: `${medianIncomeEur ?? 'vide'}, ${incomeFrom}, ${fragility}`,
            expected: 'un revenu, son origine et une classe, ou vide, none et unknown',
          },
        ];
  });

/** The generated world shares out the whole stock. Shares are written with four decimals. */
const SHARE_TOLERANCE = 0.0005;

const stockShares = ({ file, rows }: Table<Bailleur>): readonly Issue[] => {
  const total = rows.reduce((sum, row) => sum + row.simulatedStockShare, 0);
  return Math.abs(total - 1) <= SHARE_TOLERANCE
    ? []
    : [
        {
          code: 'pack.bailleurs.shares',
          path: 'simulatedStockShare',
          file,
          column: 'part_simulee_du_parc',
          received: total.toFixed(4),
          expected: 'des parts dont la somme est 1',
        },
      ];
};

/** Everything that does not fit between the tables of places, in the order of the files. */
export const placeIssues = (places: Places): readonly Issue[] => {
  const { communes, iris, quartiers, qpvs, bailleurs } = places;
  const codes: ReadonlySet<string> = new Set(communes.rows.map((row) => row.code));
  return [
    ...duplicates(communes, 'code', (row) => row.code),
    ...duplicates(iris, 'code', (row) => row.code),
    ...duplicates(quartiers, 'id', (row) => row.id),
    ...duplicates(qpvs, 'code', (row) => row.code),
    ...duplicates(bailleurs, 'id', (row) => row.id),
    ...associatedCodes(communes),
    ...eachRow(iris, (row, at) => unknownCommune(row.commune, codes, at, 'commune')),
    ...eachRow(quartiers, (row, at) => unknownCommune(row.commune, codes, at, 'commune')),
    ...eachRow(qpvs, (row, at) =>
      row.communes.flatMap((code) => unknownCommune(code, codes, at, 'communes')),
    ),
    ...irisInQuartiers(places),
    ...incomeAndClass(quartiers),
    ...stockShares(bailleurs),
  ];
};
