import { count, figure, percent } from './format.ts';
import { searchProgressText } from './searchProgress.ts';

/** Where work is, as a job tells it: a search of lists, a file being read, or steps whose number is known. */
export type ToldProgress =
  | { readonly stage: number; readonly stages: number; readonly round: number }
  | { readonly bytesRead: number; readonly totalBytes: number | null }
  | {
      readonly done: number;
      readonly total: number;
      readonly step?: 'world' | 'prices' | 'replications' | 'targets' | 'lists';
    };

/** Part of the work that is done, 0 to 1; null: not begun, or not known. */
export const jobShare = (progress: ToldProgress | null): number | null => {
  if (progress === null || 'stage' in progress) return null;
  const [done, total] =
    'done' in progress ? [progress.done, progress.total] : [progress.bytesRead, progress.totalBytes];
  return total === null || total <= 0 ? null : Math.min(1, done / total);
};

/** Where work is, for a person who waits: `20 % : 12 étapes de calcul sur 60.` */
export const jobProgressText = (progress: ToldProgress | null): string => {
  if (progress === null) return 'Le calcul se prépare.';
  if ('stage' in progress) return searchProgressText(progress);
  const share = jobShare(progress);
  if ('bytesRead' in progress)
    return share === null ? 'Le fichier est lu.' : `${percent(share)} du fichier est lu.`;
  if (share === null) return 'Le calcul se prépare.';
  const { done, total, step } = progress;
  if (step === 'world') return `Le monde simulé se fait : ${percent(share)}.`;
  if (step === 'prices')
    return `Les prix des objectifs se cherchent, sur des années d’essai : ${percent(share)}.`;
  if (step === 'targets')
    return `La séance est recalculée de part et d’autre de chaque objectif : ${percent(share)}.`;
  if (step === 'lists') return `La séance est recalculée à chaque prix : ${percent(share)}.`;
  if (step === 'replications' && done < total)
    return `${figure(done)} ${done < 2 ? 'tirage fini' : 'tirages finis'} sur ${figure(total)}, chaque façon de faire comptée.`;
  return done >= total
    ? 'Tout est calculé ; les chiffres sont rassemblés.'
    : `${percent(Math.floor(share * 100) / 100)} : ${count(done, 'étape de calcul', 'étapes de calcul')} sur ${figure(total)}.`;
};
