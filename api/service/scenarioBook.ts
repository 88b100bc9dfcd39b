import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { z } from 'zod';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { type Scenario, ScenarioSchema } from '../../engine/domain/scenario.ts';
import { scenarioReady } from '../../engine/years/horizon.ts';
import { type Path, readYaml, validateYaml } from '../packs/yamlFile.ts';
import { canonicalJson } from '../records/canonicalJson.ts';
import { isDocumentId, type SavedDocument } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { shippedScenarios } from './scenarios.ts';
import { scenarioSizeIssues } from './simulationLimits.ts';
import { methodsOf } from './simulations.ts';
import { openRules, type Rules } from './territories.ts';

const FILE = 'scenario.yaml';

const KeptSchema = z.strictObject({
  format: z.literal('precal-scenario-1'),
  /** Moment it was kept, ISO 8601 in UTC: no part of the version. */
  at: z.string(),
  scenario: ScenarioSchema,
});

/** A scenario that may be simulated. */
export interface ScenarioEntry {
  /** What names it: the identifier of one that is shipped, the version of one that somebody kept. */
  readonly id: string;
  /** Beginning of the SHA-256 of its canonical JSON: another number in it makes another version. */
  readonly version: string;
  readonly scenario: Scenario;
  readonly shipped: boolean;
  /** Moment it was kept; null for one that is shipped. */
  readonly at: string | null;
}

/** Version of a scenario: 32 hexadecimal figures. */
export const scenarioVersion = (scenario: Scenario): string =>
  createHash('sha256')
    .update(canonicalJson(plain(scenario)))
    .digest('hex')
    .slice(0, 32);

/** The scenario as a YAML file, to read and to change. */
export const scenarioText = (scenario: Scenario): string => stringify(plain(scenario), { lineWidth: 100 });

/** Without the fields left out, which canonical JSON has no text for. */
const plain = (scenario: Scenario): unknown => JSON.parse(JSON.stringify(scenario));

/** Scenarios: those that territories ship, and those that users made of them. */
export class ScenarioBook {
  readonly #store: Store;
  readonly #rules: Map<string, Rules>;
  #shipped: readonly ScenarioEntry[] | null = null;

  /** @param rules of the territory that is served. */
  constructor(input: { readonly store: Store; readonly rules: Rules }) {
    this.#store = input.store;
    this.#rules = new Map([[input.rules.territory.pack.id, input.rules]]);
  }

  /** Rules of a territory, read once. @throws InputError those of `openRules`. */
  rulesOf(territory: string): Rules {
    const known = this.#rules.get(territory) ?? openRules(territory);
    this.#rules.set(territory, known);
    return known;
  }

  /** Those of the territory that is served first, then the others; then those that were kept, the latest first. */
  async all(): Promise<readonly ScenarioEntry[]> {
    const kept = (await this.#documents.all()).map(readKept);
    return [...this.#ships(), ...kept.sort((a, b) => latestFirst(a, b))];
  }

  /**
   * @param id of one that is shipped, version of any, or the name that its author gave to one that was kept: its latest version.
   * @throws InputError `scenario.absent`.
   */
  async find(id: string): Promise<ScenarioEntry> {
    const shipped = this.#ships().find((entry) => entry.id === id || entry.version === id);
    if (shipped !== undefined) return shipped;
    const saved = isDocumentId(id) ? await this.#documents.find(id) : null;
    if (saved !== null) return readKept(saved);
    const named = (await this.#documents.all()).map(readKept).filter(({ scenario }) => scenario.id === id);
    const [latest] = named.sort(latestFirst);
    if (latest === undefined)
      throw new InputError([{ code: 'scenario.absent', path: 'scenario', received: id }]);
    return latest;
  }

  /**
   * Every problem of a scenario that is to be kept or run here: what it names in its territory, the size of its world. Empty: none.
   */
  issuesOf(scenario: Scenario): readonly Issue[] {
    const size = scenarioSizeIssues(scenario);
    if (size.length > 0) return size;
    if (this.#ships().some(({ id, version }) => id === scenario.id && version !== scenarioVersion(scenario)))
      return [{ code: 'scenario.id-shipped', path: 'id', received: scenario.id }];
    try {
      const rules = this.rulesOf(scenario.territory);
      const ready = scenarioReady({ scenario, pack: rules.territory.pack, methods: methodsOf(rules) });
      return ready.ok ? [] : ready.issues;
    } catch (error) {
      if (error instanceof InputError) return error.issues;
      throw error;
    }
  }

  /**
   * A scenario as text, YAML or JSON.
   *
   * @throws InputError every problem with its line: those of YAML and of the schema, then those of `issuesOf`.
   */
  read(text: string): Scenario {
    const source = readYaml(text, FILE);
    if (!source.ok) throw new InputError(source.issues);
    const read = validateYaml(source.value, ScenarioSchema);
    if (!read.ok) throw new InputError(read.issues);
    const issues = this.issuesOf(read.value);
    if (issues.length > 0)
      throw new InputError(
        issues.map((issue) => ({ ...issue, file: FILE, line: source.value.lineOf(pathOf(issue.path)) })),
      );
    return read.value;
  }

  /** Keeps a scenario; the same one again is the same version. @throws InputError those of `issuesOf`, `store.locked`, `store.served`. */
  async keep(scenario: Scenario, { at }: { readonly at: string }): Promise<ScenarioEntry> {
    const issues = this.issuesOf(scenario);
    if (issues.length > 0) throw new InputError(issues);
    const version = scenarioVersion(scenario);
    const shipped = this.#ships().find((entry) => entry.version === version);
    if (shipped !== undefined) return shipped;
    const known = await this.#documents.find(version);
    if (known !== null) return readKept(known);
    const document = { format: 'precal-scenario-1' as const, at, scenario: plain(scenario) };
    await this.#documents.save({ id: version, version: 1, document }, 0);
    return readKept({ id: version, version: 1, document });
  }

  #ships(): readonly ScenarioEntry[] {
    const [served] = this.#rules.keys();
    this.#shipped ??= shippedScenarios()
      .map((scenario) => ({
        id: scenario.id,
        version: scenarioVersion(scenario),
        scenario,
        shipped: true,
        at: null,
      }))
      .sort((a, b) => Number(b.scenario.territory === served) - Number(a.scenario.territory === served));
    return this.#shipped;
  }

  get #documents() {
    return this.#store.collection('scenarios');
  }
}

/** @throws InputError `scenario.unreadable` for what was changed since. */
const readKept = ({ id, document }: SavedDocument): ScenarioEntry => {
  const found = KeptSchema.safeParse(document);
  if (!found.success || scenarioVersion(found.data.scenario) !== id)
    throw new InputError([{ code: 'scenario.unreadable', path: 'scenario', received: id }]);
  const { at, scenario } = found.data;
  return { id, version: id, scenario, shipped: false, at };
};

const latestFirst = (a: ScenarioEntry, b: ScenarioEntry): number => {
  const [atA, atB] = [a.at ?? '', b.at ?? ''];
  return atA > atB ? -1 : atA < atB ? 1 : a.id < b.id ? -1 : 1;
};

/** `targets[0].target` as steps. */
const pathOf = (path: string): Path =>
  (path.match(/[^.[\]]+/g) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
