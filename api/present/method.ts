import { RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { TerritoryPack } from '../../engine/domain/territory.ts';
import type { Ranking } from '../../engine/shortlist/ranking.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { CheckedFormula } from '../../scoring/formula/check.ts';
import type { ColumnDictionary } from '../../scoring/formula/columns.ts';
import { type Certainty, type Evidence, FILED_DAY, LOT, type Method } from '../../scoring/method.ts';
import type { Combine } from '../../scoring/methodShape.ts';
import type { ReadCriterion, ReadGroup } from '../../scoring/readShape.ts';
import { type OutOfForce, outOfForce } from '../../scoring/validity.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import { count, figure, longDay } from './format.ts';
import { formulaWords } from './formulaWords.ts';

const NO_CONTINGENT: Reservataire = 'AUCUN';

/* A method as an officer reads it: everything that it computes, in the order computed, with source and certainty. */

export interface PresentedLevel {
  readonly id: string;
  readonly label: string;
  readonly when: string;
  /** Where its demands stand: in the grid, before it, outside. */
  readonly placement: 'before-grid' | 'grid' | 'outside';
  readonly evidence: string;
  readonly source: string;
  readonly certainty: string;
}

export interface PresentedCriterion {
  readonly id: string;
  readonly label: string;
  /** "+20", or the formula in words. */
  readonly points: string;
  /** Null: it always counts. */
  readonly when: string | null;
  readonly evidence: string;
  readonly source: string;
  readonly certainty: string;
}

export interface PresentedGroup {
  readonly id: string;
  readonly label: string;
  /** "tout s’ajoute, 40 points au plus". */
  readonly rule: string;
  readonly when: string | null;
  readonly source: string | null;
  readonly criteria: readonly PresentedCriterion[];
}

export interface PresentedMethod {
  readonly id: string;
  readonly version: string;
  readonly label: string;
  readonly kind: Method['kind'];
  readonly what: string;
  readonly source: string;
  readonly certainty: string;
  readonly validity: string;
  readonly notices: readonly string[];
  readonly scope: string;
  /** Channels, then tiers, as examined. */
  readonly levels: readonly PresentedLevel[];
  readonly groups: readonly PresentedGroup[];
  readonly refusals: readonly {
    readonly id: string;
    readonly label: string;
    readonly text: string;
    readonly suitedTest: string;
    readonly source: string;
    readonly certainty: string;
  }[];
  readonly tieBreak: readonly string[];
  readonly reads: readonly string[];
}

const STATES: { readonly [S in OutOfForce['state']]: (day: string) => string } = {
  'not-yet': (day) => `n’est en vigueur qu’à partir du ${day}`,
  ended: (day) => `n’est plus en vigueur depuis la fin du ${day}`,
};
const isoDay = (day: string): string => longDay(day as IsoDay);

/** Warnings that open the notices of a score computed outside the method's dates. Empty when all is in force. */
export const validityNotices = (compiled: CompiledMethod, day: string): readonly string[] =>
  outOfForce(compiled.read, day).map(
    ({ what, label, state, day: limit }) =>
      `Attention : ${what === 'method' ? 'la méthode' : 'la règle'} « ${label} » ${STATES[state](isoDay(limit))} ; elle est appliquée ici au ${isoDay(day)}.`,
  );

/** Said of a list whose place is credited to a contingent that no weighting speaks of: nothing was added to the points. */
export const unweightedNotices = (
  { weighting }: Pick<Ranking, 'weighting'>,
  contingent: string | null,
): readonly string[] => {
  if (contingent === null || contingent === NO_CONTINGENT || weighting !== null) return [];
  const name = RESERVATAIRES[contingent as Reservataire] ?? contingent;
  return [
    `Aucune pondération de ce territoire ne s’applique au contingent « ${name} » : l’ordre est celui de la cotation seule.`,
  ];
};

const KINDS: { readonly [K in Method['kind']]: string } = {
  ordering: 'ordonnancement',
  weighting: 'pondération',
  composite: 'méthode composite',
};
export const methodKindText = (kind: Method['kind']): string => KINDS[kind];

type Named = Pick<TerritoryPack, 'id' | 'label'>;

/** Said first of a method of another territory: its situations are not those of the territory asked for. */
export const otherTerritoryText = (written: Named, asked: Named): string =>
  `Cette méthode est écrite pour les situations de « ${written.label} » (--territory ${written.id}), pas pour celles de « ${asked.label} ».`;

const EVIDENCE_TEXTS: { readonly [E in Evidence]: string } = {
  declared: 'déclaré',
  computed: 'calculé',
  verified: 'vérifié par une pièce',
};

const COMBINE_TEXTS: { readonly [C in Combine]: string } = {
  sum: 'tout s’ajoute',
  max: 'le meilleur critère compte seul',
  first: 'le premier critère rempli compte seul',
  'single-tick': 'une seule case compte ; si plusieurs sont cochées, la moins bien cotée, à vérifier',
};

const SCOPES: { readonly [S in Method['scope']['demands']]: string } = {
  all: 'toutes les demandes',
  'first-access': 'les premiers accès',
  mutation: 'les mutations',
};

const INTERLEAVE_TEXTS: { readonly [I in NonNullable<Method['interleave']>]: string } = {
  'by-points': 'niveau contre niveau, puis points contre points',
  'first-access-first': 'tous les premiers accès, puis toutes les mutations',
  'mutation-first': 'toutes les mutations, puis tous les premiers accès',
};

const whatText = (compiled: CompiledMethod): string => {
  const { method, read } = compiled;
  switch (method.kind) {
    case 'ordering':
      return 'Ordonne les demandes.';
    case 'weighting':
      return `Ajoute des points pour un logement imputé au contingent ${method.appliesToContingent}, et là seulement.`;
    case 'composite': {
      const [first, mutation] = read.parts;
      return `Ordonne les premiers accès par « ${first?.label} » et les mutations par « ${mutation?.label} » ; ${INTERLEAVE_TEXTS[method.interleave ?? 'by-points']}.`;
    }
  }
};

const certaintyText = (certainty: Certainty, points: Certainty = certainty): string =>
  certainty === points
    ? CERTAINTY_TAGS[certainty]
    : `principe : ${CERTAINTY_TAGS[certainty]}, points : ${CERTAINTY_TAGS[points]}`;

const signed = (points: number): string => `${points > 0 ? '+' : ''}${figure(points, 3)}`;

/** @param day shown with the dates when the method is not in force; null to leave it out. */
export const presentMethod = (compiled: CompiledMethod, day: string | null): PresentedMethod => {
  const { method, read } = compiled;
  const words = (formula: CheckedFormula | null): string | null =>
    formula === null ? null : formulaWords(formula, read.dictionary);
  const presentCriterion = ({ criterion: c, when, points }: ReadCriterion): PresentedCriterion => ({
    id: c.id,
    label: c.label,
    points: typeof points === 'number' ? signed(points) : (words(points) ?? ''),
    when: words(when),
    evidence: EVIDENCE_TEXTS[c.evidence],
    source: c.source,
    certainty: certaintyText(c.certainty, c.pointsCertainty),
  });
  const presentGroup = ({ group, when, criteria }: ReadGroup): PresentedGroup => ({
    id: group.id,
    label: group.label,
    rule: `${COMBINE_TEXTS[group.combine]}${group.cap === undefined ? '' : `, ${count(group.cap, 'point', 'points')} au plus`}`,
    when: words(when),
    source: group.source ?? null,
    criteria: criteria.map(presentCriterion),
  });
  const whole = [method, ...read.parts];
  return {
    id: method.id,
    version: method.version,
    label: method.label,
    kind: method.kind,
    what: whatText(compiled),
    source: method.source,
    certainty: certaintyText(method.certainty),
    validity: `en vigueur du ${isoDay(method.validFrom)} ${method.validTo === null ? '(sans fin connue)' : `au ${isoDay(method.validTo)}`}`,
    notices: [...(day === null ? [] : validityNotices(compiled, day)), ...method.notices],
    scope: `${SCOPES[method.scope.demands]}${read.scope.length > 0 && method.scope.when !== undefined ? `, si ${formulaWords({ root: read.scope.at(-1)! }, read.dictionary)}` : ''}`,
    levels: read.levels.examined.map((level) => ({
      id: level.id,
      label: level.label,
      when: formulaWords(level.when, read.dictionary),
      placement: level.placement,
      evidence: EVIDENCE_TEXTS[level.evidence],
      source: level.source,
      certainty: certaintyText(level.certainty),
    })),
    groups: read.groups.map(presentGroup),
    refusals: whole.flatMap((one) =>
      one.refusals.map((refusal) => ({
        id: refusal.id,
        label: refusal.label,
        text: refusalText(refusal),
        suitedTest: refusal.suitedTest,
        source: refusal.source,
        certainty: certaintyText(refusal.certainty),
      })),
    ),
    tieBreak:
      method.kind === 'weighting' ? [] : compiled.tieBreak.map((key) => tieBreakText(key, read.dictionary)),
    reads: read.inputs.map(({ label }) => label),
  };
};

/** How a tie-break key reads: the oldest date, the greatest number, those who are concerned first. */
const tieBreakText = (
  { by, label, direction }: CompiledMethod['tieBreak'][number],
  dictionary: ColumnDictionary,
): string => {
  if (by === LOT) return label;
  const ascends = direction === 'asc';
  if (by === FILED_DAY) return `${label}, la plus ${ascends ? 'ancienne' : 'récente'} d’abord`;
  if (dictionary.get(by)?.type === 'boolean') return `${label} : ${ascends ? 'non' : 'oui'} d’abord`;
  return `${label}, ${ascends ? 'du plus petit au plus grand' : 'du plus grand au plus petit'}`;
};

const refusalText = ({ from, effect, points, months }: Method['refusals'][number]): string => {
  const start = `à partir de ${count(from, 'refus', 'refus')}`;
  switch (effect) {
    case 'points-lost':
      return `${start} : ${signed(-(points ?? 0))} ${Math.abs(points ?? 0) >= 2 ? 'points' : 'point'}`;
    case 'freeze':
      return `${start} : les ${figure(months ?? 0)} mois qui suivent le refus ne comptent pas dans l’ancienneté`;
    case 'seniority-reset':
      return `${start} : l’ancienneté repart du dernier refus`;
  }
};
