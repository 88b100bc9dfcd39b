import type { Issue } from '../../../engine/domain/issue.ts';
import type { Provenance } from '../../../engine/domain/provenance.ts';
import {
  type Scenario,
  ScenarioSchema,
  YEAR_POLICIES,
  type YearPolicy,
} from '../../../engine/domain/scenario.ts';
import type { TerritoryPack } from '../../../engine/domain/territory.ts';
import type { Form } from '../../http/context.ts';
import { issueText } from '../../present/messages.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { FIGURE_FIELDS, readFigure, typed } from './changeFields.ts';

/** What is wrong with what was typed, by the name of its field. */
export type FieldErrors = ReadonlyMap<string, string>;

/** Steps of the share of PLAI that the form shows; later ones stay as they are. */
export const PLAI_STEPS = 3;
export const plaiNames = (step: number) =>
  ({ month: `plai-mois-${step}`, share: `plai-part-${step}` }) as const;
export const targetNames = (target: string) =>
  ({ month: `objectif-mois-${target}`, share: `objectif-part-${target}` }) as const;
export const flowName = (reservataire: string): string => `flux-${reservataire}`;

/** Targets whose share the form changes. */
export const changeableTargets = ({ targets }: TerritoryPack) =>
  targets.filter(({ share, counts }) => share !== undefined && !counts.reciprocity);

/** Holders of reservation rights whose share the form changes. */
export const changeableFlows = ({ contingents }: TerritoryPack) => contingents.shares;

/** The form as a scenario fills it. */
export const formOfScenario = (scenario: Scenario, pack: TerritoryPack): Form => {
  const { newBuild, targets, flows } = scenario;
  const plai = newBuild.plaiShare.slice(0, PLAI_STEPS).flatMap(({ from, share }, step) => {
    const names = plaiNames(step);
    return [
      [names.month, from],
      [names.share, typed(share, 'percent')],
    ];
  });
  const changes = changeableTargets(pack).flatMap(({ id }) => {
    const change = lastChange(targets, id);
    if (change === undefined) return [];
    const names = targetNames(id);
    return [
      [names.month, change.from?.slice(0, 7) ?? ''],
      [names.share, typed(change.share!, 'percent')],
    ];
  });
  const shares = Object.entries(flows?.shares ?? {}).map(([code, share]) => [
    flowName(code),
    typed(share, 'percent'),
  ]);
  return {
    nom: scenario.label,
    description: scenario.description.trim(),
    policies: [...scenario.policies],
    ...(scenario.vacancies.mutationsFreeHome ? { mutations: 'oui' } : {}),
    lieu: newBuild.where,
    ...Object.fromEntries([
      ...FIGURE_FIELDS.map(({ name, kind, get }) => [name, typed(get(scenario), kind)]),
      ...plai,
      ...changes,
      ...shares,
    ]),
  };
};

const lastChange = (targets: Scenario['targets'], id: string) =>
  targets.findLast(({ target, share }) => target === id && share !== undefined);

/** A scenario, or what is wrong with each field. */
export type ReadChange =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly errors: FieldErrors };

/**
 * The scenario that a form makes of another. Blocks whose numbers were changed become assumptions of their author, to be validated.
 *
 * @param issuesOf what the territory says of it.
 */
export const readChange = (
  form: Form,
  {
    from,
    pack,
    issuesOf,
  }: {
    readonly from: Scenario;
    readonly pack: TerritoryPack;
    readonly issuesOf: (scenario: Scenario) => readonly Issue[];
  },
): ReadChange => {
  const errors = new Map<string, string>();
  const label = fieldOf(form, 'nom') ?? '';
  let scenario: Scenario = {
    ...from,
    id: idOf(label),
    label,
    description: fieldOf(form, 'description') ?? '',
    policies: fieldsOf(form, 'policies').filter((each): each is YearPolicy =>
      YEAR_POLICIES.includes(each as YearPolicy),
    ),
    vacancies: { ...from.vacancies, mutationsFreeHome: fieldOf(form, 'mutations') !== null },
  };
  for (const { name, kind, expected, set } of FIGURE_FIELDS) {
    const value = readFigure(fieldOf(form, name) ?? '', kind);
    if (value === null) errors.set(name, `Il faut ${expected}.`);
    else scenario = set(scenario, value);
  }
  scenario = {
    ...scenario,
    newBuild: {
      ...scenario.newBuild,
      where: fieldOf(form, 'lieu') === 'outside-qpv' ? 'outside-qpv' : 'as-recent-stock',
      plaiShare: [...plaiOf(form, errors), ...from.newBuild.plaiShare.slice(PLAI_STEPS)],
    },
    targets: targetsOf(form, { from, pack, errors }),
    flows: flowsOf(form, { from, pack, errors }),
  };
  const told = withProvenance(scenario, from);
  const parsed = ScenarioSchema.safeParse(JSON.parse(JSON.stringify(told)));
  if (!parsed.success)
    for (const { path } of parsed.error.issues) {
      const [name, words] = fieldAt(path.map(String));
      if (!errors.has(name)) errors.set(name, words);
    }
  if (parsed.success && errors.size === 0)
    for (const issue of issuesOf(parsed.data))
      errors.set(fieldAt(issue.path.split('.'))[0], issueText(issue));
  return parsed.success && errors.size === 0 ? { ok: true, scenario: parsed.data } : { ok: false, errors };
};

