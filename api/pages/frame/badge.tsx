import type { PropsWithChildren } from 'hono/jsx';
import type { Certainty } from '../../../engine/domain/territory.ts';
import { CERTAINTY_TAGS } from '../../present/certainty.ts';

/** What a colour means everywhere: held, to look at, not held, of interest, nothing special. Words always say it too. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'plain';

export const Badge = ({ tone = 'plain', children }: PropsWithChildren<{ readonly tone?: Tone }>) => (
  <span class={`badge ${tone}`}>{children}</span>
);

/** How well a value is known, where it is read: what is only proposed stands out. */
export const CertaintyBadge = ({ certainty }: { readonly certainty: Certainty }) => (
  <Badge tone={certainty === 'proposal' ? 'warn' : 'plain'}>{CERTAINTY_TAGS[certainty]}</Badge>
);
