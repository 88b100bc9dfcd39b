import { individualEmptyRisk } from '../../engine/acceptance/individual/individualList.ts';
import type { VacancyId } from '../../engine/domain/ids.ts';
import type { Fragility } from '../../engine/domain/territory.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import { count, figure, percent } from './format.ts';

/* What a list is worth by the rates and by the individual model, beside each other. Neither says who stands on it. */

export interface PresentedListAcceptance {
  /** Chance that everybody refuses, 0 to 1; null without a model. */
  readonly emptyByRates: number;
  readonly emptyByModel: number | null;
  /** Candidates that each way of counting asked for at the proposal; null where it was not counted. */
  readonly lengthByRates: number | null;
  readonly lengthByModel: number | null;
  readonly text: string;
}

type Proposed = Pick<SessionDocument, 'plan' | 'lists' | 'facts' | 'question'>;

/** A list as it stands, with the facts and the model of the session's own day. A vacancy without a list has no risk to tell. */
export const presentListAcceptance = (
  document: Proposed,
  { vacancy, fragility }: { readonly vacancy: VacancyId; readonly fragility: Fragility },
): PresentedListAcceptance => {
  const { individual, lengths } = document.plan;
  const list = document.lists.find((each) => each.vacancy === vacancy);
  const candidates = list?.candidates ?? [];
  const own = lengths.find((each) => each.vacancy === vacancy) ?? null;
  const chances = (list?.chances ?? []).slice(0, candidates.length);
  const facts = new Map(
    document.facts.filter((each) => each.vacancy === vacancy).map((each) => [each.number, each.facts]),
  );
  const emptyByRates = Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0));
  const emptyByModel =
    individual?.kind === 'learned'
      ? individualEmptyRisk(
          individual.model,
          candidates.map((number, i) => ({ rank: i + 1, fragility, facts: facts.get(number) ?? null })),
        )
      : null;
  const shown = {
    emptyByRates,
    emptyByModel,
    lengthByRates: own?.byRates.length ?? null,
    lengthByModel: own?.individual?.length ?? null,
  };
  return { ...shown, text: candidates.length === 0 ? 'Aucun candidat.' : textOf(shown) };
};

const textOf = (shown: Omit<PresentedListAcceptance, 'text'>): string => {
  const { emptyByRates, emptyByModel, lengthByRates, lengthByModel } = shown;
  const model = emptyByModel === null ? '' : ` ; ${percent(emptyByModel)} par le modèle individuel`;
  const risk = `Risque que tous refusent : ${percent(emptyByRates)} par les taux du territoire${model}.`;
  // Where both ways of counting ask for the same, there is nothing to choose.
  if (lengthByRates === null || lengthByModel === null || lengthByModel === lengthByRates) return risk;
  return `${risk} Longueur proposée : ${count(lengthByRates, 'candidat', 'candidats')} par les taux, ${figure(lengthByModel)} par les chances individuelles des mieux placés.`;
};

/** What the individual model of a session is, or why there is none; null for a session of before it was learned. */
export const individualText = ({ individual }: Proposed['plan']): string | null => {
  if (individual === null) return null;
  const offers = count(individual.offers, 'offre répondue et décrite', 'offres répondues et décrites');
  switch (individual.kind) {
    case 'learned':
      return `Modèle individuel d’acceptation : appris sur ${offers}. Il évalue les listes et leur longueur ; il ne choisit ni ne classe personne [proposition]`;
    case 'too-few-offers':
      return `Modèle individuel d’acceptation : trop peu de réponses (${offers}) ; seuls les taux par quartier et par rang sont employés`;
    case 'uneven-record':
      return `Modèle individuel d’acceptation : écarté, car les offres acceptées et refusées n’ont pas été décrites aussi souvent (${offers}) ; seuls les taux sont employés`;
  }
};

/** How the lengths of the lists were chosen, where the individual chances were asked for; null by the rates. */
export const lengthByText = ({ question, plan }: Pick<Proposed, 'question' | 'plan'>): string | null => {
  if (question.listLengthBy === 'rates' || question.options.listSize !== null) return null;
  return plan.individual?.kind === 'learned'
    ? 'Longueur des listes : par les chances individuelles des mieux placés ; qui figure sur une liste n’en dépend pas'
    : 'Longueur des listes : les chances individuelles étaient demandées, mais il n’y a pas de modèle ; ce sont celles des taux';
};
