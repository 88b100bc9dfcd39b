import type { Reservataire } from '../../engine/domain/codes.ts';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { Commitment } from '../records/commitment.ts';
import type { KindAndBody, NewEvent, RecordedList, Verdict } from '../records/event.ts';
import { openCase, type VacancyCase } from '../records/projections/case.ts';
import { type DueItem, dueItems } from '../records/projections/due.ts';
import type { Register } from '../records/projections/register.ts';
import { completeLists, readSession, type StoredSession } from '../store/sessionDocument.ts';
import type { Store } from '../store/store.ts';
import { correctedBody } from './corrections.ts';
import { countedFacts } from './countedFacts.ts';
import type {
  AnswerAsked,
  CandidateAct,
  CorrectionAsked,
  DecisionAsked,
  VerdictAsked,
} from './decisionsQuestion.ts';
import { registerOf } from './register.ts';
import { type Author, LOCAL_ACTOR, SessionRecorder } from './sessionRecords.ts';
import type { Workspace } from './workspace.ts';

/** How something is written into the register: by whom, of which day, on which version of the session. */
export interface DecisionRun extends Author {
  /** Day that the fact is of. */
  readonly day: IsoDay;
  /** Version that its author read; null: the stored one. */
  readonly expected: number | null;
}

/** A session under its commission, with the numéro unique of each of its households. */
export interface Commission {
  readonly session: StoredSession;
  /** One case for each list of the session, in their order. */
  readonly cases: readonly VacancyCase[];
  /** Numéro unique of a commitment, as the session's document has it. */
  readonly nameOf: (household: Commitment) => string;
}

/** A due item with its household's number; null: erased. */
export type NamedDueItem = Omit<DueItem, 'household'> & { readonly number: string | null };

/** Tries of a write that others' writes of the same session make stale: each redone on what they left. */
const TRIES = 25;

/**
 * What commissions decide and households answer, written into the register. Each write saves the session with its events in one
 * transaction, on the version that was read: of two officers at once, the second is checked against what the first wrote.
 */
export class DecisionService {
  readonly #store: Store;
  readonly #recorder: SessionRecorder;

  constructor(store: Store) {
    this.#store = store;
    this.#recorder = new SessionRecorder(store);
  }

