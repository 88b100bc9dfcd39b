import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentEntry } from '../../present/register.ts';
import { CORRECTION_MOTIVES, REMOVAL_CODES } from '../../records/motives.ts';
import type { CorrectionAsked } from '../../service/decisionsQuestion.ts';
import { correctDemandLife } from '../../service/demandLife.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, dayOption, printJson } from '../options.ts';
import { answerOption, codesOf, entryArgument, verdictOption } from './commission.ts';
import { type CommissionOptions, openCommissions, printCommission } from './commissionOpening.ts';
import { addSessionOptions } from './sessionOpening.ts';

interface CorrectOptions extends CommissionOptions {
  readonly motive: string;
  readonly annul?: true;
  readonly day?: string;
  readonly due?: string;
  readonly decision?: string;
  readonly paper?: string;
  readonly because?: string;
  readonly accept?: true;
  readonly refuse?: string;
  readonly met?: string;
  readonly code?: string;
}

/** `precal commission correct <ecriture>`: a correction is an entry of its own; what was written stays. */
export const addCommissionCorrect = (commission: Command, environment: Environment): void => {
  addSessionOptions(
    commission
      .command('correct <ecriture>')
      .description('remplace ce que dit une écriture, ou l’annule ; l’écriture d’origine reste au registre'),
  )
    .requiredOption('--motive <code>', `motif : ${codesOf(CORRECTION_MOTIVES).join(', ')}`)
    .option('--annul', 'l’écriture n’aurait pas dû être')
    .option('--day <jour>', 'le bon jour')
    .option('--due <jour>', 'le bon dernier jour pour répondre')
    .option('--decision <code>', 'la bonne décision')
    .option('--paper <code>', 'avec --decision attribution-conditional : la pièce attendue')
    .option('--because <code>', 'avec --decision non-attribution ou inadmissible : le motif')
    .option('--accept', 'la bonne réponse : le ménage a accepté')
    .option('--refuse <motif>', 'la bonne réponse : le ménage a refusé')
    .option('--met <oui-non>', 'la pièce était-elle arrivée')
    .option('--code <code>', `le bon code de radiation : ${codesOf(REMOVAL_CODES).join(', ')}`)
    .addHelpText('after', '\nExemple : precal commission correct 128 --motive wrong-day --day 2026-11-05')
    .action(async (entry: string, options: CorrectOptions) => {
      const { decisions, store, run, day, workspaceOf } = await openCommissions(environment, options);
      const of = entryArgument('ecriture', entry);
      const [event] = await store.events.read({ from: of, limit: 1 });
      if (event?.kind === 'demand-renewed' || event?.kind === 'demand-removed') {
        await correctDemandLife(store, of, correctionOption(options), { ...run, today: day });
        const entry = presentEntry(
          (await store.events.read({ from: (await store.events.head()).seq, limit: 1 }))[0]!,
        );
        return options.json ? printJson(environment, entry) : environment.out(`${entry.text}\n`);
      }
      if (event === undefined || !('session' in event.body))
        throw new InputError([{ code: 'correction.unknown-event', path: 'of', received: entry }]);
      const workspace = await workspaceOf(event.body.session);
      const corrected = await decisions.correct(workspace, of, correctionOption(options), run);
      return printCommission(environment, options, corrected, day);
    });
};

const correctionOption = (options: CorrectOptions): CorrectionAsked => {
  const motive = choiceOption('motive', options.motive, codesOf(CORRECTION_MOTIVES));
  if (options.annul) return { motive, replacement: null };
  const { day, due, decision, paper, because, accept, refuse, met, code } = options;
  return {
    motive,
    replacement: {
      ...(day === undefined ? {} : { day: dayOption(day) }),
      ...(due === undefined ? {} : { dueDay: dayOption(due) }),
      ...(decision === undefined
        ? {}
        : {
            verdict: verdictOption({
              decision,
              ...(paper === undefined ? {} : { paper }),
              ...(because === undefined ? {} : { motive: because }),
            }),
          }),
      ...(accept || refuse !== undefined
        ? {
            answer: answerOption({
              ...(accept ? { accept } : {}),
              ...(refuse === undefined ? {} : { refuse }),
            }),
          }
        : {}),
      ...(met === undefined ? {} : { met: choiceOption('met', met, ['oui', 'non']) === 'oui' }),
      ...(code === undefined ? {} : { code: choiceOption('code', code, codesOf(REMOVAL_CODES)) }),
    },
  };
};
