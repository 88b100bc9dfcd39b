import type { PresentedDatum, PresentedParameter } from './algorithm.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import { points } from './format.ts';
import type { PresentedNotice } from './notice.ts';
import type { PresentedContribution } from './score.ts';
import { bullet, heading, labelled, spaces, wrap } from './text.ts';
import type { PresentedPlace } from './wait.ts';

/* The household's explanation as plain text, in the order a household asks: where am I, how long, what can I bring, why. */

const paragraph = (text: string): string => wrap(text, { first: spaces(2) });

const contribution = (c: PresentedContribution): string => {
  const flags = [c.toVerify ? 'à vérifier' : null, c.reduced, c.certaintyTag].filter((flag) => flag !== null);
  return [
    wrap(`${c.label} [${flags.join(' ; ')}]`, {
      first: `${spaces(4)}${c.pointsText.padStart(9)}  `,
      hanging: spaces(15),
    }),
    ...(c.inputs.length === 0 ? [] : [wrap(c.inputs.join(' ; '), { first: spaces(15) })]),
    wrap(`Source : ${c.source}`, { first: spaces(15) }),
  ].join('\n');
};

const scoreText = ({ score, provisional, weightings }: PresentedNotice): string =>
  [
    heading('Votre cotation'),
    paragraph(`${score.text}${score.tier === null ? '' : ` ; ${score.tier.text}`}`),
    ...score.contributions.map(contribution),
    ...weightings.flatMap((weighting) => [
      paragraph(weighting.text),
      ...weighting.contributions.map(contribution),
    ]),
    paragraph(provisional),
  ].join('\n');

const evidenceText = ({ evidence }: PresentedNotice): string =>
  [
    heading('Ce que vous pouvez apporter'),
    ...(evidence.length === 0
      ? [paragraph('Rien ne manque : tout ce qui compte est renseigné et vérifié.')]
      : evidence.map((e) => bullet(`${e.paper} : ${e.subject} ; ${e.text}.`))),
  ].join('\n');

const place = ({ label, position, wait }: PresentedPlace): string =>
  [`  ${label}`, labelled('Position', position.text, 4, 9), labelled('Attente', `${wait.text}.`, 4, 9)].join(
    '\n',
  );

const placesText = (notice: PresentedNotice): string =>
  [
    heading('Votre position et l’attente'),
    labelled('Tous vos souhaits ensemble', `${notice.wait.together.text}.`, 2, 27),
    labelled('Tout le territoire', `${notice.wait.territory.text}.`, 2, 27),
    ...(notice.places.length === 0
      ? [paragraph('Votre demande ne nomme aucune commune : elle n’a de position nulle part.')]
      : [
          paragraph('Ligne par ligne, comme si vous n’attendiez que ce choix :'),
          ...notice.places.map(place),
        ]),
    bullet(notice.similar),
    ...notice.wait.rules.map((rule) => bullet(rule)),
  ].join('\n');

/** What was read with a value, then in one line each what is "non" and what is not known. */
const dataText = (data: readonly PresentedDatum[]): string[] => {
  const with_ = (value: string) => data.filter((d) => d.value === value).map((d) => d.label);
  const said = data.filter((d) => d.value !== 'non' && d.value !== 'non déclaré');
  const line = (title: string, labels: readonly string[]) =>
    labels.length === 0 ? [] : [bullet(`${title} : ${labels.join(' ; ')}`, 4)];
  return [
    ...said.map((d) => bullet(`${d.label} : ${d.value} (${d.origin})`, 4)),
    ...line('Réponse « non »', with_('non')),
    ...line('Non déclaré', with_('non déclaré')),
  ];
};

const STATUSES = { met: 'rempli', unmet: 'non rempli', unknown: 'à établir' } as const;

const weightText = ({ weight }: PresentedParameter): string =>
  typeof weight === 'number' ? `, ${points(weight * 1000)}` : '';

/** One line a group; where nothing is met or unknown, the group says it once. */
const parametersText = (parameters: readonly PresentedParameter[]): string[] =>
  [...new Set(parameters.map(({ group }) => group))].map((group) => {
    const own = parameters.filter((p) => p.group === group);
    const silent = own.every(({ status }) => status === 'unmet');
    const items = own.map((p) => `${p.label}${weightText(p)}${silent ? '' : ` : ${STATUSES[p.status]}`}`);
    return bullet(`${group} : ${silent ? 'aucun critère rempli, parmi ' : ''}${items.join(' ; ')}`, 4);
  });

const algorithmText = ({ algorithm, method }: PresentedNotice): string =>
  [
    heading('Comment le calcul a été fait'),
    paragraph(`${algorithm.basis} [${CERTAINTY_TAGS[algorithm.certainty]}]`),
    '  1. Ce que le calcul décide, et ne décide pas',
    ...algorithm.contribution.map((text) => bullet(text, 4)),
    '  2. Vos données lues, et d’où elles viennent',
    ...dataText(algorithm.data),
    ...algorithm.sources.map((text) => bullet(text, 4)),
    '  3. Les critères et leur poids, pour votre demande',
    bullet(
      `Méthode « ${method.label} », version ${method.version} ; ${method.source} [${CERTAINTY_TAGS[method.certainty]}]`,
      4,
    ),
    ...parametersText(algorithm.parameters),
    '  4. Les opérations effectuées',
    ...algorithm.operations.map((text) => bullet(text, 4)),
  ].join('\n');

export const noticeText = (notice: PresentedNotice): string =>
  [
    `Précal : votre demande ${notice.number}, au ${notice.territory.asOf}`,
    wrap(`Territoire : ${notice.territory.label}`),
    ...(notice.simulated ? ['Données simulées : aucun ménage réel.'] : []),
    heading('Votre demande'),
    labelled('Ménage', notice.household.composition),
    labelled('Demande', notice.household.demand),
    labelled('Situation', notice.household.housing),
    labelled('Ressources', notice.household.resources),
    ...notice.household.situations.map((text, i) => labelled(i === 0 ? 'Priorités' : '', text)),
    labelled('Validité', notice.validity.text),
    scoreText(notice),
    evidenceText(notice),
    placesText(notice),
    algorithmText(notice),
    heading('À savoir'),
    ...notice.method.notices.map((text) => bullet(text)),
    bullet(`${notice.displays.basis} [${CERTAINTY_TAGS[notice.displays.certainty]}]`),
    `\n${wrap(notice.reminder)}`,
    '',
  ].join('\n');
