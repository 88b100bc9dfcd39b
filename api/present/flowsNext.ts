import type { Reservataire } from '../../engine/domain/codes.ts';
import type { Orientation, OrientationChoice, Unoriented } from '../../engine/flows/next.ts';
import type { Flows } from '../../engine/flows/status.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { contingentName } from './credits.ts';
import { type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { cellLabel, type FlowsContext, flowsHead, type PresentedFlowsHead } from './flows.ts';
import { count, figure, percent } from './format.ts';

export interface PresentedOrientation {
  readonly vacancy: string;
  readonly dwelling: PresentedDwelling;
  readonly kind: Orientation['kind'];
  readonly reservataire: Reservataire | null;
  readonly label: string;
  readonly text: string;
  readonly choices: readonly {
    readonly reservataire: Reservataire;
    readonly label: string;
    readonly due: number;
    readonly credited: number;
    readonly relativeLag: number;
    readonly candidates: number;
    readonly text: string;
  }[];
}

export interface PresentedNext extends PresentedFlowsHead {
  readonly rule: string;
  /** Vacancies oriented to each, in the order of the codes of the territory. */
  readonly counts: readonly {
    readonly reservataire: Reservataire;
    readonly label: string;
    readonly vacancies: number;
  }[];
  readonly vacancies: readonly PresentedOrientation[];
}

const RULE =
  'Chaque logement va au réservataire dont le retard est le plus grand par rapport à ce qui lui est dû, parmi ceux à qui il est dû au moins un demi-bail et qu’un candidat possible permet de créditer ; à défaut, à celui à qui il est dû le plus. Chaque orientation compte pour les logements suivants. C’est une proposition : l’orientation reste une décision.';

const UNORIENTED: { readonly [U in Unoriented]: string } = {
  'qpv-unknown': 'QPV non renseigné : le logement ne compte dans aucun flux',
  npru: 'libéré pour un relogement du renouvellement urbain : hors du flux (R441-5)',
  'no-candidate': 'aucun candidat possible dont le bail compterait dans le flux',
};

/** Whom each open vacancy should serve next. @param mayShow whether who asks may see a vacancy. */
export const presentNext = (
  context: FlowsContext,
  flows: Flows,
  orientations: readonly Orientation[],
  mayShow: (vacancy: string) => boolean = () => true,
): PresentedNext => {
  const { territory, bailleur, reservataire } = context;
  const shown = orientations.filter(
    (each) =>
      mayShow(each.vacancy.id) &&
      (bailleur === null || each.dwelling.bailleur === bailleur) &&
      (reservataire === null || each.reservataire === reservataire),
  );
  return {
    ...flowsHead(context, flows),
    rule: RULE,
    counts: territory.pack.contingents.shares.map(({ reservataire: each, label }) => ({
      reservataire: each,
      label,
      vacancies: shown.filter((orientation) => orientation.reservataire === each).length,
    })),
    vacancies: shown.map((orientation) => presentOrientation(territory, orientation)),
  };
};

const presentOrientation = (territory: Territory, orientation: Orientation): PresentedOrientation => {
  const { vacancy, dwelling, kind, reservataire, choices } = orientation;
  return {
    vacancy: vacancy.id,
    dwelling: presentDwelling(territory, vacancy, dwelling),
    kind,
    reservataire,
    label: reservataire === null ? 'Aucun' : contingentName(territory, reservataire),
    text: orientationText(territory, orientation),
    choices: choices.map((choice) => ({
      reservataire: choice.reservataire,
      label: contingentName(territory, choice.reservataire),
      due: choice.due,
      credited: choice.credited,
      relativeLag: choice.relativeLag,
      candidates: choice.candidates,
      text: choiceText(territory, choice),
    })),
  };
};

const FIRST_LETTING =
  ' ; première mise en location : elle se répartit par programme, et l’historique ne la distingue pas';

const orientationText = (
  territory: Territory,
  { vacancy, cell, kind, reservataire, why, choices }: Orientation,
): string => {
  if (kind === 'none') return UNORIENTED[why!];
  const name = contingentName(territory, reservataire!);
  if (kind === 'given') return `${name} (déjà orienté)`;
  const chosen = choices.find((choice) => choice.reservataire === reservataire)!;
  const first = vacancy.reason === 'new-build' ? FIRST_LETTING : '';
  return `${choiceText(territory, chosen)} chez ${cellLabel(territory, cell!)}${first}`;
};

const choiceText = (
  territory: Territory,
  { reservataire, due, credited, relativeLag, candidates }: OrientationChoice,
): string =>
  `${contingentName(territory, reservataire)} : ${figure(credited, 1)} pour ${figure(due, 1)} dus avec ce bail (${relativeLag > 0 ? `retard ${percent(relativeLag)}` : 'sans retard'}), ${candidates === 0 ? 'aucun candidat possible' : count(candidates, 'candidat possible', 'candidats possibles')}`;
