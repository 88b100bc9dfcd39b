import type { Command } from 'commander';
import { RESERVATAIRE_CODES } from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import {
  type PresentedCounterfactual,
  presentCounterfactual,
  presentSessionCounterfactual,
} from '../../present/counterfactual.ts';
import { counterfactualText } from '../../present/counterfactualText.ts';
import { demandCounterfactual, sessionCounterfactual } from '../../service/counterfactuals.ts';
import { DEFAULT_QUESTION } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { HELP, withSessions } from './sessionOpening.ts';
import { addDataOptions } from './shortlist.ts';

interface WhatIfOptions extends DataOptions {
  readonly vacancy?: string;
  readonly session?: string;
  readonly method?: string;
  readonly contingent?: string;
  readonly size: string;
  readonly seed: string;
  readonly beyondWishes?: true;
  readonly json?: true;
}

/** `precal demand what-if`: what a household could do to be on a list, proven by making the list again. */
export const addDemandWhatIf = (demand: Command, environment: Environment): void => {
  addDataOptions(
    demand
      .command('what-if <numero>')
      .description('dit ce qui mettrait la demande sur une liste : pièces, renouvellement, souhaits'),
  )
    .option('--vacancy <logement>', 'seulement la liste de ce logement libéré (sinon tous ceux du jour)')
    .option('--session <seance>', 'les listes de cette séance, recalculées')
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--contingent <code>', 'contingent crédité : ajoute sa pondération')
    .option('--size <n>', 'nombre de candidats proposés, au moins 3', String(DEFAULT_QUESTION.size))
    .option('--seed <n>', 'graine du tirage de départage', String(DEFAULT_QUESTION.seed))
    .option('--beyond-wishes', 'n’écarte personne pour ses souhaits')
    .helpOption(...HELP)
    .action(async (number: string, _own: unknown, command: Command) => {
      // `demand` takes options of the same names: those given to it count too.
      const options = command.optsWithGlobals<WhatIfOptions>();
      const shown = await answer(environment, number, options);
      return options.json ? printJson(environment, shown) : environment.out(counterfactualText(shown));
    });
};

const answer = async (
  environment: Environment,
  number: string,
  options: WhatIfOptions,
): Promise<PresentedCounterfactual> => {
  const { session, vacancy, contingent } = options;
  if (session !== undefined) {
    if (vacancy !== undefined)
      throw new InputError([
        { code: 'counterfactual.either', path: 'session', expected: '--session ou --vacancy' },
      ]);
    return withSessions(environment, options, async ({ service, workspaceOf }) => {
      const open = await service.open(await workspaceOf(session), session);
      return presentSessionCounterfactual(await sessionCounterfactual(service, open, number), session);
    });
  }
  const { workspace } = await openData(environment, options);
  const found = demandCounterfactual(workspace, {
    number,
    vacancy: vacancy ?? null,
    method: options.method ?? DEFAULT_QUESTION.method,
    contingent: contingent === undefined ? null : choiceOption('contingent', contingent, RESERVATAIRE_CODES),
    size: wholeOption('size', options.size, { min: 3, max: 20 }),
    seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
    beyondWishes: options.beyondWishes === true,
  });
  return presentCounterfactual(workspace, found);
};
