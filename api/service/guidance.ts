import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { EventBody, NewEvent } from '../records/event.ts';
import { checkStep, type GuidanceKind, type GuidanceStanding } from '../records/projections/guidance.ts';
import type { DocumentCollection } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import {
  aheadIssues,
  areaOf,
  contentOf,
  earlyIssues,
  isIn,
  meetingIssues,
  type ProposalAsked,
  proposalIssues,
} from './guidanceAsked.ts';
import { contentHash, GUIDANCE, type GuidanceContent, readContent } from './guidanceDocument.ts';
import { registerOf } from './register.ts';
import { type Author, LOCAL_ACTOR } from './sessionRecords.ts';

/** A recommendation, what it says and what was done about it. */
export interface GuidanceEntry {
  readonly standing: GuidanceStanding;
  readonly content: GuidanceContent;
}

/** Who takes a step, and the day that a meeting may not be after. */
export type GuidanceRun = Author & { readonly today: IsoDay };

type Act = {
  readonly [K in GuidanceKind]: { readonly kind: K; readonly body: EventBody<K> };
}[GuidanceKind];
type StepAct = Exclude<Act, { readonly kind: 'guidance-proposed' }>;

/**
 * Recommendations of coordination bodies (plan de gestion 2016, art. 7.3.2): proposed, decided at a meeting, ended. What is said is kept
 * as a document that never changes; each step is an event of the register, in the same transaction.
 */
export class GuidanceService {
  readonly #store: Store;
  readonly #territory: Territory;

  constructor({ store, territory }: { readonly store: Store; readonly territory: Territory }) {
    this.#store = store;
    this.#territory = territory;
  }

  /** All of them, in the order in which they were proposed. @throws InputError `store.damaged`. */
  async list(): Promise<readonly GuidanceEntry[]> {
    const standings = await this.#standings();
    if (standings.length === 0) return [];
    const documents = new Map((await this.#documents.all()).map((saved) => [saved.id, saved]));
    return standings.map((standing) => ({
      standing,
      content: readContent(documents.get(standing.id) ?? null, standing),
    }));
  }

  /** Residences of a landlord in an area, by name: what a proposal may be about. */
  async residences(area: string, bailleur: string): Promise<readonly string[]> {
    const found = areaOf(this.#territory, area);
    if (found === null) return [];
    const names = (await this.#store.all('dwellings')).flatMap((dwelling) =>
      dwelling.residence !== null &&
      dwelling.bailleur === bailleur &&
      isIn(this.#territory, found, dwelling.commune)
        ? [dwelling.residence]
        : [],
    );
    return [...new Set(names)].sort();
  }

  /**
   * Writes a proposal: it binds nothing before it is decided.
   *
   * @throws InputError those of `proposalIssues`, `guidance.meeting-ahead`, those of the store.
   */
  async propose(asked: ProposalAsked, run: GuidanceRun): Promise<GuidanceEntry> {
    const { area, bailleur, residence, meetingOn } = asked;
    const residences = bailleur === null || residence === null ? [] : await this.residences(area, bailleur);
    refuse([
      ...proposalIssues(this.#territory, asked, new Set(residences)),
      ...aheadIssues(meetingOn, run.today),
    ]);
    const content = contentOf(asked);
    const id = await this.#freeId(meetingOn);
    const body = { guidance: id, instance: area, meetingOn, content: contentHash(content) };
    const event = eventOf({ kind: 'guidance-proposed', body }, run);
    await this.#documents.save({ id, version: 1, document: content }, 0, [event]);
    return this.#find(id);
  }

  /**
   * The body decides a proposal at a meeting: from its first day on, it binds the lists made then.
   *
   * @param asked `from` null: the day of the meeting; `to` null: until it is ended.
   * @throws InputError `guidance.unknown`, `guidance.already-decided`, `guidance.already-ended`, `guidance.meeting-ahead`,
   * `guidance.meeting-early`, `guidance.from-early`, `guidance.to-early`, `document.stale`.
   */
  decide(
    id: string,
    asked: { readonly meetingOn: IsoDay; readonly from: IsoDay | null; readonly to: IsoDay | null },
    run: GuidanceRun,
  ): Promise<GuidanceEntry> {
    const { meetingOn, to } = asked;
    const from = asked.from ?? meetingOn;
    return this.#step(id, run, ({ proposed: { instance } }) => ({
      act: { kind: 'guidance-decided', body: { guidance: id, instance, meetingOn, from, to } },
      issues: [
        ...earlyIssues('guidance.from-early', 'from', from, meetingOn),
        ...(to === null ? [] : earlyIssues('guidance.to-early', 'to', to, from)),
      ],
    }));
  }

  /**
   * Ends a recommendation, or gives up one that nobody decided.
   *
   * @param asked `on`: first day on which it no longer applies; null: the day of the meeting.
   * @throws InputError those of `decide` that are not about its days, and `guidance.end-early`.
   */
  end(
    id: string,
    asked: { readonly meetingOn: IsoDay; readonly on: IsoDay | null },
    run: GuidanceRun,
  ): Promise<GuidanceEntry> {
    const { meetingOn } = asked;
    const on = asked.on ?? meetingOn;
    return this.#step(id, run, ({ proposed: { instance } }) => ({
      act: { kind: 'guidance-ended', body: { guidance: id, instance, meetingOn, on } },
      issues: earlyIssues('guidance.end-early', 'on', on, meetingOn),
    }));
  }

  get #documents(): DocumentCollection {
    return this.#store.collection(GUIDANCE);
  }

  async #standings(): Promise<readonly GuidanceStanding[]> {
    return (await registerOf(this.#store).current()).guidance();
  }

  async #find(id: string): Promise<GuidanceEntry> {
    const standing = (await this.#standings()).find((each) => each.id === id);
    if (!standing) throw new InputError([{ code: 'guidance.unknown', path: 'guidance', received: id }]);
    return { standing, content: readContent(await this.#documents.find(id), standing) };
  }

  /** The document is saved again under its next version, read before its standing: of two who take a step at once, one is told. */
  async #step(
    id: string,
    run: GuidanceRun,
    stepOf: (standing: GuidanceStanding) => { readonly act: StepAct; readonly issues: readonly Issue[] },
  ): Promise<GuidanceEntry> {
    const saved = await this.#documents.find(id);
    const { standing } = await this.#find(id);
    const { act, issues } = stepOf(standing);
    checkStep(standing, act.kind, id);
    refuse([...meetingIssues(standing, act.body.meetingOn, run.today), ...issues]);
    const version = saved?.version ?? 0;
    await this.#documents.save({ id, version: version + 1, document: saved?.document }, version, [
      eventOf(act, run),
    ]);
    return this.#find(id);
  }

  /** The day of the meeting and a number, which no recommendation of the pack has. */
  async #freeId(day: IsoDay): Promise<string> {
    const taken = new Set<string>([
      ...(await this.#standings()).map(({ id }) => id),
      ...this.#territory.pack.guidance.map(({ id }) => id),
    ]);
    let nth = 1;
    while (taken.has(`${day}-${nth}`)) nth += 1;
    return `${day}-${nth}`;
  }
}

const refuse = (issues: readonly Issue[]): void => {
  if (issues.length > 0) throw new InputError(issues);
};

const eventOf = (act: Act, { at, actor = LOCAL_ACTOR }: Author): NewEvent => ({
  ...act,
  at,
  actor,
  commitments: [],
});
