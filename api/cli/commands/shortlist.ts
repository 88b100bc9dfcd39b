import type { Command } from 'commander';
import { RESERVATAIRE_CODES } from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { shortlistTable } from '../../export/presentedTables.ts';
import { presentDwelling } from '../../present/dwelling.ts';
import { fragilityText } from '../../present/fragilityText.ts';
import { presentPair } from '../../present/pair.ts';
import { presentQualification } from '../../present/qualification.ts';
import { presentListEntry } from '../../present/register.ts';
import { RULE_IDS } from '../../present/rules.ts';
import { presentShortlist } from '../../present/shortlist.ts';
import { dwellingText, pairText, qualificationText, shortlistText, wrap } from '../../present/text.ts';
import { shortlistFragility } from '../../service/fragility.ts';
import type { PriceBook, PriceState } from '../../service/prices.ts';
import { ShortlistRecorder } from '../../service/shortlistRecords.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, type Workspace } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { refreshPrices, withPrices } from './pricesOpening.ts';

interface ShortlistOptions extends DataOptions {
  readonly method?: string;
  readonly contingent?: string;
  readonly size: string;
  readonly next: string;
  readonly seed: string;
  readonly beyondWishes?: true;
  readonly demand?: string;
  readonly setAside?: string;
  readonly limit: string;
  readonly fragility?: true;
  readonly withTargets?: true;
  readonly methodOnly?: true;
  readonly prices?: string;
  readonly out?: string;
  readonly record?: true;
  readonly json?: true;
}

export const addDataOptions = (command: Command): Command =>
  command
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ (sinon aujourd’hui, ou le jour du monde simulé)')
    .option('--json', 'résultat en JSON');

export const addShortlist = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('shortlist <logement-libere>')
      .description('propose des candidats pour un logement libéré, et dit pourquoi'),
  )
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--contingent <code>', 'contingent crédité : ajoute sa pondération (COLACT : Action Logement)')
    .option('--size <n>', 'nombre de candidats proposés, au moins 3', String(DEFAULT_QUESTION.size))
    .option('--next <n>', 'nombre de suivants montrés', String(DEFAULT_QUESTION.next))
    .option('--seed <n>', 'graine du tirage de départage', String(DEFAULT_QUESTION.seed))
    .option('--beyond-wishes', 'n’écarte personne pour ses souhaits')
    .option(
      '--with-targets',
      'ordonne avec les prix des objectifs, calculés d’abord s’ils ne sont pas à jour',
    )
    .option('--method-only', 'ordonne par la méthode seule, même si des prix sont calculés')
    .option('--prices <empreinte>', 'refait la liste avec des prix gardés, par leur empreinte')
    .option('--demand <numero>', 'explique pourquoi cette demande est proposée, ou ne l’est pas')
    .option('--set-aside <regle>', 'liste des demandes qu’une règle écarte, avec leurs raisons')
    .option('--limit <n>', 'avec --set-aside : nombre de demandes montrées', '20')
    .option('--fragility', 'détaille ce qui changerait la liste : pièces, points, poids de la méthode')
    .option('--out <fichier>', TABLE_OUT)
    .option('--record', 'inscrit la liste au registre, avec son procès-verbal')
    .action(async (vacancy: string, options: ShortlistOptions) => {
      const { store, workspace, known } = await openData(environment, options);
      const question = questionOf(vacancy, options);
      if (options.record && (options.demand ?? options.setAside) !== undefined)
        throw new InputError([{ code: 'shortlist.nothing-to-record', path: 'record' }]);
      workspace.place(vacancy);
      const order = await withPrices(environment, store, (book) =>
        listPrices(environment, { book, workspace, question, options }),
      );
      const prices = order.kind === 'used' ? order.kept.prices : null;
      if (options.demand !== undefined) {
        const pair = presentPair(workspace.explain(question, options.demand, prices), question.size);
        return options.json ? printJson(environment, pair) : environment.out(pairText(pair));
      }
      if (options.setAside !== undefined) {
        const rule = RULE_IDS.find((id) => id === options.setAside);
        if (rule === undefined)
          throw new InputError([
            {
              code: 'rule.unknown',
              path: 'set-aside',
              received: options.setAside,
              expected: RULE_IDS.join(', '),
            },
          ]);
        const limit = wholeOption('limit', options.limit, { min: 1, max: 10_000 });
        const pairs = workspace
          .setAside(question, rule, limit)
          .map((pair) => presentPair(pair, question.size));
        return options.json
          ? printJson(environment, pairs)
          : environment.out(
              pairs.length === 0 ? 'Cette règle n’écarte personne.\n' : pairs.map(pairText).join('\n'),
            );
      }
      const { shortlist, context } = workspace.shortlist(question, prices);
      const fragility = shortlistFragility(workspace, question, shortlist);
      const presented = presentShortlist({ ...context, order }, shortlist, fragility);
      if (options.out !== undefined) await writeTableOut(environment, options.out, shortlistTable(presented));
      const entry = options.record
        ? presentListEntry(
            await new ShortlistRecorder(store).record(
              { workspace, known, question, shortlist },
              { at: environment.now() },
            ),
          )
        : null;
      if (options.json)
        return printJson(environment, entry === null ? presented : { entry, shortlist: presented });
      environment.out(
        `${shortlistText(presented)}${options.fragility ? fragilityText(presented.fragility) : ''}`,
      );
      if (entry !== null) environment.out(`${wrap(entry.text)}\n${wrap(entry.head.text)}\n`);
    });
};

/** The prices that the list takes in: those of a hash, or the latest, made anew before when it is asked. */
const listPrices = async (
  environment: Environment,
  input: {
    readonly book: PriceBook;
    readonly workspace: Workspace;
    readonly question: ShortlistQuestion;
    readonly options: ShortlistOptions;
  },
): Promise<PriceState> => {
  const { book, workspace, question, options } = input;
  const { withTargets, methodOnly, prices } = options;
  if ([withTargets, methodOnly, prices].filter((each) => each !== undefined).length > 1)
    throw new InputError([{ code: 'prices.order-twice', path: 'order' }]);
  if (prices !== undefined) return book.replayed(workspace, question, prices);
  if (withTargets && (await book.latest(workspace))?.freshness !== 'fresh')
    await refreshPrices(environment, book, workspace);
  return book.forList(workspace, question, methodOnly ? 'method' : withTargets ? 'targets' : null);
};

const questionOf = (vacancy: string, options: ShortlistOptions): ShortlistQuestion => ({
  vacancy,
  method: options.method ?? DEFAULT_QUESTION.method,
  contingent:
    options.contingent === undefined
      ? null
      : choiceOption('contingent', options.contingent, RESERVATAIRE_CODES),
  size: wholeOption('size', options.size, { min: 3, max: 20 }),
  next: wholeOption('next', options.next, { min: 0, max: 100 }),
  seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
  beyondWishes: options.beyondWishes === true,
});

export const addQualify = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('qualify <logement-libere>')
      .description('qualifie un logement libéré : ce que le lieu demande, à qui il convient'),
  ).action(async (id: string, options: DataOptions & { readonly json?: true }) => {
    const { workspace } = await openData(environment, options);
    const { territory } = workspace;
    const { vacancy, dwelling } = workspace.place(id);
    const place = presentDwelling(territory, vacancy, dwelling);
    const findings = presentQualification(territory, workspace.qualify(id));
    if (options.json) return printJson(environment, { dwelling: place, qualification: findings });
    return environment.out(
      `${dwellingText(place).trimStart()}\n${qualificationText(findings, { sources: true })}\n`,
    );
  });
};
