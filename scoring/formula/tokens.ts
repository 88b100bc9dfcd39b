import { forbiddenReason } from './forbidden.ts';
import { type Fault, FormulaFault, issueAt, type Span } from './issue.ts';

/** Longest formula, in characters, and deepest nesting read: checked before the parser sees the text. */
export const MAX_LENGTH = 2_000;
export const MAX_NESTING = 32;
/** Longest run of prefix operators (`- - -x`, `not not x`). */
const MAX_PREFIXES = 8;

export interface Token extends Span {
  readonly kind: 'number' | 'name' | 'operator' | 'open' | 'close' | 'comma';
  readonly text: string;
}

const WORD_OPERATORS = new Set(['and', 'or', 'not']);
/** Operators of mathjs that are words and not of this language, and French words for ours. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  xor: 'écrire (a and not b) or (b and not a)',
  mod: 'il n’y a pas de reste de division dans une méthode',
  to: 'les unités ne se convertissent pas : comparez des colonnes de même unité',
  in: 'les unités ne se convertissent pas : comparez des colonnes de même unité',
  et: 'écrire and',
  ou: 'écrire or',
  non: 'écrire not',
  si: 'écrire condition ? valeur : autre valeur',
  if: 'écrire condition ? valeur : autre valeur',
};
const REFUSED_SIGNS: Readonly<Record<string, string>> = {
  '=': 'une comparaison s’écrit ==',
  '!': 'la négation s’écrit not, la différence !=',
  '&': 'écrire and',
  '|': 'écrire or',
  '^': 'écrire un produit, comme a * a',
  '%': 'écrire une part, comme 0.33 pour 33 %',
  '≤': 'écrire <=',
  '≥': 'écrire >=',
  '≠': 'écrire !=',
  '×': 'écrire *',
  '÷': 'écrire /',
  '−': 'écrire le signe moins du clavier',
  '–': 'écrire le signe moins du clavier',
  '"': 'une formule ne lit pas de texte',
  "'": 'une formule ne lit pas de texte',
  ';': 'une formule est une seule expression',
  '[': 'une formule ne lit pas de liste',
  '{': 'une formule ne lit pas d’objet',
  '€': 'écrire le nombre seul',
};

const PATTERN =
  /(?<space>[ ]+)|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<operator><=|>=|==|!=|[-+*/<>?:])|(?<open>\()|(?<close>\))|(?<comma>,)/y;

/** Line ends and tabs become spaces, one for one: a formula may be folded over lines, and offsets stay true. */
export const flatten = (text: string): string => text.replace(/[\n\r\t\u00a0\u202f]/g, ' ');

/**
 * The words of a formula, every one from a closed alphabet: what is not listed here never reaches the parser.
 *
 * @param text flattened formula
 * @throws FormulaFault formula.empty, too-long, too-deep, character, forbidden, operator, implicit-multiplication
 */
export const tokensOf = (text: string): readonly Token[] => {
  const stop = (span: Span, fault: Fault): never => {
    throw new FormulaFault(issueAt(text, span, fault));
  };
  if (text.length > MAX_LENGTH)
    stop(
      { at: MAX_LENGTH, length: 1 },
      {
        code: 'formula.too-long',
        message: `La formule compte ${text.length} caractères.`,
        expected: `au plus ${MAX_LENGTH} caractères`,
        maybe: 'la découper en plusieurs critères',
      },
    );
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (!match?.groups) return stop(...strange(text, at));
    const [kind, word] = Object.entries(match.groups).find(([, value]) => value !== undefined)!;
    if (kind === 'space') continue;
    const isOperator = kind === 'operator' || (kind === 'name' && WORD_OPERATORS.has(word!));
    tokens.push({
      kind: isOperator ? 'operator' : (kind as Token['kind']),
      text: word!,
      at,
      length: word!.length,
    });
  }
  if (tokens.length === 0)
    stop(
      { at: 0, length: 1 },
      { code: 'formula.empty', message: 'La formule est vide.', expected: 'une formule' },
    );
  refuseWords(tokens, stop);
  refuseDepth(tokens, stop);
  refuseNeighbours(tokens, stop);
  return tokens;
};

