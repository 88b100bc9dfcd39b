import type { PresentedCandidate } from './candidate.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import type { PresentedDwelling } from './dwelling.ts';
import { count, figure, lowerFirst } from './format.ts';
import type { PresentedPair } from './pair.ts';
import type { PresentedFinding } from './qualification.ts';
import type { PresentedScore } from './score.ts';
import type { PresentedShortlist } from './shortlist.ts';
import { frenchSpaces } from './typography.ts';

/* What the command line prints: the presented object as plain text, 100 columns wide, without colour or box drawing. */

const WIDTH = 100;

/** Words on lines of at most WIDTH columns; no-break spaces hold. Following lines are indented by `hanging`. */
export const wrap = (
  text: string,
  { first = '', hanging = first }: { first?: string; hanging?: string } = {},
): string => {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of frenchSpaces(text).split(/[ \n]+/)) {
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

export const spaces = (n: number): string => ' '.repeat(n);
export const bullet = (text: string, indent = 2): string =>
  wrap(text, { first: `${spaces(indent)}- `, hanging: spaces(indent + 2) });
export const labelled = (label: string, text: string, indent = 2, width = 22): string =>
  wrap(text, { first: `${spaces(indent)}${label.padEnd(width)} `, hanging: spaces(indent + width + 1) });
export const heading = (text: string): string => `\n${text.toLocaleUpperCase('fr')}`;

export const dwellingText = (dwelling: PresentedDwelling): string =>
  [
    heading(`Logement libéré ${dwelling.vacancy}`),
    ...[
      dwelling.description,
      `${dwelling.quartier} ; ${dwelling.qpv}`,
      `${dwelling.bailleur} ; ${dwelling.rent}`,
      `libre le ${dwelling.available} (${lowerFirst(dwelling.reason)})${
        dwelling.orientedTo === null ? '' : ` ; orienté vers : ${dwelling.orientedTo}`
      }`,
    ].map((text) => wrap(text, { first: spaces(2), hanging: spaces(4) })),
  ].join('\n');

/** Findings with how well each is known; with their sources when asked. */
export const qualificationText = (
  findings: readonly PresentedFinding[],
  { sources }: { readonly sources: boolean },
): string =>
  [
    heading('Qualification de l’offre'),
    ...findings.map((f) =>
      finding(f.label, `${f.text}${f.certainty === null ? '' : ` [${CERTAINTY_TAGS[f.certainty]}]`}`),
    ),
    ...(sources
      ? [
          heading('Sources'),
          ...findings.filter((f) => f.basis !== null).map((f) => bullet(`${f.label} : ${f.basis}`)),
        ]
      : []),
  ].join('\n');

const FINDING_WIDTH = 26;

/** A label too long for its column has its own line. */
const finding = (label: string, text: string): string =>
  label.length <= FINDING_WIDTH
    ? labelled(label, text, 2, FINDING_WIDTH)
    : `${spaces(2)}${label}\n${wrap(text, { first: spaces(FINDING_WIDTH + 3) })}`;

const funnelText = ({ funnel }: PresentedShortlist): string => {
  const lines = funnel.stages
    .filter((stage) => stage.excluded > 0 || stage.unknown > 0)
    .map((stage) => {
      const doubt = stage.unknown > 0 ? ` ; passent « à vérifier » : ${figure(stage.unknown)}` : '';
      const left = `  − ${figure(stage.excluded).padStart(7)}`;
      return wrap(`${stage.text}${doubt}`, { first: `${left}  `, hanging: spaces(left.length + 2) });
    });
  return [
    heading(
      `De ${count(funnel.total, 'demande', 'demandes')} à ${count(funnel.eligible, 'candidat possible', 'candidats possibles')}`,
    ),
    `    ${figure(funnel.total).padStart(7)}  demandes actives dans le vivier`,
    ...lines,
    `  = ${figure(funnel.eligible).padStart(7)}  demandes éligibles pour ce logement`,
    ...(funnel.beyondWishes ? ['  Les souhaits n’ont écarté personne : recherche élargie demandée.'] : []),
  ].join('\n');
};

const CANDIDATE_WIDTH = 12;
const line = (label: string, text: string): string => labelled(label, text, 5, CANDIDATE_WIDTH);

const scoreLines = (score: PresentedScore): string[] =>
  score.contributions.map((c) => {
    const flags = [c.toVerify ? 'à vérifier' : null, c.reduced, c.certaintyTag].filter(
      (flag) => flag !== null,
    );
    return wrap(`${c.label} [${flags.join(' ; ')}]`, {
      first: `${spaces(7)}${c.pointsText.padStart(9)}  `,
      hanging: spaces(18),
    });
  });

const tierText = ({ tier }: PresentedScore): string =>
  tier === null ? '' : `, ${tier.text}${tier.toVerify ? ' (à vérifier)' : ''}`;

/** The mix of the place is always said; other targets when the lease counts, or could. */
const shownEffects = (candidate: PresentedCandidate): string[] => {
  const shown = candidate.effects.filter((e) => e.scope === 'quartier' || e.counted || e.unknown);
  const silent = candidate.effects.length - shown.length;
  return [
    ...shown.map((e) => `${e.label} : ${e.text}`),
    ...(silent > 0 ? [`ne compte pas pour ${silentText(silent, shown.length)}`] : []),
  ];
};

const silentText = (silent: number, shown: number): string =>
  shown === 0
    ? count(silent, 'objectif du lieu', 'objectifs du lieu')
    : count(silent, 'autre objectif', 'autres objectifs');

/** What holds a candidate between its neighbours; a tie that holds on both sides is said once. */
export const rankText = ({ behind, why }: Pick<PresentedCandidate, 'behind' | 'why'>): string => {
  if (behind === null) return why;
  const same = behind.replace('avec le précédent', 'avec le suivant') === why;
  return `${behind} ; ${same ? 'de même avec le suivant' : why}`;
};

const candidateText = (candidate: PresentedCandidate): string => {
  const { household, affordability } = candidate;
  const several = (label: string, texts: readonly string[]) =>
    texts.map((text, i) => line(i === 0 ? label : '', text));
  return [
    wrap(`Demande ${candidate.number} : ${candidate.score.text}${tierText(candidate.score)}`, {
      first: `\n  ${candidate.rank}. `,
      hanging: spaces(5),
    }),
    line('Ménage', `${household.composition} ; ${household.demand}`),
    line('', [household.housing, ...candidate.work].join(' ; ')),
    line('Ressources', household.resources),
    ...several('Situations', household.situations),
    line('Points', candidate.score.text),
    ...scoreLines(candidate.score),
    ...several('Valeur', standingLines(candidate.priced)),
    line('Rang', rankText(candidate)),
    ...several('Objectifs', shownEffects(candidate)),
    line('Loyer', [affordability.text, ...affordability.warnings.map((w) => `attention : ${w}`)].join(' ; ')),
    ...several('À vérifier', candidate.toCheck),
  ]
    .map((text) => text.trimEnd())
    .join('\n');
};

/** Nothing where no prices count. */
const standingLines = (priced: PresentedCandidate['priced']): readonly string[] =>
  priced === undefined
    ? []
    : [priced.text, ...priced.adds, ...(priced.credit === null ? [] : [priced.credit])];

const nextText = (next: readonly PresentedCandidate[]): string =>
  next.length === 0
    ? ''
    : [
        heading(`Les ${next.length} suivants`),
        ...next.map((c) =>
          wrap(
            `${c.number} : ${c.score.text}${c.priced === undefined ? '' : ` (${c.priced.text})`}${c.score.tier ? ` ; ${c.score.tier.label}` : ''} ; ${c.household.composition}`,
            { first: `  ${String(c.rank).padStart(3)}. `, hanging: spaces(7) },
          ),
        ),
      ].join('\n');

const apartText = (apart: PresentedShortlist['apart']): string =>
  apart.length === 0
    ? ''
    : [
        heading('À part, hors cotation'),
        ...apart.flatMap(({ text, demands }) => [
          wrap(text, { first: '  ', hanging: '  ' }),
          ...demands.map((d) => bullet(`${d.number} : ${d.text}`, 4)),
        ]),
      ].join('\n');

export const shortlistText = (p: PresentedShortlist): string =>
  [
    `Précal : proposition de candidats, au ${p.territory.asOf}`,
    `Territoire : ${p.territory.label}`,
    wrap(
      `Méthode : ${p.method.label}, version ${p.method.version}${p.method.weighting ? ` ; pondération : ${p.method.weighting}` : ''}`,
    ),
    wrap(p.order.text),
    ...p.order.notices.map((notice) => wrap(notice)),
    ...(p.simulated ? ['Données simulées : aucun ménage réel, chiffres des bailleurs fictifs.'] : []),
    dwellingText(p.dwelling),
    qualificationText(p.qualification, { sources: false }),
    funnelText(p),
    heading(
      p.candidates.length === 0
        ? 'Aucun candidat'
        : `${count(p.candidates.length, 'candidat proposé', 'candidats proposés')}`,
    ),
    ...(p.shortReason ? [wrap(p.shortReason.text, { first: '  ' })] : []),
    ...p.candidates.map(candidateText),
    `\n${wrap(`${p.chances.text}.`, { first: '  ' })}`,
    ...(p.fragility?.summary ?? []).map((text) => wrap(text, { first: '  ' })),
    nextText(p.next),
    apartText(p.apart),
    heading('À savoir'),
    wrap(`Départage : ${p.method.tieBreak} (graine ${p.method.seed}).`, { first: '  - ', hanging: '    ' }),
    ...[...p.method.notices, ...p.territory.notices].map((notice) => bullet(notice)),
    `\n${wrap(p.reminder)}`,
    wrap(
      `Vivier ${p.pool.hash.slice(0, 16)}, méthode ${p.method.id} ${p.method.version}, graine ${p.method.seed}${p.order.prices === null ? '' : `, prix ${p.order.prices.hash.slice(0, 16)}`}.`,
    ),
    '',
  ]
    .filter((part, i, all) => part !== '' || i === all.length - 1)
    .join('\n');

export const pairText = (pair: PresentedPair): string =>
  [
    `Demande ${pair.number}`,
    wrap(pair.verdict, { first: '  ' }),
    ...[pair.behind, pair.ahead].flatMap((text) => (text === null ? [] : [labelled('Rang', text, 2)])),
    labelled('Ménage', pair.household.composition, 2),
    labelled('Demande', pair.household.demand, 2),
    labelled('Ressources', pair.household.resources, 2),
    ...pair.household.situations.map((text, i) => labelled(i === 0 ? 'Situations' : '', text, 2)),
    `  Cotation : ${pair.score.text}${tierText(pair.score)}`,
    ...scoreLines(pair.score),
    ...standingLines(pair.priced).map((text, i) => labelled(i === 0 ? 'Valeur' : '', text, 2)),
    '  Règles d’adéquation',
    ...pair.rules.map((rule) =>
      wrap(rule.text, {
        first: `    ${RULE_MARKS[rule.status]} ${rule.label.padEnd(30)} `,
        hanging: spaces(47),
      }),
    ),
    ...pair.score.unknown.map((text) => bullet(text)),
    '',
  ].join('\n');

const RULE_MARKS = { met: 'oui        ', unmet: 'non        ', unknown: 'à vérifier ' } as const;
