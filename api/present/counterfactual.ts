import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import type { Counterfactual } from '../../engine/counterfactual/counterfactual.ts';
import type { SessionCounterfactual } from '../../engine/counterfactual/session.ts';
import type { RuleAnswer } from '../../engine/eligibility/rule.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type PresentedChange, presentChange } from './changes.ts';
import { count, figure, list, longDay, sentence } from './format.ts';
import { ruleLabel, ruleSentence } from './rules.ts';
import { about } from './sessionWords.ts';

/* What a household could do to be on a list, and what nothing would change. It is told, never advised. */

export interface PresentedWay {
  readonly changes: readonly PresentedChange[];
  readonly reaches: readonly { readonly vacancy: string; readonly rank: number }[];
  /** Every smaller set of changes was tried, and puts it on no list; null in a session, where prices chose what was tried. */
  readonly smallest: boolean | null;
  readonly text: string;
}

export interface PresentedCounterfactual {
  readonly number: string;
  readonly asOf: string;
  /** Session whose lists were looked at; null: lists made one by one. */
  readonly session: string | null;
  readonly vacancies: number;
  readonly verdict: string;
  readonly listed: readonly { readonly vacancy: string; readonly rank: number }[];
  readonly ways: readonly PresentedWay[];
  /** What no change that a household may make would do away with. */
  readonly never: readonly { readonly by: string; readonly vacancies: number; readonly text: string }[];
  /** How the changes were looked for, and proven. */
  readonly method: readonly string[];
  readonly reminder: string;
}

const REMINDER =
  'Ce n’est ni une promesse ni un conseil : les autres demandes changent chaque jour, et la commission décide. Rien ici ne demande de changer de famille, de santé ou de ressources : une pièce dit ce qui est, et si elle montre autre chose, la réponse est une autre.';
const ORDER =
  'Changements essayés : pièces d’abord, puis renouvellement, puis souhaits ; le moins de changements possible avant tout.';
const ALONE =
  'Chaque réponse a été refaite : la demande changée, le vivier et la liste recalculés, toutes les autres demandes telles qu’elles sont ; un montant inconnu est essayé aux deux bornes et au milieu.';

interface CounterfactualContext {
  readonly territory: Territory;
  readonly pool: Pool;
}

export const presentCounterfactual = (
  { territory, pool }: CounterfactualContext,
  found: Counterfactual,
): PresentedCounterfactual => {
  const { listed, ways, never, places } = found;
  const presented = ways.map(({ changes, reaches, smallest }) =>
    wayOf(territory, { changes, reaches, smallest }),
  );
  return {
    number: pool.numbers.at(found.row),
    asOf: longDay(pool.asOf),
    session: null,
    vacancies: places,
    verdict: verdictOf(found),
    listed,
    ways: presented,
    never: [
      ...rulesOf(
        never.flatMap(({ why }) => (why.by === 'rules' ? [why.answers] : [])),
        places,
      ),
      ...apartOf(never.filter(({ why }) => why.by === 'apart').length),
      ...othersOf(
        never.flatMap(({ why }) => (why.by === 'others' ? [why.ahead] : [])),
        places,
      ),
    ],
    method: [ORDER, ALONE],
    reminder: REMINDER,
  };
};

const verdictOf = ({ listed, ways, places }: Counterfactual): string => {
  const many = places > 1;
  if (listed.length > 0 && (!many || ways.length === 0))
    return `Déjà proposée sur ${count(listed.length, 'liste', 'listes')} : ${listed.map(({ vacancy, rank }) => `${vacancy}, rang ${rank}`).join(' ; ')}.`;
  const [first] = ways;
  const one = many ? 'une de ces listes' : 'cette liste';
  if (first === undefined)
    return `Rien de ce que le ménage peut changer à sa demande ne la mettrait aujourd’hui sur ${one}.`;
  const already = listed.length > 0 ? `Déjà proposée sur ${count(listed.length, 'liste', 'listes')} ; ` : '';
  return sentence(
    `${already}${count(first.changes.length, 'changement suffirait', 'changements suffiraient')} pour être sur ${listed.length > 0 ? 'une liste de plus' : one}.`,
  );
};

const wayOf = (
  territory: Territory,
  way: {
    readonly changes: Counterfactual['ways'][number]['changes'];
    readonly reaches: readonly { readonly vacancy: string; readonly rank: number }[];
    readonly smallest: boolean | null;
  },
): PresentedWay => {
  const changes = way.changes.map((change) => presentChange(territory, change));
  const where = way.reaches.map(({ vacancy, rank }) => `rang ${rank} pour ${vacancy}`);
  const shown = where.length > SHOWN ? [...where.slice(0, SHOWN), `${where.length - SHOWN} de plus`] : where;
  return {
    ...way,
    changes,
    text: `${sentence(
      list(
        changes.map(({ text }) => text),
        '; puis',
      ),
    )} : alors ${list(shown)}.${way.smallest !== false ? '' : ' Tous les ensembles plus petits n’ont pas pu être essayés : la demande laisse trop de choses non dites.'}`,
  };
};

/** Lists named in a sentence. */
const SHOWN = 4;

type NeverText = PresentedCounterfactual['never'][number];

