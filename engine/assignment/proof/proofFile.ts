import { z } from 'zod';
import type { AssignmentModel } from '../model.ts';
import { packAmounts, packWhole, unpackAmounts, unpackWhole } from './packed.ts';
import { type ContentFault, contentDigest, contentFaults, type ProofContent } from './proofContent.ts';
import { savedResultSchema } from './savedResult.ts';
import type { StagedProof } from './stagedProof.ts';

const WHOLE = [
  'placeOffsets',
  'segmentOffsets',
  'pairOffsets',
  'pairCandidate',
  'termOffsets',
  'termRow',
] as const;
const AMOUNTS = ['placeWeight', 'termCoef', 'rowRequired', 'rowPenalty'] as const;
const count = z.int().min(0).max(20_000_000);

const arrayShape = Object.fromEntries(
  [...WHOLE, ...AMOUNTS, 'pairScore', 'rowPrecedence', 'segmentLevel'].map((name) => [
    name,
    z.string().optional(),
  ]),
) as Record<ArrayName, z.ZodOptional<z.ZodString>>;
type ArrayName =
  | (typeof WHOLE)[number]
  | (typeof AMOUNTS)[number]
  | 'pairScore'
  | 'rowPrecedence'
  | 'segmentLevel';

const partSchema = z.strictObject({
  vacancyCount: count,
  candidateCount: count,
  rowCount: count,
  fillBonus: z.number(),
  /** As text, see `packed.ts`; one that is left out is that of the plan. */
  arrays: z.strictObject(arrayShape),
  stages: z
    .array(
      z.strictObject({
        goal: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('targets'), precedence: z.int() }),
          z.strictObject({ kind: z.literal('level'), level: z.int() }),
          z.strictObject({ kind: z.literal('points') }),
        ]),
        saved: savedResultSchema,
      }),
    )
    .min(1),
});

/** The proof of a session, alone: model, prices, lists and claims, without a number, a name or anything of the solver. */
const proofFileSchema = z.strictObject({
  format: z.literal('precal-proof-1'),
  session: z.string(),
  version: z.int().min(1),
  /** Rows of the plan's model, by target and place. */
  rows: z.array(z.string()),
  plan: partSchema,
  /** The lists as they stand, where something was settled by hand: against the bound of the plan's prices. Null: the plan's. */
  lists: partSchema.nullable(),
  /** The search was stopped before the stage of points, which is not in the plan. */
  stopped: z.boolean(),
  /** Of everything but itself: see `contentDigest`. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ProofFile = z.infer<typeof proofFileSchema>;
type Part = z.infer<typeof partSchema>;

/** What a file proves, read back. */
export interface SessionProof extends ProofContent {
  readonly session: string;
  readonly version: number;
}

export interface ReadProof {
  readonly outcome: 'read';
  readonly proof: SessionProof;
  /** Of the content as it was read: what the file should say, and what whoever handed it over should have given beside it. */
  readonly digest: string;
  readonly faults: readonly ContentFault[];
}

export const proofFile = ({ session, version, rows, plan, lists, stopped }: SessionProof): ProofFile => {
  const first = partOf(plan);
  const content = {
    format: 'precal-proof-1' as const,
    session,
    version,
    rows: [...rows],
    plan: first,
    lists: lists && without(partOf(lists), first),
    stopped,
  };
  return { ...content, digest: contentDigest(content) };
};

const partOf = ({ model, rowPrecedence, segmentLevel, stages }: StagedProof): Part => ({
  vacancyCount: model.vacancyCount,
  candidateCount: model.candidateCount,
  rowCount: model.rowCount,
  fillBonus: model.fillBonus,
  arrays: {
    ...(Object.fromEntries([
      ...WHOLE.map((name) => [name, packWhole(model[name])]),
      ...AMOUNTS.map((name) => [name, packAmounts(model[name])]),
    ]) as Record<(typeof WHOLE)[number] | (typeof AMOUNTS)[number], string>),
    pairScore: packWhole(model.pairScore),
    rowPrecedence: packWhole(rowPrecedence),
    segmentLevel: packWhole(segmentLevel),
  },
  stages: [...stages],
});

const without = (part: Part, first: Part): Part => ({
  ...part,
  arrays: Object.fromEntries(
    Object.entries(part.arrays).filter(([name, text]) => first.arrays[name as ArrayName] !== text),
  ),
});

/** The proof of a parsed file, with what does not hold between its parts; `at`: the first place that is not as it should be. */
export const readProof = (
  json: unknown,
): ReadProof | { readonly outcome: 'malformed'; readonly at: string } => {
  const parsed = proofFileSchema.safeParse(json);
  if (!parsed.success) return { outcome: 'malformed', at: parsed.error.issues[0]?.path.join('.') ?? '' };
  const { digest: said, ...content } = parsed.data;
  const { session, version, rows, plan, lists, stopped } = content;
  const first = stagedOf(plan, {});
  if (typeof first === 'string') return { outcome: 'malformed', at: `plan.arrays.${first}` };
  const standing = lists && stagedOf(lists, plan.arrays);
  if (typeof standing === 'string') return { outcome: 'malformed', at: `lists.arrays.${standing}` };
  const proof: SessionProof = { session, version, rows, plan: first, lists: standing, stopped };
  const digest = contentDigest(content);
  return {
    outcome: 'read',
    proof,
    digest,
    faults: [...(digest === said ? [] : ['digest-differs' as const]), ...contentFaults(proof)],
  };
};

/** The name of the first array that cannot be read, or is missing. */
const stagedOf = (part: Part, first: Part['arrays']): StagedProof | ArrayName => {
  const text = (name: ArrayName): string | null => part.arrays[name] ?? first[name] ?? null;
  const bad: ArrayName[] = [];
  const whole = (name: ArrayName, least: number, most: number): readonly number[] => {
    const packed = text(name);
    const values = packed === null ? null : unpackWhole(packed, { least, most });
    if (values === null) bad.push(name);
    return values ?? [];
  };
  const index = (name: ArrayName): Uint32Array => Uint32Array.from(whole(name, 0, 0xffff_ffff));
  const amount = (name: ArrayName): Float64Array => {
    const packed = text(name);
    const values = packed === null ? null : unpackAmounts(packed);
    if (values === null) bad.push(name);
    return values ?? new Float64Array(0);
  };
  const { vacancyCount, candidateCount, rowCount, fillBonus, stages } = part;
  const model: AssignmentModel = {
    vacancyCount,
    candidateCount,
    rowCount,
    fillBonus,
    placeOffsets: index('placeOffsets'),
    segmentOffsets: index('segmentOffsets'),
    pairOffsets: index('pairOffsets'),
    pairCandidate: index('pairCandidate'),
    termOffsets: index('termOffsets'),
    termRow: index('termRow'),
    placeWeight: amount('placeWeight'),
    termCoef: amount('termCoef'),
    rowRequired: amount('rowRequired'),
    rowPenalty: amount('rowPenalty'),
    pairScore: Int32Array.from(whole('pairScore', -(2 ** 31), 2 ** 31 - 1)),
  };
  const staged = {
    model,
    rowPrecedence: index('rowPrecedence'),
    segmentLevel: index('segmentLevel'),
    stages,
  };
  return bad[0] ?? staged;
};
