import type { Semester } from '../../engine/coordination/semester.ts';
import { semesterId } from '../../engine/coordination/semester.ts';
import type { Waiting } from '../../engine/coordination/waiting.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty, CoordinationArea } from '../../engine/domain/territory.ts';
import type { Review } from '../../engine/review/review.ts';
import type { TargetCount } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { type PresentedBilan, presentBilan } from './bilan.ts';
import type { PresentedBilanTarget } from './bilanTargets.ts';
import { provenanceText } from './certainty.ts';
import { type PresentedBlockages, presentBlockages } from './coordinationBlockages.ts';
import { type PresentedDemand, presentDemand } from './coordinationDemand.ts';
import { type PresentedOffer, presentOffer } from './coordinationOffer.ts';
import { type PresentedOrientation, presentOrientation } from './coordinationOrientations.ts';
import { communeName } from './dwelling.ts';
import { alphabetical, count, list, longDay } from './format.ts';
import { type GuidanceEntryShown, type PresentedGuidance, presentGuidance } from './guidance.ts';
import type { PresentedTargetState } from './targetStates.ts';
import type { VacancyState } from './vacancyState.ts';

/** The dossier of a coordination body's half-day (plan de gestion 2016, art. 7.3.2), in the order of its four times. */
export interface PresentedCoordination {
  readonly area: {
    readonly id: string;
    readonly label: string;
    readonly communes: readonly string[];
    readonly certainty: Certainty;
    readonly source: string;
  };
  readonly semester: {
    readonly id: string;
    /** "second semestre 2026". */
    readonly label: string;
    readonly from: string;
    readonly to: string;
    readonly running: boolean;
    readonly text: string;
  };
  readonly asOf: string;
  readonly simulated: boolean;
  readonly title: string;
  readonly offer: PresentedOffer;
  readonly demand: PresentedDemand;
  readonly blockages: PresentedBlockages;
  /** Of the quartiers, the communes and the territory, at the end of the semester; the missed ones first. */
  readonly targets: readonly PresentedBilanTarget[];
  readonly targetsText: string;
  /** Attributions of the semester: key figures of the area and of each commune. */
  readonly bilan: Pick<PresentedBilan, 'definitions' | 'whole' | 'rows'>;
  readonly guidance: readonly PresentedGuidance[];
  readonly orientations: readonly PresentedOrientation[];
  readonly notes: readonly string[];
}

interface Facts {
  readonly area: CoordinationArea;
  readonly semester: Semester;
  readonly window: { readonly from: IsoDay; readonly to: IsoDay };
  readonly running: boolean;
  readonly allocated: readonly Dwelling[];
  readonly open: readonly {
    readonly vacancy: Vacancy;
    readonly dwelling: Dwelling;
    readonly state: VacancyState;
    readonly eligible: number | null;
  }[];
  readonly waiting: Waiting;
  readonly byQuartier: Review;
  readonly byCommune: Review;
  readonly guidance: readonly GuidanceEntryShown[];
  readonly orientations: readonly {
    readonly entry: GuidanceEntryShown;
    readonly from: IsoDay;
    readonly to: IsoDay;
    readonly count: TargetCount;
  }[];
}

export interface CoordinationContext {
  readonly territory: Territory;
  readonly asOf: IsoDay;
  readonly simulated: boolean;
  /** Who asks may not tell a household from a count. */
  readonly smallCells: boolean;
  readonly waiting: { readonly demands: number; readonly abnormal: number | null };
  /** Targets of the day, as they may be shown. */
  readonly states: readonly PresentedTargetState[];
  /** Prices kept of the month's plan; null: none. */
  readonly prices:
    | readonly {
        readonly target: string;
        readonly place: string;
        readonly label: string;
        readonly pricePoints: number;
        readonly text: string;
      }[]
    | null;
}

/** "second semestre 2026". */
export const semesterLabel = ({ year, half }: Semester): string =>
  `${half === 1 ? 'premier' : 'second'} semestre ${year}`;