  /** @throws InputError `session.unknown`, `session.cancelled`. */
  async commission(id: string): Promise<Commission> {
    const session = await this.#find(id);
    const register = await registerOf(this.#store).current();
    const lists = register.session(id)?.lists;
    // Nothing written yet: the lists as they stand, households under their own numbers.
    if (lists === undefined)
      return {
        session,
        cases: casesOf(session, await this.#plainLists(session), null),
        nameOf: (name) => name,
      };
    const names = namesOf(session, lists);
    return {
      session,
      cases: casesOf(session, lists, register),
      nameOf: (household) => names.get(household) ?? household,
    };
  }

  /**
   * Decisions about candidates, all or none.
   *
   * @throws InputError `session.stale`, `session.cancelled`, `decision.…`.
   */
  async decide(
    workspace: Workspace,
    id: string,
    asked: readonly DecisionAsked[],
    run: DecisionRun,
  ): Promise<Commission> {
    return this.#write(id, run, ({ session, at, credited }) =>
      asked.map((each): KindAndBody => {
        const { vacancy, number, contingent, verdict } = each;
        const { household, rank } = at(vacancy, number);
        const counted = () =>
          countedFacts(workspace, {
            vacancy,
            number,
            contingent: contingent ?? credited(vacancy, number),
          });
        const body = {
          session,
          vacancy,
          household,
          rank,
          day: run.day,
          verdict: verdictOf(verdict, counted),
        };
        return { kind: 'candidate-decided', body };
      }),
    );
  }

  /**
   * An offer, the end of a condition, a turn given up, a lease.
   *
   * @param answerDays days to answer an offer, where its last day is not given.
   * @throws InputError `session.stale`, `offer.…`, `condition.…`, `turn.…`, `lease.…`.
   */
  async act(
    id: string,
    asked: CandidateAct,
    run: DecisionRun & { readonly answerDays: number },
  ): Promise<Commission> {
    const { day, answerDays } = run;
    return this.#write(id, run, ({ session, at }) => {
      const { household } = at(asked.vacancy, asked.number);
      const about = { session, vacancy: asked.vacancy, household, day };
      switch (asked.act) {
        case 'offer': {
          const dueDay = asked.dueDay ?? isoDay(dayNumber(day) + answerDays);
          return [{ kind: 'offer-made', body: { ...about, dueDay } }];
        }
        case 'condition':
          return [{ kind: 'condition-settled', body: { ...about, met: asked.met } }];
        case 'pass':
          return [{ kind: 'turn-passed', body: { ...about, motive: asked.motive } }];
        case 'lease':
          return [{ kind: 'lease-signed', body: about }];
      }
    });
  }

  /** A household's answer to an offer. @throws InputError `offer.unknown`, `answer.…`, `session.stale`. */
  async answer(offer: number, asked: AnswerAsked, run: DecisionRun): Promise<Commission> {
    const id = await this.#sessionOf(offer, 'offer.unknown');
    return this.#write(id, run, ({ session }) => [
      { kind: 'offer-answered', body: { session, offer, day: run.day, ...asked } },
    ]);
  }

  /** Writes down every silence whose days have passed on the run's day, session by session. */
  async lapse(run: DecisionRun): Promise<readonly NamedDueItem[]> {
    const silent = (await this.due(run.day)).filter(({ kind }) => kind === 'silence-to-record');
    const bySession = new Map<string, NamedDueItem[]>();
    for (const item of silent) bySession.set(item.session, [...(bySession.get(item.session) ?? []), item]);
    for (const [id, items] of bySession)
      await this.#write(id, { ...run, expected: null }, ({ session }) =>
        items.map(({ offer }) => ({
          kind: 'offer-lapsed' as const,
          body: { session, offer: offer!, day: run.day },
        })),
      );
    return silent;
  }

  /**
   * Replaces what an entry of the register means, or takes it back. The entry stays, and so does what comes of it if it still can.
   *
   * @throws InputError `correction.…`, and those of what could no longer have happened.
   */
  async correct(
    workspace: Workspace,
    of: number,
    asked: CorrectionAsked,
    run: DecisionRun,
  ): Promise<Commission> {
    const id = await this.#sessionOf(of, 'correction.unknown-event');
    return this.#write(id, run, ({ register, number, credited }) => {
      const entry = register.entry(of);
      if (entry === null)
        throw new InputError([{ code: 'correction.unknown-event', path: 'of', received: String(of) }]);
      const { motive } = asked;
      const replacement = correctedBody(entry, asked.replacement, (verdict, { vacancy, household }) =>
        verdictOf(verdict, () => {
          const named = number(vacancy, household);
          return countedFacts(workspace, { vacancy, number: named, contingent: credited(vacancy, named) });
        }),
      );
      return [{ kind: 'corrected', body: { of, motive, replacement } }];
    });
  }

  /** What is to be done on a day, in every session: see `dueItems`. */
  async due(on: IsoDay): Promise<readonly NamedDueItem[]> {
    const register = await registerOf(this.#store).current();
    const named: NamedDueItem[] = [];
    for (const { household, ...item } of dueItems(register.cases(), on))
      named.push({ ...item, number: await this.#store.events.numberOf(household) });
    return named;
  }

  async #find(id: string): Promise<StoredSession> {
    const saved = await this.#store.sessions.find(id);
    if (saved === null) throw new InputError([{ code: 'session.unknown', path: 'session', received: id }]);
    return readSession(saved);
  }

  async #sessionOf(event: number, code: string): Promise<string> {
    const found = (await registerOf(this.#store).current()).caseOfEvent(event);
    if (found === null) throw new InputError([{ code, path: 'event', received: String(event) }]);
    return found.session;
  }

  async #plainLists({ document }: StoredSession): Promise<readonly RecordedList[]> {
    const dwellings = new Map((await this.#store.all('vacancies')).map(({ id, dwelling }) => [id, dwelling]));
    return completeLists(document).map(({ vacancy, candidates }) => ({
      vacancy,
      dwelling: dwellings.get(vacancy)!,
      candidates: [...candidates],
    }));
  }

  async #write(
    id: string,
    run: DecisionRun,
    make: (at: WriteContext) => readonly KindAndBody[],
  ): Promise<Commission> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#writeOnce(id, run, make);
        return await this.commission(id);
      } catch (error) {
        const stale = error instanceof InputError && error.issues[0]?.code === 'session.stale';
        if (!stale || run.expected !== null || tries === TRIES) throw error;
      }
    }
  }

  async #writeOnce(
    id: string,
    run: DecisionRun,
    make: (at: WriteContext) => readonly KindAndBody[],
  ): Promise<void> {
    const session = await this.#find(id);
    const { version, document } = session;
    if (run.expected !== null && run.expected !== version)
      throw new InputError([
        { code: 'session.stale', path: 'version', received: String(run.expected), expected: String(version) },
      ]);
    if (document.status === 'cancelled')
      throw new InputError([{ code: 'session.cancelled', path: 'session', received: id }]);
    const adopted = await this.#recorder.adoption(session, run);
    const register = await registerOf(this.#store).current();
    const lists = adopted?.body.lists ?? register.session(id)!.lists;
    const made = make(contextOf(session, lists, register));
    register.check([...(adopted ? [adopted] : []), ...made]);
    const { at, actor = LOCAL_ACTOR } = run;
    const events = made.map((event): NewEvent => ({ ...event, at, actor, commitments: [] }));
    const next = { ...document, status: 'decided' as const };
    await this.#store.sessions.save(
      { id, version: version + 1, document: next },
      version,
      adopted ? [adopted, ...events] : events,
    );
  }
}

