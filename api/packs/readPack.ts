import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fail, ok, type Result } from '../../engine/domain/issue.ts';
import {
  AcceptanceSchema,
  BandSchema,
  CommuneSchema,
  ConcertedClassSchema,
  ContingentRulesSchema,
  CoordinationSchema,
  GuidanceSchema,
  MatchingSchema,
  NormsSchema,
  PlacementRulesSchema,
  ProvenanceSchema,
  QpvSchema,
  QuartierSchema,
  QuartileThresholdSchema,
  SituationSchema,
  TargetSchema,
  type TerritoryPack,
  TerritoryPackSchema,
} from '../../engine/domain/territory.ts';
import { coordinationIssues } from './coordinationChecks.ts';
import { type Column, parseCsv, type Table } from './csvFile.ts';
import { headIssues } from './headChecks.ts';
import { readNationalParameters } from './national.ts';
import { placeIssues } from './placeChecks.ts';
import { placeFiles } from './placeFiles.ts';
import {
  BAILLEUR_COLUMNS,
  BailleurRowSchema,
  bailleurOf,
  COMMUNE_COLUMNS,
  IRIS_COLUMNS,
  IrisRowSchema,
  QPV_COLUMNS,
  QUARTIER_COLUMNS,
} from './places.ts';
import { Problems } from './problems.ts';
import {
  acceptanceIssues,
  bandIssues,
  concertedIssues,
  contingentIssues,
  guidanceIssues,
  normIssues,
  type RuleFile,
  situationIssues,
} from './ruleChecks.ts';
import { guidanceRowIssues, matchingIssues, type TargetPlaces, targetIssues } from './targetChecks.ts';
import { readTextFile } from './textFile.ts';
import { readYaml, validateYaml } from './yamlFile.ts';

/** The project's own packs. */
export const TERRITORIES_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'territories');

const HEAD_FILE = 'pack.yaml';

const HeadSchema = TerritoryPackSchema.pick({
  id: true,
  label: true,
  version: true,
  epci: true,
  ceilingZone: true,
  referenceDay: true,
  notices: true,
  methods: true,
  defaultMethod: true,
  demo: true,
  world: true,
}).extend({
  /** Folder of the pack whose places these are, beside this one; left out: the pack has its own, and the rule that classed them. */
  places: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'un nom de dossier voisin')
    .optional(),
  fragilityRule: TerritoryPackSchema.shape.fragilityRule.optional(),
  /** Folder of the national parameters, beside this one. */
  national: z.string().regex(/^[a-z0-9-]+$/, 'un nom de dossier voisin'),
});

const BandsSchema = z.strictObject({ bands: z.array(BandSchema).min(2), provenance: ProvenanceSchema });

const readRules = <S extends z.ZodType>(
  problems: Problems,
  folder: string,
  name: string,
  schema: S,
): RuleFile<z.output<S>> | undefined => {
  const text = problems.take(readTextFile(folder, name));
  const source = text === undefined ? undefined : problems.take(readYaml(text, join(folder, name)));
  if (source === undefined) return undefined;
  const validated = validateYaml(source, schema);
  if (validated.ok) return { value: validated.value, source };
  problems.add(...validated.issues);
  return undefined;
};

const readTable = <S extends z.ZodType>(
  problems: Problems,
  folder: string,
  name: string,
  columns: readonly Column[],
  schema: S,
): Table<z.output<S>> | undefined => {
  const text = problems.take(readTextFile(folder, name));
  return text === undefined ? undefined : problems.take(parseCsv(text, join(folder, name), columns, schema));
};

