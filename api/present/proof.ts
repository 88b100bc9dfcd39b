import type { SessionProof } from '../../engine/assignment/proof/proofFile.ts';
import type { StageFindings } from '../../engine/assignment/proof/stagedProof.ts';
import { count, figure } from './format.ts';
import { bullet, wrap } from './text.ts';
import { gapText, goalText, type PresentedFault, presentFault } from './verification.ts';

interface PresentedClaim {
  readonly text: string;
  readonly findings: readonly PresentedFault[];
}

/** What a file of proof says, recounted: of the session it names, nothing else being read. */
export interface PresentedProof {
  readonly session: string;
  readonly version: number;
  readonly sound: boolean;
  readonly text: string;
  /** What the file holds, and what it cannot tell. */
  readonly about: string;
  readonly stages: readonly PresentedClaim[];
  readonly lists: PresentedClaim | null;
}

/** @param checked findings of each stage of the plan, and of the lists as they stand; a stage that is missing was not reached. */
export const presentProof = (
  { session, version, plan, lists }: SessionProof,
  checked: { readonly plan: readonly StageFindings[]; readonly lists: readonly StageFindings[] },
): PresentedProof => {
  const all = [...checked.plan, ...checked.lists];
  const asked = plan.stages.length + (lists?.stages.length ?? 0);
  const sound = all.length === asked && all.every(({ findings }) => findings.length === 0);
  const { vacancyCount, candidateCount, pairCandidate, rowCount } = plan.model;
  const standing = checked.lists[0];
  return {
    session,
    version,
    sound,
    text: sound
      ? 'Preuve vérifiée : tout ce que le fichier affirme a été recompté et tient, sans le solveur et sans les données.'
      : 'Preuve refusée : ce que le fichier affirme ne tient pas.',
    about: `Séance ${session}, version ${version} : ${count(vacancyCount, 'logement', 'logements')}, ${count(candidateCount, 'candidat', 'candidats')} sans numéro ni nom, ${figure(pairCandidate.length)} couples éligibles, ${count(rowCount, 'objectif', 'objectifs')}. Le fichier ne dit pas d’où viennent l’éligibilité et les points : avec les données, « precal session verify » les refait aussi.`,
    stages: checked.plan.map((stage) => ({
      text: `${goalText(stage.goal)} : ${claimText(stage, vacancyCount)}.`,
      findings: stage.findings.map(presentFault),
    })),
    lists:
      standing === undefined
        ? null
        : {
            text: `Listes en l’état, après les décisions prises à la main : ${claimText(standing, lists?.model.vacancyCount ?? vacancyCount)}.`,
            findings: standing.findings.map(presentFault),
          },
  };
};

const claimText = ({ goal, findings, saved }: StageFindings, vacancies: number): string => {
  if (findings.length > 0) return count(findings.length, 'écart trouvé', 'écarts trouvés');
  return goal.kind === 'points'
    ? `aucune autre composition ne vaut plus de ${gapText(saved, vacancies)} de plus par logement ; recompté sur tous les couples`
    : 'recompté, tenu';
};

export const proofText = ({ text, about, stages, lists }: PresentedProof): string =>
  [
    wrap(text),
    wrap(about),
    ...[...stages, ...(lists === null ? [] : [lists])].flatMap((claim) => [
      bullet(claim.text),
      ...claim.findings.map((fault) => bullet(fault.text, 4)),
    ]),
    '',
  ].join('\n');
