import { RESERVATAIRE_CODES, RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Certainty, Provenance } from '../../engine/domain/provenance.ts';
import type { Scenario } from '../../engine/domain/scenario.ts';
import type { TerritoryPack } from '../../engine/domain/territory.ts';
import { figure, longDay, months, NBSP, percent, sentence } from './format.ts';
import { POLICY_LABELS } from './simulationWords.ts';

/** Assumptions that share a provenance, as a table's rows. */
export interface PresentedBlock {
  readonly id: string;
  readonly label: string;
  readonly certainty: Certainty;
  readonly source: string;
  readonly note: string | null;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

/** A scenario in words: what it supposes, and how well each number is known. */
export interface PresentedScenario {
  readonly id: string;
  readonly version: string;
  readonly label: string;
  readonly description: string;
  readonly territory: { readonly id: string; readonly label: string };
  readonly shipped: boolean;
  /** Moment it was kept; null for one that is shipped. */
  readonly at: string | null;
  readonly start: string;
  readonly months: number;
  readonly replications: number;
  readonly policies: readonly string[];
  /** Horizon, draws, seed: choices, and not facts. */
  readonly settings: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly PresentedBlock[];
}

/** What names a scenario where it is kept. */
export interface NamedScenario {
  readonly id: string;
  readonly version: string;
  readonly scenario: Scenario;
  readonly shipped: boolean;
  readonly at: string | null;
}

export const presentScenario = (
  { id, version, scenario, shipped, at }: NamedScenario,
  pack: TerritoryPack,
): PresentedScenario => ({
  id,
  version,
  label: scenario.label,
  description: scenario.description.trim(),
  territory: { id: pack.id, label: pack.label },
  shipped,
  at,
  start: scenario.start,
  months: scenario.months,
  replications: scenario.replications,
  policies: [...scenario.policies],
  settings: settingsOf(scenario),
  blocks: blocksOf(scenario, pack),
});

const settingsOf = (scenario: Scenario): PresentedScenario['settings'] => [
  { label: 'Premier mois', value: fromMonth(scenario.start) },
  { label: 'Durée', value: months(scenario.months) },
  { label: 'Tirages', value: figure(scenario.replications) },
  { label: 'Graine', value: String(scenario.seed) },
  {
    label: 'Façons de composer les listes',
    value: scenario.policies.map((id) => POLICY_LABELS[id]).join(', '),
  },
  { label: 'Candidats par liste', value: figure(scenario.listSize) },
  { label: 'Méthode', value: scenario.method ?? 'celle du territoire' },
  ...(scenario.world
    ? [
        {
          label: 'Monde simulé',
          value: `${figure(scenario.world.demands)} demandes, ${figure(scenario.world.dwellings)} logements`,
        },
      ]
    : []),
];

const fromMonth = (month: string): string => longDay(`${month}-01` as IsoDay);
const signedPercent = (value: number): string => `${value > 0 ? '+' : ''}${percent(value, 1)}`;
const aYear = (value: number): string => `${figure(value)} par an`;

const WHERE_BUILT = {
  'as-recent-stock': 'comme le parc récent',
  'outside-qpv': 'hors quartiers prioritaires',
} as const satisfies Record<Scenario['newBuild']['where'], string>;
const WHERE_RENTS = {
  everywhere: 'partout',
  'in-qpv': 'en quartier prioritaire',
  'outside-qpv': 'hors quartier prioritaire',
} as const satisfies Record<Scenario['rents'][number]['where'], string>;

const blocksOf = (scenario: Scenario, pack: TerritoryPack): readonly PresentedBlock[] => {
  const { demand, vacancies, acceptance, newBuild, npru, rents, aciAddress, flows, uncertainty } = scenario;
  return [
    block('demand', 'Demandes', demand, [
      ['Demandes nouvelles la première année', figure(demand.arrivalsPerYear)],
      ['Évolution d’une année à l’autre', signedPercent(demand.arrivalsTrend)],
      ['Part renouvelée à chaque anniversaire', percent(demand.renewalShare, 1)],
    ]),
    block('vacancies', 'Rotation', vacancies, [
      ['Départs du parc', aYear(vacancies.departuresPerYear)],
      [
        'Logement que quitte un ménage muté',
        vacancies.mutationsFreeHome ? 'se libère en plus' : 'est compté dans les départs',
      ],
    ]),
    block('acceptance', 'Réponses des ménages', acceptance, [
      [
        'Cote d’un oui',
        acceptance.oddsFactor === 1
          ? 'celle du territoire'
          : `celle du territoire, multipliée par ${figure(acceptance.oddsFactor, 2)}`,
      ],
    ]),
    block('newBuild', 'Logements neufs', newBuild, [
      ['Mis en location', aYear(newBuild.perYear)],
      ...newBuild.plaiShare.map(
        ({ from, share }) => [`Part de PLAI dès le ${fromMonth(from)}`, percent(share, 1)] as const,
      ),
      ['Part de PLS', percent(newBuild.plsShare, 1)],
      ['Lieu', WHERE_BUILT[newBuild.where]],
    ]),
    block('npru', 'Renouvellement urbain', npru, [
      ['Ménages à reloger', figure(npru.relocations)],
      ['Durée du programme', months(npru.programmeMonths)],
    ]),
    ...rents.map((rent, i) =>
      block(`rents-${i}`, 'Loyers à la relocation', rent, [
        [`${sentence(WHERE_RENTS[rent.where])}, dès le ${fromMonth(rent.from)}`, signedPercent(rent.change)],
      ]),
    ),
    ...(aciAddress
      ? [
          block('aciAddress', 'Logements à l’adresse', aciAddress, [
            ['Par commune à faible rotation', figure(aciAddress.perCommune)],
          ]),
        ]
      : []),
    ...(flows
      ? [
          block(
            'flows',
            'Parts des réservataires',
            flows,
            RESERVATAIRE_CODES.flatMap((code) => {
              const share = flows.shares[code];
              return share === undefined ? [] : [[contingentLabel(pack, code), percent(share, 1)] as const];
            }),
          ),
        ]
      : []),
    ...targetBlocks(scenario, pack),
    block('uncertainty', 'Incertitude sur les rythmes', uncertainty, [
      ['Demandes nouvelles', `± ${percent(uncertainty.arrivals, 1)}`],
      ['Départs du parc', `± ${percent(uncertainty.departures, 1)}`],
      ['Cote d’un oui', `± ${percent(uncertainty.acceptance, 1)}`],
    ]),
  ];
};

const targetBlocks = ({ targets, addTargets }: Scenario, pack: TerritoryPack): readonly PresentedBlock[] => [
  ...targets.map((change, i) => {
    const known = pack.targets.find(({ id }) => id === change.target);
    const since = change.from === undefined ? 'dès le départ' : `dès le ${longDay(change.from)}`;
    return block(`targets-${i}`, `Objectif : ${known?.label ?? change.target}`, change, [
      ['Ce qu’il demande', known?.description ?? change.target],
      ...(change.share === undefined ? [] : [[`Part ${since}`, percent(change.share)] as const]),
      ...(change.count === undefined ? [] : [[`Logements par an ${since}`, figure(change.count)] as const]),
      ...(change.active === undefined
        ? []
        : [['Poids sur les listes', change.active ? 'il pèse' : 'il est suivi, sans poids'] as const]),
    ]);
  }),
  ...addTargets.map((target, i) =>
    block(`addTargets-${i}`, `Objectif ajouté : ${target.label}`, target, [
      ['Ce qu’il demande', target.description],
      ...(target.share === undefined ? [] : [['Part', percent(target.share)] as const]),
    ]),
  ),
];

/** Name of a holder of reservation rights, as its territory calls it. */
export const contingentLabel = ({ contingents }: TerritoryPack, code: Reservataire): string =>
  contingents.shares.find(({ reservataire }) => reservataire === code)?.label ?? RESERVATAIRES[code];

const block = (
  id: string,
  label: string,
  { provenance }: { readonly provenance: Provenance },
  rows: readonly (readonly [string, string])[],
): PresentedBlock => ({
  id,
  label,
  certainty: provenance.certainty,
  source: provenance.source,
  note: provenance.note ?? null,
  rows: rows.map(([row, value]) => ({ label: row, value })),
});

/** `36 mois dès le 1er janvier 2027`. */
export const horizonText = ({ start, months: count }: Pick<Scenario, 'start' | 'months'>): string =>
  `${figure(count)}${NBSP}mois dès le ${fromMonth(start)}`;
