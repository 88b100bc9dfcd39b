import type { Financing } from '../domain/codes.ts';
import type { BailleurId, CommuneCode, IrisCode, IsoDay, QpvCode, QuartierId } from '../domain/ids.ts';
import type {
  AplParameters,
  Bailleur,
  Band,
  CeilingTable,
  Commune,
  Qpv,
  Quartier,
  QuartileThreshold,
  RlsParameters,
  Situation,
  Target,
  TerritoryPack,
} from '../domain/territory.ts';
import { contingentTargets } from './contingentTargets.ts';
import { guidanceTarget } from './guidanceTargets.ts';

/** Where a dwelling stands, as far as its file says. */
export interface DwellingPlace {
  readonly quartier: QuartierId | null;
  readonly iris: IrisCode | null;
  readonly commune: CommuneCode;
}

/** A pack made ready for questions. Immutable; built once, shared. */
export interface Territory {
  readonly pack: TerritoryPack;
  readonly communeByCode: ReadonlyMap<CommuneCode, Commune>;
  readonly quartierById: ReadonlyMap<QuartierId, Quartier>;
  readonly bailleurById: ReadonlyMap<BailleurId, Bailleur>;
  readonly qpvByCode: ReadonlyMap<QpvCode, Qpv>;
  readonly situationByCode: ReadonlyMap<string, Situation>;
  /** The pack's targets, then the shares of contingents where they weigh on lists, then the recommendations that can be counted. */
  readonly targets: readonly Target[];
  /** Shares of contingents, whether the pack gives them weight or not: the flow of each landlord is counted in any case. */
  readonly flowTargets: readonly Target[];
  /** Leases a year that the pack estimates in each commune. */
  readonly estimatedLeasesByCommune: ReadonlyMap<CommuneCode, number>;
  /** Situations that make a household a priority one for targets: the pack's list but for those of mutations. */
  readonly prioritySituations: readonly Situation[];
  /** The commune of today behind a code, associated communes included (Lomme is Lille); null outside the territory. */
  canonicalCommune(code: string): CommuneCode | null;
  quartierOfIris(iris: IrisCode): Quartier | null;
  /** Named quartier, else its IRIS', else its commune's only one, else null: a dwelling is never put somewhere by guess. */
  quartierOfDwelling(place: DwellingPlace): Quartier | null;
  /** Resource band of a share of the PLUS ceiling; a bound belongs to the band above. Null when the share is unknown. */
  bandOf(shareOfPlusCeiling: number | null): Band | null;
  /**
   * Whether resources (EUR a year and consumption unit) are of the demand's first quartile (L441-1) on a day: strictly under the
   * threshold in force. Null when the resources are unknown, or no threshold had begun.
   */
  isFirstQuartile(incomePerUcEur: number | null, day: IsoDay): boolean | null;
  /** Ceilings of a financing for the territory's zone and a year; null when the pack has none for that year. */
  ceilingTable(financing: Financing, year: number): CeilingTable | null;
  /** Parameters in force on a day: the latest that began by then; null before the first. */
  aplParameters(day: IsoDay): AplParameters | null;
  rlsParameters(day: IsoDay): RlsParameters | null;
  /** Threshold of the first quartile in force on a day; null before the first. */
  quartileThreshold(day: IsoDay): QuartileThreshold | null;
}

const latestBy = <T extends { readonly validFrom: IsoDay }>(entries: readonly T[], day: IsoDay): T | null =>
  entries.reduce<T | null>(
    (found, entry) =>
      entry.validFrom <= day && (found === null || entry.validFrom > found.validFrom) ? entry : found,
    null,
  );

/** Indexes a valid pack. Reads no clock: every dated question takes its day. */
export const prepareTerritory = (pack: TerritoryPack): Territory => {
  const communeByCode = new Map(pack.communes.map((commune) => [commune.code, commune]));
  const canonical = new Map<string, CommuneCode>();
  for (const { code, associatedCodes } of pack.communes)
    for (const any of [code, ...associatedCodes]) canonical.set(any, code);

  const quartierById = new Map(pack.quartiers.map((quartier) => [quartier.id, quartier]));
  const quartierByIris = new Map<IrisCode, Quartier>();
  const onlyQuartier = new Map<CommuneCode, Quartier | null>();
  const estimatedLeasesByCommune = new Map<CommuneCode, number>();
  for (const quartier of pack.quartiers) {
    const leases = estimatedLeasesByCommune.get(quartier.commune) ?? 0;
    estimatedLeasesByCommune.set(quartier.commune, leases + quartier.estimatedLeasesPerYear);
    for (const iris of quartier.iris) quartierByIris.set(iris, quartier);
    onlyQuartier.set(quartier.commune, onlyQuartier.has(quartier.commune) ? null : quartier);
  }

  const ceilings = new Map(
    pack.national.ceilings
      .filter(({ zone }) => zone === pack.ceilingZone)
      .map((table) => [`${table.financing} ${table.year}`, table]),
  );
  const { bands } = pack.bands;
  const flowTargets = contingentTargets(pack.contingents);
  const canonicalCommune = (code: string): CommuneCode | null => canonical.get(code) ?? null;

  return {
    pack,
    communeByCode,
    quartierById,
    bailleurById: new Map(pack.bailleurs.map((bailleur) => [bailleur.id, bailleur])),
    qpvByCode: new Map(pack.qpvs.map((qpv) => [qpv.code, qpv])),
    situationByCode: new Map(pack.situations.map((situation) => [situation.code, situation])),
    targets: [
      ...pack.targets,
      ...(pack.contingents.row === undefined ? [] : flowTargets),
      ...pack.guidance.flatMap((g) => guidanceTarget(g) ?? []),
    ],
    flowTargets,
    estimatedLeasesByCommune,
    prioritySituations: pack.situations.filter((situation) => situation.scope !== 'mutation'),
    canonicalCommune,
    quartierOfIris: (iris) => quartierByIris.get(iris) ?? null,
    quartierOfDwelling: ({ quartier, iris, commune }) => {
      const named = quartier === null ? undefined : quartierById.get(quartier);
      const byIris = iris === null ? undefined : quartierByIris.get(iris);
      const home = canonicalCommune(commune);
      return named ?? byIris ?? (home === null ? null : (onlyQuartier.get(home) ?? null));
    },
    bandOf: (share) =>
      share === null || Number.isNaN(share)
        ? null
        : (bands.find(({ below }) => below === null || share < below) ?? null),
    isFirstQuartile: (income, day) => {
      const threshold = latestBy(pack.quartiles, day);
      return income === null || Number.isNaN(income) || threshold === null
        ? null
        : income < threshold.firstQuartileBelowEurPerUc;
    },
    ceilingTable: (financing, year) => ceilings.get(`${financing} ${year}`) ?? null,
    aplParameters: (day) => latestBy(pack.national.apl, day),
    rlsParameters: (day) => latestBy(pack.national.rls, day),
    quartileThreshold: (day) => latestBy(pack.quartiles, day),
  };
};
