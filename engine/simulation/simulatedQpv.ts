import type { QpvCode } from '../domain/ids.ts';
import type { TerritoryPack } from '../domain/territory.ts';

/** The rule, as shown beside "QPV simulé". */
export const SIMULATED_QPV_RULE =
  "Aucun contour des QPV de 2024 n'est à disposition : les logements des quartiers les plus fragiles d'une commune qui compte un QPV y sont placés, ceux d'une commune sans QPV ou d'un quartier moins fragile sont hors QPV, ceux d'un quartier de fragilité inconnue restent non dits.";

/**
 * QPV 2024 of each quartier's generated dwellings: a code, `false` for outside, `null` for not said. The most fragile
 * quartiers of a commune share its QPV codes in turn, the largest quartier first.
 */
export const simulatedQpv = (pack: TerritoryPack): ReadonlyMap<string, QpvCode | false | null> => {
  const codes = new Map<string, QpvCode[]>();
  for (const qpv of pack.qpvs)
    for (const commune of qpv.communes) codes.set(commune, [...(codes.get(commune) ?? []), qpv.code].sort());
  const turn = new Map<string, number>();
  const result = new Map<string, QpvCode | false | null>();
  const largestFirst = [...pack.quartiers].sort(
    (a, b) => b.estimatedDwellings - a.estimatedDwellings || (a.id < b.id ? -1 : 1),
  );
  for (const { id, commune, fragility } of largestFirst) {
    const here = codes.get(commune);
    if (!here) result.set(id, false);
    else if (fragility === 'unknown') result.set(id, null);
    else if (fragility !== 'most-fragile') result.set(id, false);
    else {
      const place = turn.get(commune) ?? 0;
      turn.set(commune, place + 1);
      result.set(id, here[place % here.length]!);
    }
  }
  return result;
};
