import { describe, expect, test } from 'vitest';
import { precal } from '../support/commandLine.ts';
import { refused } from '../support/townCli.ts';

describe('help', () => {
  const ENGLISH =
    /\[command\]|\b(Usage|Options:|Commands:|Arguments:|default|display|help for|version number)\b/;
  const COMMANDS = [
    'demo',
    'import',
    'acceptance',
    'vacancies',
    'qualify',
    'shortlist',
    'demand',
    'assign',
    'session',
    'verify',
    'world',
    'serve',
  ];
  test.each([[['--help']], [['help']], ...COMMANDS.flatMap((c) => [[[c, '--help']], [['help', c]]])])(
    '%j is French',
    async (args) => {
      const ran = await precal(args);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toMatch(/^Emploi : precal/);
      expect(ran.out).not.toMatch(ENGLISH);
    },
  );
  test.each([
    ['propose', /--thorough +resserre le calcul par génération de colonnes/],
    ['explain', /--conflicts +dit aussi quels objectifs ne peuvent être tenus ensemble/],
  ])('precal session %s is French, and says its options', async (command, says) => {
    const ran = await precal(['session', command, '--help']);
    expect(ran.out.replace(/\s+/g, ' ')).toMatch(says);
    expect(ran.out).not.toMatch(ENGLISH);
  });
  test('help of a command of a group is that command’s own', async () => {
    const asked = await precal(['help', 'session', 'propose']);
    expect(asked.out).toMatch(/^Emploi : precal session propose/);
    expect(asked).toEqual(await precal(['session', 'propose', '--help']));
  });
  test('names every command', async () => {
    const { out } = await precal(['--help']);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
  });
});

describe('a command that is not understood', () => {
  test.each([
    ['nothing', [], /Emploi : precal .*\[commande\]/],
    ['an unknown command', ['shortlits'], /Commande inconnue : shortlits[\s\S]*peut-être shortlist/],
    ['an unknown option', ['demo', '--graine', '2'], /Option inconnue : --graine/],
    [
      'an option close to a known one',
      ['demo', '--sed', '2'],
      /Option inconnue : --sed[\s\S]*peut-être --seed/,
    ],
    ['a missing argument', ['shortlist'], /Il manque : logement-libere/],
    ['an option without its value', ['demo', '--seed'], /Il manque une valeur à l’option --seed/],
    ['one of no command', ['--rien'], /Essayez : precal --help\n$/],
    ['one of a command', ['shortlist'], /Essayez : precal shortlist --help\n$/],
    [
      'one of a group',
      ['session', 'rien'],
      /Commande inconnue : rien[\s\S]*Essayez : precal session --help\n$/,
    ],
    [
      'one inside a group',
      ['session', 'undo'],
      /Il manque : seance\nEssayez : precal session undo --help\n$/,
    ],
    ['one argument too many', ['vacancies', 'Roubaix'], /Trop d’arguments/],
  ])('%s', async (_, args, says) => {
    const ran = await refused(args, says, 2);
    expect(ran.err).not.toMatch(/error:|Did you mean/);
  });
});
