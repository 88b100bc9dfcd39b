import type { z } from 'zod';
import { expandGroups } from './expand.ts';
import { forbiddenIdReason } from './formula/forbidden.ts';
import { LOT, MAX_CRITERIA, type MethodFields, MethodShape } from './methodShape.ts';

/*
 * A published method as data. What a commission reads (labels, sources, how sure each rule is) sits beside what is computed,
 * so that the text shown is the text that scored. The guide for authors is docs/methodes.md; the fields are in
 * methodShape.ts, what one field cannot say alone is here.
 */

export {
  type Certainty,
  EVIDENCES,
  type Evidence,
  FILED_DAY,
  type Interleave,
  LOT,
  MAX_CRITERION_POINTS,
  MethodShape,
  type TieBreak,
} from './methodShape.ts';

type Steps = (string | number)[];
type Complaint = { readonly path: Steps; readonly message: string };
interface Placed {
  readonly id: string;
  readonly path: Steps;
}

/** `groups[1].criteria[0]` as steps. */
const stepsOf = (path: string): Steps =>
  [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));

const duplicates = (items: readonly Placed[]): Complaint[] => {
  const seen = new Set<string>();
  return items.flatMap(({ id, path }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: [...path, 'id'], message: `un autre identifiant que « ${id} », déjà pris` }];
  });
};

/** Identifiers: each once, and none that is a forbidden input. */
const idComplaints = (method: MethodFields): Complaint[] => {
  const groups = expandGroups(method);
  const criteria = groups.flatMap((group) =>
    group.criteria.map(({ id, path }): Placed => ({ id, path: stepsOf(path) })),
  );
  const freezes = method.refusals.flatMap(({ id, effect }, r): Placed[] =>
    effect === 'points-lost' ? [] : [{ id, path: ['refusals', r] }],
  );
  const levels = [
    ...method.channels.map(({ id }, c): Placed => ({ id, path: ['channels', c] })),
    ...method.tiers.map(({ id }, t): Placed => ({ id, path: ['tiers', t] })),
  ];
  const forbidden = [...criteria, ...freezes, ...levels].flatMap(({ id, path }): Complaint[] => {
    const reason = forbiddenIdReason(id);
    return reason === null
      ? []
      : [
          {
            path: [...path, 'id'],
            message: `un autre identifiant que « ${id} », entrée interdite : ${reason}`,
          },
        ];
  });
  return [
    ...duplicates(levels),
    ...duplicates(groups.map(({ id, path }): Placed => ({ id, path: stepsOf(path) }))),
    ...duplicates([...criteria, ...freezes]),
    ...forbidden,
    ...(criteria.length > MAX_CRITERIA
      ? [{ path: ['groups'], message: `au plus ${MAX_CRITERIA} critères, pas ${criteria.length}` }]
      : []),
  ];
};

const criterionComplaints = ({ groups }: MethodFields): Complaint[] =>
  groups.flatMap((group, g) =>
    group.criteria.flatMap(({ points, seniority }, c): Complaint[] => {
      const path: Steps = ['groups', g, 'criteria', c];
      if (seniority === undefined)
        return points === undefined
          ? [{ path: [...path, 'points'], message: 'points, ou seniority pour une ancienneté' }]
          : [];
      const own: Complaint[] = [];
      const at = (...steps: Steps): Steps => [...path, 'seniority', ...steps];
      const { perMonth, capMonths, steps, abnormalDelay } = seniority;
      if (points !== undefined)
        own.push({ path: [...path, 'points'], message: 'points ou seniority, pas les deux' });
      if (group.combine !== 'sum')
        own.push({
          path: at(),
          message: 'une ancienneté dans une rubrique dont tout s’ajoute (combine: sum)',
        });
      if (perMonth === undefined && steps === undefined && abnormalDelay === undefined)
        own.push({ path: at(), message: 'au moins perMonth, steps ou abnormalDelay' });
      if (capMonths !== undefined && perMonth === undefined)
        own.push({ path: at('capMonths'), message: 'un plafond de mois avec perMonth seulement' });
      steps?.forEach((step, s) => {
        const before = steps[s - 1];
        if (before && step.fromMonths <= before.fromMonths)
          own.push({ path: at('steps', s, 'fromMonths'), message: 'des paliers du plus court au plus long' });
      });
      return own;
    }),
  );

const refusalComplaints = ({ refusals, groups }: MethodFields): Complaint[] => {
  const hasSeniority = groups.some((group) => group.criteria.some((c) => c.seniority !== undefined));
  return refusals.flatMap(({ effect, points, months }, r): Complaint[] => {
    const own: Complaint[] = [];
    const wants = (key: string, given: unknown, wanted: boolean, message: string) => {
      if ((given !== undefined) !== wanted) own.push({ path: ['refusals', r, key], message });
    };
    const isLoss = effect === 'points-lost';
    wants('points', points, isLoss, 'un nombre de points retirés avec effect: points-lost, et là seulement');
    wants('months', months, effect === 'freeze', 'un nombre de mois avec effect: freeze, et là seulement');
    if (!isLoss && !hasSeniority)
      own.push({
        path: ['refusals', r, 'effect'],
        message: 'un critère d’ancienneté (seniority) à geler ou à remettre à zéro',
      });
    return own;
  });
};

