import type { PresentedVacancyState } from '../../present/vacancyState.ts';
import { Badge, type Tone } from '../frame/badge.tsx';

const TONES: { readonly [K in PresentedVacancyState['kind']]: Tone } = {
  taken: 'ok',
  'in-session': 'info',
  waiting: 'warn',
  ahead: 'plain',
};

/** Where a freed dwelling stands; leads to its session when it is in one. */
export const StateBadge = ({ state }: { readonly state: PresentedVacancyState }) =>
  state.session === null ? (
    <Badge tone={TONES[state.kind]}>{state.label}</Badge>
  ) : (
    <a href={`/seances/${encodeURIComponent(state.session)}`}>
      <Badge tone={TONES[state.kind]}>{state.label}</Badge>
    </a>
  );
