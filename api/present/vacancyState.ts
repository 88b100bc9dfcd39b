import type { IsoDay } from '../../engine/domain/ids.ts';
import type { CaseStanding } from '../records/projections/case.ts';
import { standingText } from './commission.ts';
import { count, longDay } from './format.ts';

/** Where a freed dwelling stands on a day. */
export type VacancyState =
  /** A household said yes, or the dwelling was attributed. */
  | { readonly kind: 'taken' }
  /** On the list of a session that somebody may still accept. `turn`: rank whose turn it is. */
  | {
      readonly kind: 'in-session';
      readonly session: string;
      readonly day: IsoDay;
      readonly standing: CaseStanding;
      readonly turn: number | null;
    }
  /** On nobody's list, and free since `day`. `refused`: the last list of a session is exhausted. */
  | {
      readonly kind: 'waiting';
      readonly day: IsoDay;
      readonly days: number;
      readonly refused: boolean;
    }
  /** On nobody's list, and free in `days` days. */
  | { readonly kind: 'ahead'; readonly day: IsoDay; readonly days: number; readonly refused: boolean };

export interface PresentedVacancyState {
  readonly kind: VacancyState['kind'];
  /** In two or three words. */
  readonly label: string;
  readonly text: string;
  /** Session that examines it; null: none does. */
  readonly session: string | null;
}

const LABELS: { readonly [K in VacancyState['kind']]: string } = {
  taken: 'attribué',
  'in-session': 'en séance',
  waiting: 'en attente',
  ahead: 'bientôt libre',
};

export const presentVacancyState = (state: VacancyState): PresentedVacancyState => ({
  kind: state.kind,
  label: LABELS[state.kind],
  text: textOf(state),
  session: state.kind === 'in-session' ? state.session : null,
});

const textOf = (state: VacancyState): string => {
  switch (state.kind) {
    case 'taken':
      return 'accepté par un ménage, ou déjà attribué';
    case 'in-session':
      return `séance du ${longDay(state.day)} : ${standingText(state.standing, state.turn)}`;
    case 'waiting':
      return `${state.days === 0 ? 'libre aujourd’hui' : `libre depuis ${count(state.days, 'jour', 'jours')}`}${refusedText(state)}`;
    case 'ahead':
      return `libre dans ${count(state.days, 'jour', 'jours')}${refusedText(state)}`;
  }
};

const refusedText = ({ refused }: { readonly refused: boolean }): string =>
  refused ? ', liste précédente épuisée' : '';
