import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { YEAR_POLICIES } from '../../../engine/domain/scenario.ts';
import type { FuturesOptions } from '../../../engine/years/yearByFutures.ts';
import type { YardstickPolicy } from '../../../engine/years/yearYardstick.ts';
import { presentRecordedYardstick, presentYardstick } from '../../present/yardstick.ts';
import { recordedYardstickText, yardstickText } from '../../present/yardstickText.ts';
import { recordedYardstick } from '../../service/recordedYardstick.ts';
import { openScenario } from '../../service/scenarios.ts';
import { runYardstick, type YardstickRunning } from '../../service/yardsticks.ts';
import { RENEWALS } from '../../workers/yardstickTask.ts';
import type { Environment } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import { choiceOption, type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';

interface YardstickOptions extends DataOptions {
  readonly replications?: string;
  readonly policy: readonly string[];
  readonly seed?: string;
  readonly workers: string;
  readonly scale?: string;
  readonly rounds: string;
  readonly futures: string;
  readonly order?: string;
  readonly json?: true;
}

const POLICIES: readonly YardstickPolicy[] = [...YEAR_POLICIES, 'futures'];
/** Rounds of the prices of each future, as measured in docs/evidence/online-policy.md. */
const FUTURE_ROUNDS = { firstRounds: 40, rounds: 20 } as const;
const MOST_WORKERS = 64;

/** `precal simulate yardstick`: ways of making lists beside the certified bound of the one who knows everything beforehand. */
export const addYardstick = (simulate: Command, environment: Environment): void => {
  simulate
    .command('yardstick [scenario]')
    .description(
      'situe chaque façon de composer les listes par rapport à la borne certifiée de qui saurait tout d’avance (repère)',
    )
    .option('--scale <n>', 'divise le monde et les rythmes du scénario (sinon de quoi avoir 6 000 demandes)')
    .option('--rounds <n>', 'tours de calcul de la borne : plus il y en a, plus elle est serrée', '60')
    .option('--futures <n>', 'futurs tirés pour la façon « futures »', '1')
    .option('--data <dossier>', 'sans scénario : les logements libérés de ce dossier, pris un par un')
    .option('--as-of <date>', 'avec --data : jour examiné, AAAA-MM-JJ')
    .option('--order <n>', 'avec --data : ordre tiré, par son numéro (sinon celui des dates)')
    .addHelpText(
      'after',
      [
        '',
        `Façons (--policy) : ${POLICIES.join(', ')}. La première est celle d’où l’on part. Options --replications, --seed, --workers et --json : voir precal simulate.`,
        'Moins d’une minute de processeur par tirage pour 6 000 demandes ; neuf fois plus de demandes, quatre-vingts fois plus de couples.',
        '',
        'Exemples : precal simulate yardstick tendance',
        '           precal simulate yardstick tendance --replications 4 --policy greedy --policy priced --policy futures',
        '           precal simulate yardstick --data mes-donnees --order 1',
      ].join('\n'),
    )
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<YardstickOptions>();
      const rounds = wholeOption('rounds', options.rounds, { min: 1, max: 1_000 });
      const futures = {
        ...FUTURE_ROUNDS,
        futures: wholeOption('futures', options.futures, { min: 1, max: 12 }),
      };
      if ((name === undefined) === (options.data === undefined))
        throw new InputError([{ code: 'yardstick.of-what', path: 'scenario' }]);
      if (name === undefined) return measureData(environment, options, { rounds, futures });
      return measureScenario(environment, name, options, { rounds, futures });
    });
};

interface Effort {
  readonly rounds: number;
  readonly futures: FuturesOptions;
}

const measureScenario = async (
  environment: Environment,
  name: string,
  options: YardstickOptions,
  effort: Effort,
): Promise<void> => {
  const scenario = openScenario(name);
  const { seed, scale, replications, policy } = options;
  const asked = policy.map((each) => choiceOption<YardstickPolicy>('policy', each, POLICIES));
  const steps: Partial<Record<string, Progress>> = {};
  const labels = { world: 'Monde simulé', prices: 'Prix des objectifs', years: 'Repère' } as const;
  const found = await untilInterrupted(environment, ({ signal, begun }) => {
    const onProgress: YardstickRunning['onProgress'] = ({ step, done }) => {
      if (step === 'years' && done > 0) begun();
      steps[step] ??= new Progress(environment, `${labels[step]}, ${scenario.id}`);
      steps[step].update(done);
    };
    return runYardstick(
      {
        scenario: seed === undefined ? scenario : { ...scenario, seed: wholeOption('seed', seed, SEEDS) },
        replications:
          replications === undefined ? 1 : wholeOption('replications', replications, { min: 1, max: 1_000 }),
        divisor: scale === undefined ? null : wholeOption('scale', scale, { min: 1, max: 1_000 }),
        plan: {
          policies:
            asked.length > 0 ? [...new Set(asked)] : [...new Set([...scenario.policies, 'futures' as const])],
          ...effort,
        },
        threads: wholeOption('workers', options.workers, { min: 1, max: MOST_WORKERS }),
      },
      { signal, onProgress },
    );
  });
  steps.years?.end(`${found.years.length} sur ${found.asked}${found.stopped ? ', arrêté' : ''}`);
  const shown = presentYardstick(found);
  if (options.json) printJson(environment, shown);
  else environment.out(yardstickText(shown));
};

const SEEDS = { min: 0, max: 999_999_999 } as const;

const measureData = async (
  environment: Environment,
  options: YardstickOptions,
  { rounds, futures }: Effort,
): Promise<void> => {
  const { workspace } = await openData(environment, options);
  const progress = new Progress(environment, 'Repère');
  const found = recordedYardstick(
    workspace,
    {
      futures,
      plan: { renewals: RENEWALS, boundRounds: rounds },
      seed: options.seed === undefined ? 1 : wholeOption('seed', options.seed, SEEDS),
      order:
        options.order === undefined ? null : wholeOption('order', options.order, { min: 1, max: 1_000_000 }),
    },
    (done) => progress.update(done),
  );
  progress.end('fait');
  const shown = presentRecordedYardstick(found);
  if (options.json) printJson(environment, shown);
  else environment.out(recordedYardstickText(shown));
};
