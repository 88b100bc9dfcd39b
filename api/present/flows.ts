import type { Reservataire } from '../../engine/domain/codes.ts';
import type { TargetEvent } from '../../engine/domain/target.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { YearlyPotential } from '../../engine/flows/potential.ts';
import type { FlowStatus, Flows } from '../../engine/flows/status.ts';
import type { FlowCell } from '../../engine/targets/flow.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { certaintyMark, provenanceText, weakest } from './certainty.ts';
import { contingentName } from './credits.ts';
import { count, figure, longDay, NBSP, percent, plural } from './format.ts';

/** What every answer on flows is about. */
export interface FlowsContext {
  readonly territory: Territory;
  readonly simulated: boolean;
  /** What is shown: null, all of it. */
  readonly bailleur: string | null;
  readonly reservataire: Reservataire | null;
}

export interface PresentedFlowsHead {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly regime: 'household-profile' | 'orientation';
  /** How contingents are chosen, where shares come from, what the files do not hold. */
  readonly basis: readonly string[];
}

export interface PresentedContingentFlow {
  readonly reservataire: Reservataire;
  readonly label: string;
  readonly share: number;
  readonly certainty: Certainty;
  readonly potentialPerYear: number;
  readonly credited: number;
  readonly expected: number;
  readonly due: number;
  readonly lag: number;
  readonly relativeLag: number | null;
  readonly yearEnd: { readonly credited: number; readonly due: number };
  readonly text: string;
}

export interface PresentedFlowCell {
  readonly bailleur: string;
  readonly label: string;
  readonly qpv: 'in' | 'out';
  readonly stock: number;
  readonly potentialPerYear: number;
  readonly base: number;
  readonly expected: number;
  readonly unknown: number;
  readonly lineToDate: number;
  readonly remaining: number;
  readonly rotation: 'last-12-months' | 'pack';
  readonly text: string;
  readonly contingents: readonly PresentedContingentFlow[];
}

export interface PresentedFlows extends PresentedFlowsHead {
  readonly cells: readonly PresentedFlowCell[];
}

const REGIMES = {
  'household-profile':
    'Le contingent dépend du profil du ménage : il est choisi à la composition des listes, et un bail n’en crédite qu’un.',
  orientation:
    'Chaque logement libéré est orienté vers un réservataire ; un bail ne crédite qu’un contingent, et aucun si le profil du ménage ne le permet pas.',
} as const;

/** Names, regime and sources, said once for all the doors on flows. */
export const flowsHead = (
  { territory, simulated }: Pick<FlowsContext, 'territory' | 'simulated'>,
  { asOf, qpvUnknown }: Pick<Flows, 'asOf' | 'qpvUnknown'>,
): PresentedFlowsHead => {
  const { pack } = territory;
  const { flow, regime, shares } = pack.contingents;
  const shown = shares.filter(({ share }) => share > 0);
  return {
    territory: { id: pack.id, label: pack.label, asOf: longDay(asOf) },
    simulated,
    regime,
    basis: [
      REGIMES[regime],
      `Assiette : ${provenanceText(flow.provenance)}.${flow.provenance.note === undefined ? '' : ` ${flow.provenance.note}`}`,
      ...shown.map(
        ({ label, share, provenance }) => `${label}, ${percent(share, 1)} : ${provenanceText(provenance)}.`,
      ),
      ...(qpvUnknown > 0
        ? [
            `${count(qpvUnknown, 'logement dont le QPV n’est pas dit ne compte', 'logements dont le QPV n’est pas dit ne comptent')} dans aucun flux.`,
          ]
        : []),
    ],
  };
};

export const bailleurName = ({ bailleurById }: Territory, id: string): string =>
  [...bailleurById.values()].find((bailleur) => bailleur.id === id)?.name ?? id;

export const whereText = ({ qpv }: FlowCell): string => (qpv ? 'en QPV' : 'hors QPV');

/** "Vilogia, en QPV". */
export const cellLabel = (territory: Territory, cell: FlowCell): string =>
  `${bailleurName(territory, cell.bailleur)}, ${whereText(cell)}`;

/** Leases or decisions, as the flow counts them: "12 baux", "0,5 attribution". */
export const leases = (value: number, event: TargetEvent, decimals = 0): string => {
  const [one, many] = event === 'lease' ? ['bail', 'baux'] : ['attribution', 'attributions'];
  return `${figure(value, decimals)}${NBSP}${plural(value, one!, many!)}`;
};

