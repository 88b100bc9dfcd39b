import type { PresentedBoardCandidate } from '../../present/sessionBoard.ts';
import { Badge } from '../frame/badge.tsx';
import { StackedBar } from '../frame/bars.tsx';
import { Contributions } from '../frame/contributions.tsx';
import { Reasons } from './board.tsx';

/** One household of a list, with all that explains its rank. */
export const CandidateSheet = ({ candidate }: { readonly candidate: PresentedBoardCandidate }) => {
  const { rank, number, household, score } = candidate;
  const best = Math.max(
    0,
    score.contributions.reduce((sum, { points }) => sum + Math.max(0, points), 0),
  );
  return (
    <section class="card" id={`rang-${rank}`} aria-labelledby={`rang-${rank}-titre`}>
      <h3 id={`rang-${rank}-titre`}>
        Rang {rank} : <span class="mono">{number}</span>
      </h3>
      <p class="badges">
        <Badge tone="plain">{candidate.band}</Badge> <Badge tone="plain">{candidate.access}</Badge>{' '}
        {candidate.byHand ? <Badge tone="info">placée à la main</Badge> : null}{' '}
        {candidate.priority ? <Badge tone="ok">prioritaire vérifié</Badge> : null}{' '}
        {candidate.toCheck.length === 0 ? null : <Badge tone="warn">à vérifier</Badge>}
      </p>
      <Household household={household} />
      <p>
        <strong>{score.text}</strong>
        {score.tier === null ? '' : ` ; ${score.tier.text}`} ; obtient le logement {candidate.chanceText} du
        temps
      </p>
      <StackedBar
        parts={score.contributions.map(({ label, points }) => ({ label, value: points }))}
        max={best}
      />
      <details>
        <summary>
          D’où viennent les points<span class="hidden"> de la demande {number}</span>
        </summary>
        <Contributions caption={`Points de la demande ${number}`} contributions={score.contributions} />
      </details>
      <Reasons candidate={candidate} />
      <p class="small">{candidate.credit}</p>
      <p class="small">{candidate.affordability.text}</p>
      {candidate.affordability.warnings.map((text) => (
        <p class="small">
          <Badge tone="warn">à discuter</Badge> {text}
        </p>
      ))}
      <Effects candidate={candidate} />
    </section>
  );
};

export const Household = ({ household }: Pick<PresentedBoardCandidate, 'household'>) => (
  <ul>
    <li>{household.composition}</li>
    <li>{household.demand}</li>
    <li>{household.housing}</li>
    <li>{household.resources}</li>
    {household.situations.map((text) => (
      <li>{text}</li>
    ))}
  </ul>
);

const Effects = ({ candidate }: { readonly candidate: PresentedBoardCandidate }) =>
  candidate.effects.length === 0 ? null : (
    <details>
      <summary>
        Effet sur chaque objectif<span class="hidden"> : demande {candidate.number}</span>
      </summary>
      <ul class="small">
        {candidate.effects.map(({ label, text }) => (
          <li>
            {label} : {text}
          </li>
        ))}
      </ul>
    </details>
  );