export const presentCoordination = (context: CoordinationContext, facts: Facts): PresentedCoordination => {
  const { territory, asOf, simulated, smallCells, states } = context;
  const { area, semester, window, running } = facts;
  const { provenance } = territory.pack.coordination;
  const bilanOf = (review: Review): PresentedBilan => presentBilan({ ...context, owner: area.label }, review);
  const byQuartier = bilanOf(facts.byQuartier);
  const byCommune = bilanOf(facts.byCommune);
  const targets = targetsOf(byCommune, byQuartier);
  const label = semesterLabel(semester);
  return {
    area: {
      id: area.id,
      label: area.label,
      communes: area.communes.map((code) => communeName(territory, code)).sort(alphabetical),
      certainty: provenance.certainty,
      source: provenance.source,
    },
    semester: {
      id: semesterId(semester),
      label,
      from: window.from,
      to: window.to,
      running,
      text: `${label}, du ${longDay(window.from)} au ${longDay(window.to)}${running ? ' (en cours)' : ''}`,
    },
    asOf,
    simulated,
    title: `Demi-journée de coordination, ${area.label}, ${label}`,
    offer: presentOffer({ territory, states, smallCells, ...facts }),
    demand: presentDemand(territory, facts.waiting, { smallCells }),
    blockages: presentBlockages({
      territory,
      open: facts.open,
      bilan: byQuartier,
      brakes: brakesOf(context, area),
      smallCells,
    }),
    targets,
    targetsText: targetsText(targets),
    bilan: { definitions: byCommune.definitions, whole: byCommune.whole, rows: byCommune.rows },
    guidance: presentGuidance(territory, facts.guidance, asOf).filter((each) => each.area === area.id),
    orientations: facts.orientations.map((each) => presentOrientation(territory, each, context)),
    notes: notesOf(context, byCommune, provenanceText(provenance)),
  };
};

const URGENCY = ['missed', 'within-tolerance', 'reached', 'empty', null] as const;

/** Those that both reviews give, the territory's, stand once. */
const targetsOf = (...bilans: readonly PresentedBilan[]): readonly PresentedBilanTarget[] => {
  const targets = bilans.flatMap(({ targets }, i) =>
    targets.filter(({ place }) => i === 0 || place !== null),
  );
  return [...targets].sort(
    (a, b) =>
      URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status) ||
      (a.distanceDwellings ?? 0) - (b.distanceDwellings ?? 0) ||
      (a.label < b.label ? -1 : 1),
  );
};

const targetsText = (targets: readonly PresentedBilanTarget[]): string => {
  const of = (...statuses: readonly PresentedBilanTarget['status'][]): number =>
    targets.filter(({ status }) => statuses.includes(status)).length;
  return `${count(of('reached', 'within-tolerance'), 'objectif tenu', 'objectifs tenus')}, ${count(of('missed'), 'manqué', 'manqués')}, ${count(of('empty'), 'sans rien à compter encore', 'sans rien à compter encore')}.`;
};

/** Of the places of the area, those whose target costs something. */
const brakesOf = (
  { territory, prices }: CoordinationContext,
  area: CoordinationArea,
): PresentedBlockages['brakes'] => {
  if (prices === null) return null;
  const inside = new Set<string>([
    ...area.communes,
    ...territory.pack.quartiers.filter(({ commune }) => area.communes.includes(commune)).map(({ id }) => id),
  ]);
  return prices
    .filter(({ place, pricePoints }) => inside.has(place) && pricePoints > 0)
    .map(({ label, pricePoints, text }) => ({ label, pricePoints, text }));
};

const notesOf = (
  { smallCells }: CoordinationContext,
  bilan: PresentedBilan,
  perimeter: string,
): readonly string[] => [
  `Périmètre : ${perimeter}. Il ne pèse sur aucune liste.`,
  'Les objectifs se comptent sur l’année civile, jusqu’au dernier jour compté du semestre ; les autres chiffres, sur le semestre.',
  'Les logements à attribuer et la demande en attente sont ceux du jour, même pour un semestre passé : leur état d’alors n’est pas gardé.',
  ...(smallCells ? [] : ['Ce dossier montre de petits effectifs : il est pour les membres de l’instance.']),
  ...bilan.notes,
];

/** "Lille, Loos et Seclin", of an area. */
export const communesText = ({ communes }: PresentedCoordination['area']): string => list(communes);
