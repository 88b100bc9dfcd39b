import { RESERVATAIRE_CODES, RESERVATAIRES, type Reservataire } from '../../engine/domain/codes.ts';
import { type Certainty, FRAGILITIES, type Provenance } from '../../engine/domain/territory.ts';
import { RANKS } from '../../engine/review/housed.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { FRAGILITY_LABELS } from './acceptanceReport.ts';
import { type BilanFigure, markOf, partsOf, type ShownCell, type ShownCounts } from './bilanFigures.ts';
import { weakest } from './certainty.ts';
import { contingentName } from './credits.ts';

/* Definitions of the figures on those housed: once for decisions, once for signed leases. */

interface Event {
  readonly key: 'decided' | 'signed';
  readonly section: string;
  readonly all: Pick<BilanFigure, 'label' | 'definition' | 'source' | 'certainty'>;
}

const EVENTS: readonly Event[] = [
  {
    key: 'decided',
    section: 'Attributions décidées',
    all: {
      label: 'Attributions décidées',
      definition:
        'Logements attribués par une commission dans l’année, et acceptés. Les objectifs de mixité et d’accord collectif les comptent.',
      source: 'Décisions de la commission (R441-3 du CCH)',
      certainty: 'official',
    },
  },
  {
    key: 'signed',
    section: 'Baux signés',
    all: {
      label: 'Baux signés',
      definition:
        'Baux signés dans l’année, quelle que soit l’année de la décision. Les objectifs de la loi les comptent.',
      source: 'Date de signature du bail (L441-1 du CCH)',
      certainty: 'official',
    },
  },
];

interface Cut {
  readonly id: string;
  readonly of: string;
  readonly label: string;
  readonly definition: string;
  readonly from: Pick<Provenance, 'source' | 'certainty'>;
  readonly read: (set: (cell: ShownCell) => ShownCounts) => BilanFigure['read'];
  readonly only?: Event['key'];
}

const record = (source: string): Pick<Provenance, 'source' | 'certainty'> => ({
  source,
  certainty: 'official',
});
const FILE = record('Ce que dit le fichier des attributions, ou le registre');

const provenances = (all: readonly Pick<Provenance, 'source' | 'certainty'>[]) => ({
  source: [...new Set(all.map(({ source }) => source))].join(' ; '),
  certainty: all.length === 0 ? ('proposal' as Certainty) : weakest(all.map(({ certainty }) => certainty)),
});

/** Every figure on those housed, event by event. */
export const housedFigures = (territory: Territory): readonly BilanFigure[] => {
  const cuts = housedCuts(territory);
  return EVENTS.flatMap(({ key, section, all }): BilanFigure[] => {
    const set = (cell: ShownCell): ShownCounts => cell[key];
    const common = { section, unit: 'count', rests: key } as const;
    return [
      { ...common, id: key, of: null, ...all, read: (cell) => set(cell).total },
      ...cuts
        .filter(({ only }) => only === undefined || only === key)
        .map(
          ({ id, of, label, definition, from, read }): BilanFigure => ({
            ...common,
            id: `${key}.${id}`,
            of: of === '' ? key : `${key}.${of}`,
            label,
            definition,
            source: from.source,
            certainty: from.certainty,
            read: read(set),
          }),
        ),
    ];
  });
};

/** Name of a contingent in the territory; else its name in the closed list. */
export const contingentLabel = (territory: Territory, code: Reservataire): string => {
  const name = contingentName(territory, code);
  return name === code ? RESERVATAIRES[code] : name;
};

const sums =
  (partition: string, parts: readonly string[]): Cut['read'] =>
  (set) =>
    partsOf(set, partition, parts);

