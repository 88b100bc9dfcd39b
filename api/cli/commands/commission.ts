import type { Command } from 'commander';
import {
  DECISIONS,
  EXCLUSION_MOTIVES,
  REFUSAL_REASONS,
  RESERVATAIRES,
} from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { dueListText, presentDue } from '../../present/commission.ts';
import { INADMISSIBILITY_MOTIVES, MISSING_PAPERS, NON_ATTRIBUTION_MOTIVES } from '../../records/motives.ts';
import { standingOf } from '../../records/projections/case.ts';
import type { CandidateAct, VerdictAsked } from '../../service/decisionsQuestion.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, dayOption, printJson, wholeOption } from '../options.ts';
import { addCommissionCorrect } from './commissionCorrect.ts';
import {
  addDay,
  type CommissionOptions,
  type OpenedCommissions,
  openCommissions,
  printCommission,
} from './commissionOpening.ts';
import { addSessionOptions, demandArgument, vacancyArgument } from './sessionOpening.ts';

interface DecideOptions extends CommissionOptions {
  readonly decision: string;
  readonly paper?: string;
  readonly motive?: string;
  readonly contingent?: string;
}

export const codesOf = <T extends Readonly<Record<string, string>>>(table: T) =>
  Object.keys(table) as (keyof T & string)[];
const choices = (table: Readonly<Record<string, string>>): string => codesOf(table).join(', ');

/** `precal commission …`: what the commission decides, and what households then answer. */
export const addCommission = (program: Command, environment: Environment): void => {
  const commission = program
    .command('commission')
    .description(
      'note ce que la commission décide, les offres, les réponses et les baux ; dit ce qui est attendu',
    )
    .addHelpText(
      'after',
      [
        '',
        'Exemples : precal commission decide 2026-11-02-1 V-1 999… --decision attribution-ranked',
        '           precal commission offer 2026-11-02-1 V-1',
        '           precal commission answer 128 --refuse size',
        '           precal commission due',
      ].join('\n'),
    );
  const command = (usage: string, description: string): Command =>
    addDay(addSessionOptions(commission.command(usage).description(description)));
  const act = (
    id: string,
    options: CommissionOptions,
    asked: (opened: OpenedCommissions) => CandidateAct | Promise<CandidateAct>,
  ): Promise<void> => actOn(environment, id, options, asked);

  command('show <seance>', 'montre où en est chaque logement d’une séance').action(
    async (id: string, options: CommissionOptions) => {
      const { decisions, day } = await openCommissions(environment, options);
      printCommission(environment, options, await decisions.commission(id), day);
    },
  );

  command(
    'decide <seance> <logement> <numero>',
    'note la décision de la commission pour un candidat (R441-3)',
  )
    .requiredOption('--decision <code>', `décision : ${choices(DECISIONS)}`)
    .option('--paper <code>', `pièce attendue (attribution-conditional) : ${choices(MISSING_PAPERS)}`)
    .option(
      '--motive <code>',
      `motif. non-attribution : ${choices(NON_ATTRIBUTION_MOTIVES)} ; inadmissible : ${choices(INADMISSIBILITY_MOTIVES)}`,
    )
    .option('--contingent <code>', `contingent crédité : ${choices(RESERVATAIRES)}`)
    .action(async (id: string, vacancy: string, number: string, options: DecideOptions) => {
      const { decisions, workspaceOf, run, day } = await openCommissions(environment, options);
      const asked = {
        vacancy: vacancyArgument(vacancy),
        number: demandArgument(number),
        verdict: verdictOption(options),
        ...(options.contingent === undefined
          ? {}
          : { contingent: choiceOption('contingent', options.contingent, codesOf(RESERVATAIRES)) }),
      };
      const decided = await decisions.decide(await workspaceOf(id), id, [asked], run);
      printCommission(environment, options, decided, day);
    });

  command(
    'offer <seance> <logement> [numero]',
    'note l’offre faite à un candidat (sinon celui dont c’est le tour)',
  )
    .option('--until <jour>', 'dernier jour pour répondre (sinon le délai du territoire, dix jours au moins)')
    .action(
      (
        id: string,
        vacancy: string,
        number: string | undefined,
        options: CommissionOptions & { until?: string },
      ) =>
        act(id, options, async ({ decisions, day }) => ({
          act: 'offer',
          vacancy: vacancyArgument(vacancy),
          number: demandArgument(number ?? turnOf(await decisions.commission(id), vacancy, day)),
          ...(options.until === undefined ? {} : { dueDay: dayOption(options.until) }),
        })),
    );

  command('answer <offre>', 'note la réponse du ménage à une offre')
    .option('--accept', 'le ménage accepte')
    .option('--refuse <motif>', `le ménage refuse : ${choices(REFUSAL_REASONS)}`)
    .action(async (offer: string, options: CommissionOptions & { accept?: true; refuse?: string }) => {
      const { decisions, run, day } = await openCommissions(environment, options);
      const number = entryArgument('offre', offer);
      const answered = await decisions.answer(number, answerOption(options), run);
      printCommission(environment, options, answered, day);
    });

  command(
    'condition <seance> <logement> <numero>',
    'dit si la pièce d’une attribution sous condition est arrivée',
  )
    .requiredOption('--met <oui-non>', 'oui ou non')
    .action((id: string, vacancy: string, number: string, options: CommissionOptions & { met: string }) =>
      act(id, options, () => ({
        act: 'condition',
        vacancy: vacancyArgument(vacancy),
        number: demandArgument(number),
        met: choiceOption('met', options.met, ['oui', 'non']) === 'oui',
      })),
    );

  command('pass <seance> <logement> <numero>', 'note qu’un candidat passe son tour')
    .requiredOption('--motive <code>', `motif : ${choices(EXCLUSION_MOTIVES)}`)
    .action((id: string, vacancy: string, number: string, options: CommissionOptions & { motive: string }) =>
      act(id, options, () => ({
        act: 'pass',
        vacancy: vacancyArgument(vacancy),
        number: demandArgument(number),
        motive: choiceOption('motive', options.motive, codesOf(EXCLUSION_MOTIVES)),
      })),
    );

  command('lease <seance> <logement> <numero>', 'note le bail signé').action(
    (id: string, vacancy: string, number: string, options: CommissionOptions) =>
      act(id, options, () => ({
        act: 'lease',
        vacancy: vacancyArgument(vacancy),
        number: demandArgument(number),
      })),
  );

  command('lapse', 'note comme refus les offres dont le délai a passé en silence').action(
    async (options: CommissionOptions) => {
      const { decisions, run, day } = await openCommissions(environment, options);
      printDue(environment, options, presentDue(await decisions.lapse(run), day));
    },
  );

  command('due', 'liste ce qui est attendu : réponses, offres à faire, pièces, baux').action(
    async (options: CommissionOptions) => {
      const { decisions, day } = await openCommissions(environment, options);
      printDue(environment, options, presentDue(await decisions.due(day), day));
    },
  );

  addCommissionCorrect(commission, environment);
};

