import type { CommuneCode, QuartierId } from '../../engine/domain/ids.ts';
import type { Certainty, Target } from '../../engine/domain/territory.ts';
import type { RowOutlook, RowState } from '../../engine/targets/after.ts';
import { eventOf } from '../../engine/targets/ledger.ts';
import type { CommuneMoves } from '../../engine/targets/reciprocity.ts';
import type { TargetRow } from '../../engine/targets/rows.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { communeName } from './dwelling.ts';
import { count, figure, longDay, NBSP, percentBeside, plural, sentence } from './format.ts';
import { aimWords, dwellings } from './targets.ts';

/** A target in its place, before and after a session's lists, in words: dashboards and session pages. */
export interface PresentedTargetRow {
  readonly id: string;
  readonly target: string;
  readonly label: string;
  /** The whole of it in one sentence. */
  readonly text: string;
  /** "objectif au moins 45 %", with the reference of a convergence. */
  readonly aim: string;
  /** What lists still awaited and leases to sign bring; null when nothing is. */
  readonly awaited: string | null;
  /** Clause de revoyure; null without one. */
  readonly review: string | null;
  readonly precedence: number;
  readonly penaltyPoints: number;
  readonly active: boolean;
  readonly certainty: Certainty;
  readonly source: string;
}

/** What a target looks at, in whole: "112 premiers accès". */
const looked = (target: Target, among: number): string => {
  if (eventOf(target) === 'lease')
    return target.among === 'first-access'
      ? `${count(among, 'bail signé', 'baux signés')} en premier accès`
      : count(among, 'bail signé', 'baux signés');
  return target.among === 'first-access'
    ? `${figure(among)}${NBSP}${plural(among, 'premier', 'premiers')} accès`
    : count(among, 'attribution', 'attributions');
};

const NOTHING: { readonly [A in Target['among']]: string } = {
  'first-access': 'aucun premier accès cette année',
  all: 'aucune attribution cette année',
  'flow-without-mutations': 'aucune attribution du flux cette année',
  'flow-without-own-mutations': 'aucune attribution du flux cette année',
};

/** Name of a target's place: the quartier's label, the residence, the commune, the landlord. */
export const placeName = (territory: Territory, { scope }: Target, place: string): string => {
  switch (scope) {
    case 'territory':
      return territory.pack.label;
    case 'commune':
      return communeName(territory, place as CommuneCode);
    case 'bailleur':
      return territory.pack.bailleurs.find(({ id }) => id === place)?.name ?? place;
    case 'quartier':
      return territory.quartierById.get(place as QuartierId)?.label ?? place;
    case 'residence':
      return place.slice(place.indexOf(' ') + 1);
  }
};

const SCOPE_NOUNS = /(quartier|commune|bailleur)$/;

/** "Accord collectif, bailleur Partenord", "Préconisation (Les Tilleuls)". */
export const rowLabel = (
  territory: Territory,
  { target, place }: Pick<TargetRow, 'target' | 'place'>,
): string => {
  const name = placeName(territory, target, place);
  return SCOPE_NOUNS.test(target.label) ? `${target.label} ${name}` : `${target.label} (${name})`;
};

const aimText = ({ target, aim }: TargetRow): string => {
  if (target.counts.reciprocity) return 'objectif : autant d’arrivées que de départs';
  const base = `objectif ${aimWords(aim)}`;
  if (aim.reference === null) return target.count?.pace === 'linear' ? `${base} à ce jour` : base;
  const { share, allocations } = aim.reference;
  const convergence = target.convergence!;
  return allocations < convergence.fromAllocations
    ? `${base} (référence ${percentBeside(share, aim.shareHundredths / 100)} jusqu’à la ${figure(convergence.fromAllocations)}e attribution du territoire)`
    : `${base} (le territoire est à ${percentBeside(share, aim.shareHundredths / 100)})`;
};

const standing = ({ target, aim }: TargetRow, { shortDwellings }: RowState): string => {
  if (shortDwellings === 0) return 'objectif atteint';
  if (target.counts.reciprocity) return `il manque ${count(shortDwellings, 'arrivée', 'arrivées')}`;
  return aim.bound === 'min'
    ? `il manque ${count(shortDwellings, 'logement', 'logements')}`
    : `${count(shortDwellings, 'logement', 'logements')} de trop`;
};

