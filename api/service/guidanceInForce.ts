import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Guidance } from '../../engine/domain/territory.ts';
import { daysApplied, type GuidanceStanding, isInForce } from '../records/projections/guidance.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { GUIDANCE, type GuidanceContent, readContent } from './guidanceDocument.ts';
import { registerOf } from './register.ts';

/** What coordination bodies decided and entered, as it applies on a day. */
export interface EnteredGuidance {
  readonly guidance: readonly Guidance[];
  /** Number of the last event of the register that it was read from; null where nothing applies. */
  readonly known: number | null;
}

export const NOTHING_ENTERED: EnteredGuidance = { guidance: [], known: null };

/** What applies on a day, before any text is read: a key that changes with it. Empty: nothing does. */
export interface Applying {
  readonly standings: readonly GuidanceStanding[];
  readonly key: string;
  readonly known: number;
}

/**
 * Recommendations that apply on a day, by the events up to a number: those that were decided by then, whatever came since. A list already
 * prepared is thus bound by what was known when it was, and by nothing later.
 */
export const applyingOn = (
  all: readonly GuidanceStanding[],
  { day, known }: { readonly day: IsoDay; readonly known: number },
): Applying => {
  const standings = all.filter((standing) => isInForce(standing, day, known));
  const key = standings.map((standing) => JSON.stringify([standing.id, daysApplied(standing, known)])).join();
  return { standings, key, known };
};

/** Reads what they say. @throws InputError `store.damaged`. */
export const enteredGuidance = async (
  store: Store,
  { standings, known }: Pick<Applying, 'standings' | 'known'>,
): Promise<EnteredGuidance> => {
  if (standings.length === 0) return NOTHING_ENTERED;
  const documents = store.collection(GUIDANCE);
  const guidance: Guidance[] = [];
  for (const standing of standings) {
    const content = readContent(await documents.find(standing.id), standing);
    guidance.push(guidanceOf(standing, content, known));
  }
  return { guidance, known };
};

/** What applies on a day: see `applyingOn`. @param to left out: by all that is on record. */
export const guidanceOn = async (store: Store, day: IsoDay, to?: number): Promise<EnteredGuidance> => {
  const register = await registerOf(store).current();
  const known = to ?? register.head.seq;
  return enteredGuidance(store, applyingOn(register.guidance(), { day, known }));
};

/** What bound the plan of a session. */
export const guidanceOfSession = (
  store: Store,
  { asOf, plan }: Pick<SessionDocument, 'asOf' | 'plan'>,
): Promise<EnteredGuidance> => guidanceOn(store, asOf, plan.guidanceKnown ?? 0);

const dayBefore = (day: IsoDay): IsoDay => isoDay(dayNumber(day) - 1);

/** A recommendation as it applied, whatever the day; null for one that nobody decided. */
export const appliedGuidance = ({
  standing,
  content,
}: {
  readonly standing: GuidanceStanding;
  readonly content: GuidanceContent;
}): Guidance | null =>
  standing.decided === null ? null : guidanceOf(standing, content, Number.POSITIVE_INFINITY);

/**
 * A decided recommendation, as those of a pack. Its words enter the hash of the territory in every record: a change of them would make
 * earlier lists look as if their rules had changed.
 */
const guidanceOf = (standing: GuidanceStanding, content: GuidanceContent, known: number): Guidance => {
  const { quartier, residence, bailleur, text, row } = content;
  const days = daysApplied(standing, known);
  const { decided } = standing;
  if (days === null || decided === null) throw new Error('guidance: only what is decided applies');
  const validity = {
    validFrom: days.from,
    validTo: days.before === null ? days.to : dayBefore(days.before),
  };
  return {
    id: standing.id,
    quartier,
    residence,
    bailleur,
    text,
    ...(row === null ? {} : { row }),
    ...validity,
    provenance: {
      certainty: 'official',
      source: `Instance de coordination (${decided.instance}), réunion du ${decided.meetingOn}`,
      ...validity,
    },
  };
};
