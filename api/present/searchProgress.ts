import { figure } from './format.ts';

/** Where the search of lists is, for a person who waits. `null`: not begun, or not known. */
export const searchProgressText = (
  progress: { readonly stage: number; readonly stages: number; readonly round: number } | null,
): string => {
  if (progress === null) return 'Le calcul des listes commence.';
  const { stage, stages, round } = progress;
  const where = stages < 2 ? '' : `étape ${figure(stage + 1)} sur ${figure(stages)}, `;
  return `Calcul des listes : ${where}tour ${figure(round)}.`;
};

/** Said when Ctrl-C asks work to stop. */
export const INTERRUPT_TEXT =
  'Arrêt demandé : le calcul s’arrête dès qu’il le peut, et garde ce qu’il a trouvé. Ctrl-C encore : tout quitter aussitôt.';
