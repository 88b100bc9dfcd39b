import type { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { ChainedEvent } from '../event.ts';

/** What was done about a recommendation: by whom, when, and at which meeting of which body. */
export interface GuidanceStep {
  readonly seq: number;
  /** Moment of the recording, ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: string;
  /** Coordination body, by its area. */
  readonly instance: string;
  readonly meetingOn: IsoDay;
}

/** A recommendation, from its proposal to its end. */
export interface GuidanceStanding {
  readonly id: string;
  /** SHA-256 of what it says and where. */
  readonly content: string;
  readonly proposed: GuidanceStep;
  /** First and last day on which it applies; null: no last day is set. */
  readonly decided: (GuidanceStep & { readonly from: IsoDay; readonly to: IsoDay | null }) | null;
  /** `on`: first day on which it no longer applies. */
  readonly ended: (GuidanceStep & { readonly on: IsoDay }) | null;
}

const GUIDANCE_KINDS = ['guidance-proposed', 'guidance-decided', 'guidance-ended'] as const;
export type GuidanceKind = (typeof GUIDANCE_KINDS)[number];

export const isGuidanceEvent = (event: ChainedEvent): event is ChainedEvent<GuidanceKind> =>
  (GUIDANCE_KINDS as readonly string[]).includes(event.kind);

const refuse = (code: string, received: string): InputError =>
  new InputError([{ code, path: 'guidance', received }]);

/**
 * Recommendations after one more event.
 *
 * @throws InputError `guidance.exists`, `guidance.unknown`, `guidance.already-decided`, `guidance.already-ended`.
 */
export const guidanceStep = (
  standings: Map<string, GuidanceStanding>,
  { kind, body, seq, at, actor }: ChainedEvent<GuidanceKind>,
): void => {
  const { guidance: id, instance, meetingOn } = body;
  const step: GuidanceStep = { seq, at, actor, instance, meetingOn };
  const before = standings.get(id);
  if (kind === 'guidance-proposed') {
    if (before) throw refuse('guidance.exists', id);
    standings.set(id, { id, content: body.content, proposed: step, decided: null, ended: null });
    return;
  }
  checkStep(before, kind, id);
  standings.set(
    id,
    kind === 'guidance-decided'
      ? { ...before, decided: { ...step, from: body.from, to: body.to } }
      : { ...before, ended: { ...step, on: body.on } },
  );
};

/**
 * Whether a recommendation can be decided or ended where it stands. One that nobody decided may be ended: it is given up.
 *
 * @throws InputError `guidance.unknown`, `guidance.already-decided`, `guidance.already-ended`.
 */
export function checkStep(
  before: GuidanceStanding | undefined,
  kind: Exclude<GuidanceKind, 'guidance-proposed'>,
  id: string,
): asserts before is GuidanceStanding {
  if (!before) throw refuse('guidance.unknown', id);
  if (before.ended !== null) throw refuse('guidance.already-ended', id);
  if (kind === 'guidance-decided' && before.decided !== null) throw refuse('guidance.already-decided', id);
}

/** First and last day on which a decided recommendation applies, by the events up to a number; null: no day at all. */
export const daysApplied = (
  { decided, ended }: GuidanceStanding,
  known = Number.POSITIVE_INFINITY,
): { readonly from: IsoDay; readonly before: IsoDay | null; readonly to: IsoDay | null } | null =>
  decided === null || decided.seq > known
    ? null
    : {
        from: decided.from,
        to: decided.to,
        before: ended !== null && ended.seq <= known ? ended.on : null,
      };

/** Whether a recommendation applies on a day, by the events up to a number. */
export const isInForce = (
  standing: GuidanceStanding,
  day: IsoDay,
  known = Number.POSITIVE_INFINITY,
): boolean => {
  const days = daysApplied(standing, known);
  return (
    days !== null &&
    days.from <= day &&
    (days.to === null || day <= days.to) &&
    (days.before === null || day < days.before)
  );
};
