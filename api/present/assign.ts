import { type ImpossibleAlone, impossibleAlone } from '../../engine/assignment/bare/alone.ts';
import type { EdgeRow } from '../../engine/assignment/bare/edgeProgram.ts';
import type { BareModel } from '../../engine/assignment/bare/model.ts';
import { type QuotaCount, quotaCounts } from '../../engine/assignment/bare/quotaCounts.ts';
import { assignedPairs, type BareResult, type BareSolution } from '../../engine/assignment/bare/solve.ts';
import { count, figure, list, NBSP, percentBeside, plural, points } from './format.ts';

/* The answer of a bare weighted assignment. Figures are in points, to a millionth; texts are French. */

export interface PresentedAssignment {
  readonly status: BareResult['status'];
  readonly statusText: string;
  /** `verified`: recounted from the problem, bound included; null where there is nothing to recount. */
  readonly proof: 'verified' | 'not-verified' | null;
  readonly proofText: string | null;
  readonly value: number | null;
  /** No assignment is worth more; proved by prices that are recounted. */
  readonly bound: number | null;
  readonly gap: number | null;
  /** gap / |value|; null when the value is zero. */
  readonly relativeGap: number | null;
  /** HiGHS's own bound, not verified. */
  readonly claimedBound: number | null;
  /** By agent, in the order of the ids. */
  readonly assignment: readonly {
    readonly agent: string;
    readonly resource: string;
    readonly score: number;
  }[];
  readonly unassigned: readonly string[];
  readonly resources: readonly PresentedResource[];
  readonly quotas: readonly PresentedQuota[];
  readonly conflict: PresentedConflict | null;
  /** What gives way in the smallest relaxation; null when nothing has to, or when it was not found. */
  readonly relaxation: readonly PresentedRelaxation[] | null;
  readonly notices: readonly string[];
  readonly work: BareSolution['work'] | null;
}

export interface PresentedResource {
  readonly id: string;
  readonly agents: number;
  /** Σ sizes of its agents. */
  readonly used: number;
  readonly capacity: number;
  readonly minimum: number;
}

export interface PresentedQuota {
  readonly id: string;
  readonly counted: number;
  readonly among: number | null;
  readonly unknown: number;
  /** Agents; zero: met. */
  readonly lacking: number;
  /** Points for one agent more asked for. */
  readonly price: number;
  readonly text: string;
}

export interface PresentedConflict {
  readonly quotas: readonly string[];
  readonly minimums: readonly string[];
  /** Resources whose capacity stands in the way. */
  readonly resources: readonly string[];
  /** Agents that can be at one resource only. */
  readonly agents: readonly string[];
  readonly text: string;
}

export interface PresentedRelaxation {
  readonly kind: 'quota' | 'minimum';
  readonly id: string;
  /** Agents, or units of capacity. */
  readonly by: number;
  readonly text: string;
}

const inPoints = (thousandths: number): number => millionth(thousandths / 1000);
const millionth = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/** @param remarks sentences about the problem itself, put before those of the answer. */
export const presentAssignment = (result: BareResult, remarks: readonly string[]): PresentedAssignment => {
  const { bare } = result;
  const solution = 'solution' in result ? result.solution : null;
  const give = result.status === 'infeasible' ? result.give : null;
  const pairs = solution === null ? [] : assignedPairs(bare, solution);
  const assigned = new Set(pairs.map(({ agent }) => agent));
  const occupancy = bare.resources.map(() => ({ agents: 0, used: 0 }));
  for (const { agent, resource } of pairs) {
    occupancy[resource]!.agents += 1;
    occupancy[resource]!.used += bare.agents[agent]!.size;
  }
  const gap = solution && Math.max(0, solution.bound - solution.value);
  return {
    status: result.status,
    statusText: statusText(result),
    proof: solution && (solution.findings.length === 0 ? 'verified' : 'not-verified'),
    proofText: solution && proofText(solution),
    value: solution && inPoints(solution.value),
    bound: solution && inPoints(solution.bound),
    gap: gap === null ? null : inPoints(gap),
    relativeGap: gap === null || solution?.value === 0 ? null : millionth(gap / Math.abs(solution!.value)),
    claimedBound: solution?.claimedBound == null ? null : inPoints(solution.claimedBound),
    assignment: pairs.map(({ agent, resource, score }) => ({
      agent: bare.agents[agent]!.id,
      resource: bare.resources[resource]!.id,
      score: inPoints(score),
    })),
    unassigned: bare.agents.filter((_, agent) => !assigned.has(agent)).map(({ id }) => id),
    resources: bare.resources.map(({ id, capacity, minimum }, resource) => ({
      id,
      ...occupancy[resource]!,
      capacity,
      minimum,
    })),
    quotas: solution === null ? [] : quotaCounts(bare, solution, give).map(presentQuota),
    conflict: result.status === 'infeasible' ? presentConflict(bare, result.conflict) : null,
    relaxation: give && presentRelaxation(bare, give),
    notices: [...remarks, ...noticesOf(bare)],
    work: solution?.work ?? null,
  };
};