type Stop = (span: Span, fault: Fault) => never;

/** A sign outside the alphabet. An accented word is read whole, so that a forbidden input is named as such. */
const strange = (text: string, at: number): [Span, Fault] => {
  const before = /[A-Za-z0-9_]*$/.exec(text.slice(0, at))![0];
  const word = before + (/^[\p{L}\p{M}\p{N}_]*/u.exec(text.slice(at))?.[0] ?? '');
  if (/^[\p{L}\p{M}]/u.test(text.slice(at))) {
    const span = { at: at - before.length, length: word.length };
    const reason = forbiddenReason(word);
    if (reason !== null) return [span, forbiddenFault(word, reason)];
    return [
      span,
      {
        code: 'formula.character',
        message: `« ${word.slice(0, 40)} » contient une lettre qu’un nom de colonne ne peut pas avoir.`,
        expected: 'un nom de colonne, en lettres sans accent',
      },
    ];
  }
  const sign = String.fromCodePoint(text.codePointAt(at)!);
  const advice = REFUSED_SIGNS[sign];
  return [
    { at, length: sign.length },
    {
      code: 'formula.character',
      message: `Le signe « ${printable(sign)} » n’existe pas dans une formule.`,
      expected: 'nombres, noms de colonnes, + - * / < <= > >= == != ? : ( ) , and or not',
      ...(advice === undefined ? {} : { maybe: advice }),
    },
  ];
};

/** Control and invisible signs shown by their code point, so that a message never carries them. */
const printable = (sign: string): string =>
  /[\p{C}\p{Z}]/u.test(sign) ? `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` : sign;

export const forbiddenFault = (name: string, reason: string): Fault => ({
  code: 'formula.forbidden',
  message: `« ${name.slice(0, 40)} » est une entrée interdite : ${reason}.`,
});

const refuseWords = (tokens: readonly Token[], stop: Stop): void => {
  for (const token of tokens) {
    const advice =
      token.kind === 'name' && Object.hasOwn(REFUSED_WORDS, token.text)
        ? REFUSED_WORDS[token.text]
        : undefined;
    if (advice !== undefined)
      stop(token, {
        code: 'formula.operator',
        message: `« ${token.text} » n’est pas un opérateur des formules.`,
        expected: '+ - * / < <= > >= == != ? : and or not',
        maybe: advice,
      });
  }
};

const refuseDepth = (tokens: readonly Token[], stop: Stop): void => {
  let open = 0;
  let choices = 0;
  let prefixes = 0;
  for (const token of tokens) {
    if (token.kind === 'open') open += 1;
    if (token.kind === 'close') open -= 1;
    if (token.text === '?') choices += 1;
    prefixes = token.text === '-' || token.text === '+' || token.text === 'not' ? prefixes + 1 : 0;
    if (open > MAX_NESTING || choices > MAX_NESTING || prefixes > MAX_PREFIXES)
      stop(token, {
        code: 'formula.too-deep',
        message: 'La formule a trop de niveaux imbriqués.',
        expected: `au plus ${MAX_NESTING} parenthèses ouvertes, ${MAX_NESTING} choix « ? : » et ${MAX_PREFIXES} signes de suite`,
        maybe: 'la découper en plusieurs critères',
      });
  }
};

/** Two values side by side: mathjs would multiply them; here it is always a slip. */
const refuseNeighbours = (tokens: readonly Token[], stop: Stop): void => {
  const endsValue = (t: Token) => t.kind === 'number' || t.kind === 'name' || t.kind === 'close';
  const beginsValue = (t: Token) => t.kind === 'number' || t.kind === 'name' || t.kind === 'open';
  for (let i = 1; i < tokens.length; i += 1) {
    const left = tokens[i - 1]!;
    const right = tokens[i]!;
    if (!endsValue(left) || !beginsValue(right) || (left.kind === 'name' && right.kind === 'open')) continue;
    stop(right, {
      code: 'formula.implicit-multiplication',
      message: `Il manque un opérateur entre « ${left.text.slice(0, 40)} » et « ${right.text.slice(0, 40)} ».`,
      expected: 'un opérateur, comme * ou and',
      maybe: 'écrire le produit avec *',
    });
  }
};
