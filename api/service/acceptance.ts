import { offerFacts, poolSide } from '../../engine/acceptance/individual/facts.ts';
import { learnFromRecord, type RecordLesson } from '../../engine/acceptance/individual/learnFromRecord.ts';
import { placesOf } from '../../engine/acceptance/offers.ts';
import type { AcceptanceRates } from '../../engine/acceptance/rates.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { OfferFacts } from '../../engine/domain/offerFacts.ts';
import type { ProposedFacts, SessionIndividual } from '../store/sessionAcceptance.ts';
import type { SessionList, StoredSession } from '../store/sessionDocument.ts';
import type { SessionModel } from './sessionsModel.ts';
import type { Workspace } from './workspace.ts';

/** What is known of acceptance on a day: rates by class and rank, and what individual answers teach beside them. */
export interface AcceptanceReport {
  readonly rates: AcceptanceRates;
  readonly lesson: RecordLesson;
}

export const acceptanceReport = (
  workspace: Workspace,
  sessions: readonly StoredSession[],
): AcceptanceReport => ({
  rates: workspace.sessionData.rates,
  lesson: acceptanceLesson(workspace, sessions),
});

const lessons = new WeakMap<Workspace, { readonly of: string; readonly lesson: RecordLesson }>();

/** Learned once for a workspace and its sessions: every proposal and every report asks for it. */
export const acceptanceLesson = (workspace: Workspace, sessions: readonly StoredSession[]): RecordLesson => {
  const of = sessions.map(({ id, version }) => `${id} ${version}`).join('\n');
  const known = lessons.get(workspace);
  if (known?.of === of) return known.lesson;
  const { territory, pool, sessionData } = workspace;
  const lesson = learnFromRecord({
    prior: territory.pack.acceptance,
    outcomes: describedOutcomes(sessionData.outcomes, sessions),
    placeOf: placesOf(territory, sessionData.dwellings),
    to: pool.asOf,
  });
  lessons.set(workspace, { of, lesson });
  return lesson;
};

/** What a session keeps of the lesson: the model itself, or why there is none. */
export const individualOf = ({ result, described }: RecordLesson): SessionIndividual =>
  result.kind === 'learned'
    ? { kind: 'learned', model: result.model, offers: result.offers.fit + result.offers.calibration }
    : { kind: result.kind, offers: described };

/**
 * Outcomes with the facts of their offers. Where the file has none, those of the latest session that proposed the vacancy to the
 * household, on the day of the examination or before; a session that was set aside proposed nothing.
 */
export const describedOutcomes = (
  outcomes: readonly Outcome[],
  sessions: readonly StoredSession[],
): readonly Outcome[] => {
  const kept = new Map<string, { readonly on: IsoDay; readonly facts: OfferFacts }[]>();
  for (const { document } of sessions) {
    if (document.status === 'cancelled') continue;
    for (const { vacancy, number, facts } of document.facts) {
      const key = `${vacancy} ${number}`;
      kept.set(key, [...(kept.get(key) ?? []), { on: document.asOf, facts }]);
    }
  }
  if (kept.size === 0) return outcomes;
  return outcomes.map((outcome) => {
    if (outcome.facts !== null) return outcome;
    const known = (kept.get(`${outcome.vacancy} ${outcome.demand}`) ?? []).filter(
      ({ on }) => on <= outcome.examinedOn,
    );
    const latest = known.reduce<(typeof known)[number] | null>(
      (last, each) => (last === null || each.on >= last.on ? each : last),
      null,
    );
    return latest === null ? outcome : { ...outcome, facts: latest.facts };
  });
};

/** What each household of the lists is offered, on the day of the session's data; an offer of which nothing is known is left out. */
export const proposedFacts = (
  { workspace, vacancyAt, prepared }: Pick<SessionModel, 'workspace' | 'vacancyAt' | 'prepared'>,
  lists: readonly SessionList[],
): ProposedFacts[] =>
  lists.flatMap(({ vacancy, candidates }) => {
    const { dwelling } = prepared.places[vacancyAt.get(vacancy)!]!;
    return candidates.flatMap((number) => {
      const side = poolSide(workspace.pool, workspace.pool.numbers.rowOf(number));
      const facts = offerFacts(side, dwelling, workspace.territory);
      return facts === null ? [] : [{ vacancy, number, facts }];
    });
  });