const statusText = (result: BareResult): string => {
  switch (result.status) {
    case 'not-found':
      return 'Aucune affectation qui tienne les exigences n’a été trouvée dans les limites données. Rien ne dit qu’il n’y en a pas : augmentez options.exactEdges ou options.maxNodes.';
    case 'infeasible':
      return result.solution === null
        ? 'Les exigences ne peuvent pas tenir ensemble. Le plus petit assouplissement n’a pas été trouvé dans les limites données.'
        : `Les exigences ne peuvent pas tenir ensemble. Avec le plus petit assouplissement, ${worth(result.solution)}`;
    case 'optimal':
      return `Optimum : ${worth(result.solution)}`;
    case 'optimal-claimed':
      return `Optimum d’après HiGHS, sur sa parole : ${worth(result.solution)}`;
    case 'feasible':
      return `Affectation trouvée, peut-être pas la meilleure : ${worth(result.solution)}`;
  }
};

const worth = ({ value, bound }: BareSolution): string =>
  bound - value < 1
    ? `${points(value)} ; aucune affectation ne vaut plus.`
    : `${points(value)} ; il est prouvé qu’aucune affectation ne vaut plus de ${points(bound)}, soit ${points(bound - value)} d’écart au plus.`;

const proofText = ({ findings }: BareSolution): string =>
  findings.length === 0
    ? 'Vérifié : capacités, arêtes, quotas, valeur et borne ont été recomptés à part, depuis le seul problème.'
    : `Non vérifié : le recompte trouve ${count(findings.length, 'désaccord', 'désaccords')} (${[...new Set(findings.map(({ fault }) => fault))].join(', ')}). Ne vous y fiez pas.`;

const presentQuota = (quota: QuotaCount): PresentedQuota => ({
  id: quota.quota.id,
  counted: quota.counted,
  among: quota.among,
  unknown: quota.unknown,
  lacking: millionth(quota.lacking),
  price: inPoints(quota.price),
  text: quotaText(quota),
});

/** Agents of a share may be fractions: "0,4 agent". */
const agents = (value: number): string => `${figure(value, 3)}${NBSP}${plural(value, 'agent', 'agents')}`;

const quotaText = ({ quota, counted, among, unknown, lacking, relaxedBy, price }: QuotaCount): string => {
  const words = quota.kind === 'at-least' ? 'au moins' : 'au plus';
  const [reached, wanted] =
    quota.share === undefined || among === null
      ? [count(counted, 'agent', 'agents'), figure(quota.count!)]
      : [
          `${figure(counted)} sur ${figure(among)}${among === 0 ? '' : ` (${percentBeside(counted / among, quota.share)})`}`,
          percentBeside(quota.share, among === 0 ? quota.share : counted / among),
        ];
  const doubt =
    unknown === 0
      ? ''
      : `, dont ${count(unknown, 'profil non renseigné compté', 'profils non renseignés comptés')} contre`;
  const state =
    lacking + relaxedBy > 0
      ? `non tenu, ${agents(lacking + relaxedBy)} ${quota.kind === 'at-least' ? 'de moins' : 'de trop'}`
      : 'tenu';
  const brake = price < 0.5 ? '' : ` ; frein : ${points(price)} par agent`;
  return `${reached}${doubt} ; ${words} ${wanted} : ${state}${brake}`;
};

