import { z } from 'zod';
import { IsoDay } from './ids.ts';

/** official: published by its author. found: read in a public source. proposal: ours, to be replaced by the territory's. */
export const CERTAINTIES = ['official', 'found', 'proposal'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const ProvenanceSchema = z.strictObject({
  certainty: z.enum(CERTAINTIES),
  /** Text, article, publisher, page: enough to find it again. */
  source: z.string().min(3),
  validFrom: IsoDay.nullable(),
  validTo: IsoDay.nullable(),
  note: z.string().optional(),
});
export type Provenance = z.infer<typeof ProvenanceSchema>;
