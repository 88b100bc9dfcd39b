import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { fail, type Issue, ok, type Result } from '../../engine/domain/issue.ts';
import { type TerritoryPack, TerritoryPackSchema } from '../../engine/domain/territory.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { issueIn, type RuleFile } from './ruleChecks.ts';
import { readTextFile } from './textFile.ts';
import { readYaml, validateYaml } from './yamlFile.ts';

/** Files that hold the places of a pack, its landlords included. A pack that names another one for its places has none. */
const PLACE_FILES = [
  'communes.csv',
  'iris.csv',
  'quartiers.csv',
  'quartiers.geojson',
  'qpv.csv',
  'bailleurs.csv',
] as const;

/** What the head of a pack says of its places: the rule that classed them, or the neighbouring folder that has them. */
export interface PlacesHead {
  readonly epci: string;
  readonly places?: string | undefined;
  readonly fragilityRule?: TerritoryPack['fragilityRule'] | undefined;
}

/** Where the tables of places are, and the rule that classed them: they go together. */
export interface PlaceFiles {
  readonly folder: string;
  readonly fragilityRule: TerritoryPack['fragilityRule'];
}

const NeighbourSchema = z.looseObject({
  ...TerritoryPackSchema.pick({ epci: true, fragilityRule: true }).partial({ fragilityRule: true }).shape,
  places: z.string().optional(),
});

/** Folders beside a pack's that could give it their places. */
const neighboursOf = (folder: string): readonly string[] =>
  readdirSync(dirname(folder))
    .filter((name) => name !== basename(folder) && existsSync(join(dirname(folder), name, 'pack.yaml')))
    .sort();

/**
 * The place files of a pack: its own, or those of the neighbour that it names.
 *
 * Issues: `yaml.key.missing` and those of `pack.places.*`, at the key of the head that they are about.
 */
export const placeFiles = (folder: string, { value, source }: RuleFile<PlacesHead>): Result<PlaceFiles> => {
  const { places, fragilityRule, epci } = value;
  if (places === undefined)
    return fragilityRule === undefined
      ? fail(
          issueIn(source, ['fragilityRule'], {
            code: 'yaml.key.missing',
            expected: 'la règle qui classe les quartiers, ou places, le territoire qui donne les siens',
          }),
        )
      : ok({ folder, fragilityRule });
  const other = join(dirname(folder), places);
  const at = (rest: Omit<Issue, 'path' | 'file' | 'line'>): Issue =>
    issueIn(source, ['places'], { received: places, ...rest });
  const text = readTextFile(other, 'pack.yaml');
  const yaml = text.ok ? readYaml(text.value, join(other, 'pack.yaml')) : text;
  const neighbour = yaml.ok ? validateYaml(yaml.value, NeighbourSchema) : yaml;
  if (!neighbour.ok) {
    const close = closestOf(places, neighboursOf(folder));
    return fail(
      at({
        code: 'pack.places.missing',
        expected: 'un dossier voisin qui a un pack.yaml et des lieux',
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      }),
    );
  }
  const { fragilityRule: rule, epci: theirs } = neighbour.value;
  if (rule === undefined) {
    const further = neighbour.value.places;
    return fail(
      at({
        code: 'pack.places.chain',
        expected: 'un territoire qui a ses propres lieux',
        ...(further === undefined || further === basename(folder) ? {} : { maybe: `peut-être ${further}` }),
      }),
    );
  }
  const issues = [
    ...(theirs === epci
      ? []
      : [
          at({
            code: 'pack.places.other-epci',
            expected: `un territoire de la même intercommunalité, ${epci}`,
          }),
        ]),
    ...(fragilityRule === undefined
      ? []
      : [
          issueIn(source, ['fragilityRule'], {
            code: 'pack.places.rule',
            expected: `aucune règle ici : celle de ${places} classe ses quartiers`,
          }),
        ]),
    ...PLACE_FILES.filter((name) => existsSync(join(folder, name))).map((name) =>
      at({
        code: 'pack.places.twice',
        received: name,
        expected: `aucun fichier de lieux dans ${basename(folder)}, ou pas de places`,
      }),
    ),
  ];
  return issues.length > 0 ? fail(...issues) : ok({ folder: other, fragilityRule: rule });
};
