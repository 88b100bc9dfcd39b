import type { Reservataire } from '../../engine/domain/codes.ts';
import type { TargetEvent } from '../../engine/domain/target.ts';
import { FRAGILITIES, type Fragility } from '../../engine/domain/territory.ts';
import type { CreditedPlaces } from '../../engine/flows/localisation.ts';
import type { Overlaps } from '../../engine/flows/overlaps.ts';
import type { Flows } from '../../engine/flows/status.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { contingentName } from './credits.ts';
import { bailleurName, type FlowsContext, flowsHead, leases, type PresentedFlowsHead } from './flows.ts';
import { count, figure, list, percent, sentence } from './format.ts';

const FRAGILITY_NAMES: { readonly [F in Fragility]: string } = {
  'most-fragile': 'dans les quartiers les plus fragiles',
  fragile: 'dans les quartiers fragiles',
  'less-fragile': 'dans les quartiers moins fragiles',
  unknown: 'de fragilité non connue',
};

export interface PresentedPlaces {
  /** Null for all of the flow, and where no contingent is on record. */
  readonly reservataire: Reservataire | null;
  readonly label: string;
  readonly leases: number;
  readonly byFragility: readonly { readonly fragility: Fragility; readonly leases: number }[];
  readonly text: string;
}

export interface PresentedLocalisation extends PresentedFlowsHead {
  readonly of: string;
  readonly all: PresentedPlaces;
  readonly credited: readonly PresentedPlaces[];
}

/** Where the leases credited to each réservataire are (plan de gestion 2016, art. 7.4). */
export const presentLocalisation = (
  context: FlowsContext,
  flows: Flows,
  { all, credited }: { readonly all: CreditedPlaces; readonly credited: readonly CreditedPlaces[] },
): PresentedLocalisation => {
  const { territory, bailleur, reservataire } = context;
  const event = flows.cells[0]?.state.event ?? 'decision';
  return {
    ...flowsHead(context, flows),
    of: bailleur === null ? 'tous les bailleurs' : bailleurName(territory, bailleur),
    all: places(all, 'Ensemble du flux', event),
    credited: credited
      .filter((each) => reservataire === null || each.reservataire === reservataire)
      .map((each) =>
        places(
          each,
          each.reservataire === null
            ? 'Contingent non renseigné'
            : contingentName(territory, each.reservataire),
          event,
        ),
      ),
  };
};

const places = (
  { reservataire, leases: total, byFragility }: CreditedPlaces,
  label: string,
  event: TargetEvent,
): PresentedPlaces => {
  const parts = FRAGILITIES.filter((fragility) => byFragility[fragility] > 0).map(
    (fragility) =>
      `${figure(byFragility[fragility])} (${percent(byFragility[fragility] / total)}) ${FRAGILITY_NAMES[fragility]}`,
  );
  return {
    reservataire,
    label,
    leases: total,
    byFragility: FRAGILITIES.map((fragility) => ({ fragility, leases: byFragility[fragility] })),
    text: `${label} : ${total === 0 ? 'rien cette année' : `${leases(total, event)} cette année, dont ${list(parts)}`}`,
  };
};

export interface PresentedOverlaps extends PresentedFlowsHead {
  readonly waiting: readonly {
    readonly contingents: readonly Reservataire[];
    readonly demands: number;
    readonly text: string;
  }[];
  readonly credited: readonly {
    readonly allowed: readonly Reservataire[];
    readonly leases: number;
    readonly text: string;
  }[];
  readonly notes: readonly string[];
}

const names = (territory: Territory, contingents: readonly Reservataire[]): string =>
  list(
    contingents.map((each) => `« ${contingentName(territory, each)} »`),
    'ou',
  );

/** To which contingents waiting demands could be credited, and how past leases were. */
export const presentOverlaps = (
  context: FlowsContext,
  flows: Flows,
  overlaps: Overlaps,
): PresentedOverlaps => {
  const { territory } = context;
  const event = flows.cells[0]?.state.event ?? 'decision';
  return {
    ...flowsHead(context, flows),
    waiting: overlaps.waiting.map(({ contingents, demands }) => ({
      contingents,
      demands,
      text: `${count(demands, 'demande en attente', 'demandes en attente')} : ${
        contingents.length === 0
          ? 'hors contingent seulement'
          : `${names(territory, contingents)}${contingents.length > 1 ? ' ; un seul à la fois' : ''}`
      }`,
    })),
    credited: overlaps.credited.map(({ allowed, leases: total, credited }) => ({
      allowed,
      leases: total,
      text: `${sentence(allowed.length === 0 ? 'ni DALO ni situation vérifiée qui crédite un contingent' : `profils qui permettent ${names(territory, allowed)}`)} : ${leases(total, event)} cette année, ${list(
        credited.map(
          (each) =>
            `${figure(each.leases)} ${each.reservataire === null ? 'au contingent non renseigné' : each.reservataire === 'AUCUN' ? 'hors contingent' : `à « ${contingentName(territory, each.reservataire)} »`}`,
        ),
      )}`,
    })),
    notes: [
      'Un bail ne crédite qu’un contingent, même quand le profil en permet plusieurs.',
      'Une attribution passée ne garde ni l’employeur ni les contingents que citait la demande : seuls DALO et situations vérifiées disent ce que le profil permettait.',
      ...(overlaps.unsaid > 0
        ? [
            `${leases(overlaps.unsaid, event)} ne ${overlaps.unsaid >= 2 ? 'disent' : 'dit'} ni DALO ni situations : dans aucune ligne.`,
          ]
        : []),
    ],
  };
};
