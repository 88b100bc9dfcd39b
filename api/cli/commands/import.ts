import type { Command } from 'commander';
import { FILE_FORMATS } from '../../import/detectFormat.ts';
import type { ImportReport } from '../../import/report.ts';
import { messageOf } from '../../import/report.ts';
import { count, figure } from '../../present/format.ts';
import { formatOfRequest, IMPORTABLE_KINDS, type ImportResult, importFile } from '../../service/imports.ts';
import { DEFAULT_TERRITORY, openRules } from '../../service/territories.ts';
import type { Kind } from '../../store/store.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, DATA_FOLDER, namedPlace, printJson } from '../options.ts';
import { Progress } from '../progress.ts';

interface ImportCommandOptions {
  readonly kind: string;
  readonly format: string;
  readonly mapping?: string;
  readonly sheet?: string;
  readonly encoding: string;
  readonly refusals?: string;
  readonly territory?: string;
  readonly data?: string;
  readonly json?: true;
}

/** Exit codes: everything kept, some rows refused, nothing imported. */
export const IMPORT_EXIT = { complete: 0, partial: 3, nothing: 1 } as const;

export const KIND_LABELS: { readonly [K in Kind]: readonly [one: string, many: string] } = {
  demands: ['demande', 'demandes'],
  dwellings: ['logement', 'logements'],
  vacancies: ['logement libéré', 'logements libérés'],
  allocations: ['attribution', 'attributions'],
  outcomes: ['suite', 'suites'],
};

export const addImport = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  program
    .command('import <fichier>')
    .description('importe un fichier ; les lignes refusées sont écrites à part, avec leur remède')
    .option(
      '--kind <sorte>',
      `ce que contient le fichier : ${IMPORTABLE_KINDS.join(', ')} (labels prioritaires de demandes déjà importées)`,
      'demands',
    )
    .option(
      '--format <format>',
      'csv, xlsx, jsonl, ou sne (XML interfaceNuu 02.00 et 02.01, demandes) ; auto : d’après le contenu',
      'auto',
    )
    .option('--mapping <fichier>', 'fichier YAML de correspondance des colonnes')
    .option('--sheet <nom>', 'feuille d’un classeur (sinon celle dont les en-têtes sont reconnus)')
    .option('--encoding <codage>', 'auto, utf-8 ou windows-1252', 'auto')
    .option(
      '--refusals <fichier>',
      'fichier des lignes refusées (sinon à côté, en .refus.csv ou .refus.jsonl)',
    )
    .option('--territory <id>', `territoire, au premier import (${DEFAULT_TERRITORY})`)
    .option('--data <dossier>', `dossier de données (sinon PRECAL_DATA, puis ${DATA_FOLDER})`)
    .option('--json', 'compte rendu en JSON')
    .addHelpText(
      'after',
      '\nCodes de sortie : 0 tout est importé, 3 des lignes sont refusées, 1 rien n’est importé.\nExemple : precal import demandes.csv --kind demands',
    )
    .action(async (path: string, options: ImportCommandOptions) => {
      // Everything the line can get wrong is said before a data folder is made.
      const kind = choiceOption('kind', options.kind, IMPORTABLE_KINDS);
      const format = choiceOption('format', options.format, ['auto', ...FILE_FORMATS] as const);
      const encoding = choiceOption('encoding', options.encoding, ['auto', 'utf-8', 'windows-1252']);
      const asked = {
        kind,
        path,
        format,
        mapping: options.mapping ?? null,
        ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
      };
      const written = await formatOfRequest(asked);
      const named = options.territory === undefined ? null : openRules(options.territory);
      const folder = namedPlace(environment, options.data) ?? DATA_FOLDER;
      const territory = options.territory;
      const store = await environment
        .openStore(folder, territory === undefined ? null : { territory, referenceDay: null })
        .catch((error: unknown) => {
          if (territory !== undefined || !isMissing(error)) throw error;
          return environment.openStore(folder, { territory: DEFAULT_TERRITORY, referenceDay: null });
        });
      if (store.referenceDay !== null)
        environment.err(
          `Attention : « ${store.place} » est un monde simulé. Pour vos propres données, nommez un autre dossier avec --data.\n`,
        );
      const progress = new Progress(environment, `Import de ${path}`);
      const result = await importFile(store, (named ?? openRules(store.territory)).territory, {
        ...asked,
        format: written,
        encoding,
        refusals:
          options.refusals ??
          `${path.replace(/\.[^./\\]*$/, '')}.refus.${written === 'jsonl' ? 'jsonl' : 'csv'}`,
        at: environment.now(),
        onProgress: ({ bytesRead, totalBytes }) => {
          if (totalBytes !== null && totalBytes > 0) progress.update(bytesRead / totalBytes);
        },
      });
      progress.end(
        result.summary === null ? 'refusé' : count(result.summary.total, ...KIND_LABELS[result.summary.kind]),
      );
      setExit(
        result.summary === null
          ? IMPORT_EXIT.nothing
          : result.report.counts.refused > 0
            ? IMPORT_EXIT.partial
            : IMPORT_EXIT.complete,
      );
      if (options.json) return printJson(environment, jsonReport(result));
      return environment.out(importText(result));
    });
};