/** What a write knows of its session. */
interface WriteContext {
  readonly session: string;
  readonly register: Register;
  /** @throws InputError `decision.no-list`, `decision.not-listed`. */
  readonly at: (
    vacancy: VacancyId,
    number: string,
  ) => { readonly household: Commitment; readonly rank: number };
  /** Contingent that the session credits the lease to; null where the list does not say. */
  readonly credited: (vacancy: VacancyId, number: string) => Reservataire | null;
  readonly number: (vacancy: VacancyId, household: Commitment) => string;
}

const contextOf = (
  { id, document }: StoredSession,
  lists: readonly RecordedList[],
  register: Register,
): WriteContext => {
  const named = completeLists(document);
  const listOf = (vacancy: VacancyId) => {
    const own = named.find((each) => each.vacancy === vacancy);
    const list = lists.find((each) => each.vacancy === vacancy);
    if (!own || !list)
      throw new InputError([{ code: 'decision.no-list', path: 'vacancy', received: vacancy }]);
    return { numbers: own.candidates as readonly string[], households: list.candidates };
  };
  return {
    session: id,
    register,
    at: (vacancy, number) => {
      const { numbers, households } = listOf(vacancy);
      const i = numbers.indexOf(number);
      // The number received is personal data: it is not repeated.
      if (i < 0) throw new InputError([{ code: 'decision.not-listed', path: 'number', expected: vacancy }]);
      return { household: households[i]!, rank: i + 1 };
    },
    credited: (vacancy, number) => {
      const { candidates, contingents } = named.find((list) => list.vacancy === vacancy)!;
      return contingents?.[candidates.indexOf(number as DemandNumber)] ?? null;
    },
    number: (vacancy, household) => {
      const { numbers, households } = listOf(vacancy);
      return numbers[households.indexOf(household)]!;
    },
  };
};

const verdictOf = (
  asked: VerdictAsked,
  counted: () => Extract<Verdict, { counted: unknown }>['counted'],
): Verdict =>
  asked.decision === 'non-attribution' || asked.decision === 'inadmissible'
    ? asked
    : { ...asked, counted: counted() };

/** The document and the register hold the same lists, in the same order: one names households, the other commits to them. */
const namesOf = (
  { document }: StoredSession,
  lists: readonly RecordedList[],
): ReadonlyMap<Commitment, string> => {
  const named = completeLists(document);
  return new Map(
    lists.flatMap(({ candidates }, i) =>
      candidates.map((household, j) => [household, named[i]!.candidates[j] as string] as const),
    ),
  );
};

const casesOf = (
  { id, document }: StoredSession,
  lists: readonly RecordedList[],
  register: Register | null,
): readonly VacancyCase[] =>
  lists.map(
    (list) => register?.case(id, list.vacancy) ?? openCase({ session: id, asOf: document.asOf, ...list }),
  );
