import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/*
 * Open data that the packs are derived from. The folder is `PRECAL_OPEN_DATA`, or `../shared/data` beside the project.
 * What is not published stays null: statistical secrecy ("s", "ns", "nd") is not zero.
 */

export type Point = readonly [longitude: number, latitude: number];
export type Ring = readonly Point[];
/** Rings of one polygon, outer ring first. */
export type Polygon = readonly Ring[];

export interface Iris {
  readonly code: string;
  readonly name: string;
  /** H: housing, Z: whole commune, A: activity, D: miscellaneous. */
  readonly kind: string;
  readonly commune: string;
  readonly polygons: readonly Polygon[];
}

export type Row = Readonly<Record<string, string>>;

export const openDataFolder = (projectRoot: string): string =>
  process.env.PRECAL_OPEN_DATA ?? join(projectRoot, '..', 'shared', 'data');

export const readTable = (file: string, delimiter: ',' | ';'): Row[] =>
  parse(readFileSync(file, 'utf8'), { bom: true, columns: true, delimiter }) as Row[];

/** A cell, or an error naming the missing column: a silent `undefined` would become an unknown. */
export const cell = (row: Row, column: string): string => {
  const value = row[column];
  if (value === undefined)
    throw new Error(`Column ${column} is missing. Maybe the file has another vintage.`);
  return value;
};

/** A French decimal number, or null where the statistician publishes none. */
export const publishedNumber = (text: string): number | null => {
  const value = Number(text.replace(',', '.'));
  return text === '' || Number.isNaN(value) ? null : value;
};

interface IrisFeature {
  readonly properties: { code_iris: string; nom_iris: string; typ_iris: string; insee_com: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: Polygon }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Polygon[] };
}

/** IRIS with their contours, by code. */
export const readIris = (file: string): Iris[] => {
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: readonly IrisFeature[] };
  return features
    .map(({ properties, geometry }) => ({
      code: properties.code_iris,
      name: properties.nom_iris,
      kind: properties.typ_iris,
      commune: properties.insee_com,
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
};

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A comma-separated table; null becomes an empty cell. */
export const csvText = (
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string =>
  `${[header, ...rows].map((row) => row.map((value) => quoted(value === null ? '' : String(value))).join(',')).join('\n')}\n`;

/** IRIS by commune code, in the order given. */
export const irisByCommune = (iris: readonly Iris[]): Map<string, Iris[]> => {
  const communes = new Map<string, Iris[]>();
  for (const i of iris) communes.set(i.commune, [...(communes.get(i.commune) ?? []), i]);
  return communes;
};
