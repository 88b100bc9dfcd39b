import { count, figure, points } from './format.ts';
import type { PresentedFinding } from './qualification.ts';
import type { PresentedDwelling } from './dwelling.ts';
import type { PresentedCandidate, PresentedPair, PresentedShortlist } from './shortlist.ts';
import type { PresentedScore } from './score.ts';

/* What the command line prints: the presented object as plain text, 100 columns wide, without colour or box drawing. */

const WIDTH = 100;

/** Words on lines of at most WIDTH columns; no-break spaces hold. Following lines are indented by `hanging`. */
const wrap = (text: string, { first = '', hanging = first }: { first?: string; hanging?: string } = {}): string => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \n]+/)) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = hanging;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
};

const spaces = (n: number): string => ' '.repeat(n);
const bullet = (text: string, indent = 2): string =>
  wrap(text, { first: `${spaces(indent)}- `, hanging: spaces(indent + 2) });
const labelled = (label: string, text: string, indent = 2, width = 22): string =>
  wrap(text, { first: `${spaces(indent)}${label.padEnd(width)} `, hanging: spaces(indent + width + 1) });
const heading = (text: string): string => `\n${text.toLocaleUpperCase('fr')}`;

export const dwellingText = (dwelling: PresentedDwelling): string =>
  [
    heading(`Logement libéré ${dwelling.vacancy}`),
    `  ${dwelling.description}`,
    `  ${dwelling.commune}, ${dwelling.quartier} ; ${dwelling.qpv}`,
    `  ${dwelling.bailleur} ; ${dwelling.rent}`,
    `  libre le ${dwelling.available} (${dwelling.reason.toLocaleLowerCase('fr')})${
      dwelling.orientedTo === null ? '' : ` ; orienté vers : ${dwelling.orientedTo}`
    }`,
  ].join('\n');

export const qualificationText = (findings: readonly PresentedFinding[]): string =>
  [
    heading('Qualification de l’offre'),
    ...findings.map((f) => labelled(`${f.label}`, f.text, 2, 24)),
    '  Sources :',
    ...[...new Set(findings.map((f) => f.basis).filter((basis) => basis !== null))].map((basis) => bullet(basis, 2)),
  ].join('\n');

const funnelText = ({ funnel }: PresentedShortlist): string => {
  const lines = funnel.stages
    .filter((stage) => stage.excluded > 0 || stage.unknown > 0)
    .map((stage) => {
      const doubt = stage.unknown > 0 ? ` ; passent « à vérifier » : ${figure(stage.unknown)}` : '';
      const left = `  − ${figure(stage.excluded).padStart(7)}`;
      return wrap(`${stage.text}${doubt}`, { first: `${left}  `, hanging: spaces(left.length + 2) });
    });
  return [
    heading(`De ${count(funnel.total, 'demande', 'demandes')} à ${count(funnel.eligible, 'candidat possible', 'candidats possibles')}`),
    `    ${figure(funnel.total).padStart(7)}  demandes actives dans le vivier`,
    ...lines,
    `  = ${figure(funnel.eligible).padStart(7)}  demandes éligibles pour ce logement`,
    ...(funnel.beyondWishes ? ['  Les souhaits n’ont écarté personne : recherche élargie demandée.'] : []),
  ].join('\n');
};

const scoreLines = (score: PresentedScore): string[] => [
  ...(score.tier === null
    ? []
    : [labelled('Niveau', `${score.tier.label}${score.tier.toVerify ? ' (à vérifier)' : ''}`, 5)]),
  labelled('Cotation', score.text, 5),
  ...score.contributions.map((c) => {
    const flags = [c.toVerify ? 'à vérifier' : null, c.reduced, c.certainty].filter((flag) => flag !== null);
    return wrap(`${c.label} [${flags.join(' ; ')}]`, {
      first: `${spaces(7)}${c.pointsText.padStart(8)}  `,
      hanging: spaces(17),
    });
  }),
];

