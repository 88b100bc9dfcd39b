import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readTextFile } from './textFile.ts';
import { readYaml, validateYaml } from './yamlFile.ts';

const HeadSchema = z.looseObject({ places: z.string().optional() });

/** WGS84: longitude then latitude, degrees. */
const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const rings = z.array(z.array(point).min(4)).min(1);

const ContoursSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      properties: z.object({ id: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: rings }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
      ]),
    }),
  ),
});

/** The contour of a quartier. */
export interface Contour {
  readonly quartier: string;
  /** Every ring of every part, closed; WGS84 longitude and latitude, degrees. */
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[];
}

/**
 * Contours of the quartiers of a pack, its own or those of the pack that it takes its places from. They only serve to draw: null where
 * there is no `quartiers.geojson`, or it is no collection of polygons.
 *
 * @param dir folder of the pack.
 */
export const readContours = (dir: string): readonly Contour[] | null => {
  const folder = placesFolder(dir);
  const text = readTextFile(folder, 'quartiers.geojson');
  if (!text.ok) return null;
  const read = ContoursSchema.safeParse(jsonOf(text.value));
  if (!read.success) return null;
  return read.data.features.map(({ properties, geometry }) => ({
    quartier: properties.id,
    rings: geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
  }));
};

const placesFolder = (dir: string): string => {
  const text = readTextFile(dir, 'pack.yaml');
  const yaml = text.ok ? readYaml(text.value, join(dir, 'pack.yaml')) : text;
  const head = yaml.ok ? validateYaml(yaml.value, HeadSchema) : yaml;
  const places = head.ok ? head.value.places : undefined;
  return places === undefined ? dir : join(dirname(dir), basename(places));
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
