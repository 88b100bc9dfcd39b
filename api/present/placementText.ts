import { count, figure } from './format.ts';
import type { PresentedOption, PresentedPlacement, PresentedPlacements } from './placement.ts';
import { bullet, heading, labelled, spaces, wrap } from './text.ts';

/* The dwellings for one household, or several, as plain text. */

const COLUMN = 22;

const optionText = (option: PresentedOption): string => {
  const { dwelling } = option;
  const warnings = option.effects.map(({ text }) => bullet(text, 6));
  return [
    wrap(`${figure(option.choice)}. Logement ${dwelling.vacancy} : ${dwelling.description}`, {
      first: spaces(2),
      hanging: spaces(5),
    }),
    wrap(`${dwelling.quartier} ; ${dwelling.bailleur} ; ${dwelling.rent}`, { first: spaces(5) }),
    ...option.criteria.map(({ label, text }) => labelled(label, text, 5, COLUMN)),
    labelled('Rang sur sa liste', option.standing, 5, COLUMN),
    ...option.contingents.map((text, i) => labelled(i === 0 ? 'Contingents' : '', text, 5, COLUMN)),
    ...option.work.map((text) => labelled('Travail', text, 5, COLUMN)),
    ...(option.reciprocity === null ? [] : [labelled('Réciprocité', option.reciprocity, 5, COLUMN)]),
    ...warnings,
    ...option.toCheck.map((text) => bullet(`à demander : ${text}`, 6)),
  ].join('\n');
};

const groupText = (group: PresentedPlacement['groups'][number]): string => {
  const hidden = group.suited - group.options.length;
  return [
    heading(`${group.label} : ${count(group.suited, 'logement libre', 'logements libres')}`),
    ...(group.suited === 0
      ? [wrap('Aucun logement libre ne convient aujourd’hui.', { first: spaces(2) })]
      : []),
    ...group.options.map(optionText),
    ...(hidden > 0
      ? [
          wrap(`… et ${count(hidden, 'autre', 'autres')} : --limit en montre davantage.`, {
            first: spaces(2),
          }),
        ]
      : []),
    `${spaces(2)}Logements attendus`,
    ...(group.expected.length === 0
      ? [wrap('Aucun logement du parc ne conviendrait.', { first: spaces(4) })]
      : group.expected.map(({ text }) => bullet(text, 4))),
    ...(group.expectedTotal > group.expected.length
      ? [
          bullet(
            `… et ${count(group.expectedTotal - group.expected.length, 'autre ligne', 'autres lignes')}`,
            4,
          ),
        ]
      : []),
  ].join('\n');
};

const placementText = (placement: PresentedPlacement): string => {
  const { household, setAside } = placement;
  return [
    heading(`Ménage ${placement.number}`),
    ...[household.composition, household.demand, household.housing, household.resources].map((text) =>
      wrap(text, { first: spaces(2), hanging: spaces(4) }),
    ),
    ...placement.circuits
      .filter(({ status }) => status !== 'unmet')
      .map(({ text, body }) => bullet(body === null ? text : `${text}. Instance : ${body}`)),
    ...(placement.circuits.every(({ status }) => status === 'unmet')
      ? [bullet('Aucun circuit de relogement connu : le ménage reste présenté comme tout autre.')]
      : []),
    ...placement.home.map((text) => bullet(text)),
    ...placement.groups.map(groupText),
    heading('Logements libres qui ne conviennent pas'),
    wrap(
      `${count(setAside.looked, 'logement examiné', 'logements examinés')}, ${count(setAside.suited, 'convient', 'conviennent')}.`,
      { first: spaces(2) },
    ),
    ...setAside.stages.map(({ text }) => bullet(text)),
  ].join('\n');
};

const togetherText = (together: NonNullable<PresentedPlacements['together']>): string =>
  [
    heading('Ensemble'),
    ...(together.conflicts.length === 0
      ? [wrap('Aucun logement n’est le premier choix de deux ménages.', { first: spaces(2) })]
      : together.conflicts.map(({ text, numbers }) => bullet(`${text} ${numbers.join(', ')}`))),
    wrap(`Répartition possible (${together.proof.text}) :`, { first: spaces(2) }),
    ...together.proposals.map(({ number, text }) => bullet(`${number} : ${text}`)),
  ].join('\n');

export const placementsText = (presented: PresentedPlacements): string =>
  [
    wrap(`${presented.territory.label}, ${presented.territory.asOf}`),
    ...(presented.simulated ? ['Données simulées.'] : []),
    wrap(`Ordre des critères : ${presented.order.text}`),
    ...(presented.order.note === null ? [] : [wrap(presented.order.note)]),
    ...presented.placements.map(placementText),
    ...(presented.together === null ? [] : [togetherText(presented.together)]),
    heading('Logements attendus : comment ils sont comptés'),
    wrap(presented.expectedBasis, { first: spaces(2) }),
    ...presented.notices.map((notice) => bullet(notice)),
    '',
    wrap(presented.reminder),
    '',
  ].join('\n');
