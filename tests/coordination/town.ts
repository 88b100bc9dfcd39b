import { GuidanceService } from '../../api/service/guidance.ts';
import type { ProposalAsked, RowAsked } from '../../api/service/guidanceAsked.ts';
import { DEFAULT_SESSION_QUESTION } from '../../api/service/sessionsQuestion.ts';
import type { Rows, Store } from '../../api/store/store.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { rules } from '../records/meeting.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { TODAY } from '../support/territory.ts';

/*
 * The meeting town, whose first three freed dwellings are of one residence, and three priority households of the upper side of the mix,
 * the last to have asked: no list of nine has one of them unless something asks for it.
 */

export const AREA = 'est';
export const RESIDENCE = 'Les Tilleuls';
export const BAILLEUR = 'lille-metropole-habitat';
export const BETTER_OFF = [901, 902, 903].map(aNumber);

const dwellings: readonly Rows['dwellings'][] = MEETING_TOWN.dwellings.map((dwelling) =>
  ['L-1', 'L-2', 'L-3'].includes(dwelling.id) ? aDwelling(dwelling.id, { residence: RESIDENCE }) : dwelling,
);

export const TOWN = {
  ...MEETING_TOWN,
  dwellings,
  demands: [
    ...MEETING_TOWN.demands,
    ...[901, 902, 903].map((n) =>
      aDemand(n, {
        filedOn: '2026-09-01',
        incomes: {
          referenceTaxIncome: [2024, 2025].map((year) => ({ year, amountEur: 18_000 })),
          declaredMonthlyEur: 900,
          rolling12MonthsEur: null,
        },
        priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-01-01' }],
      }),
    ),
  ],
};

export const RUN = { at: '2026-11-02T09:00:00.000Z', actor: 'agent-1', today: TODAY };

/** Three of them in the residence this year: more than any list would have. */
export const ROW: RowAsked = {
  counts: 'intermediate-or-higher',
  bound: 'min',
  sharePercent: null,
  dwellings: 3,
  among: 'all',
  toleranceDwellings: 0,
  precedence: 1,
};

export const proposal = (rest: Partial<ProposalAsked> = {}): ProposalAsked => ({
  area: AREA,
  quartier: null,
  residence: RESIDENCE,
  bailleur: BAILLEUR,
  text: 'Accueillir cette année trois ménages aux ressources intermédiaires ou plus élevées.',
  row: ROW,
  meetingOn: TODAY,
  ...rest,
});

export const serviceOf = (store: Store): GuidanceService =>
  new GuidanceService({ store, territory: rules.territory });

export const dayOf = (text: string): IsoDay => text as IsoDay;

export const QUESTION = {
  ...DEFAULT_SESSION_QUESTION,
  choice: { kind: 'named' as const, vacancies: ['V-1', 'V-2', 'V-3'] },
};
