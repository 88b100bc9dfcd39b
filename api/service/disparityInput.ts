import type { RecordedVacancy } from '../../engine/comparison/experiment.ts';
import { monthEnd } from '../../engine/comparison/months.ts';
import { Setting } from '../../engine/comparison/setting.ts';
import type { AuditedVacancy, AuditInput } from '../../engine/disparity/audit.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import type { Store } from '../store/store.ts';
import { comparisonExperiment } from './comparisonExperiment.ts';
import { DEFAULT_COMPARISON } from './comparisonQuestion.ts';
import type { DisparityQuestion, DisparitySource } from './disparityQuestion.ts';
import type { Workspace } from './workspace.ts';

/** What an audit is made of, and what its figures leave out. */
export interface OpenedAudit {
  readonly input: AuditInput;
  readonly source: DisparitySource;
  /** Recorded months; null: the dwellings free today. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly left: LeftOut;
}

/** Recorded candidates, and those that cannot be set beside others. Zeros where nothing is recorded. */
export interface LeftOut {
  readonly candidates: number;
  /** Their demand is no longer in the file: nothing is known of them. */
  readonly gone: number;
  /** Their demand is in the file, and some rule keeps it out of the pool of the dwelling. */
  readonly outsidePool: number;
  readonly leases: number;
  readonly leasesGone: number;
}

const NOTHING_LEFT: LeftOut = { candidates: 0, gone: 0, outsidePool: 0, leases: 0, leasesGone: 0 };

const RECORDED_MONTHS = 12;
/** Vacancies between two pauses of a server that answers others. */
const PAUSE_EVERY = 20;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The pools of the vacancies asked for, and what was made of them.
 *
 * @param stopped asked between two vacancies.
 * @throws InputError `method.unknown`, `method.not-an-ordering`, `disparity.no-vacancies`, `disparity.stopped`; those of a recorded
 * period of `comparisonExperiment`.
 */
export const openAudit = async (
  workspace: Workspace,
  store: Store,
  question: DisparityQuestion,
  stopped: () => boolean,
): Promise<OpenedAudit> => {
  const { ordering } = workspace.ranking(question, null);
  const usual = usualPeriod(workspace);
  const source = question.source ?? (question.period === null && usual === null ? 'lists' : 'recorded');
  const period = question.period ?? (source === 'recorded' ? usual : null);
  if (source === 'recorded' && period === null)
    throw new InputError([{ code: 'disparity.no-vacancies', path: 'from' }]);
  const shared = {
    territory: workspace.territory,
    ordering,
    methods: workspace.methods,
    seed: question.seed,
    size: question.size,
  };
  const opened =
    period === null
      ? await openVacancies(workspace, stopped)
      : await pastVacancies(workspace, store, { period, isRecorded: source === 'recorded' }, stopped);
  const { homeOf } = workspace.sessionData;
  const { pool } = opened;
  return {
    source,
    period,
    left: opened.left,
    input: {
      ...shared,
      pool,
      vacancies: opened.vacancies,
      communeOf: (row) => homeOf(pool.numbers.at(row)),
    },
  };
};

const monthOf = (day: IsoDay): string => day.slice(0, 7);

/** The last whole months, where something was decided in them. */
const usualPeriod = ({ pool, sessionData }: Workspace): { from: string; to: string } | null => {
  const before = (count: number): string => monthOf(monthEnd(`${monthOf(pool.asOf)}-01` as IsoDay, -count));
  const [from, to] = [before(RECORDED_MONTHS), before(1)];
  const isWithin = ({ examinedOn }: { readonly examinedOn: IsoDay }): boolean =>
    monthOf(examinedOn) >= from && monthOf(examinedOn) <= to;
  return sessionData.outcomes.some(isWithin) ? { from, to } : null;
};

type Opened = Pick<AuditInput, 'pool' | 'vacancies'> & { readonly left: LeftOut };

const openVacancies = async (workspace: Workspace, stopped: () => boolean): Promise<Opened> => {
  const { pool, territory } = workspace;
  const places = workspace.places();
  if (places.length === 0) throw new InputError([{ code: 'disparity.no-vacancies', path: 'source' }]);
  const eligible = (dwelling: Dwelling): Uint32Array => {
    const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
    const rules = prepareRules({ pool, territory, dwelling, quartier });
    return selectEligible({ pool, dwelling, beyondWishes: false }, rules).eligible.slice();
  };
  const vacancies: AuditedVacancy[] = [];
  for (const { vacancy, dwelling } of places) {
    await breathe(vacancies.length, stopped);
    vacancies.push({
      commission: 0,
      contingent: vacancy.orientedTo,
      eligible: eligible(dwelling),
      recorded: null,
    });
  }
  return { pool, vacancies, left: NOTHING_LEFT };
};

/** @throws InputError `disparity.stopped`. */
const breathe = async (done: number, stopped: () => boolean): Promise<void> => {
  if (done % PAUSE_EVERY === 0) await pause();
  if (stopped()) throw new InputError([{ code: 'disparity.stopped', path: 'job' }]);
};

/**
 * Vacancies of past commissions, each with the pool of its month: demands filed by then whose household was not housed before. What
 * demands say is what they say today.
 */
const pastVacancies = async (
  workspace: Workspace,
  store: Store,
  asked: { readonly period: { from: string; to: string }; readonly isRecorded: boolean },
  stopped: () => boolean,
): Promise<Opened> => {
  const { territory, methods } = workspace;
  const period = { kind: 'recorded', ...asked.period } as const;
  const experiment = await comparisonExperiment(workspace, store, { ...DEFAULT_COMPARISON, period });
  const setting = new Setting(experiment, { territory, methods });
  const { census } = setting;
  const rowOf = (number: string): number => census.numbers.rowOf(number);
  const leases = new Map<string, IsoDay>();
  const leasesOf = new Map<string, string[]>();
  for (const { demand, dwelling, leaseSignedOn } of experiment.recorded) {
    if (leaseSignedOn === null) continue;
    leases.set(demand, leaseSignedOn);
    leasesOf.set(dwelling, [...(leasesOf.get(dwelling) ?? []), demand]);
  }
  const left = { ...NOTHING_LEFT };
  const vacancies: AuditedVacancy[] = [];
  for (const [commission, { asOf, pool, vacancies: examined }] of experiment.months.entries()) {
    const { censusRow } = setting.pool(pool);
    const first = `${monthOf(asOf)}-01`;
    const housed = new Set([...leases].filter(([, day]) => day < first).map(([number]) => rowOf(number)));
    for (const { vacancy, lists } of examined) {
      await breathe(vacancies.length, stopped);
      const dwelling = setting.dwellings.get(vacancy.dwelling)!;
      const eligible = Uint32Array.from(setting.eligible(pool, dwelling), (row) => censusRow[row]!).filter(
        (row) => !housed.has(row),
      );
      vacancies.push({
        commission,
        contingent: vacancy.orientedTo,
        eligible,
        recorded: asked.isRecorded
          ? recordedRows({ lists, leased: leasesOf.get(vacancy.dwelling) ?? [] }, { eligible, rowOf, left })
          : null,
      });
    }
  }
  return { pool: census, vacancies, left };
};

/** Rows of the pool that a commission listed and housed; `left` counts the others. */
const recordedRows = (
  { lists, leased }: Pick<RecordedVacancy, 'lists'> & { readonly leased: readonly string[] },
  given: {
    readonly eligible: Uint32Array;
    readonly rowOf: (number: string) => number;
    readonly left: { -readonly [K in keyof LeftOut]: LeftOut[K] };
  },
): NonNullable<AuditedVacancy['recorded']> => {
  const { eligible, rowOf, left } = given;
  const within = new Set(eligible);
  const listed = [...new Set<string>(lists.flat())];
  const rows: number[] = [];
  for (const number of listed) {
    const row = rowOf(number);
    left.candidates += 1;
    if (row < 0) left.gone += 1;
    else if (!within.has(row)) left.outsidePool += 1;
    else rows.push(row);
  }
  const takers = leased.filter((number) => listed.includes(number));
  left.leases += takers.length;
  left.leasesGone += takers.filter((number) => rowOf(number) < 0).length;
  return {
    listed: Uint32Array.from(rows),
    leased: Uint32Array.from(takers.map(rowOf).filter((row) => within.has(row))),
  };
};
