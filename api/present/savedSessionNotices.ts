import type { PreparedSession } from '../../engine/assignment/session.ts';
import { awaitedLists } from '../../engine/targets/proposals.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import { count, longDay } from './format.ts';

/** What is to be known of a saved session before the meeting, in counts: no household is named. */
export const savedSessionNotices = (
  document: Pick<SessionDocument, 'lists' | 'constraints'>,
  { places, request }: Pick<PreparedSession, 'places' | 'request'>,
): readonly string[] => {
  const { asOf, territory, openProposals } = request;
  const examined = new Set(document.lists.map(({ vacancy }) => vacancy));
  const pulled = new Set(document.constraints.pulled);
  const meant = new Set([...examined].filter((vacancy) => !pulled.has(vacancy)));
  const later = places
    .filter(({ vacancy }) => meant.has(vacancy.id) && vacancy.availableOn > asOf)
    .map(({ vacancy }) => vacancy.availableOn)
    .sort();
  const last = later.at(-1);
  const awaited = awaitedLists(openProposals, {
    asOf,
    answerDays: territory.pack.matching.answerDays.value,
    except: examined,
  });
  const elsewhere = new Set<string>(
    awaited.flatMap(({ candidates }) => candidates.map(({ number }) => number)),
  );
  const twice = document.lists.flatMap(({ candidates }) =>
    candidates.filter((number) => elsewhere.has(number)),
  ).length;
  return [
    ...(last === undefined
      ? []
      : [
          `${count(later.length, 'logement n’est pas encore libre', 'logements ne sont pas encore libres')} au ${longDay(asOf)} : ${later.length === 1 ? 'il le sera' : 'tous le seront'} au ${longDay(last)}.`,
        ]),
    ...(twice === 0
      ? []
      : [
          `${count(twice, 'ménage de ces listes est aussi', 'ménages de ces listes sont aussi')} sur une liste d’une autre séance, dont les réponses sont attendues.`,
        ]),
  ];
};
