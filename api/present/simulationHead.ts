import { figure, monthText, NBSP } from './format.ts';

/** What a list says of a simulation that is kept. */
export interface PresentedSimulationHead {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly territory: string;
  /** Address and name of each scenario: the one simulated, and the one that it is compared with. */
  readonly scenarios: readonly { readonly version: string; readonly label: string }[];
  readonly policies: readonly string[];
  /** `20 tirages`, or `12 tirages sur 100` for a run that was stopped. */
  readonly draws: string;
  readonly stopped: boolean;
}

export const presentSimulationHead = (head: {
  readonly id: string;
  readonly at: string;
  readonly territory: string;
  readonly scenarios: readonly { readonly version: string; readonly label: string }[];
  readonly start: string;
  readonly months: number;
  readonly policies: readonly string[];
  readonly asked: number;
  readonly done: number;
  readonly stopped: boolean;
}): PresentedSimulationHead => {
  const { id, at, territory, scenarios, start, months, policies, asked, done, stopped } = head;
  return {
    id,
    at,
    title: `${namesOf(scenarios)}, ${figure(months)}${NBSP}mois dès ${monthText(start)}`,
    territory,
    scenarios: scenarios.map(({ version, label }) => ({ version, label })),
    policies,
    draws: stopped ? drawsText(done, asked) : `${figure(done)}${NBSP}${done > 1 ? 'tirages' : 'tirage'}`,
    stopped,
  };
};

/** A second one is told apart by its quotes: names hold commas. */
const namesOf = (scenarios: readonly { readonly label: string }[]): string =>
  scenarios.length === 1 ? scenarios[0]!.label : scenarios.map(({ label }) => `« ${label} »`).join(' et ');

/** `12 tirages sur 100`. */
export const drawsText = (done: number, asked: number): string =>
  `${figure(done)}${NBSP}${done > 1 ? 'tirages' : 'tirage'} sur ${figure(asked)}`;
