import type { PresentedTargetState } from '../../present/targetStates.ts';
import {
  aimedText,
  distanceText,
  STANDINGS,
  type Standing,
  standingOfState,
} from '../../present/targetSummary.ts';
import { Badge, CertaintyBadge, type Tone } from '../frame/badge.tsx';
import { Gauge } from '../frame/bars.tsx';
import { Table } from '../frame/table.tsx';

export const STANDING_TONES: { readonly [S in Standing]: Tone } = {
  reached: 'ok',
  'within-tolerance': 'warn',
  missed: 'bad',
  empty: 'plain',
  withheld: 'plain',
};

export const StandingBadge = ({ state }: { readonly state: PresentedTargetState }) => {
  const standing = standingOfState(state);
  return <Badge tone={STANDING_TONES[standing]}>{STANDINGS[standing]}</Badge>;
};

/** Where each target stands: its gauge, its aim, what is short. The sentence holds every figure of the row. */
export const TargetTable = ({
  caption,
  states,
  empty,
  hideCaption = false,
}: {
  readonly caption: string;
  readonly states: readonly PresentedTargetState[];
  readonly empty: string;
  readonly hideCaption?: boolean;
}) => (
  <Table
    caption={caption}
    hideCaption={hideCaption}
    empty={empty}
    columns={[
      { label: 'Objectif' },
      { label: 'Où il en est' },
      { label: 'Part atteinte' },
      { label: 'Écart' },
      { label: 'Valeur de l’objectif' },
    ]}
    rows={states.map((state) => [
      state.label,
      <>
        <StandingBadge state={state} /> <small>{state.text}</small>
      </>,
      <Gauge value={state.share} target={state.aimShare} tone={STANDING_TONES[standingOfState(state)]} />,
      distanceText(state) ?? 'non mesuré',
      <>
        {aimedText(state)} <CertaintyBadge certainty={state.certainty} />
      </>,
    ])}
  />
);
