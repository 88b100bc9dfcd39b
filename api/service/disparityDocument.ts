import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DisparityAudit } from '../../engine/disparity/audit.ts';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { canonicalJson } from '../records/canonicalJson.ts';
import type { SavedDocument } from '../store/documents.ts';
import type { OpenedAudit } from './disparityInput.ts';
import { DISPARITY_SOURCES } from './disparityQuestion.ts';

/* Audits of equal treatment as a store keeps them: figures of groups, no household. The same audit of the same data has one identity. */

const Month = z.string().regex(/^\d{4}-\d{2}$/);
const Count = z.int().min(0);

const Found = {
  /** Day of the data. */
  asOf: IsoDay,
  source: z.enum(DISPARITY_SOURCES),
  period: z.strictObject({ from: Month, to: Month }).nullable(),
  left: z.strictObject({
    candidates: Count,
    gone: Count,
    outsidePool: Count,
    leases: Count,
    leasesGone: Count,
  }),
  audit: z.custom<DisparityAudit>((value) => typeof value === 'object' && value !== null),
};

const KeptSchema = z.strictObject({
  format: z.literal('precal-disparity-1'),
  /** Moment it was made, ISO 8601 in UTC: no part of the identity. */
  at: z.string(),
  ...Found,
});

export interface FoundAudit extends Omit<OpenedAudit, 'input'> {
  readonly asOf: IsoDay;
  readonly audit: DisparityAudit;
}

export interface KeptAudit extends FoundAudit {
  readonly id: string;
  readonly at: string;
}

/** Identity: the beginning of the SHA-256 of the day, of what was asked and of all the figures. */
export const auditId = ({ asOf, source, period, left, audit }: FoundAudit): string =>
  createHash('sha256')
    .update(canonicalJson({ asOf, source, period, left, audit }))
    .digest('hex')
    .slice(0, 32);

export const auditDocument = ({ id: _, ...kept }: KeptAudit): z.infer<typeof KeptSchema> => ({
  format: 'precal-disparity-1',
  ...kept,
});

/** @throws InputError `disparity.unreadable` for what was changed since. */
export const readAudit = ({ id, document }: SavedDocument): KeptAudit => {
  const found = KeptSchema.safeParse(document);
  if (!found.success || auditId(found.data) !== id)
    throw new InputError([{ code: 'disparity.unreadable', path: 'id', received: id }]);
  const { format: _, ...kept } = found.data;
  return { id, ...kept };
};
