import type { Reservataire } from '../../engine/domain/codes.ts';
import type { PlannedCell, PlannedContingent, ShortBound, YearPlan } from '../../engine/flows/plan.ts';
import type { Flows } from '../../engine/flows/status.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { certaintyMark } from './certainty.ts';
import { contingentName } from './credits.ts';
import {
  cellLabel,
  type FlowsContext,
  flowsHead,
  leases,
  type PresentedFlowsHead,
  sharesCertainty,
  shownCells,
} from './flows.ts';
import { count, figure, list, plural } from './format.ts';

export interface PresentedPlannedContingent {
  readonly reservataire: Reservataire;
  readonly label: string;
  readonly credited: number;
  readonly dueYear: number;
  readonly planned: number;
  readonly short: number;
  /** What keeps it short: `profiles`, `flow`; null when nothing is short. */
  readonly bound: ShortBound['kind'] | null;
  readonly text: string;
}

export interface PresentedPlanCell {
  readonly bailleur: string;
  readonly label: string;
  readonly qpv: 'in' | 'out';
  readonly remaining: number;
  readonly unfilled: number;
  readonly text: string;
  readonly contingents: readonly PresentedPlannedContingent[];
}

export interface PresentedPlan extends PresentedFlowsHead {
  readonly rule: string;
  readonly short: { readonly reserved: number; readonly own: number; readonly text: string };
  readonly cells: readonly PresentedPlanCell[];
}

const RULE =
  'Le plan répartit les baux à venir du flux : d’abord le moins de manque possible aux parts des conventions (un manque réservé pèse deux fois un manque hors contingent), puis, chez chaque bailleur, le réservataire le plus en retard le soit le moins possible. Il est borné par les demandes en attente qui peuvent être créditées.';

/** The rest of the year by landlord × réservataire × QPV. */
export const presentPlan = (context: FlowsContext, flows: Flows, plan: YearPlan): PresentedPlan => {
  const event = flows.cells[0]?.state.event ?? 'decision';
  const { reserved, own } = plan.short;
  return {
    ...flowsHead(context, flows),
    rule: `${RULE} ${certaintyMark(sharesCertainty(context.territory))}`,
    short: {
      reserved,
      own,
      text:
        reserved + own === 0
          ? 'Le plan tient toutes les parts au 31 décembre.'
          : `Au mieux, il manquera ${leases(reserved, event, 1)} aux réservataires et ${figure(own, 1)} hors contingent au 31 décembre, tous bailleurs ensemble.`,
    },
    cells: shownCells(plan.cells, context).map((cell) => ({
      bailleur: cell.bailleur,
      label: cellLabel(context.territory, cell),
      qpv: cell.qpv ? 'in' : 'out',
      remaining: cell.remaining,
      unfilled: cell.unfilled,
      text: `${leases(cell.remaining, event, 1)} à venir d’ici au 31 décembre${cell.unfilled > 0 ? `, dont ${figure(cell.unfilled, 1)} sans demande en attente` : ''}`,
      contingents: contingents(context, cell),
    })),
  };
};

const contingents = (
  { territory, reservataire }: FlowsContext,
  cell: PlannedCell,
): readonly PresentedPlannedContingent[] =>
  cell.contingents
    .filter((each) => reservataire === null || each.reservataire === reservataire)
    .map((each) => ({
      reservataire: each.reservataire,
      label: contingentName(territory, each.reservataire),
      credited: each.credited,
      dueYear: each.dueYear,
      planned: each.planned,
      short: each.short,
      bound: each.bound?.kind ?? null,
      text: plannedText(territory, each),
    }));

const plannedText = (territory: Territory, each: PlannedContingent): string => {
  const { reservataire, planned, credited, dueYear, short, bound } = each;
  const base = `${contingentName(territory, reservataire)} : ${figure(planned, 1)} à lui donner, après ${figure(credited, 1)} ${plural(credited, 'crédité', 'crédités')}, pour ${figure(dueYear, 1)} dus sur l’année`;
  return bound === null
    ? base
    : `${base} ; il en manquera ${figure(short, 1)} : ${boundText(territory, bound)}`;
};

const boundText = (territory: Territory, bound: ShortBound): string => {
  if (bound.kind === 'flow') {
    const parts = [
      ...(bound.overCredited > 0
        ? [
            `${figure(bound.overCredited, 1)} ${plural(bound.overCredited, 'a été crédité', 'ont été crédités')} à d’autres au-delà de leur part`,
          ]
        : []),
      ...(bound.unknown > 0
        ? [`${count(bound.unknown, 'contingent n’est pas renseigné', 'contingents ne sont pas renseignés')}`]
        : []),
    ];
    return parts.length === 0
      ? 'les baux à venir ne suffisent pas'
      : `les baux à venir ne suffisent pas (${list(parts)})`;
  }
  const names = list(
    bound.contingents.map((each) => `« ${contingentName(territory, each)} »`),
    'ou',
  );
  const where = bound.cell === null ? 'dans tout le vivier' : 'là où le bailleur a des logements';
  return bound.waiting === 0
    ? `aucune demande en attente ne peut être créditée à ${names} ${where}`
    : `${count(bound.waiting, 'demande en attente seulement peut être créditée', 'demandes en attente seulement peuvent être créditées')} à ${names} ${where}`;
};