const candidateText = (candidate: PresentedCandidate): string => {
  const { household } = candidate;
  return [
    `\n  ${candidate.rank}. Demande ${candidate.number} : ${candidate.score.text}`,
    labelled('Ménage', household.composition, 5),
    labelled('Demande', household.demand, 5),
    labelled('Logement, emploi', household.housing, 5),
    labelled('Ressources', household.resources, 5),
    ...household.situations.map((text, i) => labelled(i === 0 ? 'Situations' : '', text, 5)),
    ...scoreLines(candidate.score),
    labelled('Pourquoi ce rang', candidate.why, 5),
    ...candidate.effects.map((effect, i) =>
      labelled(i === 0 ? 'Effet sur les objectifs' : '', `${effect.label} : ${effect.text}`, 5),
    ),
    labelled(
      'Loyer',
      [candidate.affordability.text, ...candidate.affordability.warnings.map((w) => `attention : ${w}`)].join(' ; '),
      5,
    ),
    ...candidate.toCheck.map((text, i) => labelled(i === 0 ? 'À vérifier' : '', text, 5)),
  ].join('\n');
};

const nextText = (next: readonly PresentedCandidate[]): string =>
  next.length === 0
    ? ''
    : [
        heading(`Les ${next.length} suivants`),
        ...next.map((c) =>
          wrap(
            `${c.number}  ${points(Math.round(c.score.points * 1000))}${c.score.tier ? ` ; ${c.score.tier.label}` : ''} ; ${c.household.composition}`,
            { first: `  ${String(c.rank).padStart(3)}. `, hanging: spaces(7) },
          ),
        ),
      ].join('\n');

export const shortlistText = (p: PresentedShortlist): string =>
  [
    `Précal : proposition de candidats, au ${p.territory.asOf}`,
    `Territoire : ${p.territory.label}`,
    wrap(
      `Méthode : ${p.method.label}, version ${p.method.version}${p.method.weighting ? ` ; pondération : ${p.method.weighting}` : ''}`,
    ),
    ...(p.simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    dwellingText(p.dwelling),
    qualificationText(p.qualification),
    funnelText(p),
    heading(
      p.candidates.length === 0
        ? 'Aucun candidat'
        : `${count(p.candidates.length, 'candidat proposé', 'candidats proposés')}`,
    ),
    ...(p.shortReason ? [wrap(p.shortReason.text, { first: '  ' })] : []),
    ...p.candidates.map(candidateText),
    `\n${wrap(`${p.chances.text.charAt(0).toLocaleUpperCase('fr')}${p.chances.text.slice(1)}.`, { first: '  ' })}`,
    nextText(p.next),
    heading('À savoir'),
    wrap(`Départage : ${p.method.tieBreak} (graine ${p.method.seed}).`, { first: '  - ', hanging: '    ' }),
    ...[...p.method.notices, ...p.territory.notices].map((notice) => bullet(notice)),
    `\n${wrap(p.reminder)}`,
    wrap(`Vivier ${p.pool.hash.slice(0, 16)}, méthode ${p.method.id} ${p.method.version}, graine ${p.method.seed}.`),
    '',
  ]
    .filter((part, i, all) => part !== '' || i === all.length - 1)
    .join('\n');

export const pairText = (pair: PresentedPair): string =>
  [
    `Demande ${pair.number}`,
    wrap(pair.verdict, { first: '  ' }),
    labelled('Ménage', pair.household.composition, 2),
    labelled('Demande', pair.household.demand, 2),
    labelled('Ressources', pair.household.resources, 2),
    ...pair.household.situations.map((text, i) => labelled(i === 0 ? 'Situations' : '', text, 2)),
    ...scoreLines(pair.score),
    '  Règles d’adéquation',
    ...pair.rules.map((rule) =>
      wrap(rule.text, { first: `    ${RULE_MARKS[rule.status]} ${rule.label.padEnd(30)} `, hanging: spaces(47) }),
    ),
    ...pair.score.unknown.map((text) => bullet(text)),
    '',
  ].join('\n');

const RULE_MARKS = { met: 'oui        ', unmet: 'non        ', unknown: 'à vérifier ' } as const;
