import type { Certainty, Provenance } from '../../engine/domain/territory.ts';

const CERTAINTIES: { readonly [C in Certainty]: string } = {
  official: 'officiel',
  found: 'source publique',
  proposal: 'proposition à valider par le territoire',
};

/** In a word, beside a finding. */
export const CERTAINTY_TAGS: { readonly [C in Certainty]: string } = {
  official: 'officiel',
  found: 'source publique',
  proposal: 'proposition',
};

/** "source (proposition à valider par le territoire)". */
export const provenanceText = ({ source, certainty }: Pick<Provenance, 'source' | 'certainty'>): string =>
  `${source} (${CERTAINTIES[certainty]})`;

/** "[proposition]", after a sentence. */
export const certaintyMark = (certainty: Certainty): string => `[${CERTAINTY_TAGS[certainty]}]`;

const SURE_TO_UNSURE: readonly Certainty[] = ['official', 'found', 'proposal'];

/** The least sure: a finding is no surer than the weakest thing it rests on. */
export const weakest = (certainties: readonly Certainty[]): Certainty =>
  SURE_TO_UNSURE[Math.max(...certainties.map((c) => SURE_TO_UNSURE.indexOf(c)))]!;
