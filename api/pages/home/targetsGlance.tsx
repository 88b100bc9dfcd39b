import { figure, percent } from '../../present/format.ts';
import type { PresentedTargetState } from '../../present/targetStates.ts';
import {
  aimedText,
  byUrgency,
  distanceText,
  STANDINGS,
  type Standing,
  targetSummary,
} from '../../present/targetSummary.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Gauge } from '../frame/bars.tsx';
import { Empty } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';
import { STANDING_TONES } from '../territory/standing.tsx';

/** Targets shown one by one. */
const WORST_SHOWN = 5;

/** The year's targets: how many stand where, and those that are missed by the most. */
export const TargetsGlance = ({ states }: { readonly states: readonly PresentedTargetState[] }) => {
  const { counts, text } = targetSummary(states);
  const worst = byUrgency(states)
    .filter(({ status }) => status === 'missed')
    .slice(0, WORST_SHOWN);
  return (
    <section aria-labelledby="objectifs">
      <h2 id="objectifs">Objectifs de l’année</h2>
      {states.length === 0 ? (
        <Empty title="Aucun objectif ne se mesure">
          <p>Il faut des attributions : importez celles de l’année.</p>
        </Empty>
      ) : (
        <>
          <p>
            {text}.{' '}
            {(Object.keys(STANDINGS) as Standing[])
              .filter((standing) => counts[standing] > 0)
              .map((standing) => (
                <>
                  <a href={`/territoire/objectifs?etat=${standing}`} class="plain-link">
                    <Badge tone={STANDING_TONES[standing]}>
                      {STANDINGS[standing]} : {figure(counts[standing])}
                    </Badge>
                  </a>{' '}
                </>
              ))}
          </p>
          <Table
            caption="Les plus en retard, en logements manquants"
            columns={[
              { label: 'Objectif' },
              { label: 'Part atteinte' },
              { label: 'Objectif visé' },
              { label: 'Écart' },
            ]}
            rows={worst.map((state) => [
              <a href={`/territoire/objectifs?niveau=${state.scope}&etat=missed`}>{state.label}</a>,
              state.share === null ? (
                'en nombre'
              ) : (
                <>
                  {percent(state.share, 1)} <Gauge value={state.share} target={state.aimShare} tone="bad" />
                </>
              ),
              <>
                {aimedText(state)} <CertaintyBadge certainty={state.certainty} />
              </>,
              distanceText(state) ?? '',
            ])}
            empty="Aucun objectif n’est manqué."
          />
          <p>
            <a href="/territoire/objectifs">Tous les objectifs</a> ; <a href="/territoire">la carte</a>
          </p>
        </>
      )}
    </section>
  );
};
