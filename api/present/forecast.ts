import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { TargetForecast } from '../../engine/forecast/targetForecast.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { count, figure, longDay, NBSP, percent } from './format.ts';
import { placeName, rowLabel } from './targetRows.ts';

/** Where the year will end for a target in one place. */
export interface PresentedForecast {
  readonly id: string;
  readonly target: string;
  readonly targetLabel: string;
  readonly place: string;
  readonly placeName: string;
  readonly label: string;
  readonly bound: 'min' | 'max';
  /** Share today, 0 to 1; null for a number of dwellings, or when nothing is counted. */
  readonly share: number | null;
  /** Share at the year's end: expected, and the ends between which it falls four times in five. */
  readonly yearEnd: { readonly mean: number; readonly low: number; readonly high: number } | null;
  readonly aimShare: number | null;
  readonly aimDwellings: number | null;
  /** Dwellings beyond the target at the year's end; negative, short of it. */
  readonly distance: { readonly mean: number; readonly low: number; readonly high: number };
  /** Chance of ending at the target or within its tolerance, 0 to 1. */
  readonly chance: number;
  readonly neededShare: number | null;
  readonly toCome: { readonly mean: number; readonly low: number; readonly high: number };
  readonly action: 'not-needed' | 'until' | 'too-late' | 'not-known';
  readonly actBefore: IsoDay | null;
  /** What is expected, in a sentence; then what can still be done. */
  readonly text: string;
  readonly actionText: string;
  readonly precedence: number;
  readonly certainty: Certainty;
}

/** @param id names the target in its place. */
export const presentForecast = (
  territory: Territory,
  told: TargetForecast,
  id: string,
): PresentedForecast => {
  const { state, aim, forecast, action } = told;
  const { target, place } = state;
  const isShare = aim.kind === 'share';
  return {
    id,
    target: target.id,
    targetLabel: target.label,
    place,
    placeName: placeName(territory, target, place),
    label: rowLabel(territory, state),
    bound: aim.bound,
    share: isShare ? state.share : null,
    yearEnd: forecast.share,
    aimShare: isShare ? aim.shareHundredths / 100 : null,
    aimDwellings: isShare ? null : aim.dueHundredths / 100,
    distance: forecast.distance,
    chance: forecast.chance,
    neededShare: isShare ? forecast.neededShare : null,
    toCome: forecast.toCome,
    action: action.kind,
    actBefore: action.kind === 'until' ? action.day : null,
    text: expectedText(told),
    actionText: actionText(told),
    precedence: target.precedence,
    certainty: target.provenance.certainty,
  };
};

const expectedText = ({ aim, forecast }: TargetForecast): string => {
  const { share, distance, chance, toCome } = forecast;
  const chances = `${oddsText(chance)} de finir l’année à l’objectif, tolérance comprise`;
  const coming = `${range(toCome, (n) => figure(Math.round(n)))} attributions encore attendues`;
  if (aim.kind === 'count') {
    const short = (dwellings: number) =>
      `${figure(Math.abs(Math.round(dwellings)))} ${dwellings < 0 ? 'de moins' : 'de plus'}`;
    return `Fin d’année : ${short(distance.mean)} que les ${figure(Math.round(aim.dueHundredths / 100))} demandés (entre ${short(distance.low)} et ${short(distance.high)}, quatre fois sur cinq) ; ${coming}. ${chances}.`;
  }
  if (share === null) return `Rien n’est compté, et rien n’est attendu d’ici la fin de l’année.`;
  const asked = `${aim.bound === 'min' ? 'au moins' : 'au plus'} ${percent(aim.shareHundredths / 100)} demandés`;
  return `Fin d’année : ${percent(share.mean)} attendus, entre ${percent(share.low)} et ${percent(share.high)} quatre fois sur cinq ; ${asked} ; ${coming}. ${chances}.`;
};

/** "Entre 3 et 9", or one figure where both ends are the same. */
const range = (
  { low, high }: { readonly low: number; readonly high: number },
  say: (value: number) => string,
): string => (say(low) === say(high) ? say(low) : `${say(low)} à ${say(high)}`);

/** "3 chances sur 4", by tenths: finer would say more than is known. */
const oddsText = (chance: number): string => {
  const tenths = Math.round(chance * 10);
  if (chance < 0.05) return `Moins d’une chance sur 20`;
  if (chance > 0.95) return `Plus de 19${NBSP}chances sur 20`;
  return `${count(tenths, 'chance', 'chances')} sur 10`;
};

const actionText = ({ aim, forecast, action, reachable, years }: TargetForecast): string => {
  const { neededShare } = forecast;
  const need =
    aim.kind !== 'share'
      ? ''
      : neededShare === null
        ? ' Aucune part des attributions à venir n’y suffirait à coup presque sûr.'
        : ` Il en faudrait ${aim.bound === 'min' ? 'au moins' : 'au plus'} ${percent(neededShare)} des attributions à venir.`;
  const seen =
    reachable === null
      ? ''
      : ` (${percent(reachable)}, atteint par un lieu sur dix de ${years[0]} à ${years.at(-1)})`;
  switch (action.kind) {
    case 'not-needed':
      return 'Rien à changer : au rythme actuel, l’objectif est tenu au moins quatre fois sur cinq.';
    case 'until':
      return `Il reste temps d’agir jusqu’au ${longDay(action.day)} : au-delà, même la meilleure part déjà vue${seen} n’y suffirait plus.${need}`;
    case 'too-late':
      return `Il est trop tard pour y compter : même la meilleure part déjà vue${seen}, dès aujourd’hui, n’y suffirait pas quatre fois sur cinq.${need}`;
    case 'not-known':
      return `Trop peu d’années sont connues pour dire quelle part est atteignable.${need}`;
  }
};

/** What a reader must know of all of them. */
export const FORECAST_NOTICE =
  'Ces prévisions ne lisent que les compteurs de l’année et des années passées : ni les logements à venir, ni les demandes, ni un changement de règle n’y entrent. Un intervalle dit ce qui arrive quatre fois sur cinq, pas ce qui est certain.';
