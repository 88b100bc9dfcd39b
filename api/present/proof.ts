import type { ContentFault } from '../../engine/assignment/proof/proofContent.ts';
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
  /** SHA-256 of the content as it was read. */
  readonly digest: string;
  readonly digestText: string;
  /** What does not hold between the parts of the file. */
  readonly faults: readonly { readonly code: ContentFault; readonly text: string }[];
  /** What the file says of itself, which nothing in it can prove. */
  readonly notes: readonly string[];
  readonly stages: readonly PresentedClaim[];
  readonly lists: PresentedClaim | null;
}

const FAULTS: { readonly [F in ContentFault]: string } = {
  'digest-differs': 'Le contenu n’est pas celui dont le fichier porte l’empreinte : il a été changé depuis.',
  'rows-named': 'Le fichier ne nomme pas autant d’objectifs que le modèle en a.',
  'stages-incomplete':
    'Les étapes ne finissent pas par celle des points, ou contredisent ce que le fichier dit de l’arrêt de la recherche.',
  'lists-stages': 'Les listes en l’état ne sont pas comptées en une seule étape, celle des points.',
  'lists-model': 'Les listes en l’état portent sur moins de logements que le calcul.',
};

interface CheckedProof {
  readonly digest: string;
  readonly faults: readonly ContentFault[];
  /** Whether the lists as they stand are counted on the plan's own model. */
  readonly onPlanModel: boolean;
  /** Findings of each stage of the plan, and of the lists as they stand; a stage that is missing was not reached. */
  readonly plan: readonly StageFindings[];
  readonly lists: readonly StageFindings[];
}

/** "Empreinte de la preuve : …", the same words where a proof is written and where it is checked. */
export const digestText = (digest: string): string => `Empreinte de la preuve : ${digest}`;

/** A file of proof, recounted, in French. */
export const presentProof = (
  { session, version, plan, lists, stopped }: SessionProof,
  checked: CheckedProof,
): PresentedProof => {
  const all = [...checked.plan, ...checked.lists];
  const asked = plan.stages.length + (lists?.stages.length ?? 0);
  const sound =
    checked.faults.length === 0 && all.length === asked && all.every(({ findings }) => findings.length === 0);
  const { vacancyCount, candidateCount, pairCandidate, rowCount } = plan.model;
  const standing = checked.lists[0];
  return {
    session,
    version,
    sound,
    text: sound
      ? 'Preuve vérifiée : tout ce que le fichier affirme a été recompté et tient, sans le solveur et sans les données.'
      : 'Preuve refusée : ce que le fichier affirme ne tient pas.',
    about: `Le fichier dit être de la séance ${session}, version ${version} : ${count(vacancyCount, 'logement', 'logements')}, ${count(candidateCount, 'candidat', 'candidats')} sans numéro ni nom, ${figure(pairCandidate.length)} couples éligibles, ${count(rowCount, 'objectif', 'objectifs')}. Le fichier ne dit pas d’où viennent l’éligibilité et les points : avec les données, « precal session verify » les refait aussi.`,
    digest: checked.digest,
    digestText: digestText(checked.digest),
    faults: checked.faults.map((code) => ({ code, text: FAULTS[code] })),
    notes: [
      ...(stopped
        ? [
            'Le fichier dit que la recherche a été arrêtée avant l’étape des points : il ne prouve rien des points.',
          ]
        : []),
      ...(lists === null ? ['Le fichier dit que rien n’a été décidé à la main.'] : []),
      ...(checked.onPlanModel
        ? []
        : [
            'Les listes en l’état ne sont pas comptées sur le modèle du calcul : des logements ont été ajoutés depuis, ou le calcul avait été refait avec des décisions prises à la main.',
          ]),
      'De quelle séance il s’agit, et si des décisions ont été prises à la main, ne se recompte pas : comparer l’empreinte à celle qu’a donnée la personne qui a remis le fichier.',
    ],
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

export const proofText = (proof: PresentedProof): string => {
  const { text, about, stages, lists, faults, notes } = proof;
  return [
    wrap(text),
    ...faults.map((fault) => bullet(fault.text)),
    wrap(about),
    ...[...stages, ...(lists === null ? [] : [lists])].flatMap((claim) => [
      bullet(claim.text),
      ...claim.findings.map((fault) => bullet(fault.text, 4)),
    ]),
    ...notes.map((note) => wrap(note)),
    proof.digestText,
    '',
  ].join('\n');
};
