import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { erasurePreviewText, erasureText, presentErasurePreview } from '../../present/erasure.ts';
import { presentHead } from '../../present/register.ts';
import { wrap } from '../../present/text.ts';
import { eraseHousehold, previewErasure } from '../../service/erasure.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, printJson } from '../options.ts';
import { addSessionOptions, type SessionCommandOptions } from './sessionOpening.ts';

/** `precal erase <numero>`: says what goes and what stays; with `--confirm`, erases. */
export const addErase = (program: Command, environment: Environment): void => {
  addSessionOptions(
    program
      .command('erase <numero>')
      .description('efface un ménage : sa demande, son numéro partout, et ce qui le relie au registre'),
  )
    .option('--confirm', 'oui, définitivement ; sans elle, dit ce qui partirait et ce qui resterait')
    .action(async (number: string, options: SessionCommandOptions & { confirm?: true }) => {
      const store = await environment.openStore(dataFolder(environment, options.data), null);
      if (!options.confirm) {
        const preview = presentErasurePreview(await previewErasure(store, number));
        environment.err(erasurePreviewText(preview));
        throw new InputError([{ code: 'erase.not-confirmed', path: 'confirm' }]);
      }
      const erasure = await eraseHousehold(store, number, { at: environment.now() });
      const head = presentHead(await store.events.head());
      if (options.json) return printJson(environment, { ...erasure, head });
      return environment.out(`${wrap(erasureText(erasure))}\n${wrap(head.text)}\n`);
    });
};
