import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BailleurId, QuartierId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { GuidanceRowSchema } from '../../engine/domain/territory.ts';
import { canonicalJson, type JsonValue } from '../records/canonicalJson.ts';
import type { SavedDocument } from '../store/documents.ts';

/** Collection of what recommendations say; what was done about them is in the register. */
export const GUIDANCE = 'guidance';

const GuidanceContentSchema = z.strictObject({
  format: z.literal('precal-guidance-1'),
  /** Area of the coordination body. */
  area: z.string(),
  quartier: QuartierId.nullable(),
  /** With its landlord. */
  residence: z.string().nullable(),
  bailleur: BailleurId.nullable(),
  /** Written by officers about a place, never about a household. */
  text: z.string(),
  row: GuidanceRowSchema.nullable(),
});
/** What a recommendation says and where: it never changes; another text is another recommendation. */
export type GuidanceContent = z.infer<typeof GuidanceContentSchema>;

/** SHA-256 of a content's canonical JSON, which the register names. */
export const contentHash = (content: GuidanceContent): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(content)) as JsonValue))
    .digest('hex');

/** @throws InputError `store.damaged` for what is no content, or is not the one that the register names. */
export const readContent = (
  saved: SavedDocument | null,
  { id, content }: { readonly id: string; readonly content: string },
): GuidanceContent => {
  const parsed = GuidanceContentSchema.safeParse(saved?.document);
  if (!parsed.success || contentHash(parsed.data) !== content)
    throw new InputError([{ code: 'store.damaged', path: '', file: `${GUIDANCE}/${id}` }]);
  return parsed.data;
};
