import { parse as parseMathjs } from 'mathjs/number';
import { type BinaryOperator, type Expression, isArithmetic, isComparison } from './expression.ts';
import { type Fault, FormulaFault, issueAt, type Span } from './issue.ts';
import { flatten, type Token, tokensOf } from './tokens.ts';

/** The parts of mathjs's nodes that are read here. A node of any other type is refused. */
interface MathNode {
  readonly type: string;
  readonly args?: readonly MathNode[];
  readonly params?: readonly MathNode[];
  readonly content?: MathNode;
  readonly condition?: MathNode;
  readonly trueExpr?: MathNode;
  readonly falseExpr?: MathNode;
  readonly implicit?: boolean;
}

export interface ParsedFormula {
  /** The text that spans refer to: the author's, with line ends and tabs as spaces. */
  readonly text: string;
  readonly root: Expression;
}

/**
 * A formula's tree, in our own closed set of nodes, each with its place in the text. mathjs decides precedence; it is given
 * only texts made of the closed alphabet, within the limits of length and depth (tokens.ts), and its evaluator never runs.
 *
 * @throws FormulaFault when the text is not one expression of the language.
 */
export const parseFormula = (source: string): ParsedFormula => {
  const text = flatten(source);
  const tokens = tokensOf(text);
  let tree: MathNode;
  try {
    tree = parseMathjs(text) as unknown as MathNode;
  } catch (error) {
    throw new FormulaFault(syntaxIssue(text, error));
  }
  return { text, root: new Locator(text, tokens).whole(tree) };
};

/** mathjs gives the 1-based place where it stopped, in English; only the place is kept. */
const syntaxIssue = (text: string, error: unknown) => {
  const char = error instanceof Error && 'char' in error && typeof error.char === 'number' ? error.char : 1;
  const at = Math.min(text.length, Math.max(0, char - 1));
  const atEnd = text.slice(at).trim() === '';
  const fault: Fault = atEnd
    ? {
        code: 'formula.syntax',
        message: 'La formule s’arrête trop tôt.',
        expected: 'une valeur, une parenthèse fermante ou la seconde branche d’un choix « ? : »',
      }
    : {
        code: 'formula.syntax',
        message: 'La formule ne peut pas être lue à partir d’ici.',
        expected: 'une valeur ou un opérateur',
        ...(text[at] === ',' ? { maybe: 'écrire les décimales avec un point : 0.5' } : {}),
      };
  return issueAt(text, { at, length: 1 }, fault);
};

/**
 * Walks mathjs's tree in the order of the text and takes the words one by one: the tree has no places of its own. A word that
 * is not the one the tree calls for means a construct outside the language.
 */
class Locator {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  whole(tree: MathNode): Expression {
    const root = this.#read(tree);
    if (this.#next < this.#tokens.length) this.#refuse(this.#tokens[this.#next]!);
    return root;
  }

  #take(...texts: string[]): Token {
    const token = this.#tokens[this.#next];
    if (!token || !texts.includes(token.text)) return this.#refuse(token);
    this.#next += 1;
    return token;
  }

  #takeKind(kind: Token['kind']): Token {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind) return this.#refuse(token);
    this.#next += 1;
    return token;
  }

  #refuse(token: Token | undefined): never {
    const span: Span = token ?? { at: this.#text.length, length: 1 };
    throw new FormulaFault(
      issueAt(this.#text, span, {
        code: 'formula.construct',
        message: 'Cette construction n’existe pas dans une formule.',
        expected: 'nombres, colonnes, opérateurs, choix « ? : » et fonctions de la liste',
      }),
    );
  }

  #read(node: MathNode): Expression {
    switch (node.type) {
      case 'ConstantNode':
        return this.#constant();
      case 'SymbolNode': {
        const token = this.#takeKind('name');
        return { kind: 'name', name: token.text, span: token };
      }
      case 'ParenthesisNode': {
        this.#take('(');
        const inside = this.#read(node.content!);
        this.#take(')');
        return inside;
      }
      case 'OperatorNode':
        return node.args!.length === 1 ? this.#prefix(node) : this.#infix(node);
      case 'ConditionalNode': {
        const test = this.#read(node.condition!);
        const span = this.#take('?');
        const yes = this.#read(node.trueExpr!);
        this.#take(':');
        return { kind: 'choice', test, yes, no: this.#read(node.falseExpr!), span };
      }
      case 'RelationalNode':
        return this.#chained(node);
      case 'FunctionNode':
        return this.#call(node);
      default:
        return this.#refuse(this.#tokens[this.#next]);
    }
  }

  /** `true`, `null`, `NaN`… are constants for mathjs and unknown names here. */
  #constant(): Expression {
    const token = this.#tokens[this.#next];
    if (token?.kind === 'name') {
      this.#next += 1;
      return { kind: 'name', name: token.text, span: token };
    }
    const number = this.#takeKind('number');
    return { kind: 'number', value: Number(number.text), span: number };
  }

  #prefix(node: MathNode): Expression {
    const token = this.#takeKind('operator');
    if (token.text !== '-' && token.text !== 'not') return this.#refuse(token);
    return { kind: 'unary', op: token.text, of: this.#read(node.args![0]!), span: token };
  }

  #infix(node: MathNode): Expression {
    const [first, second] = node.args!;
    const left = this.#read(first!);
    const token = this.#takeKind('operator');
    const op = token.text;
    const known = isArithmetic(op) || isComparison(op) || op === 'and' || op === 'or';
    if (!known || node.implicit === true) return this.#refuse(token);
    return { kind: 'binary', op: op as BinaryOperator, left, right: this.#read(second!), span: token };
  }

  #chained(node: MathNode): never {
    const [first, second] = node.params!;
    this.#read(first!);
    this.#takeKind('operator');
    this.#read(second!);
    const token = this.#takeKind('operator');
    throw new FormulaFault(
      issueAt(this.#text, token, {
        code: 'formula.chained-comparison',
        message: 'Deux comparaisons se suivent.',
        expected: 'une comparaison à la fois',
        maybe: 'écrire a < b and b < c',
      }),
    );
  }

  #call(node: MathNode): Expression {
    const name = this.#takeKind('name');
    this.#take('(');
    const args = node.args!.map((arg, i) => {
      if (i > 0) this.#take(',');
      return this.#read(arg);
    });
    this.#take(')');
    return { kind: 'call', name: name.text, args, span: name };
  }
}
