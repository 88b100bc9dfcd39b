import { certaintyMark } from './certainty.ts';
import { count } from './format.ts';
import type { PresentedListed, PresentedSession, PresentedSessionList } from './session.ts';
import type { PresentedSessionHousehold } from './sessionHousehold.ts';
import type { PresentedSessionTarget } from './sessionTargets.ts';
import { bullet, dwellingText, heading, labelled, spaces, wrap } from './text.ts';

/* A session on paper or in a terminal: plain text, 100 columns. */

const paragraph = (text: string): string => wrap(text, { first: '  ' });

const CANDIDATE_WIDTH = 12;
const line = (label: string, text: string): string => labelled(label, text, 5, CANDIDATE_WIDTH);
const several = (label: string, texts: readonly string[]): string[] =>
  texts.map((text, i) => line(i === 0 ? label : '', text));

const listedText = (listed: PresentedListed): string => {
  const { rank, number, score, household, why, helps, adds, toCheck, byHand, credit } = listed;
  const tier = score.tier === null ? '' : `, ${score.tier.text}`;
  return [
    wrap(`Demande ${number} : ${score.text}${tier}${byHand ? ' ; placée à la main' : ''}`, {
      first: `\n  ${rank}. `,
      hanging: spaces(5),
    }),
    line('Ménage', `${household.composition} ; ${household.demand}`),
    line('Rang', why),
    ...several('Rapproche de', helps),
    ...several('Valeur', adds),
    line('Contingent', credit),
    ...several('À vérifier', toCheck),
  ]
    .map((text) => text.trimEnd())
    .join('\n');
};

const listText = (shown: PresentedSessionList): string =>
  [
    dwellingText(shown.dwelling),
    ...(shown.pulled
      ? [paragraph('Retiré de la séance.')]
      : [
          paragraph(
            shown.candidates.length === 0
              ? 'Aucun candidat.'
              : `${count(shown.candidates.length, 'candidat proposé', 'candidats proposés')} sur ${count(shown.eligible, 'demande éligible', 'demandes éligibles')}.`,
          ),
          ...(shown.empty === null ? [] : [paragraph(shown.empty)]),
          ...shown.candidates.map(listedText),
          ...(shown.chances === null ? [] : [`\n${paragraph(shown.chances)}`]),
          ...(shown.acceptance === null ? [] : [paragraph(shown.acceptance)]),
          ...(shown.fragility?.summary ?? []).map(paragraph),
          ...(shown.givenUp.length === 0
            ? []
            : [
                paragraph('Que la méthode seule proposerait ici, et qui n’y sont pas :'),
                ...shown.givenUp.map((text) => bullet(text, 4)),
              ]),
        ]),
  ].join('\n');

const targetText = (target: PresentedSessionTarget): string =>
  [
    bullet(
      `${target.label} ${certaintyMark(target.certainty)} : ${target.beforeText} → ${target.expectedText} attendus (${target.aim.toLocaleLowerCase('fr')})`,
    ),
    wrap(
      [
        target.askedText,
        target.lackText ?? 'tenu',
        ...(target.priceText === null ? [] : [target.priceText]),
      ].join(' ; '),
      { first: spaces(4) },
    ),
    ...(target.brake === null ? [] : [wrap(target.brake, { first: spaces(4) })]),
    ...(target.keptOut.length === 0
      ? []
      : [wrap(`a gardé hors d’une liste : ${target.keptOut.join(' ; ')}`, { first: spaces(4) })]),
  ].join('\n');

const section = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [heading(title), ...texts];

/** The whole session as text: agenda, lists, targets, certificate, what is to be known. */
export const sessionText = (session: PresentedSession): string => {
  const { conflict, certificate, precedence, method } = session;
  return [
    `Précal : proposition de séance, au ${session.territory.asOf}`,
    wrap(`Territoire : ${session.territory.label}`),
    wrap(`Méthode : ${method.label}, version ${method.version}`),
    ...section(
      'Ordre du jour',
      session.agenda.map((text) => bullet(text)),
    ),
    ...session.lists.map(listText),
    ...section('Objectifs, avant et attendu', session.targets.map(targetText)),
    ...(session.lacking === null ? [] : [`\n${paragraph(session.lacking)}`]),
    ...section(
      'Suivis sans effet sur les listes',
      session.followed.map(({ text }) => bullet(text)),
    ),
    ...section(
      conflict?.proven === false
        ? 'Objectifs que les listes trouvées ne tiennent pas ensemble'
        : 'Objectifs impossibles à tenir ensemble',
      conflict === null || conflict.compatible
        ? []
        : [
            ...conflict.conflicts,
            ...(conflict.relaxation === null ? [] : [conflict.relaxation]),
            ...(conflict.fewest === null ? [] : [conflict.fewest]),
            ...conflict.pins,
          ].map((text) => bullet(text)),
    ),
    ...section(
      'Décisions prises à la main',
      [...session.pins, ...session.exclusions].map((text) => bullet(text)),
    ),
    heading('Bilan'),
    paragraph(session.totals.text),
    ...(conflict?.compatible ? [paragraph(conflict.text)] : []),
    ...certificate.before.map(paragraph),
    paragraph(certificate.text),
    heading('À savoir'),
    ...session.rules.map((text) => bullet(text)),
    ...[precedence.reminder, ...precedence.levels.map(({ text }) => text)].map((text) => bullet(text)),
    bullet(`Prix des objectifs : ${precedence.source}`),
    bullet(`Départage : ${method.tieBreak} (graine ${method.seed}).`),
    ...session.notices.map((text) => bullet(text)),
    `\n${wrap(session.reminder)}`,
    wrap(
      `Vivier ${session.pool.hash.slice(0, 16)}, méthode ${method.id} ${method.version}, graine ${method.seed}.`,
    ),
    '',
  ].join('\n');
};

/** One demand in the session, as text. */
export const sessionHouseholdText = (shown: PresentedSessionHousehold): string =>
  [
    `Demande ${shown.number}`,
    paragraph(shown.verdict),
    labelled('Ménage', shown.household.composition),
    labelled('Demande', shown.household.demand),
    ...shown.vacancies.map(({ vacancy, text }) => labelled(vacancy, text)),
    ...(shown.note === null ? [] : [`\n${paragraph(shown.note)}`]),
    '',
  ].join('\n');