const actOn = async (
  environment: Environment,
  id: string,
  options: CommissionOptions,
  asked: (opened: OpenedCommissions) => CandidateAct | Promise<CandidateAct>,
): Promise<void> => {
  const opened = await openCommissions(environment, options);
  const { decisions, rules, run, day } = opened;
  const answerDays = rules.territory.pack.matching.answerDays.value;
  const done = await decisions.act(id, await asked(opened), { ...run, answerDays });
  printCommission(environment, options, done, day);
};

const printDue = (
  environment: Environment,
  { json }: CommissionOptions,
  presented: ReturnType<typeof presentDue>,
): void => (json ? printJson(environment, presented) : environment.out(dueListText(presented)));

/** Numéro unique of the candidate whose turn it is. @throws InputError `decision.no-list`, `offer.nobody`. */
const turnOf = (
  { cases, nameOf }: Awaited<ReturnType<OpenedCommissions['decisions']['commission']>>,
  vacancy: string,
  day: OpenedCommissions['day'],
): string => {
  const found = cases.find((each) => each.vacancy === vacancy);
  if (!found) throw new InputError([{ code: 'decision.no-list', path: 'vacancy', received: vacancy }]);
  const { turn } = standingOf(found, day);
  if (turn === null) throw new InputError([{ code: 'offer.nobody', path: 'vacancy', received: vacancy }]);
  return nameOf(turn.household);
};

export const entryArgument = (name: string, text: string): number =>
  wholeOption(name, text, { min: 1, max: 999_999_999 });

/** @throws InputError `option.choice` for a decision without what it must say, or with a motive of another. */
export const verdictOption = ({
  decision,
  paper,
  motive,
}: Pick<DecideOptions, 'decision' | 'paper' | 'motive'>): VerdictAsked => {
  const code = choiceOption('decision', decision, codesOf(DECISIONS));
  switch (code) {
    case 'attribution-conditional':
      return { decision: code, paper: choiceOption('paper', paper ?? '', codesOf(MISSING_PAPERS)) };
    case 'non-attribution':
      return {
        decision: code,
        motive: choiceOption('motive', motive ?? '', codesOf(NON_ATTRIBUTION_MOTIVES)),
      };
    case 'inadmissible':
      return {
        decision: code,
        motive: choiceOption('motive', motive ?? '', codesOf(INADMISSIBILITY_MOTIVES)),
      };
    default:
      return { decision: code };
  }
};

/** @throws InputError `option.choice` when both are said, or neither. */
export const answerOption = ({ accept, refuse }: { accept?: true; refuse?: string }) => {
  if ((accept === true) === (refuse !== undefined))
    throw new InputError([
      { code: 'option.choice', path: 'accept', received: '', expected: '--accept, ou --refuse <motif>' },
    ]);
  return refuse === undefined
    ? ({ answer: 'accepted' } as const)
    : ({ answer: 'refused', reason: choiceOption('refuse', refuse, codesOf(REFUSAL_REASONS)) } as const);
};