/** Field of a path of the scenario, and what it expects. */
const fieldAt = (path: readonly string[]): readonly [name: string, words: string] => {
  const figure = FIGURE_FIELDS.find((field) => field.path === path.join('.'));
  if (figure !== undefined) return [figure.name, `Il faut ${figure.expected}.`];
  const [block = ''] = path;
  if (block === 'id' || block === 'label')
    return ['nom', 'Il faut un nom de 3 à 90 caractères, qui contienne une lettre ou un chiffre.'];
  if (block === 'description') return ['description', 'Il faut une phrase, de dix caractères au moins.'];
  if (block === 'policies') return ['policies', 'Cochez au moins une façon de composer les listes.'];
  if (block === 'newBuild')
    return [plaiNames(0).share, 'Les parts de PLAI et de PLS, ensemble, ne doivent pas passer 100 %.'];
  if (block === 'flows') return ['flux', 'Il faut des parts de 0 à 100 %, 100 % en tout.'];
  if (block.startsWith('targets'))
    return ['objectifs', 'Un objectif demande une part de 0 à 100 %, en points entiers.'];
  return ['nom', `Cette hypothèse n’est pas admise (${path.join('.')}).`];
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const plaiOf = (form: Form, errors: Map<string, string>): Scenario['newBuild']['plaiShare'] =>
  Array.from({ length: PLAI_STEPS }, (_, step) => plaiNames(step)).flatMap((names, step) => {
    const [month, share] = [fieldOf(form, names.month), fieldOf(form, names.share)];
    if (month === null && share === null && step > 0) return [];
    const value = readFigure(share ?? '', 'percent');
    if (value === null) errors.set(names.share, 'Il faut une part de 0 à 100 %.');
    if (month === null || !MONTH.test(month)) errors.set(names.month, 'Il faut un mois, comme 2027-01.');
    return value === null || month === null ? [] : [{ from: month, share: value }];
  });

const targetsOf = (
  form: Form,
  {
    from,
    pack,
    errors,
  }: { readonly from: Scenario; readonly pack: TerritoryPack; readonly errors: Map<string, string> },
): Scenario['targets'] => {
  const shown = changeableTargets(pack);
  const shownLast = new Set(shown.map(({ id }) => lastChange(from.targets, id)));
  // What the form does not show stays: counts, activations, and the first steps of a schedule.
  const kept = from.targets.filter((change) => !shownLast.has(change));
  const changed = shown.flatMap(({ id }): Scenario['targets'] => {
    const names = targetNames(id);
    const [month, share] = [fieldOf(form, names.month), fieldOf(form, names.share)];
    if (month === null && share === null) return [];
    const value = readFigure(share ?? '', 'percent');
    if (value === null) errors.set(names.share, 'Il faut une part de 0 à 100 %.');
    if (month !== null && !MONTH.test(month)) errors.set(names.month, 'Il faut un mois, comme 2028-01.');
    if (value === null) return [];
    const before = lastChange(from.targets, id);
    return [
      {
        ...before,
        target: id,
        from:
          month === null ? undefined : (`${month}-01` as NonNullable<Scenario['targets'][number]['from']>),
        share: value,
        provenance: before?.provenance ?? assumption(from),
      },
    ];
  });
  return [...kept, ...changed];
};

const flowsOf = (
  form: Form,
  {
    from,
    pack,
    errors,
  }: { readonly from: Scenario; readonly pack: TerritoryPack; readonly errors: Map<string, string> },
): Scenario['flows'] => {
  const shares = changeableFlows(pack).flatMap(({ reservataire }) => {
    const text = fieldOf(form, flowName(reservataire));
    if (text === null) return [];
    const value = readFigure(text, 'percent');
    if (value === null) errors.set('flux', 'Il faut des parts de 0 à 100 %, 100 % en tout.');
    return value === null ? [] : [[reservataire, value] as const];
  });
  return shares.length === 0
    ? undefined
    : { shares: Object.fromEntries(shares), provenance: from.flows?.provenance ?? assumption(from) };
};

/** Where a number typed here comes from. */
const assumption = ({ label }: Scenario): Provenance => ({
  certainty: 'proposal',
  source: `Hypothèse saisie dans Précal, à partir du scénario « ${label} »`,
  validFrom: null,
  validTo: null,
});

const BLOCKS = ['demand', 'vacancies', 'acceptance', 'newBuild', 'npru', 'flows'] as const;

const withProvenance = (scenario: Scenario, from: Scenario): Scenario => {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const changed = BLOCKS.filter(
    (block) => scenario[block] !== undefined && !same(scenario[block], from[block]),
  );
  return {
    ...scenario,
    ...Object.fromEntries(
      changed.map((block) => [block, { ...scenario[block], provenance: assumption(from) }]),
    ),
    targets: scenario.targets.map((change) =>
      from.targets.some((before) => same(before, change))
        ? change
        : { ...change, provenance: assumption(from) },
    ),
  };
};

/** `Plus de PLAI dès 2028` → `plus-de-plai-des-2028`. */
const idOf = (label: string): string =>
  label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