const housedCuts = (territory: Territory): readonly Cut[] => {
  const { pack } = territory;
  const priority = provenances(territory.prioritySituations.map(({ provenance }) => provenance));
  const bands = pack.bands.bands;
  const side = (group: 'modest' | 'intermediate-or-higher', kept: string) => [
    ...bands.filter((band) => band.group === group).map(({ id }) => id),
    kept,
  ];
  const quartile = provenances(pack.quartiles.map(({ provenance }) => provenance));
  const bandText =
    'Ressources du ménage au jour de la décision, en part du plafond PLUS de sa catégorie : tranches du territoire.';
  const quartileText =
    'Ressources annuelles par unité de consommation au jour de la décision : quartiles de la loi.';
  const first = ['first-priority', 'first-other', 'first-unknown'];
  const mutations = ['mutation-blocked', 'mutation-other', 'mutation-unknown'];
  const yesNo = (
    id: string,
    labels: readonly [yes: string, no: string, unknown: string],
    definition: string,
    from: Cut['from'],
  ): Cut[] =>
    (['yes', 'no', 'unknown'] as const).map((part, i) => ({
      id: `${id}.${part}`,
      of: '',
      label: labels[i]!,
      definition,
      from,
      read: sums(id, [part]),
    }));
  const one = (
    id: string,
    of: string,
    label: string,
    definition: string,
    from: Cut['from'],
    read: Cut['read'],
  ): Cut => ({ id, of, label, definition, from, read });
  const [access, criteria] = [
    'Premier accès : le ménage n’était pas locataire du parc social. Mutation : il l’était.',
    'Mutation dont un des critères de mutation bloquée ou complexe est vérifié. Aucun objectif chiffré : elles sont comptées (plan de gestion, article 8).',
  ];
  const art8 = provenances(
    pack.situations.filter(({ scope }) => scope === 'mutation').map(({ provenance }) => provenance),
  );
  return [
    {
      ...one(
        'lease-to-come',
        '',
        'Bail à signer',
        'Attributions décidées dont le bail n’était pas signé au dernier jour compté.',
        FILE,
        sums('lease', ['to-come']),
      ),
      only: 'decided',
    },
    one('first-access', '', 'Premiers accès', access, FILE, sums('access', first)),
    one(
      'first-access.priority',
      'first-access',
      'Ménages prioritaires en premier accès',
      'Premier accès d’un ménage reconnu DALO, ou dont une situation prioritaire du territoire est vérifiée.',
      priority,
      sums('access', ['first-priority']),
    ),
    one(
      'first-access.priority-unknown',
      'first-access',
      'Premiers accès à la priorité non renseignée',
      'Rien ne dit si une situation est vérifiée : ils comptent contre l’objectif.',
      priority,
      sums('access', ['first-unknown']),
    ),
    one('mutations', '', 'Mutations', access, FILE, sums('access', mutations)),
    one(
      'mutations.blocked',
      'mutations',
      'Mutations bloquées ou complexes',
      criteria,
      art8,
      sums('access', ['mutation-blocked']),
    ),
    one(
      'mutations.criteria-unknown',
      'mutations',
      'Mutations aux critères non renseignés',
      'Rien ne dit si un critère de mutation bloquée ou complexe est vérifié.',
      art8,
      sums('access', ['mutation-unknown']),
    ),
    ...pack.situations
      .filter(({ scope }) => scope === 'mutation')
      .map(({ code, label, provenance }) =>
        one(
          `criteria.${code}`,
          'mutations',
          label,
          'Critère vérifié ; un ménage peut en réunir plusieurs.',
          provenance,
          (set) => markOf(set, 'criteria', code),
        ),
      ),
    one(
      'access-unknown',
      '',
      'Premier accès ou mutation : non renseigné',
      access,
      FILE,
      sums('access', ['unknown']),
    ),
    one(
      'modest',
      '',
      'Ménages modestes ou très modestes',
      bandText,
      pack.bands.provenance,
      sums('band', side('modest', 'side-modest')),
    ),
    one(
      'higher',
      '',
      'Ménages aux ressources intermédiaires ou plus élevées',
      bandText,
      pack.bands.provenance,
      sums('band', side('intermediate-or-higher', 'side-higher')),
    ),
    ...bands.map(({ id, label }) =>
      one(`band.${id}`, '', `Tranche : ${label}`, bandText, pack.bands.provenance, sums('band', [id])),
    ),
    one(
      'band.not-kept',
      '',
      'Tranche non conservée',
      'Le registre ne garde que le côté de la mixité : le ménage est compté plus haut, sans sa tranche.',
      pack.bands.provenance,
      sums('band', ['side-modest', 'side-higher']),
    ),
    one(
      'band.unknown',
      '',
      'Ressources non renseignées',
      'Elles comptent contre l’objectif de mixité.',
      FILE,
      sums('band', ['unknown']),
    ),
    ...yesNo(
      'quartile',
      ['Premier quartile', 'Autres quartiles', 'Quartile non renseigné'],
      quartileText,
      quartile,
    ),
    ...yesNo(
      'dalo',
      ['Ménages reconnus DALO', 'Ménages non reconnus DALO', 'DALO non renseigné'],
      'Ménage reconnu prioritaire et à reloger, au jour de la décision.',
      FILE,
    ),
    ...yesNo(
      'npru',
      ['Relogements NPRU', 'Hors relogement NPRU', 'Relogement NPRU non renseigné'],
      'Ménage relogé par le renouvellement urbain.',
      FILE,
    ),
    ...FRAGILITIES.map((fragility) =>
      one(
        `fragility.${fragility}`,
        '',
        `Localisation : ${FRAGILITY_LABELS[fragility]}`,
        'Fragilité du quartier du logement attribué (plan de gestion, article 7.4).',
        { source: 'Classe des quartiers du territoire', certainty: 'proposal' },
        sums('fragility', [fragility]),
      ),
    ),
    ...yesNo(
      'qpv',
      ['En QPV', 'Hors QPV', 'QPV non renseigné'],
      'Quartier prioritaire de la politique de la ville, géographie de 2024.',
      FILE,
    ),
    ...RESERVATAIRE_CODES.map((code) =>
      one(
        `contingent.${code}`,
        '',
        `Contingent : ${contingentLabel(territory, code)}`,
        'Contingent que l’attribution crédite : un seul.',
        FILE,
        sums('contingent', [code]),
      ),
    ),
    one(
      'contingent.unknown',
      '',
      'Contingent non renseigné',
      'L’attribution ne crédite aucun contingent.',
      FILE,
      sums('contingent', ['unknown']),
    ),
    ...RANKS.map((rank) =>
      one(
        `rank.${rank}`,
        '',
        rank === RANKS.at(-1) ? `Au rang ${rank} ou au-delà` : `Au rang ${rank}`,
        'Rang du ménage sur la liste de la commission.',
        FILE,
        sums('rank', [rank]),
      ),
    ),
  ];
};
