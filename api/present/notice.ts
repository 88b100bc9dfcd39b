import { RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import { isoDay } from '../../engine/domain/day.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty } from '../../engine/domain/territory.ts';
import type { DemandExplanation } from '../../engine/shortlist/demandExplanation.ts';
import type { Observations } from '../../engine/waiting/observations.ts';
import { type PresentedAlgorithm, presentAlgorithm } from './algorithm.ts';
import { type PresentedEvidence, presentEvidence } from './evidence.ts';
import { longDay } from './format.ts';
import { type PresentedHousehold, presentHousehold } from './household.ts';
import { type PresentedContribution, type PresentedScore, presentScore } from './score.ts';
import type { PresentContext } from './shortlist.ts';
import {
  byCommune,
  type PresentedPlace,
  type PresentedWait,
  presentPlace,
  presentWait,
  waitRules,
} from './wait.ts';

/*
 * The household's own explanation: the three displays owed with a cotation (score, waiting time, position among similar
 * demands) and the notice owed on request for a decision taken with an algorithm. One object, printed by the command line and
 * answered by the API.
 */

export interface PresentedNotice {
  readonly territory: { readonly id: string; readonly label: string; readonly asOf: string };
  readonly simulated: boolean;
  readonly number: string;
  readonly method: {
    readonly id: string;
    readonly version: string;
    readonly label: string;
    readonly source: string;
    readonly certainty: Certainty;
    readonly notices: readonly string[];
    readonly seed: number;
  };
  readonly household: PresentedHousehold;
  readonly validity: { readonly valid: boolean; readonly text: string };
  readonly score: PresentedScore;
  /** A score holds as far as its papers do. */
  readonly provisional: string;
  /** Points that count only where a dwelling is credited to one contingent. */
  readonly weightings: readonly {
    readonly contingent: string;
    readonly points: number;
    readonly text: string;
    readonly contributions: readonly PresentedContribution[];
  }[];
  readonly evidence: readonly PresentedEvidence[];
  readonly places: readonly PresentedPlace[];
  readonly wait: {
    /** Days, both included: the leases counted were signed between them. */
    readonly from: IsoDay;
    readonly to: IsoDay;
    readonly together: PresentedWait;
    readonly territory: PresentedWait;
    readonly rules: readonly string[];
  };
  /** What "similar" means, and what it does not look at. */
  readonly similar: string;
  /** Why score, wait and position are shown. */
  readonly displays: { readonly basis: string; readonly certainty: Certainty };
  readonly algorithm: PresentedAlgorithm;
  readonly reminder: string;
}

export interface NoticeContext extends PresentContext {
  readonly window: Pick<Observations, 'from' | 'to' | 'undated'>;
}

export const presentNotice = (context: NoticeContext, explanation: DemandExplanation): PresentedNotice => {
  const { territory, pool, ranking, window } = context;
  const { score } = explanation;
  const { id, version, label, source, certainty, notices } = ranking.ordering.method;
  const presented = presentScore(score);
  return {
    territory: { id: territory.pack.id, label: territory.pack.label, asOf: longDay(pool.asOf) },
    simulated: context.simulated,
    number: explanation.number,
    method: { id, version, label, source, certainty, notices, seed: ranking.seed },
    household: presentHousehold(explanation.household),
    validity: validityOf(explanation),
    score: presented,
    provisional:
      'Cotation provisoire : elle repose sur vos déclarations tant que les pièces n’ont pas été vérifiées.',
    weightings: explanation.weightings.map(weightingOf),
    evidence: presentEvidence(explanation, territory),
    places: byCommune(explanation.places.map((place) => presentPlace(territory, place, noRank(explanation)))),
    wait: {
      from: isoDay(window.from),
      to: isoDay(window.to),
      together: presentWait(explanation.together),
      territory: presentWait(explanation.territory),
      rules: waitRules(window),
    },
    similar:
      'Demandes semblables : les demandes en cours de validité qui souhaitent la même commune et le même type de logement, y compris celles qui acceptent toutes les communes, dans l’ordre de la méthode. Ni le quartier, ni l’étage, ni aucun logement n’est regardé : une demande placée avant la vôtre peut ne pas convenir au logement qui se libère.',
    displays: {
      basis:
        'Cotation, durée moyenne d’attente et position par rapport aux demandes semblables sont dues au demandeur : foire aux questions de la DRIHL sur la cotation (a1104)',
      certainty: 'found',
    },
    algorithm: presentAlgorithm(context, explanation, presented),
    reminder: REMINDER,
  };
};

const REMINDER =
  'Cette notice n’est pas une décision. Elle dit où en est votre demande aujourd’hui ; la commission décide, logement par logement.';

const validityOf = ({ valid, confirmedOn }: DemandExplanation): PresentedNotice['validity'] => ({
  valid,
  text: valid
    ? `Demande en cours de validité, confirmée le ${longDay(confirmedOn)}.`
    : `Demande non renouvelée depuis le ${longDay(confirmedOn)}, plus d’un an : elle ne peut plus être examinée. Renouvelez-la.`,
});

const noRank = ({ valid }: DemandExplanation): string =>
  valid ? 'suivie à part, hors de la file' : 'pas de place : demande à renouveler';

const weightingOf = ({
  contingent,
  explanation,
}: DemandExplanation['weightings'][number]): PresentedNotice['weightings'][number] => {
  const { text, contributions, unknown } = presentScore({
    points: explanation.points,
    ordering: explanation,
    weighting: null,
  });
  const name = RESERVATAIRES[contingent as Reservataire] ?? contingent;
  const blanks = unknown.length === 0 ? '' : ` ; ${unknown.join(' ; ')}`;
  return {
    contingent,
    points: explanation.points / 1000,
    text: `Logements imputés au contingent « ${name} » seulement : ${text} de plus${blanks}`,
    contributions,
  };
};