const rotationText = ({ rotation, stock }: YearlyPotential): string => {
  const { perYear, from, days, inFlow } = rotation;
  const of = `${count(stock, 'logement', 'logements')} × ${percent(perYear, 1)} de rotation nette`;
  return from === 'last-12-months'
    ? `${of}, constatée sur ${figure(days)} jours (${figure(inFlow)} dans le flux)`
    : `${of}, estimée par le territoire : le bailleur n’a que ${figure(inFlow)} ${plural(inFlow, 'entrée', 'entrées')} dans le flux sur douze mois`;
};

const exclusionsText = ({ withoutMutations, withoutNpru }: YearlyPotential['rotation']): string =>
  withoutMutations + withoutNpru === 0
    ? ''
    : ` ; ôtés du flux sur douze mois : ${count(withoutMutations, 'mutation', 'mutations')}, ${count(withoutNpru, 'relogement du renouvellement urbain', 'relogements du renouvellement urbain')}`;

const cellText = (status: FlowStatus): string => {
  const { state, lineToDate, leasesPerYear, rotation } = status;
  const expected =
    state.expectedBase > 0
      ? `, ${figure(state.expectedBase, 1)} ${plural(state.expectedBase, 'attendue', 'attendues')}`
      : '';
  const unknown =
    state.unknown > 0
      ? ` ; ${count(state.unknown, 'contingent non renseigné, crédité', 'contingents non renseignés, crédités')} à personne`
      : '';
  return `${leases(state.base, state.event)} du flux cette année${expected}, pour ${figure(lineToDate, 1)} à ce jour sur la ligne de l’année ; potentiel : ${figure(leasesPerYear, 1)} par an (${rotationText(status)})${exclusionsText(rotation)}${unknown}.`;
};

/** "retard 5,8 (26 %)", "avance 2,1", "à jour". */
const lagText = (lag: number, relativeLag: number | null): string => {
  const shown = figure(Math.abs(lag), 1);
  if (shown === '0') return 'à jour';
  if (lag < 0) return `avance ${shown}`;
  return `retard ${shown}${relativeLag === null ? '' : ` (${percent(relativeLag)})`}`;
};

const contingentFlow = (territory: Territory, status: FlowStatus, at: number): PresentedContingentFlow => {
  const lag = status.state.lags[at]!;
  const { credited, due } = status.forecast[at]!;
  const { certainty } = territory.pack.contingents.shares.find(
    ({ reservataire }) => reservataire === lag.reservataire,
  )!.provenance;
  const label = contingentName(territory, lag.reservataire);
  const expected = lag.expected > 0 ? ` et ${figure(lag.expected, 1)} attendus` : '';
  return {
    reservataire: lag.reservataire,
    label,
    share: lag.share,
    certainty,
    potentialPerYear: lag.share * status.leasesPerYear,
    credited: lag.credited,
    expected: lag.expected,
    due: lag.due,
    lag: lag.lag,
    relativeLag: lag.relativeLag,
    yearEnd: { credited, due },
    text: `${label} (${percent(lag.share, 1)} ${certaintyMark(certainty)}) : ${figure(lag.credited)} ${plural(lag.credited, 'crédité', 'crédités')}${expected} pour ${figure(lag.due, 1)} dus, ${lagText(lag.lag, lag.relativeLag)} ; potentiel ${figure(lag.share * status.leasesPerYear, 1)} par an ; au 31 décembre, à ce rythme : ${figure(credited, 1)} pour ${figure(due, 1)}`,
  };
};

/** What of the flows is shown, by landlord. */
export const shownCells = <C extends FlowCell>(
  cells: readonly C[],
  { bailleur }: FlowsContext,
): readonly C[] => cells.filter((cell) => bailleur === null || cell.bailleur === bailleur);

/** Flows by landlord × QPV × réservataire, against the year's line. */
export const presentFlows = (context: FlowsContext, flows: Flows): PresentedFlows => ({
  ...flowsHead(context, flows),
  cells: shownCells(flows.cells, context).map((status) => ({
    bailleur: status.bailleur,
    label: cellLabel(context.territory, status),
    qpv: status.qpv ? 'in' : 'out',
    stock: status.stock,
    potentialPerYear: status.leasesPerYear,
    base: status.state.base,
    expected: status.state.expectedBase,
    unknown: status.state.unknown,
    lineToDate: status.lineToDate,
    remaining: status.remaining,
    rotation: status.rotation.from,
    text: cellText(status),
    contingents: status.state.lags
      .map((_, at) => contingentFlow(context.territory, status, at))
      .filter(({ reservataire }) => context.reservataire === null || reservataire === context.reservataire),
  })),
});

/** The weakest certainty of the shares: what a plan drawn from them is worth. */
export const sharesCertainty = ({ pack }: Territory): Certainty =>
  weakest(pack.contingents.shares.map(({ provenance }) => provenance.certainty));
