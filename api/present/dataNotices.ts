import { FINANCINGS } from '../../engine/domain/codes.ts';
import { yearOf } from '../../engine/domain/day.ts';
import { count, list } from './format.ts';
import type { PresentContext } from './shortlist.ts';

/** What is missing from the data on the day examined, so that no figure passes for complete: one sentence each. */
export const dataNotices = ({
  territory,
  pool,
  uncountedAllocations,
}: Pick<PresentContext, 'territory' | 'pool' | 'uncountedAllocations'>): readonly string[] => {
  const year = yearOf(pool.asOf);
  const without = FINANCINGS.filter((financing) => territory.ceilingTable(financing, year) === null);
  const outdated = territory.pack.targets.filter(
    ({ provenance: { validTo } }) => validTo !== null && validTo < pool.asOf,
  );
  return [
    ...(without.length === 0
      ? []
      : [
          `Aucun plafond de ressources ${list(without)} n’est enregistré pour ${year} : le respect de ces plafonds et la tranche de ressources restent à établir, sans écarter personne.`,
        ]),
    ...(outdated.length === 0
      ? []
      : [
          `${count(outdated.length, 'objectif n’est plus en vigueur', 'objectifs ne sont plus en vigueur')} à cette date : ${list(outdated.map(({ label }) => label))}.`,
        ]),
    ...(uncountedAllocations === 0
      ? []
      : [
          `${count(uncountedAllocations, 'attribution de l’année n’est comptée', 'attributions de l’année ne sont comptées')} dans aucun objectif : le logement n’est pas dans le parc importé.`,
        ]),
  ];
};