const defined = <T extends Record<string, unknown>>(
  parts: T,
): parts is T & { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.values(parts).every((part) => part !== undefined);

/**
 * Reads a territory pack folder, validated whole: either a pack that holds together, or every problem with its file and
 * line. Checks between files run once each file can be read by itself.
 *
 * @param dir folder of the pack; its national parameters, and its places where it names another pack's, are in neighbouring folders.
 */
export const readTerritoryPack = (dir: string): Result<TerritoryPack> => {
  const folder = resolve(dir);
  const problems = new Problems();
  const head = readRules(problems, folder, HEAD_FILE, HeadSchema);
  const where = head && problems.take(placeFiles(folder, head));
  const placeTable = <S extends z.ZodType>(name: string, columns: readonly Column[], schema: S) =>
    head && where === undefined
      ? undefined
      : readTable(problems, where?.folder ?? folder, name, columns, schema);
  const parts = {
    communes: placeTable('communes.csv', COMMUNE_COLUMNS, CommuneSchema),
    iris: placeTable('iris.csv', IRIS_COLUMNS, IrisRowSchema),
    quartiers: placeTable('quartiers.csv', QUARTIER_COLUMNS, QuartierSchema),
    qpvs: placeTable('qpv.csv', QPV_COLUMNS, QpvSchema),
    bailleurs: placeTable('bailleurs.csv', BAILLEUR_COLUMNS, BailleurRowSchema),
    bands: readRules(problems, folder, 'bands.yaml', BandsSchema),
    targets: readRules(problems, folder, 'targets.yaml', z.array(TargetSchema)),
    situations: readRules(problems, folder, 'situations.yaml', z.array(SituationSchema)),
    contingents: readRules(problems, folder, 'contingents.yaml', ContingentRulesSchema),
    norms: readRules(problems, folder, 'norms.yaml', NormsSchema),
    acceptance: readRules(problems, folder, 'acceptance.yaml', AcceptanceSchema),
    guidance: readRules(problems, folder, 'guidance.yaml', z.array(GuidanceSchema)),
    matching: readRules(problems, folder, 'matching.yaml', MatchingSchema),
    placement: readRules(problems, folder, 'placement.yaml', PlacementRulesSchema),
    concerted: readRules(problems, folder, 'concerted.yaml', z.array(ConcertedClassSchema)),
    quartiles: readRules(problems, folder, 'quartiles.yaml', z.array(QuartileThresholdSchema).min(1)),
    coordination:
      head && where === undefined
        ? undefined
        : readRules(problems, where?.folder ?? folder, 'coordination.yaml', CoordinationSchema),
    national:
      head === undefined
        ? undefined
        : problems.take(readNationalParameters(join(dirname(folder), head.value.national))),
  };
  if (head === undefined || where === undefined || !defined(parts)) return fail(...problems.issues);

  const { national: _, places: __, ...rest } = head.value;
  if (rest.id !== basename(folder))
    problems.add({
      code: 'pack.id.folder',
      path: 'id',
      file: head.source.file,
      line: head.source.lineOf(['id']),
      received: rest.id,
      expected: `le nom du dossier, ${basename(folder)}`,
    });
  const bailleurs = { ...parts.bailleurs, rows: parts.bailleurs.rows.map(bailleurOf) };
  const known: TargetPlaces = {
    classes: new Set(parts.quartiers.rows.map((q) => q.fragility)),
    quartiers: new Set(parts.quartiers.rows.map((q) => q.id)),
    communes: new Set(parts.communes.rows.map((c) => c.code)),
    bailleurs: new Set(bailleurs.rows.map((b) => b.id)),
    reservataires: new Set(
      parts.contingents.value.shares.filter(({ share }) => share > 0).map(({ reservataire }) => reservataire),
    ),
  };
  problems.add(
    ...placeIssues({ ...parts, bailleurs }),
    ...bandIssues(parts.bands),
    ...headIssues(head, new Set<string>(parts.communes.rows.map((commune) => commune.code))),
    ...targetIssues(parts.targets, known),
    ...situationIssues(parts.situations),
    ...contingentIssues(parts.contingents),
    ...normIssues(parts.norms),
    ...acceptanceIssues(parts.acceptance),
    ...guidanceIssues(parts.guidance, known),
    ...guidanceRowIssues(parts.guidance),
    ...matchingIssues(parts.matching, [
      ...parts.targets.value.map(({ precedence }) => precedence),
      ...(parts.contingents.value.row === undefined ? [] : [parts.contingents.value.row.precedence]),
      ...parts.guidance.value.flatMap(({ row }) => (row === undefined ? [] : [row.precedence])),
    ]),
    ...concertedIssues(parts.concerted, known),
    ...coordinationIssues(parts.coordination, known.communes),
  );
  if (problems.issues.length > 0) return fail(...problems.issues);
  return ok({
    ...rest,
    fragilityRule: where.fragilityRule,
    communes: [...parts.communes.rows],
    quartiers: [...parts.quartiers.rows],
    qpvs: [...parts.qpvs.rows],
    bailleurs: [...bailleurs.rows],
    bands: parts.bands.value,
    targets: parts.targets.value,
    situations: parts.situations.value,
    contingents: parts.contingents.value,
    norms: parts.norms.value,
    acceptance: parts.acceptance.value,
    guidance: parts.guidance.value,
    matching: parts.matching.value,
    placement: parts.placement.value,
    concerted: parts.concerted.value,
    quartiles: parts.quartiles.value,
    national: parts.national,
    coordination: parts.coordination.value,
  });
};

export interface PackFolder {
  /** Name of the folder, which is the pack's id. */
  readonly id: string;
  readonly dir: string;
}

/** Folders that hold a territory pack, by name. Folders without `pack.yaml` (national parameters, build) are left out. */
export const listTerritoryPacks = (root: string = TERRITORIES_FOLDER): readonly PackFolder[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(root, entry.name)).includes(HEAD_FILE))
    .map((entry) => ({ id: entry.name, dir: join(root, entry.name) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
