import type { IsoDay } from '../../engine/domain/ids.ts';
import type { TargetCount } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { SMALLEST_SHOWN } from '../auth/smallCells.ts';
import { count, figure, longDay, percent } from './format.ts';
import { type GuidanceEntryShown, presentEntered } from './guidance.ts';

/** What a recommendation that can be counted brought while it was in force. Null figures: withheld. */
export interface PresentedOrientation {
  readonly id: string;
  readonly placeName: string;
  readonly statusText: string;
  readonly rowText: string;
  readonly from: string;
  readonly to: string;
  readonly among: number | null;
  readonly counted: number | null;
  readonly unknown: number | null;
  readonly share: number | null;
  /** Whether what was counted is on the side asked for, over those days alone; null: nothing to say, or withheld. */
  readonly held: boolean | null;
  readonly text: string;
}

export const presentOrientation = (
  territory: Territory,
  {
    entry,
    from,
    to,
    count: counts,
  }: {
    readonly entry: GuidanceEntryShown;
    readonly from: IsoDay;
    readonly to: IsoDay;
    readonly count: TargetCount;
  },
  { asOf, smallCells }: { readonly asOf: IsoDay; readonly smallCells: boolean },
): PresentedOrientation => {
  const { id, placeName, statusText, rowText } = presentEntered(territory, entry, asOf);
  const head = { id, placeName, statusText, rowText: rowText ?? '', from, to };
  const span = `du ${longDay(from)} au ${longDay(to)}`;
  const { among, counted, unknown } = counts;
  if (smallCells && [counted, among - counted, unknown].some((n) => n > 0 && n < SMALLEST_SHOWN))
    return {
      ...head,
      among: null,
      counted: null,
      unknown: null,
      share: null,
      held: null,
      text: `${span} : effectif trop petit pour être montré.`,
    };
  const share = among === 0 ? null : counted / among;
  const unsaid = unknown === 0 ? '' : `, dont ${figure(unknown)} au profil non renseigné`;
  return {
    ...head,
    among,
    counted,
    unknown,
    share,
    held: heldBy(entry, counts),
    text:
      share === null
        ? `${span} : rien à compter encore.`
        : `${span} : ${figure(counted)} sur ${count(among, 'attribution', 'attributions')} (${percent(share)}${unsaid}).`,
  };
};

/** A share is held over those days; a number asked of a whole year can only be said to be reached. */
const heldBy = (
  { content: { row } }: GuidanceEntryShown,
  { among, counted }: TargetCount,
): boolean | null => {
  if (row === null || among === 0) return null;
  if (row.share !== undefined) {
    const asked = Math.round(row.share * 100) * among;
    return row.bound === 'min' ? counted * 100 >= asked : counted * 100 <= asked;
  }
  const asked = row.count?.dwellings ?? 0;
  return row.bound === 'min' ? counted >= asked : counted <= asked;
};
