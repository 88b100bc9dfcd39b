import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { type TargetState, targetStates } from '../../engine/targets/balance.ts';
import { placeOf } from '../../engine/targets/place.ts';
import type { Workspace } from './workspace.ts';

/**
 * Every target in every place of the stock where it weighs, as the ledger of the year has it: by precedence, then target, then place.
 *
 * @param among dwellings looked at: those that whoever asks may see the targets of.
 */
export const targetsNow = (
  { territory, sessionData }: Workspace,
  among: (dwelling: Dwelling) => boolean,
): readonly TargetState[] => {
  const places = new Map(
    [...sessionData.dwellings.values()].filter(among).map((dwelling) => {
      const place = placeOf(territory, dwelling);
      return [JSON.stringify(Object.values(place)), place] as const;
    }),
  );
  const states = new Map<string, TargetState>();
  for (const place of places.values())
    for (const state of targetStates(territory, sessionData.ledger, place, RESERVATAIRE_CODES))
      states.set(targetKey(state), state);
  return [...states.values()].sort(
    (a, b) => a.target.precedence - b.target.precedence || (targetKey(a) < targetKey(b) ? -1 : 1),
  );
};

/** What names a target in its place. */
export const targetKey = ({ target, place }: Pick<TargetState, 'target' | 'place'>): string =>
  `${target.id}@${place}`;