/** One vacancy: the sentence of each rule; several: how many each rule closes. */
const rulesOf = (closed: readonly (readonly RuleAnswer[])[], places: number): readonly NeverText[] => {
  const rules = [...new Set(closed.flatMap((answers) => answers.map(({ rule }) => rule)))];
  return rules.map((rule) => {
    const own = closed.filter((answers) => answers.some((answer) => answer.rule === rule));
    const said = own[0]!.find((answer) => answer.rule === rule)!;
    return {
      by: rule,
      vacancies: own.length,
      text:
        places === 1
          ? `${ruleLabel(rule)} : ${ruleSentence(said)}`
          : `${ruleLabel(rule)} : ferme ${count(own.length, 'liste', 'listes')}, quoi que le ménage change de ses souhaits ou apporte comme pièces`,
    };
  });
};

const apartOf = (vacancies: number): readonly NeverText[] =>
  vacancies === 0
    ? []
    : [
        {
          by: 'apart',
          vacancies,
          text: 'Suivie à part, hors cotation : elle n’est pas dans l’ordre de ces listes',
        },
      ];

const othersOf = (ahead: readonly number[], places: number): readonly NeverText[] => {
  if (ahead.length === 0) return [];
  const least = Math.min(...ahead);
  const others = count(least, 'demande reste', 'demandes restent');
  return [
    {
      by: 'others',
      vacancies: ahead.length,
      text:
        places === 1
          ? `${others} devant, quelles que soient les pièces apportées`
          : `D’autres demandes restent devant, quelles que soient les pièces : ${count(ahead.length, 'liste', 'listes')}, ${figure(least)} devant là où elle serait le mieux placée`,
    },
  ];
};

export const presentSessionCounterfactual = (
  { found, explained }: { readonly found: SessionCounterfactual; readonly explained: SessionExplanation },
  session: string,
): PresentedCounterfactual => {
  const { territory, pool, vacancies } = explained.view.prepared.request;
  const { row, listed, way, byRecomputing, never, tried, hoped } = found;
  const nameOf = (vacancy: number): string => vacancies[vacancy]!.vacancy.id;
  const short = never.flatMap(({ vacancy, why }) =>
    why.by === 'prices' ? [{ vacancy, short: why.short }] : [],
  );
  const ways =
    way === null
      ? []
      : [
          wayOf(territory, {
            changes: way.changes,
            reaches: [{ vacancy: way.vacancy, rank: way.rank }],
            smallest: null,
          }),
        ];
  return {
    number: pool.numbers.at(row),
    asOf: longDay(pool.asOf),
    session,
    vacancies: vacancies.length,
    verdict:
      listed !== null
        ? `Déjà proposée au rang ${listed.rank} du logement ${nameOf(listed.vacancy)}.`
        : byRecomputing !== null
          ? `Sans rien changer à la demande, la séance recalculée aujourd’hui la proposerait au rang ${byRecomputing.rank} du logement ${byRecomputing.vacancy} : les listes ont été changées à la main depuis leur calcul.`
          : way !== null
            ? `${count(way.changes.length, 'changement suffirait', 'changements suffiraient')} pour être sur une liste de la séance.`
            : 'Aucun changement que le ménage peut faire n’a été trouvé qui la mette sur une liste de cette séance.',
    listed: listed === null ? [] : [{ vacancy: nameOf(listed.vacancy), rank: listed.rank }],
    ways,
    never: [
      ...rulesOf(
        never.flatMap(({ why }) => (why.by === 'rules' ? [why.answers] : [])),
        vacancies.length,
      ),
      ...apartOf(never.filter(({ why }) => why.by === 'apart').length),
      ...handOf(never.filter(({ why }) => why.by === 'hand').length),
      ...shortOf(short, nameOf),
    ],
    method: [ORDER, sessionMethod(tried, hoped)],
    reminder: REMINDER,
  };
};

const sessionMethod = (tried: number, hoped: number): string =>
  `Les prix des objectifs de la séance ont retenu ${count(hoped, 'ensemble de changements', 'ensembles de changements')} ; ${count(tried, 'a été éprouvé', 'ont été éprouvés')} en recalculant toute la séance, du plus petit au plus grand. La réponse est le plus petit de ceux-là : un ensemble plus petit, que les prix n’ont pas retenu, n’a pas été éprouvé.`;

const handOf = (vacancies: number): readonly NeverText[] =>
  vacancies === 0
    ? []
    : [
        {
          by: 'hand',
          vacancies,
          text: `Sortie à la main : ${count(vacancies, 'liste', 'listes')}`,
        },
      ];

const shortOf = (
  short: readonly { readonly vacancy: number; readonly short: number }[],
  nameOf: (vacancy: number) => string,
): readonly NeverText[] => {
  const [nearest] = [...short].sort((a, b) => a.short - b.short || a.vacancy - b.vacancy);
  if (nearest === undefined) return [];
  return [
    {
      by: 'prices',
      vacancies: short.length,
      text: `Trop loin, même avec toutes les pièces : ${count(short.length, 'liste', 'listes')} ; au plus près pour ${nameOf(nearest.vacancy)}, il manquerait ${about(nearest.short)} au prix des objectifs de cette séance`,
    },
  ];
};