/** What is out of reach by itself is named alone: the rows that the solver names with it are beside the point. */
const presentConflict = (bare: BareModel, conflict: readonly EdgeRow[]): PresentedConflict => {
  const alone = impossibleAlone(bare);
  if (alone.length > 0) return presentAlone(alone);
  const found = {
    quotas: [] as string[],
    minimums: [] as string[],
    resources: new Set<string>(),
    agents: [] as string[],
  };
  for (const each of conflict) {
    if (each.kind === 'places') found.resources.add(bare.resources[each.vacancy]!.id);
    else if (each.kind === 'candidate') found.agents.push(bare.agents[each.candidate]!.id);
    else {
      const row = bare.rows[each.row]!;
      if (row.kind === 'quota') found.quotas.push(row.quota.id);
      else if (row.kind === 'minimum') found.minimums.push(row.resource.id);
      else found.resources.add(row.resource.id);
    }
  }
  const resources = [...found.resources].sort();
  return { ...found, resources, text: conflictText({ ...found, resources }) };
};

const presentAlone = (alone: readonly ImpossibleAlone[]): PresentedConflict => ({
  quotas: alone.flatMap((each) => (each.kind === 'quota' ? [each.quota.id] : [])),
  minimums: alone.flatMap((each) => (each.kind === 'minimum' ? [each.resource.id] : [])),
  resources: [],
  agents: [],
  text: [
    ...alone.slice(0, SHOWN).map(aloneText),
    ...(alone.length > SHOWN ? [`Et ${figure(alone.length - SHOWN)} autres, de même.`] : []),
  ].join(' '),
});

const aloneText = (each: ImpossibleAlone): string => {
  if (each.kind === 'minimum') {
    const { resource, able } = each;
    return `Le minimum de « ${resource.id} » ne peut pas tenir, même seul : les agents qui peuvent y aller font ${figure(able)} en tout, ${figure(resource.minimum)} demandés.`;
  }
  const { quota, able } = each;
  const what = list([
    ...named('l’étiquette', 'l’une des étiquettes', quota.tags ?? []),
    'une arête qui convienne',
  ]);
  const few = able === 0 ? 'aucun agent n’a' : `${count(able, 'agent seulement a', 'agents seulement ont')}`;
  return `Le quota « ${quota.id} » ne peut pas tenir, même seul : ${few} ${what}, ${figure(quota.count!)} ${plural(quota.count!, 'demandé', 'demandés')}.`;
};

const SHOWN = 12;
const named = (one: string, many: string, ids: readonly string[]): string[] => {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, SHOWN).map((id) => `« ${id} »`);
  const rest = ids.length - shown.length;
  return [`${ids.length > 1 ? many : one} ${list(rest > 0 ? [...shown, `${figure(rest)} autres`] : shown)}`];
};

const conflictText = ({ quotas, minimums, resources, agents }: Omit<PresentedConflict, 'text'>): string => {
  const required = [
    ...named('le quota', 'les quotas', quotas),
    ...named('le minimum de', 'les minimums de', minimums),
  ];
  if (required.length === 0)
    return 'Des fractions d’agents tiendraient les exigences, des agents entiers non : HiGHS n’isole pas celles qui se heurtent.';
  const within = [
    ...named('la capacité de', 'les capacités de', resources),
    ...(agents.length === 0
      ? []
      : [count(agents.length, 'agent qui n’a qu’une place', 'agents qui n’ont qu’une place')]),
  ];
  return `Ne tiennent pas ensemble : ${list(required)}${within.length === 0 ? '' : `, avec ${list(within)}`}.`;
};

const presentRelaxation = (bare: BareModel, give: Float64Array): readonly PresentedRelaxation[] =>
  bare.rows.flatMap((row, index): PresentedRelaxation[] => {
    const by = millionth(give[index]!);
    if (by === 0 || row.kind === 'capacity') return [];
    if (row.kind === 'minimum') {
      const { id, minimum } = row.resource;
      const text = `minimum de « ${id} » : ${figure(minimum - by)} au lieu de ${figure(minimum)}`;
      return [{ kind: 'minimum', id, by, text }];
    }
    const { id, kind } = row.quota;
    const text = `quota « ${id} » : ${agents(by)} de ${kind === 'at-least' ? 'moins' : 'plus'} que demandé`;
    return [{ kind: 'quota', id, by, text }];
  });

const noticesOf = ({ tooLarge, rounded }: BareModel): string[] => [
  ...(rounded === 0
    ? []
    : [
        `${count(rounded, 'score ou pénalité avait', 'scores ou pénalités avaient')} plus de trois décimales : arrondi au millième de point.`,
      ]),
  ...(tooLarge.length === 0
    ? []
    : [
        `${count(tooLarge.length, 'arête laissée', 'arêtes laissées')} de côté : l’agent est plus grand que toute la ressource.`,
      ]),
];
