import { join } from 'node:path';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Provenance, Situation, Target, TerritoryPack } from '../../engine/domain/territory.ts';
import { buildPool } from '../../engine/pool/build.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';

/*
 * The real places and ceilings of mel-2016, with rules written here, so that a change of the pack's own norms, targets or
 * situations is no concern of these tests.
 */

export const TODAY = '2026-11-02' as IsoDay;

export const PROPOSAL: Provenance = {
  certainty: 'proposal',
  source: 'écrit pour les tests',
  validFrom: null,
  validTo: null,
};

const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'mel-2016'));
if (!read.ok) throw new Error(`mel-2016: ${JSON.stringify(read.issues.slice(0, 3))}`);
export const MEL_PACK: TerritoryPack = read.value;

const situation = (code: string, rest: Partial<Situation>): Situation => ({
  code,
  label: `situation ${code}`,
  family: 'logement',
  channels: ['ACI_LARGE'],
  scope: 'first-access',
  predicate: null,
  predicateEvidence: 'declared',
  paper: `papier ${code}`,
  provenance: PROPOSAL,
  ...rest,
});

export const SITUATIONS: Situation[] = [
  situation('ACI_LABEL', {}),
  situation('ACI_TICKED', { predicate: 'motive05' }),
  situation('ACI_EFFORT', { predicate: 'rentToIncome > 0.33', predicateEvidence: 'computed' }),
  situation('MUT_REFUSALS', {
    scope: 'mutation',
    predicate: 'suitedRefusals >= 2',
    predicateEvidence: 'computed',
  }),
];

export const target = (id: string, rest: Partial<Target>): Target => ({
  id,
  label: `objectif ${id}`,
  description: `objectif ${id}`,
  scope: 'territory',
  among: 'all',
  counts: { bandGroup: 'modest' },
  bound: 'min',
  share: 0.5,
  toleranceDwellings: 1,
  precedence: 2,
  provenance: PROPOSAL,
  ...rest,
});

const RULES: Partial<TerritoryPack> = {
  situations: SITUATIONS,
  bands: {
    bands: [
      { id: 'very-modest', label: 'Très modeste', below: 0.2, group: 'modest' },
      { id: 'modest', label: 'Modeste', below: 0.4, group: 'modest' },
      { id: 'intermediate', label: 'Intermédiaire', below: 0.6, group: 'intermediate-or-higher' },
      { id: 'higher', label: 'Plus élevée', below: null, group: 'intermediate-or-higher' },
    ],
    provenance: PROPOSAL,
  },
  targets: [
    target('mix', {
      scope: 'quartier',
      fragility: ['most-fragile', 'fragile'],
      counts: { bandGroup: 'intermediate-or-higher' },
      precedence: 2,
    }),
    target('aci', {
      scope: 'commune',
      among: 'first-access',
      counts: { verifiedPriority: true },
      precedence: 1,
    }),
  ],
  norms: {
    ...MEL_PACK.norms,
    occupancy: {
      typologiesByBedrooms: {
        '1': ['C', 'T1', 'T2'],
        '2': ['T3', 'T4'],
        '3': ['T4', 'T5'],
        '4': ['T5', 'T6P'],
        '5': ['T5', 'T6P'],
        '6': ['T6P'],
      },
      coupleAlone: ['T2', 'T3'],
      provenance: PROPOSAL,
    },
    effort: { warnAbove: 0.3, provenance: PROPOSAL },
  },
  contingents: {
    regime: 'household-profile',
    flow: { without: 'mutations', provenance: PROPOSAL },
    shares: [
      {
        reservataire: 'PPRIOR',
        label: 'Préfet',
        share: 0.3,
        credits: { listed: true, dalo: true, channels: ['DALO', 'PDALHPD'], actionLogementEmployer: false },
        provenance: PROPOSAL,
      },
      {
        reservataire: 'COLACT',
        label: 'Action Logement',
        share: 0.2,
        credits: { listed: true, dalo: false, channels: [], actionLogementEmployer: true },
        provenance: PROPOSAL,
      },
      { reservataire: 'AUCUN', label: 'Hors contingent', share: 0.5, provenance: PROPOSAL },
    ],
  },
  acceptance: {
    rates: [
      { fragility: 'most-fragile', byRank: [0.54] },
      { fragility: 'fragile', byRank: [0.6, 0.5] },
      { fragility: 'less-fragile', byRank: [0.7] },
      { fragility: 'unknown', byRank: [0.632] },
    ],
    provenance: PROPOSAL,
    learning: { priorOffers: 50, residenceCorrelation: 0.1, priorPairs: 500, provenance: PROPOSAL },
  },
  guidance: [],
};

/** A territory with the tests' own rules; `changes` replace whole parts of the pack. */
export const aTerritory = (changes: Partial<TerritoryPack> = {}): Territory =>
  prepareTerritory({ ...MEL_PACK, ...RULES, ...changes });

export const TERRITORY = aTerritory();

/** Quartiers of Roubaix by class, as the pack has them: an income, hence a class, or neither. */
export const ROUBAIX = '59512';
const quartierOf = (fragility: string): string => {
  const found = MEL_PACK.quartiers.find((q) => q.commune === ROUBAIX && q.fragility === fragility);
  if (!found) throw new Error(`no quartier of Roubaix is ${fragility}`);
  return found.id;
};
export const MOST_FRAGILE = quartierOf('most-fragile');
export const FRAGILE = quartierOf('fragile');
export const LESS_FRAGILE = quartierOf('less-fragile');
export const UNKNOWN_FRAGILITY = quartierOf('unknown');

export const poolOf = (
  demands: readonly Demand[],
  { territory = TERRITORY, asOf = TODAY }: { territory?: Territory; asOf?: IsoDay } = {},
): Pool => buildPool({ demands, territory, asOf });
