import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { PresentedBilan } from './bilan.ts';
import { type PresentedDwelling, presentDwelling } from './dwelling.ts';
import { count, figure, percent } from './format.ts';
import { type PresentedVacancyState, presentVacancyState, type VacancyState } from './vacancyState.ts';

/** Candidates that the law asks to be presented for a dwelling (CCH, art. R441-3). */
const LEGAL_FLOOR = 3;
/** Days from which a dwelling has been free for long: that of the home page. Ours. */
const LONG_DAYS = 92;

export interface PresentedBlockedDwelling {
  readonly dwelling: PresentedDwelling;
  readonly state: PresentedVacancyState;
  readonly text: string;
}

export interface PresentedRefusals {
  readonly label: string;
  /** Null: withheld. */
  readonly answered: number | null;
  readonly refused: number | null;
  /** Refused, or left without an answer, of those answered; null: nothing answered, or withheld. */
  readonly share: number | null;
}

export interface PresentedBlockages {
  readonly text: string;
  /** Open dwellings for which fewer than three households are left by the rules. */
  readonly fewCandidates: readonly PresentedBlockedDwelling[];
  readonly longVacant: readonly PresentedBlockedDwelling[];
  /** The whole area first, then its quartiers, the most refused first. */
  readonly refusals: readonly PresentedRefusals[];
  /** Targets that brake lists, with what one more dwelling costs; null: no price is kept. */
  readonly brakes:
    | readonly { readonly label: string; readonly pricePoints: number; readonly text: string }[]
    | null;
}

interface Open {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  readonly state: VacancyState;
  readonly eligible: number | null;
}

/** What stands in the way in an area: dwellings without candidates, long free, refused; targets that cost points. */
export const presentBlockages = (input: {
  readonly territory: Territory;
  readonly open: readonly Open[];
  readonly bilan: Pick<PresentedBilan, 'whole' | 'rows'>;
  readonly brakes: PresentedBlockages['brakes'];
  readonly smallCells: boolean;
}): PresentedBlockages => {
  const { territory, open, bilan, brakes, smallCells } = input;
  const blocked = ({ vacancy, dwelling, state }: Open, text: string): PresentedBlockedDwelling => ({
    dwelling: presentDwelling(territory, vacancy, dwelling),
    state: presentVacancyState(state),
    text,
  });
  const few = open
    .filter(({ eligible }) => eligible !== null && eligible < LEGAL_FLOOR)
    .sort((a, b) => a.eligible! - b.eligible! || (a.vacancy.id < b.vacancy.id ? -1 : 1));
  const long = open
    .flatMap((each) =>
      each.state.kind === 'waiting' && each.state.days >= LONG_DAYS ? [{ each, days: each.state.days }] : [],
    )
    .sort((a, b) => b.days - a.days || (a.each.vacancy.id < b.each.vacancy.id ? -1 : 1));
  return {
    text: `${count(few.length, 'logement à attribuer a', 'logements à attribuer ont')} moins de ${LEGAL_FLOOR} candidats possibles ; ${count(long.length, 'est libre', 'sont libres')} depuis plus de trois mois.`,
    fewCandidates: few.map((each) =>
      blocked(
        each,
        smallCells
          ? `moins de ${LEGAL_FLOOR}`
          : count(each.eligible ?? 0, 'candidat possible', 'candidats possibles'),
      ),
    ),
    longVacant: long.map(({ each, days }) => blocked(each, `libre depuis ${figure(days)} jours`)),
    refusals: refusalsOf(bilan),
    brakes,
  };
};

const refusalsOf = ({
  whole,
  rows,
}: Pick<PresentedBilan, 'whole' | 'rows'>): readonly PresentedRefusals[] => {
  const of = ({ label, years }: PresentedBilan['whole']): PresentedRefusals => {
    const value = (id: string): number | null => years[0]?.[id]?.value ?? null;
    const answered = value('offers.answered');
    const [no, silent] = [value('offers.refused'), value('offers.no-answer')];
    const refused = no === null || silent === null ? null : no + silent;
    return {
      label,
      answered,
      refused,
      share: answered === null || refused === null || answered === 0 ? null : refused / answered,
    };
  };
  return [
    of(whole),
    ...rows
      .map(of)
      .filter(({ answered }) => answered !== 0)
      .sort((a, b) => (b.share ?? -1) - (a.share ?? -1) || (a.label < b.label ? -1 : 1)),
  ];
};

/** "12 refus sur 31 réponses (39 %)". */
export const refusalText = ({ answered, refused, share }: PresentedRefusals): string =>
  answered === null || refused === null
    ? 'effectif trop petit'
    : share === null
      ? 'aucune réponse'
      : `${figure(refused)} sur ${figure(answered)} (${percent(share)})`;
