import type { IsoDay } from '../../../engine/domain/ids.ts';
import {
  presentKeptStudy,
  presentStudyRetention,
  removedStudiesText,
  studyRetentionText,
} from '../../present/studyRetention.ts';
import { wrap } from '../../present/text.ts';
import type { StudyDurations } from '../../records/studyRetention.ts';
import { keepStudyDurations, studyDurationsOf } from '../../service/studyDurations.ts';
import { removeStudies, type StudyPlaces, studiesOn } from '../../service/studyRetention.ts';
import type { Environment } from '../environment.ts';
import { printJson } from '../options.ts';

interface StudiesAsked extends StudyPlaces {
  /** Durations of this time; null: those in force. */
  readonly given: StudyDurations | null;
  /** Of the calendar: computations are dated when they are made, whatever day their data are of. */
  readonly day: IsoDay;
  readonly keep: boolean;
  readonly apply: boolean;
  readonly json: boolean;
}

/** `precal retention --studies`: kept computations past their durations; `--apply` removes them. */
export const runStudies = async (environment: Environment, asked: StudiesAsked): Promise<void> => {
  const { store, given } = asked;
  const review = await studiesOn(asked, given ?? (await studyDurationsOf(store)), asked.day);
  if (asked.keep && given !== null) await keepStudyDurations(store, given);
  const removed = asked.apply ? await removeStudies(asked, review.past) : null;
  const shown = presentStudyRetention(review);
  const studies = review.past.map(presentKeptStudy);
  if (asked.json) return printJson(environment, { ...shown, studies, removed });
  environment.out(studyRetentionText(shown, studies));
  if (removed) environment.out(`${wrap(removedStudiesText(removed))}\n`);
};
