import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { diffMethods, type FieldChange, type MethodChange } from '../../scoring/diffMethods.ts';
import type { Move, RankMoves } from '../../scoring/rankMoves.ts';
import { count, figure } from './format.ts';
import { formulaWords } from './formulaWords.ts';
import { bullet, heading, wrap } from './text.ts';

/* What changed from a method to another: in its text, and in the order of the demands at hand. */

export interface PresentedMove {
  readonly number: string;
  /** 1-based places. */
  readonly from: number;
  readonly to: number;
}

export interface PresentedDiff {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly MethodChange[];
  /** Null when no data were given. */
  readonly moves: {
    readonly demands: number;
    readonly first: number;
    readonly changedOverall: number;
    readonly entered: readonly PresentedMove[];
    readonly left: readonly PresentedMove[];
    readonly movedWithin: number;
    readonly meanMove: number;
    readonly greatestMove: number;
  } | null;
}

export interface OrderMoves {
  readonly moves: RankMoves;
  readonly numberOf: (row: number) => string;
}

export const presentDiff = (
  from: CompiledMethod,
  to: CompiledMethod,
  order: OrderMoves | null,
): PresentedDiff => {
  const name = ({ method }: CompiledMethod) => `${method.label}, version ${method.version} (${method.id})`;
  // Two methods may come from two territories, each with situations of its own.
  const dictionary = new Map([...from.read.dictionary, ...to.read.dictionary]);
  return {
    from: name(from),
    to: name(to),
    changes: diffMethods(from, to, (formula) => formulaWords(formula, dictionary)),
    moves: order && presentMoves(order),
  };
};

const presentMoves = ({ moves, numberOf }: OrderMoves): NonNullable<PresentedDiff['moves']> => {
  const { rows, first, changedOverall, movedWithin, meanMove, greatestMove } = moves;
  const placed = ({ row, from, to }: Move): PresentedMove => ({
    number: numberOf(row),
    from: from + 1,
    to: to + 1,
  });
  return {
    demands: rows,
    first,
    changedOverall,
    entered: moves.entered.map(placed),
    left: moves.left.map(placed),
    movedWithin,
    meanMove,
    greatestMove,
  };
};

/** Parts of a method, as an officer names them. */
export const PART_NAMES: { readonly [P in MethodChange['part']]: string } = {
  method: 'Méthode',
  level: 'Niveau',
  group: 'Rubrique',
  criterion: 'Critère',
};
const FIELDS: Readonly<Record<string, string>> = {
  id: 'identifiant',
  label: 'libellé',
  place: 'rang d’examen',
  placement: 'place',
  when: 'condition',
  points: 'points',
  evidence: 'preuve',
  source: 'source',
  certainty: 'certitude',
  pointsCertainty: 'certitude des points',
  group: 'rubrique',
  combine: 'règle de la rubrique',
  cap: 'plafond',
  version: 'version',
  kind: 'genre',
  validFrom: 'début de validité',
  validTo: 'fin de validité',
  appliesToContingent: 'contingent',
  scope: 'demandes concernées',
  'composes.first-access': 'grille de premier accès',
  'composes.mutation': 'grille de mutation',
  interleave: 'mélange des deux grilles',
  weightings: 'pondérations',
  refusals: 'effets du refus',
  tieBreak: 'départage',
};
/** "points", "règle de la rubrique". */
export const fieldName = (field: string): string => FIELDS[field] ?? field;

const MOST_SHOWN = 10;

const fieldText = ({ field, from, to }: FieldChange): string => {
  const name = fieldName(field);
  if (from === null) return `${name} : ${to}`;
  return to === null ? `${name} : ${from}, retiré` : `${name} : ${from} → ${to}`;
};

const changeText = ({ part, label, change, fields }: MethodChange): string => {
  const what = part === 'method' ? PART_NAMES[part] : `${PART_NAMES[part]} « ${label} »`;
  if (change === 'changed')
    return [wrap(what, { first: '  ' }), ...fields.map((field) => bullet(fieldText(field), 4))].join('\n');
  const main = fields.filter(({ field }) => field === 'points' || field === 'when');
  const said = main.map(({ field, from, to }) => `${fieldName(field)} : ${to ?? from}`).join(' ; ');
  return wrap(`${what} ${change === 'added' ? 'ajouté' : 'retiré'}${said === '' ? '' : ` (${said})`}`, {
    first: '  ',
    hanging: '    ',
  });
};

const movesText = (moves: NonNullable<PresentedDiff['moves']>): readonly string[] => {
  const { demands, first, entered, left, movedWithin, changedOverall, meanMove, greatestMove } = moves;
  const list = (title: string, rows: readonly PresentedMove[]): string[] =>
    rows.length === 0
      ? []
      : [
          wrap(`${title}${rows.length > MOST_SHOWN ? ` (${MOST_SHOWN} sur ${figure(rows.length)})` : ''}`, {
            first: '  ',
          }),
          ...rows
            .slice(0, MOST_SHOWN)
            .map(({ number, from, to }) => bullet(`${number} : ${figure(from)}e → ${figure(to)}e`, 4)),
        ];
  return [
    heading(`Sur ${count(demands, 'demande', 'demandes')}`),
    wrap(
      `Parmi les ${figure(first)} premières : ${count(entered.length, 'entre', 'entrent')}, autant ${entered.length >= 2 ? 'sortent' : 'sort'}, ${count(movedWithin, 'change', 'changent')} de place sans sortir ; déplacement moyen ${figure(meanMove, 1)}, le plus grand ${figure(greatestMove)}.`,
      { first: '  ' },
    ),
    wrap(`Dans tout le vivier, ${count(changedOverall, 'demande change', 'demandes changent')} de place.`, {
      first: '  ',
    }),
    ...list('Entrent', entered),
    ...list('Sortent', left),
  ];
};

export const diffText = (diff: PresentedDiff): string =>
  [
    wrap(`De : ${diff.from}`, { hanging: '     ' }),
    wrap(`À : ${diff.to}`, { hanging: '     ' }),
    heading(
      diff.changes.length === 0
        ? 'Aucun changement'
        : count(diff.changes.length, 'changement', 'changements'),
    ),
    ...diff.changes.map(changeText),
    ...(diff.moves === null ? [] : movesText(diff.moves)),
    '',
  ].join('\n');