const kindComplaints = (method: MethodFields): Complaint[] => {
  const { kind } = method;
  const only = (key: keyof MethodFields, wanted: boolean, given: boolean, message: string): Complaint[] =>
    given === wanted ? [] : [{ path: [key], message }];
  const grid = method.groups.length > 0 || method.tiers.length > 0 || method.channels.length > 0;
  const isComposite = kind === 'composite';
  return [
    ...only(
      'appliesToContingent',
      kind === 'weighting',
      method.appliesToContingent !== undefined,
      kind === 'weighting'
        ? 'le contingent de la pondération'
        : 'pas de contingent : seule une pondération s’attache à un contingent',
    ),
    ...only(
      'composes',
      isComposite,
      method.composes !== undefined,
      isComposite
        ? 'la grille de premier accès et la grille de mutation de la méthode composite'
        : 'pas de grilles composées : seule une méthode composite en a',
    ),
    ...only(
      'interleave',
      isComposite,
      method.interleave !== undefined,
      isComposite
        ? 'la façon dont les deux grilles se mêlent : by-points, first-access-first ou mutation-first'
        : 'pas de mélange : seule une méthode composite mêle deux grilles',
    ),
    ...(kind === 'weighting'
      ? [
          ...only(
            'tiers',
            false,
            method.tiers.length > 0,
            'pas de niveaux : une pondération ajoute des points',
          ),
          ...only(
            'channels',
            false,
            method.channels.length > 0,
            'pas de circuits : une pondération ajoute des points',
          ),
          ...only(
            'weightings',
            false,
            method.weightings !== undefined,
            'pas de pondérations : une pondération n’en applique pas d’autre',
          ),
        ]
      : []),
    ...(isComposite && (grid || method.refusals.length > 0)
      ? [{ path: ['kind'], message: 'une méthode composite sans grille à elle : elle en compose deux' }]
      : []),
    ...(!isComposite && method.groups.length === 0 && method.tiers.length === 0
      ? [{ path: ['groups'], message: 'au moins un critère ou un niveau' }]
      : []),
  ];
};

const dateComplaints = (method: MethodFields): Complaint[] => {
  const found: Complaint[] = [];
  const { validFrom: from, validTo: to } = method;
  if (to !== null && to < from)
    found.push({ path: ['validTo'], message: 'une fin de validité qui ne précède pas son début' });
  const inside = (
    rule: { readonly validFrom?: string | undefined; readonly validTo?: string | undefined },
    path: Steps,
  ) => {
    if (rule.validFrom !== undefined && rule.validFrom < from)
      found.push({ path: [...path, 'validFrom'], message: 'une règle qui ne commence pas avant sa méthode' });
    if (rule.validTo !== undefined && to !== null && rule.validTo > to)
      found.push({ path: [...path, 'validTo'], message: 'une règle qui ne finit pas après sa méthode' });
    if (rule.validTo !== undefined && rule.validTo < (rule.validFrom ?? from))
      found.push({ path: [...path, 'validTo'], message: 'une fin de validité qui ne précède pas son début' });
  };
  method.channels.forEach((rule, i) => {
    inside(rule, ['channels', i]);
  });
  method.tiers.forEach((rule, i) => {
    inside(rule, ['tiers', i]);
  });
  method.refusals.forEach((rule, i) => {
    inside(rule, ['refusals', i]);
  });
  method.groups.forEach((group, g) => {
    group.criteria.forEach((rule, c) => {
      inside(rule, ['groups', g, 'criteria', c]);
    });
  });
  return found;
};

/** What one field cannot say alone. */
const complaints = (method: MethodFields): Complaint[] => {
  const lots = method.tieBreak.map(({ by }) => by === LOT);
  return [
    ...idComplaints(method),
    ...criterionComplaints(method),
    ...refusalComplaints(method),
    ...dateComplaints(method),
    ...(lots.indexOf(true) === lots.length - 1
      ? []
      : [{ path: ['tieBreak'], message: 'un départage qui finit par « lot », et là seulement' }]),
    ...kindComplaints(method),
  ];
};

/** A method file's content. Formulas are only read as text here: `compileMethod` checks them against a dictionary. */
export const MethodSchema = MethodShape.superRefine((method, context) => {
  for (const { path, message } of complaints(method)) context.addIssue({ code: 'custom', path, message });
});
export type Method = z.infer<typeof MethodSchema>;

/** True for what ranks demands: an ordering, or two composed. */
export const ranksDemands = ({ kind }: Pick<Method, 'kind'>): boolean => kind !== 'weighting';
