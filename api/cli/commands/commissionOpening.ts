import type { Command } from 'commander';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import { commissionText, presentCommission } from '../../present/commission.ts';
import { type Commission, type DecisionRun, DecisionService } from '../../service/decisions.ts';
import { guidanceOfSession } from '../../service/guidanceInForce.ts';
import { openRules, type Rules } from '../../service/territories.ts';
import { Workspace } from '../../service/workspace.ts';
import type { Store } from '../../store/store.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, dayOption, printJson } from '../options.ts';
import type { SessionCommandOptions } from './sessionOpening.ts';

export interface CommissionOptions extends SessionCommandOptions {
  readonly on?: string;
}

/** A data folder under its commissions. */
export interface OpenedCommissions {
  readonly store: Store;
  readonly rules: Rules;
  readonly decisions: DecisionService;
  /** Day that the command is of: the one named, else the generated world's own, else today. */
  readonly day: IsoDay;
  readonly run: DecisionRun;
  /** The data on a session's own day. */
  workspaceOf(id: string): Promise<Workspace>;
}

export const openCommissions = async (
  environment: Environment,
  options: CommissionOptions,
): Promise<OpenedCommissions> => {
  const store = await environment.openStore(dataFolder(environment, options.data), null);
  const rules = openRules(store.territory);
  const decisions = new DecisionService(store);
  const day = options.on === undefined ? (store.referenceDay ?? environment.today()) : dayOption(options.on);
  return {
    store,
    rules,
    decisions,
    day,
    run: { at: environment.now(), day, expected: null },
    workspaceOf: async (id) => {
      const { session } = await decisions.commission(id);
      const { document } = session;
      const entered = await guidanceOfSession(store, document);
      return Workspace.open({ store, ...rules, asOf: document.asOf, entered });
    },
  };
};

export const addDay = (command: Command): Command =>
  command.option('--on <jour>', 'jour du fait, AAAA-MM-JJ (sinon aujourd’hui)');

export const printCommission = (
  environment: Environment,
  { json }: CommissionOptions,
  commission: Commission,
  on: IsoDay,
): void => {
  const presented = presentCommission(commission, on);
  if (json) printJson(environment, presented);
  else environment.out(commissionText(presented));
};