const isMissing = (error: unknown): boolean =>
  (error as { issues?: { code: string }[] }).issues?.[0]?.code === 'store.missing';

/** Counts, codes, lines and columns: never a cell's value. */
const jsonReport = ({ report, summary, refusals }: ImportResult) => ({
  kind: report.kind,
  file: report.file,
  encoding: report.encoding,
  counts: report.counts,
  summary,
  fatal: report.fatal,
  warnings: report.warnings,
  refusals: report.refusals.map(({ line, reasons }) => ({
    line,
    reasons: reasons.map(({ issue }) => issue),
  })),
  refusalsFile: refusals,
});

const SHOWN_CODES = 12;

export const importText = ({ report, summary, refusals }: ImportResult): string => {
  if (report.fatal || !summary) {
    const { message, remedy } = report.fatal ? messageOf(report.fatal) : { message: '', remedy: '' };
    const line = report.fatal?.line === undefined ? '' : `, ligne ${report.fatal.line}`;
    const column = report.fatal?.column === undefined ? '' : `, colonne « ${report.fatal.column} »`;
    const expected = report.fatal?.expected === undefined ? '' : `Attendu : ${report.fatal.expected}. `;
    return `${report.file}${line}${column} : ${message} ${expected}${remedy}\nRien n’est importé.\n`;
  }
  const [one, many] = KIND_LABELS[summary.kind];
  const { counts } = report;
  const lines = [
    `${report.file} : ${count(counts.rows, 'ligne lue', 'lignes lues')}, ${count(summary.added, 'ajout', 'ajouts')}, ${count(summary.replaced, 'remplacement', 'remplacements')}, ${count(summary.unchanged + counts.identical, 'déjà connue', 'déjà connues')}${summary.older > 0 ? `, ${count(summary.older, 'plus ancienne que celle enregistrée', 'plus anciennes que celles enregistrées')}` : ''}, ${count(counts.refused, 'refusée', 'refusées')}.`,
    `Enregistré : ${count(summary.total, one, many)}.`,
    ...report.warnings.map((warning) => {
      const { message, remedy } = messageOf(warning);
      return `À noter : ${warning.column === undefined ? '' : `colonne « ${warning.column} » : `}${message} ${remedy}`;
    }),
  ];
  if (refusals !== null)
    lines.push(...refusalLines(report), `Lignes refusées, à corriger puis réimporter : ${refusals}`);
  return `${lines.join('\n')}\n`;
};

const refusalLines = (report: ImportReport<unknown>): string[] => {
  const byCode = new Map<string, { text: string; lines: number[] }>();
  for (const { line, reasons } of report.refusals)
    for (const { issue } of reasons) {
      const entry = byCode.get(issue.code) ?? { text: messageOf(issue).message, lines: [] };
      entry.lines.push(line);
      byCode.set(issue.code, entry);
    }
  const sorted = [...byCode].sort(([, a], [, b]) => b.lines.length - a.lines.length);
  return sorted
    .slice(0, SHOWN_CODES)
    .map(
      ([code, { text, lines }]) =>
        `  ${figure(lines.length)} × ${text} (${code} ; ligne${lines.length > 1 ? 's' : ''} ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''})`,
    );
};
