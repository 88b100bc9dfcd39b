import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../engine/domain/issue.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { ranksDemands } from '../../scoring/method.ts';
import { type RankMoves, rankMoves } from '../../scoring/rankMoves.ts';
import { checkMethodFile, type MethodCheck } from '../packs/checkMethod.ts';
import { DEFAULT_QUESTION, type Workspace } from './workspace.ts';

const FILE = 'methode.yaml';

/** Checks a method sent as text, for the situations of a territory. A composite finds its parts among the methods shipped. */
export const checkMethodText = (text: string, { territory }: Pick<Workspace, 'territory'>): MethodCheck => {
  const folder = mkdtempSync(join(tmpdir(), 'precal-method-'));
  try {
    writeFileSync(join(folder, FILE), text, { mode: 0o600 });
    return checkMethodFile(join(folder, FILE), demandColumns(territory.pack.situations));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Moves between the order of the territory's method, or of another, and that of a method sent as text. */
export interface MethodPreview {
  /** Method compared with. */
  readonly from: string;
  readonly moves: RankMoves;
}

/**
 * What a method would change among the demands at hand.
 *
 * @param against method compared with; null = the territory's own.
 * @throws InputError `method.text-faulty` (`checkMethodText` says why), `method.not-an-ordering`, `method.unknown`.
 */
export const previewMethod = (
  workspace: Workspace,
  {
    text,
    against,
    first,
  }: { readonly text: string; readonly against: string | null; readonly first: number },
): MethodPreview => {
  const { issues, compiled } = checkMethodText(text, workspace);
  if (compiled === null)
    throw new InputError([{ code: 'method.text-faulty', path: 'text', received: String(issues.length) }]);
  const { seed } = DEFAULT_QUESTION;
  const from = workspace.ranking({ method: against, seed }, null);
  if (!ranksDemands(compiled.method))
    throw new InputError([
      { code: 'method.not-an-ordering', path: 'text', expected: from.ordering.method.id },
    ]);
  const to = rankPool({ pool: workspace.pool, ordering: compiled, weighting: null, seed });
  return { from: from.ordering.method.id, moves: rankMoves(from.position, to.position, first) };
};

/**
 * Moves between the orders of two methods of the territory; `not-orders` when one of them only weighs.
 *
 * @param first places looked at from the top.
 */
export const orderMoves = (
  workspace: Workspace,
  { from, to, first }: { readonly from: CompiledMethod; readonly to: CompiledMethod; readonly first: number },
): RankMoves | 'not-orders' => {
  if (!ranksDemands(from.method) || !ranksDemands(to.method)) return 'not-orders';
  const positionOf = ({ method }: CompiledMethod) =>
    workspace.ranking({ method: method.id, seed: DEFAULT_QUESTION.seed }, null).position;
  return rankMoves(positionOf(from), positionOf(to), first);
};
