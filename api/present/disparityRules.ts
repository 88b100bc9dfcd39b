import type { Attribute } from '../../engine/disparity/attributes.ts';
import type { DisparityAudit } from '../../engine/disparity/audit.ts';
import type { DroppedRule } from '../../engine/disparity/droppedRules.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { shownLevels } from './disparityShown.ts';
import { ATTRIBUTE_LABELS, groupLabel, RULE_KINDS } from './disparityWords.ts';
import { figure } from './format.ts';

/** What a rule of the method moves: the lists as they are, less those that would be made without it. */
export interface PresentedAblation {
  readonly kind: DroppedRule['kind'];
  readonly kindLabel: string;
  readonly id: string;
  readonly label: string;
  readonly listsChanged: number;
  /** Groups on the lists more often, or less, because of the rule: the largest first. */
  readonly moved: readonly {
    readonly attribute: Attribute;
    readonly attributeLabel: string;
    readonly level: string;
    readonly label: string;
    /** Places on lists that the group owes to the rule; under zero: that it loses by it. */
    readonly places: number;
    /** `Parent seul avec enfant +14`. */
    readonly text: string;
  }[];
}

/** Rules in the order of what they change; a rule that changes nothing comes last. */
export const presentAblations = (
  territory: Territory,
  { ablations }: DisparityAudit,
  shown: ReturnType<typeof shownLevels>,
): readonly PresentedAblation[] =>
  ablations
    .map(({ rule, listsChanged, moved }): PresentedAblation => {
      const { kind, id, label } = rule;
      return {
        kind,
        kindLabel: RULE_KINDS[kind],
        id,
        label,
        listsChanged,
        moved: moved
          .filter(({ attribute, level }) => shown.get(attribute)?.has(level))
          .map(({ attribute, level, listings }) => {
            const group = groupLabel(territory, attribute, level);
            const places = -listings;
            return {
              attribute,
              attributeLabel: ATTRIBUTE_LABELS[attribute],
              level,
              label: group,
              places,
              text: `${group} ${places > 0 ? '+' : ''}${figure(places)}`,
            };
          })
          .sort((a, b) => Math.abs(b.places) - Math.abs(a.places)),
      };
    })
    .sort((a, b) => b.listsChanged - a.listsChanged);
