import type { Reservataire } from '../../engine/domain/codes.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Label } from './formats/labels.ts';

/** Contingent that each list opens: the State's is that of SYPLO and of DALO; the ACI's is shared, so none follows from it. */
const CONTINGENT: Readonly<Record<Label['list'], Reservataire | null>> = {
  SYPLO: 'PPRIOR',
  DALO: 'PPRIOR',
  ACI: null,
};

/** The label has ended by that day. */
export const hasEnded = ({ endsOn }: Label, day: IsoDay): boolean => endsOn !== null && endsOn <= day;

type Priorities = Demand['priorities'];
const isVerified = (code: string) => (one: NonNullable<Priorities>[number]) =>
  one.situation === code && one.evidence === 'verified';

const verify = (priorities: Priorities, situation: string, since: IsoDay): Priorities => {
  const known = priorities ?? [];
  const already = known.filter(isVerified(situation));
  if (already.length === 1 && already[0]?.since === since) return known;
  return [...known.filter((one) => !already.includes(one)), { situation, evidence: 'verified', since }];
};

/** Labels verified after the end stay: the end is that of an earlier one. A withdrawal says nothing about the other labels. */
const withdraw = (priorities: Priorities, situation: string, endsOn: IsoDay): Priorities =>
  priorities?.filter((one) => !isVerified(situation)(one) || (one.since !== null && one.since > endsOn)) ??
  null;

const withContingent = (
  contingents: Demand['contingents'],
  contingent: Reservataire,
  held: boolean,
): Demand['contingents'] => {
  if (contingents === null) return held ? [contingent] : null;
  if (held && contingents.includes(contingent) && !contingents.includes('AUCUN')) return contingents;
  const others = contingents.filter((one) => one !== contingent && !(held && one === 'AUCUN'));
  return held ? [...others, contingent] : others;
};

/** One label, on a demand where those that came before are already applied. */
const applyLabel = (demand: Demand, label: Label, day: IsoDay): Demand => {
  const { list, situation, verifiedOn, endsOn } = label;
  const ended = hasEnded(label, day);
  const contingent = CONTINGENT[list];
  const priorities =
    situation === null
      ? demand.priorities
      : ended && endsOn !== null
        ? withdraw(demand.priorities, situation, endsOn)
        : verify(demand.priorities, situation, verifiedOn);
  const dalo = list === 'DALO' ? (ended ? 'CADUC' : (label.dalo ?? 'ACTIF')) : demand.dalo;
  // A household still recognised DALO keeps the State's contingent when another list lets it go.
  const untouched = contingent === null || (ended && list === 'SYPLO' && demand.dalo === 'ACTIF');
  const opens = !ended && (list !== 'DALO' || dalo === 'ACTIF');
  return {
    ...demand,
    priorities,
    dalo,
    contingents: untouched ? demand.contingents : withContingent(demand.contingents, contingent, opens),
  };
};

/**
 * The demand once labels are applied, as of `day`: verified situations, DALO status, the State's contingent. What is withdrawn
 * goes, whatever the household declares stays. The same labels again change nothing.
 */
export const applyLabels = (demand: Demand, labels: readonly Label[], day: IsoDay): Demand => {
  const ended = labels.filter((label) => hasEnded(label, day));
  const live = labels.filter((label) => !hasEnded(label, day));
  let applied = demand;
  // Ends first: a contingent or situation that another label still holds is put back by that label.
  for (const label of [...ended, ...live]) applied = applyLabel(applied, label, day);
  return applied;
};
