import type { Brake } from '../../engine/assignment/explain/brake.ts';
import type { TargetExplanation } from '../../engine/assignment/explain/targets.ts';
import type { RowState } from '../../engine/targets/after.ts';
import type { TargetRow } from '../../engine/targets/rows.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { figure, list, NBSP, percentBeside, plural } from './format.ts';
import { about, parts, type SessionNames, theTargets } from './sessionWords.ts';
import { type PresentedTargetRow, presentTargetRow } from './targetRows.ts';

/** A target of the session: before, after, what it cost and what brakes it. */
export interface PresentedSessionTarget extends PresentedTargetRow {
  /** "38 %" or "3 logements"; "aucune attribution" before the first. */
  readonly beforeText: string;
  readonly expectedText: string;
  /** What the session was asked to make up, or may take. */
  readonly askedText: string;
  /** What is still lacking of it; null when it holds. */
  readonly lackText: string | null;
  /** Dwellings lacking of what was asked. */
  readonly lack: number;
  /** Price of one dwelling more, points: "frein". */
  readonly pricePoints: number;
  readonly priceText: string | null;
  /** Households of the lists that bring it nearer. */
  readonly served: readonly string[];
  /** Households that the method alone would list, kept from a list by this target. */
  readonly keptOut: readonly string[];
  /** Why no more was reached; null when it holds. */
  readonly brake: string | null;
}

export const presentSessionTarget = (
  territory: Territory,
  explained: TargetExplanation,
  { names, strict }: { readonly names: SessionNames; readonly strict: boolean },
): PresentedSessionTarget => {
  const { target, outlook, asked, slack, price, penalty, served, keptOut, brake } = explained;
  return {
    ...presentTargetRow(territory, outlook),
    beforeText: stateText(target, outlook.before),
    expectedText: stateText(target, outlook.expected),
    askedText: askedText(asked),
    lackText: lackText(slack),
    lack: slack,
    pricePoints: price / 1000,
    priceText: priceText(price),
    served: served.map(
      ({ vacancy, rank, row, dwellings }) =>
        `demande ${names.demand(row)}, rang ${rank} du logement ${names.vacancy(vacancy)} : +${parts(dwellings)} ${plural(dwellings, 'attendu', 'attendus')}`,
    ),
    keptOut: keptOut.map(
      ({ row, vacancy, rank }) =>
        `demande ${names.demand(row)}, qui serait au rang ${rank} du logement ${names.vacancy(vacancy)} par la méthode seule`,
    ),
    brake: brake === null ? null : brakeText(brake, { names, penalty, strict }),
  };
};

/** "il manque 0,71 logement attendu"; null when it holds. @param slack dwellings lacking of what was asked. */
export const lackText = (slack: number): string | null =>
  slack > 0 ? `il manque ${parts(slack)} ${plural(slack, 'attendu', 'attendus')}` : null;

/** "frein : 60 points par logement"; null when it costs nothing. @param price thousandths of points. */
export const priceText = (price: number): string | null =>
  Math.round(price / 10) === 0 ? null : `frein : ${about(price)} par logement`;

/** A hair of a dwelling is neither asked nor given. */
const askedText = (asked: number): string =>
  Math.abs(asked) < 0.005
    ? 'la séance ne doit rien y retirer'
    : asked > 0
      ? `à rattraper dans la séance : ${parts(asked)}`
      : `la séance peut y retirer ${parts(-asked)}`;

const stateText = (row: TargetRow, { share, count }: RowState): string => {
  if (row.aim.kind === 'count')
    return `${figure(count.counted, 1)}${NBSP}${plural(count.counted, 'logement', 'logements')}`;
  return share === null ? 'aucune attribution' : percentBeside(share, row.aim.shareHundredths / 100, 1);
};

const brakeText = (
  brake: Brake,
  { names, penalty, strict }: { names: SessionNames; penalty: number; strict: boolean },
): string => {
  switch (brake.kind) {
    case 'nobody':
      return 'Aucune demande éligible à ces logements n’en apporterait davantage.';
    case 'all-listed':
      return 'Les demandes qui en apporteraient davantage sont déjà toutes proposées dans la séance.';
    case 'exchange': {
      const { vacancy, out, enters, both, gained, costPerDwelling, opposing } = brake;
      const opposed =
        opposing.length === 0
          ? ''
          : ` ; s’y ${opposing.length === 1 ? 'oppose' : 'opposent'} ${theTargets(opposing, names)}`;
      const worth = strict
        ? ''
        : costPerDwelling >= penalty
          ? `, et un logement manquant en vaut ${about(penalty)}`
          : `, moins que les ${about(penalty)} d’un logement manquant : l’écart que dit le certificat le laisse ouvert`;
      return `L’échange le moins cher (demande ${names.demand(enters)} ${both ? 'devant' : 'à la place de'} la demande ${names.demand(out)}, logement ${names.vacancy(vacancy)}) en apporterait ${parts(gained)} et coûterait ${about(costPerDwelling)} par logement${worth}${opposed}.`;
    }
  }
};

/** "Objectifs non tenus : …"; null when all hold. */
export const lackingText = (targets: readonly PresentedSessionTarget[]): string | null => {
  const lacking = targets.filter(({ lack }) => lack > 0);
  return lacking.length === 0
    ? null
    : `${lacking.length === 1 ? 'Objectif non tenu' : 'Objectifs non tenus'} : ${list(lacking.map(({ label, lackText }) => `${label} (${lackText})`))}.`;
};
