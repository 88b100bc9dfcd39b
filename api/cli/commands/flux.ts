import type { Command } from 'commander';
import { yearOf } from '../../../engine/domain/day.ts';
import { flowsReviewTable } from '../../export/flowsReviewTable.ts';
import { type FlowsContext, presentFlows } from '../../present/flows.ts';
import { presentLocalisation, presentOverlaps } from '../../present/flowsCredited.ts';
import { presentNext } from '../../present/flowsNext.ts';
import { presentPlan } from '../../present/flowsPlan.ts';
import { presentReview } from '../../present/flowsReview.ts';
import {
  flowsText,
  localisationText,
  nextText,
  overlapsText,
  planText,
  reviewText,
} from '../../present/flowsText.ts';
import {
  flowsBailleur,
  flowsLocalisation,
  flowsNext,
  flowsNow,
  flowsOverlaps,
  flowsPlan,
  flowsReview,
  reservataireNamed,
} from '../../service/flows.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { StoredSession } from '../../store/sessionDocument.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { HELP, withSessions } from './sessionOpening.ts';
import { addDataOptions } from './shortlist.ts';

interface FluxOptions extends DataOptions {
  readonly bailleur?: string;
  readonly reservataire?: string;
  readonly json?: true;
}

interface Ground {
  readonly workspace: Workspace;
  readonly sessions: readonly StoredSession[];
  readonly context: FlowsContext;
}

type Shown<T> = readonly [presented: T, text: (presented: T) => string];

/** `precal flux`: contingents in flow by landlord, in QPV and outside. */
export const addFlux = (program: Command, environment: Environment): void => {
  const run = async <T>(options: FluxOptions, work: (ground: Ground) => Promise<Shown<T>> | Shown<T>) =>
    withSessions(environment, options, async ({ service }) => {
      const { workspace } = await openData(environment, options);
      const { territory, simulated } = workspace;
      const reservataire =
        options.reservataire === undefined ? null : reservataireNamed(options.reservataire);
      const bailleur = flowsBailleur(workspace, { bailleur: options.bailleur ?? null, reservataire });
      const context = { territory, simulated, bailleur, reservataire };
      const [presented, text] = await work({ workspace, sessions: await service.list(), context });
      return options.json ? printJson(environment, presented) : environment.out(text(presented));
    });

  const flux = withFilters(
    program.command('flux').description('suit le flux des réservations, par bailleur, en QPV et hors QPV'),
  )
    .addHelpText('after', '\nExemple : precal flux plan --reservataire COLACT')
    .action((options: FluxOptions) =>
      run(options, ({ workspace, sessions, context }) => [
        presentFlows(context, flowsNow(workspace, sessions)),
        flowsText,
      ]),
    );

  withFilters(
    flux.command('plan').description('répartit les baux à venir de l’année, et dit ce qui manquera'),
  ).action((_: unknown, command: Command) =>
    run(optionsOf(command), async ({ workspace, sessions, context }) => {
      const flows = flowsNow(workspace, sessions);
      return [presentPlan(context, flows, await flowsPlan(flows, workspace)), planText];
    }),
  );

  withFilters(flux.command('next').description('dit quel réservataire servir pour chaque logement libéré'))
    .option('--anew', 'comme si aucun logement n’était déjà orienté')
    .action((_: unknown, command: Command) =>
      run(optionsOf(command), ({ workspace, sessions, context }) => {
        const flows = flowsNow(workspace, sessions);
        const anew = (optionsOf(command) as { readonly anew?: true }).anew === true;
        const orientations = flowsNext({ flows, workspace, sessions }, { anew });
        return [presentNext(context, flows, orientations), nextText];
      }),
    );

  withFilters(
    flux.command('localisation').description('situe les baux crédités, par fragilité du quartier'),
  ).action((_: unknown, command: Command) =>
    run(optionsOf(command), ({ workspace, sessions, context }) => {
      const places = flowsLocalisation(workspace, context.bailleur);
      return [presentLocalisation(context, flowsNow(workspace, sessions), places), localisationText];
    }),
  );

  withFilters(
    flux
      .command('overlaps')
      .description('montre les recoupements des contingents : ACI, DALO, Action Logement'),
  ).action((_: unknown, command: Command) =>
    run(optionsOf(command), ({ workspace, sessions, context }) => {
      const overlaps = flowsOverlaps(workspace, context.bailleur);
      return [presentOverlaps(context, flowsNow(workspace, sessions), overlaps), overlapsText];
    }),
  );

  withFilters(flux.command('review').description('dresse le bilan dû aux réservataires avant le 28 février'))
    .option('--year <année>', 'année du bilan (sinon la précédente)')
    .option('--out <fichier>', TABLE_OUT)
    .addHelpText('after', '\nExemple : precal flux review --year 2025 --out bilan.xlsx')
    .action((_: unknown, command: Command) => {
      const options = optionsOf(command) as FluxOptions & { readonly year?: string; readonly out?: string };
      return run(options, async ({ workspace, context }) => {
        const year =
          options.year === undefined
            ? yearOf(workspace.pool.asOf) - 1
            : wholeOption('year', options.year, { min: 2000, max: 2100 });
        const lines = flowsReview(workspace, { year, bailleur: context.bailleur });
        const review = presentReview(context, year, lines);
        if (options.out !== undefined)
          await writeTableOut(environment, options.out, flowsReviewTable(review));
        return [review, options.out === undefined ? reviewText : () => `${review.text}\n`];
      });
    });
};

/** Options may stand before the subcommand as well. */
const optionsOf = (command: Command): FluxOptions => command.optsWithGlobals();

const withFilters = (command: Command): Command =>
  addDataOptions(command)
    .option('--bailleur <nom>', 'seulement ce bailleur : identifiant ou nom')
    .option(
      '--reservataire <code>',
      'seulement ce réservataire : COLTER, COLACT, PPRIOR, PFONCT, AUTRES, AUCUN',
    )
    .helpOption(...HELP);
