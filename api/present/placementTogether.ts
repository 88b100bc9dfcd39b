import type { Placement } from '../../engine/placement/placeHousehold.ts';
import type { JointPlacement, PlacementConflict } from '../../engine/placement/together.ts';
import { count, figure } from './format.ts';

/* Several households of one committee: what they want in common, and who could have what. */

export interface PresentedTogether {
  readonly conflicts: readonly {
    readonly vacancy: string;
    readonly numbers: readonly string[];
    readonly text: string;
  }[];
  readonly proposals: readonly {
    readonly number: string;
    readonly vacancy: string | null;
    readonly choice: number | null;
    readonly text: string;
  }[];
  readonly proof: { readonly status: JointPlacement['proof']; readonly text: string };
}

const PROOFS: { readonly [P in JointPlacement['proof']]: (shortBy: number) => string } = {
  optimal: () => 'prouvé : aucune répartition ne loge plus de ménages, ni plus près de leurs premiers choix',
  within: (shortBy) =>
    `vérifié ; une autre répartition gagnerait au plus ${count(shortBy, 'place', 'places')} dans l’ordre des ménages`,
  'not-verified': () => 'non vérifié : aucune répartition n’est proposée, chaque ménage est à voir seul',
};

export const presentTogether = (
  placements: readonly Placement[],
  { conflicts, joint }: { readonly conflicts: readonly PlacementConflict[]; readonly joint: JointPlacement },
): PresentedTogether => ({
  conflicts: conflicts.map(({ vacancy, households }) => ({
    vacancy,
    numbers: households.map((household) => placements[household]!.number),
    text: `Logement ${vacancy} : premier choix de ${count(households.length, 'ménage', 'ménages')}, un seul peut l’avoir.`,
  })),
  proposals: placements.map(({ number, groups }, household) => {
    const proposal = joint.proposals[household] ?? null;
    return {
      number,
      vacancy: proposal?.option.vacancy.id ?? null,
      choice: proposal?.choice ?? null,
      text:
        proposal !== null
          ? `logement ${proposal.option.vacancy.id}, choix ${figure(proposal.choice)} sur ${figure(suitedIn(groups))} dans son ordre`
          : suitedIn(groups) === 0
            ? 'aucun logement libre ne convient : voir les logements attendus'
            : 'les logements libres qui conviennent vont aux autres ménages de la liste : à arbitrer, ou à attendre',
    };
  }),
  proof: { status: joint.proof, text: PROOFS[joint.proof](joint.shortBy) },
});

const suitedIn = (groups: Placement['groups']): number =>
  groups.reduce((sum, { options }) => sum + options.length, 0);