const stands = (row: TargetRow, { share, count: { among, counted } }: RowState): string => {
  if (row.target.counts.reciprocity)
    return `${count(counted, 'arrivée', 'arrivées')} pour ${count(row.aim.dueHundredths / 100, 'départ', 'départs')}`;
  if (row.aim.kind === 'count') return `${figure(counted, 1)} sur ${dwellings(row.aim.dueHundredths / 100)}`;
  return share === null
    ? NOTHING[row.target.among]
    : `${percentBeside(share, row.aim.shareHundredths / 100)} de ${looked(row.target, among)}`;
};

/** "en apporte 2,3 attendus": of those that the target counts. */
const brought = (row: TargetRow, value: number): string =>
  `en ${row.aim.bound === 'min' ? 'apporte' : 'ajoute'} ${figure(value, 1)}${NBSP}${plural(value, 'attendu', 'attendus')}`;

const sessionText = ({ row, brings, expected, ifFirstRanksAccept }: RowOutlook): string => {
  if (brings.among === 0) return 'la séance n’y change rien';
  const shares =
    row.aim.kind === 'share' && expected.share !== null && ifFirstRanksAccept.share !== null
      ? `, soit ${percentBeside(expected.share, row.aim.shareHundredths / 100)} attendus et ${percentBeside(ifFirstRanksAccept.share, row.aim.shareHundredths / 100)} si tous les premiers acceptent`
      : '';
  return `la séance ${brought(row, brings.counted)}${shares}`;
};

const awaitedText = (row: TargetRow): string | null =>
  row.expected.among === 0
    ? null
    : `${eventOf(row.target) === 'lease' ? 'baux à signer et réponses attendues' : 'réponses attendues'} : ${figure(row.expected.counted, 1)} sur ${figure(row.expected.among, 1)}`;

const reviewText = ({ review }: Target): string | null =>
  review === undefined
    ? null
    : `Clause de revoyure, ${review.on === null ? 'sans date fixée' : `le ${longDay(review.on)}`} : ${review.mayChange}.`;

/**
 * "Accord collectif, bailleur X : 41 % de 112 premiers accès, il manque 5 logements ; la séance en apporte 2,3 attendus, soit
 * 42 % attendus et 43 % si tous les premiers acceptent."
 */
export const presentTargetRow = (territory: Territory, outlook: RowOutlook): PresentedTargetRow => {
  const { row, before } = outlook;
  const label = rowLabel(territory, row);
  const awaited = awaitedText(row);
  const unknown =
    before.count.unknown > 0
      ? ` (${figure(before.count.unknown)} au profil non renseigné, ${plural(before.count.unknown, 'compté', 'comptés')} contre)`
      : '';
  const parts = [
    `${stands(row, before)}${unknown}, ${standing(row, before)}`,
    ...(awaited === null ? [] : [awaited]),
    sessionText(outlook),
    ...(row.active ? [] : ['suivi sans effet sur les listes']),
  ];
  return {
    id: row.id,
    target: row.target.id,
    label,
    text: `${label} : ${parts.join(' ; ')}.`,
    aim: sentence(aimText(row)),
    awaited,
    review: reviewText(row.target),
    precedence: row.target.precedence,
    penaltyPoints: row.penaltyPoints,
    active: row.active,
    certainty: row.target.provenance.certainty,
    source: row.target.provenance.source,
  };
};

/** "Lille : 12 mutations reçues d’autres communes, 15 parties vers d’autres, 30 en son sein ; 4 d’origine non renseignée." */
export const reciprocityText = (territory: Territory, commune: CommuneCode, moves: CommuneMoves): string => {
  const { received, sent, within, unknownHome } = moves;
  const unknown =
    unknownHome > 0 ? ` ; ${count(unknownHome, 'mutation', 'mutations')} d’une commune non renseignée` : '';
  return `${communeName(territory, commune)} : ${count(received, 'mutation reçue', 'mutations reçues')} d’autres communes, ${count(sent, 'partie', 'parties')} vers d’autres, ${figure(within)} dans la commune${unknown}.`;
};
