import type { Command } from 'commander';
import { checkHolder, expiryAfter, MOST_DAYS } from '../../auth/holder.ts';
import { ROLES } from '../../auth/roles.ts';
import { MOST_PER_SECOND } from '../../auth/token.ts';
import { StoredTokens, type TokenEntry } from '../../auth/tokens.ts';
import { TOKENS } from '../../http/makeGuard.ts';
import { tokenLine } from '../../present/rights.ts';
import { openRules } from '../../service/territories.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, dataFolder, printJson, wholeOption } from '../options.ts';

interface Where {
  readonly data?: string;
  readonly json?: true;
}
interface CreateOptions extends Where {
  readonly role: string;
  readonly of?: string;
  readonly days: string;
  readonly label: string;
  readonly perSecond?: string;
}

const DATA = [
  '--data <dossier>',
  'dossier de données (sinon PRECAL_DATA, .precal/data, puis le monde simulé)',
] as const;

/** `precal token`: who may come from elsewhere, or by program. While a server keeps the folder, `/v1/tokens` does the same. */
export const addToken = (program: Command, environment: Environment): void => {
  const token = program.command('token').description('donne, liste et révoque les jetons d’accès au serveur');
  const opened = async ({ data }: Where) => {
    const store = await environment.openStore(dataFolder(environment, data), null);
    return { store, tokens: new StoredTokens(store.collection(TOKENS)) };
  };
  const show = ({ json }: Where, entry: TokenEntry) =>
    json ? printJson(environment, entry) : environment.out(`${tokenLine(entry, environment.now())}\n`);

  token
    .command('create')
    .description('fait un jeton, affiché une seule fois')
    .requiredOption('--role <rôle>', ROLES.join(', '))
    .option(
      '--of <qui>',
      'au nom de qui : bailleur (identifiant), commune (code INSEE) ou réservataire (code)',
    )
    .option('--days <n>', `durée de vie en jours, ${MOST_DAYS} au plus`, '90')
    .requiredOption('--label <texte>', 'à quoi il sert')
    .option(
      '--per-second <n>',
      'requêtes par seconde, pour un logiciel qui en envoie plus que le serveur n’en accepte (200)',
    )
    .option(...DATA)
    .option('--json', 'résultat en JSON')
    .action(async (options: CreateOptions) => {
      const role = choiceOption('role', options.role, ROLES);
      const days = wholeOption('days', options.days, { min: 1, max: MOST_DAYS });
      const perSecond =
        options.perSecond === undefined
          ? null
          : wholeOption('per-second', options.perSecond, { min: 1, max: MOST_PER_SECOND });
      const { store, tokens } = await opened(options);
      const { territory } = openRules(store.territory);
      const now = environment.now();
      const { entry, text } = await tokens.create({
        role,
        of: checkHolder(role, options.of ?? null, territory.pack),
        label: options.label,
        perSecond,
        expiresAt: expiryAfter(days, now),
        now,
      });
      await store.close();
      if (options.json) return printJson(environment, { token: entry, text });
      environment.out(`${text}\n`);
      environment.err(
        `${tokenLine(entry, now)}\nCe jeton n’est affiché qu’ici : remettez-le par un moyen sûr. Il s’envoie dans l’en-tête « Authorization: Bearer … », ou se saisit à l’adresse /ouvrir.\n`,
      );
    });

  token
    .command('list')
    .description('liste les jetons, sans leur secret')
    .option(...DATA)
    .option('--json', 'résultat en JSON')
    .action(async (options: Where) => {
      const { store, tokens } = await opened(options);
      const entries = await tokens.list();
      await store.close();
      if (options.json) return printJson(environment, { items: entries });
      if (entries.length === 0) environment.out('Aucun jeton.\n');
      for (const entry of entries) show(options, entry);
    });

  token
    .command('revoke <jeton>')
    .description('révoque un jeton par son identifiant : il n’ouvre plus rien, aussitôt')
    .option(...DATA)
    .option('--json', 'résultat en JSON')
    .action(async (id: string, options: Where) => {
      const { store, tokens } = await opened(options);
      const entry = await tokens.revoke(id, environment.now());
      await store.close();
      show(options, entry);
    });
};
