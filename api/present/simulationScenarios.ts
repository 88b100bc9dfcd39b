import type { PresentedSimulation, SimulationShown } from './simulation.ts';
import { type PresentedComparison, presentComparison } from './simulationDifferences.ts';
import { POLICY_LABELS } from './simulationWords.ts';

type Shown = readonly [run: SimulationShown, presented: PresentedSimulation];

/** The second scenario against the first, under each policy that both ran. */
export const presentScenarios = (
  [first, shown]: Shown,
  [second, other]: Shown,
): readonly PresentedComparison[] =>
  [...first.replications].flatMap(([policy, results]) => {
    const others = second.replications.get(policy);
    const way = POLICY_LABELS[policy].toLocaleLowerCase('fr');
    return others === undefined
      ? []
      : [
          presentComparison(first.open, [
            { label: `${shown.scenario.label} (${way})`, results },
            { label: `${other.scenario.label} (${way})`, results: others },
          ]),
        ];
  });
