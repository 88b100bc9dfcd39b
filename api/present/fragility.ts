import type { Pool } from '../../engine/pool/pool.ts';
import type { Edge, Fragility, PaperFlip } from '../../engine/shortlist/fragility.ts';
import type { WeightFlip } from '../../engine/shortlist/weightFlips.ts';
import { percent, points } from './format.ts';
import { ruleLabel } from './rules.ts';
import { about } from './sessionWords.ts';

/** How little would change a list: what to check first. */
export interface PresentedFragility {
  /** One or two sentences, shown with the list. */
  readonly summary: readonly string[];
  /** Between neighbours, the entry of the list last. */
  readonly edges: readonly {
    readonly ahead: string;
    readonly behind: string;
    /** In points; null: a level separates them. */
    readonly points: number | null;
    readonly byLot: boolean;
    readonly text: string;
  }[];
  readonly papers: readonly {
    readonly number: string;
    readonly kind: PaperFlip['kind'];
    readonly effect: PaperFlip['effect'];
    readonly subject: string;
    readonly text: string;
  }[];
  readonly weights: readonly {
    readonly criterion: string;
    readonly changes: 'entry' | 'order';
    readonly unit: WeightFlip['unit'];
    /** In points, or in parts of what the formula gives. */
    readonly now: number;
    readonly becomes: number;
    readonly text: string;
  }[];
  readonly note: string;
}

interface FragilityContext {
  readonly pool: Pick<Pool, 'numbers'>;
  /** Rows on the list. */
  readonly listed: ReadonlySet<number>;
  /** In a session, points are counted with the prices of targets. */
  readonly priced: boolean;
}

const NOTES = {
  alone:
    'Fragilité : chaque chose est changée seule, tout le reste tel quel. Un poids est suivi de rien à son double ; il appartient au territoire, et cette mesure ne conseille pas de le changer.',
  priced:
    'Fragilité : chaque chose est changée seule, aux prix des objectifs de la séance ; recalculée en entier, la séance pourrait répondre autrement. Les poids sont suivis pour les 50 demandes les plus proches de chaque liste.',
};

export const presentFragility = (fragility: Fragility, context: FragilityContext): PresentedFragility => {
  const { ranks, entry, papers, weights } = fragility;
  const edges = [...ranks, ...(entry === null ? [] : [entry])].map((edge) => edgeOf(edge, context));
  const shownWeights = [
    ...weights.entry.map((flip) => weightOf(flip, 'entry')),
    ...weights.order.map((flip) => weightOf(flip, 'order')),
  ];
  const shownPapers = papers.map((flip) => paperOf(flip, context));
  return {
    summary: summaryOf(fragility, context),
    edges,
    papers: shownPapers,
    weights: shownWeights,
    note: context.priced ? NOTES.priced : NOTES.alone,
  };
};

const isLot = ({ separation }: Edge): boolean => separation?.by === 'tie-break' && separation.key === 'lot';

const edgeOf = (
  edge: Edge,
  { pool, listed, priced }: FragilityContext,
): PresentedFragility['edges'][number] => {
  const [ahead, behind] = [pool.numbers.at(edge.ahead), pool.numbers.at(edge.behind)];
  const which = listed.has(edge.behind)
    ? `Rangs ${edge.rank} et ${edge.rank + 1}`
    : 'Entre la liste et la première demande qui n’y est pas';
  return {
    ahead,
    behind,
    points: edge.points === null ? null : edge.points / 1000,
    byLot: isLot(edge),
    text: `${which} : ${gapText(edge, priced)}`,
  };
};

const gapText = (edge: Edge, priced: boolean): string => {
  const { separation, points: gap } = edge;
  if (gap === null) return 'un niveau les sépare, aucun point n’y changerait rien';
  if (gap > 0) {
    const one = gap <= 1000 ? ' : un seul point suffirait à renverser' : '';
    return `${priced ? `${about(gap)} au prix des objectifs` : points(gap)}${one}`;
  }
  if (isLot(edge)) return 'à égalité complète, départagées par le tirage au sort';
  if (separation?.by === 'tie-break') return `à égalité de points, départagées par : ${separation.label}`;
  if (separation?.by === 'number') return 'à égalité complète, départagées par le numéro unique';
  return 'à égalité au prix des objectifs : l’une ou l’autre conviendrait';
};

const EFFECTS: { readonly [E in PaperFlip['effect']]: string } = {
  enters: 'entrerait dans la liste',
  leaves: 'sortirait de la liste',
  rises: 'passerait devant la précédente',
  falls: 'passerait derrière la suivante',
};

const paperOf = (
  { row, kind, subject, label, effect }: PaperFlip,
  { pool }: Pick<FragilityContext, 'pool'>,
): PresentedFragility['papers'][number] => {
  const number = pool.numbers.at(row);
  const because = {
    missing: `à établir : ${label} ; au mieux, la demande ${number} ${EFFECTS[effect]}`,
    unconfirmed: `à vérifier : ${label} ; si la pièce ne le confirme pas, la demande ${number} ${EFFECTS[effect]}`,
    rule: `à vérifier : ${kind === 'rule' ? ruleLabel(subject as Parameters<typeof ruleLabel>[0]) : label} ; si la règle n’est pas remplie, la demande ${number} ${EFFECTS[effect]}`,
  };
  return { number, kind, effect, subject, text: because[kind] };
};

const amountText = ({ unit, now, becomes }: WeightFlip): string => {
  if (unit === 'points') return `de ${points(now)} à ${points(becomes)}`;
  const change = (becomes - now) / now;
  return `${change > 0 ? '+' : '−'}${percent(Math.abs(change), 1)} de ce que sa formule donne`;
};

const weightOf = (flip: WeightFlip, changes: 'entry' | 'order'): PresentedFragility['weights'][number] => ({
  criterion: flip.criterion,
  changes,
  unit: flip.unit,
  now: flip.now / 1000,
  becomes: flip.becomes / 1000,
  text: `« ${flip.label} », ${amountText(flip)} : ${changes === 'entry' ? 'une autre demande entrerait dans la liste' : 'l’ordre de la liste changerait'}`,
});

/** The entry of the list, then the first paper and the lightest weight that would change who is on it. */
const summaryOf = (fragility: Fragility, context: FragilityContext): readonly string[] => {
  const { entry, papers, weights, ranks } = fragility;
  if (entry === null) return ['Fragilité : aucune autre demande éligible ne pourrait entrer dans la liste.'];
  const lots = [...ranks, entry].filter(isLot).length;
  const doors = papers.filter(({ effect }) => effect === 'enters' || effect === 'leaves').length;
  const share = ({ now, becomes }: WeightFlip): number => Math.abs(becomes - now) / now;
  const [lightest] = [...weights.entry].sort((a, b) => share(a) - share(b));
  const gap = gapText(entry, context.priced);
  return [
    `Fragilité, entre la liste et la première demande qui n’y est pas : ${gap}${lots > 0 && !isLot(entry) ? ' ; un rang de la liste tient au tirage au sort' : ''}.`,
    `${[
      doors === 0
        ? 'Aucune pièce ne changerait à elle seule qui est sur la liste'
        : `${doors === 1 ? 'Une pièce changerait' : `${doors} pièces changeraient, chacune seule,`} qui est sur la liste`,
      lightest === undefined
        ? 'aucun poids de la méthode non plus, de rien au double'
        : `le poids le plus sensible : « ${lightest.label} », ${amountText(lightest)}`,
    ].join(' ; ')}.`,
  ];
};
