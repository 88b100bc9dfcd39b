import type { PresentedCoordination } from './coordination.ts';
import { refusalText } from './coordinationBlockages.ts';
import { tensionText } from './coordinationDemand.ts';
import { figure, list } from './format.ts';
import { guidanceText } from './guidanceText.ts';
import { bullet, wrap } from './text.ts';

/** Lines of each part in a terminal; `--json` and the files have them all. */
const LINES = 10;

/** The dossier of a half-day for a terminal. */
export const coordinationText = (dossier: PresentedCoordination): string => {
  const { title, semester, area, offer, demand, blockages, targets, targetsText, orientations } = dossier;
  return [
    wrap(title),
    wrap(`${semester.text} ; ${list(area.communes)}.`),
    '',
    'OFFRE',
    wrap(`${offer.text}.`),
    ...first(offer.rows, (row) =>
      bullet(
        `${row.quartier === null ? `${row.commune}, quartier non renseigné` : row.label} (${row.fragility}) : ${figure(row.open)} à attribuer${row.allocated === null ? '' : `, ${figure(row.allocated)} attribués`}${row.wanted === null ? '' : ` ; recherché : ${row.wanted}`}`,
      ),
    ),
    '',
    'DEMANDE',
    wrap(demand.text),
    ...demand.dimensions.flatMap(({ label, levels }) => [
      bullet(
        `${label} : ${levels
          .slice(0, LINES)
          .map(
            (level) =>
              `${level.label} ${level.demands === null ? 'n. c.' : figure(level.demands)}${level.tension === null ? '' : ` (${tensionText(level.tension)} pour un logement)`}`,
          )
          .join(', ')}`,
      ),
    ]),
    '',
    'BLOCAGES',
    wrap(blockages.text),
    ...first([...blockages.fewCandidates, ...blockages.longVacant], ({ dwelling, text }) =>
      bullet(`${dwelling.vacancy}, ${dwelling.description}, ${dwelling.quartier} : ${text}`),
    ),
    ...first(blockages.refusals, (refusals) => bullet(`refus, ${refusals.label} : ${refusalText(refusals)}`)),
    ...first(blockages.brakes ?? [], ({ text }) => bullet(`frein, ${text}`)),
    '',
    'OBJECTIFS',
    wrap(targetsText),
    ...first(
      targets.filter(({ status }) => status === 'missed'),
      ({ label, text }) => bullet(`${label} : ${text}`),
    ),
    '',
    'PRÉCONISATIONS',
    ...orientations.map(({ placeName, text }) => bullet(`${placeName}, ${text}`)),
    guidanceText(dossier.guidance),
    ...dossier.notes.map((note) => bullet(note)),
    '',
  ].join('\n');
};

const first = <T>(items: readonly T[], lineOf: (item: T) => string): readonly string[] => [
  ...items.slice(0, LINES).map(lineOf),
  ...(items.length > LINES ? [bullet(`et ${figure(items.length - LINES)} autres`)] : []),
];
