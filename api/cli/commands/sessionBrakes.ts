import type { Command } from 'commander';
import { FRONTIER_FAMILIES } from '../../../engine/assignment/explain/frontier.ts';
import { presentBrakes } from '../../present/brakes.ts';
import { presentFrontier } from '../../present/brakesFrontier.ts';
import { frontierText } from '../../present/brakesFrontierText.ts';
import { brakesText } from '../../present/brakesText.ts';
import { FRONTIER_STEPS } from '../../service/sessionsBrakes.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { addSessionOptions, type SessionCommandOptions, withSessions } from './sessionOpening.ts';

interface FrontierOptions extends SessionCommandOptions {
  readonly family: string;
  readonly steps: string;
}

/** `precal session brakes`, `precal session frontier`: what the targets of a session cost. */
export const addSessionBrakes = (session: Command, environment: Environment): void => {
  addSessionOptions(
    session
      .command('brakes <seance>')
      .description('dit ce que coûte chaque objectif, en points, et quels objectifs il freine'),
  ).action((id: string, options: SessionCommandOptions) =>
    withSessions(environment, options, async ({ service, workspaceOf }) => {
      const open = await service.open(await workspaceOf(id), id);
      const progress = new Progress(environment, 'Nouveaux calculs');
      const found = await service.brakes(open, { onProgress: (done) => progress.update(done) });
      progress.end(`séance ${id}`);
      const shown = presentBrakes(found);
      return options.json
        ? printJson(environment, { version: open.version, ...shown })
        : environment.out(brakesText(shown));
    }),
  );
  addSessionOptions(
    session
      .command('frontier <seance>')
      .description('met les points des listes face à une famille d’objectifs, de la moins à la plus servie'),
  )
    .requiredOption('--family <famille>', 'mix (mixité), aci (accord collectif) ou flux (réservataires)')
    .option('--steps <n>', 'compositions au plus', String(FRONTIER_STEPS.usual))
    .action((id: string, options: FrontierOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) => {
        const family = choiceOption('family', options.family, FRONTIER_FAMILIES);
        const { least, most } = FRONTIER_STEPS;
        const steps = wholeOption('steps', options.steps, { min: least, max: most });
        const open = await service.open(await workspaceOf(id), id);
        const progress = new Progress(environment, 'Nouveaux calculs');
        const found = await service.frontier(
          open,
          { family, steps },
          { onProgress: (done) => progress.update(done) },
        );
        progress.end(`séance ${id}`);
        const shown = presentFrontier(found);
        return options.json
          ? printJson(environment, { version: open.version, ...shown })
          : environment.out(frontierText(shown));
      }),
    );
};
