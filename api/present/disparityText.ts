import { type PresentedDisparity, type PresentedReading, ratioText } from './disparity.ts';
import { count, figure } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

/* An audit of equal treatment in a terminal. */

const LABEL_WIDTH = 44;
/** Groups that a rule moves most, shown for each. */
const GROUPS_SHOWN = 4;
/** Groups of one attribute shown whole; of more, those that are told apart and the largest. */
const ATTRIBUTE_SHOWN = 8;

const readingLines = ({
  label,
  definition,
  choices,
  selections,
  caution,
  attributes,
}: PresentedReading): readonly string[] => [
  heading(label),
  wrap(definition),
  wrap(
    `${count(choices, 'choix comparé', 'choix comparés')}${
      selections === null ? '' : `, ${count(selections, 'ménage choisi', 'ménages choisis')}`
    }.`,
  ),
  ...(caution === null ? [] : [wrap(`Attention : ${caution}`)]),
  ...attributes.flatMap(({ label: attribute, groups, withheld }) => {
    const kept = [...groups]
      .sort(
        (a, b) =>
          Number(b.verdict === 'more' || b.verdict === 'less') -
            Number(a.verdict === 'more' || a.verdict === 'less') || b.expected - a.expected,
      )
      .slice(0, ATTRIBUTE_SHOWN);
    const told = groups.length > ATTRIBUTE_SHOWN ? kept : groups;
    const more = groups.length - told.length;
    return [
      `\n  ${attribute}`,
      ...told.map((group) =>
        `    ${group.label.padEnd(LABEL_WIDTH)} ${group.text} ; ${ratioText(group) ?? ''}${
          ratioText(group) === null ? '' : ' ; '
        }${group.verdictText}`.trimEnd(),
      ),
      ...(more > 0
        ? [`    et ${count(more, 'autre groupe', 'autres groupes')} (--json les donne tous)`]
        : []),
      ...(withheld > 0
        ? [`    ${count(withheld, 'groupe', 'groupes')} de trop petit effectif : non montrés`]
        : []),
    ];
  }),
];

export const disparityText = (p: PresentedDisparity): string =>
  [
    wrap(`Précal : ${p.title}`),
    wrap(
      `Territoire : ${p.territory.label}. ${count(p.vacancies, 'logement libéré', 'logements libérés')}${
        p.households === null ? '' : `, ${count(p.households, 'ménage', 'ménages')} à qui l’un convenait`
      }, ${count(p.tests, 'groupe examiné', 'groupes examinés')}.`,
    ),
    heading('Écarts établis'),
    ...p.findings.map((finding) => bullet(finding)),
    ...p.readings.flatMap(readingLines),
    heading('Ce que chaque critère déplace'),
    wrap(
      `Les ${count(p.lists, 'liste', 'listes')} de « ${p.method.label} », refaites sans chaque règle : places que la règle donne ou ôte.`,
    ),
    ...p.rules.map(({ kindLabel, label, listsChanged, moved }) =>
      bullet(
        `${kindLabel} « ${label} » : ${count(listsChanged, 'liste changée', 'listes changées')}${
          moved.length === 0
            ? ''
            : ` ; ${moved
                .slice(0, GROUPS_SHOWN)
                .map(({ text }) => text)
                .join(', ')}`
        }`,
      ),
    ),
    heading('À savoir'),
    ...p.notices.map((notice) => bullet(notice)),
    `\n${figure(p.tests)} tests. Identifiant : ${p.id}\n`,
  ].join('\n');
