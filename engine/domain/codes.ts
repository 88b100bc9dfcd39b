/**
 * Closed lists of the French registration system (SNE, interface NUU 02.00 and 02.01), with their French labels.
 * Source: public nomenclatures of the exchange format. Origin, nationality and name have codes there; none is kept here.
 */

export const TYPOLOGIES = ['C', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6P'] as const;
export type Typology = (typeof TYPOLOGIES)[number];
export const TYPOLOGY_LABELS: Readonly<Record<Typology, string>> = {
  C: 'Chambre',
  T1: 'T1',
  T2: 'T2',
  T3: 'T3',
  T4: 'T4',
  T5: 'T5',
  T6P: 'T6 et plus',
};

export const HOUSING_KINDS = {
  HLM: 'Logement HLM',
  LP: 'Locataire du parc privé',
  RS: 'Résidence sociale, foyer ou pension de famille',
  RHVS: 'Résidence hôtelière à vocation sociale',
  RE: 'Résidence étudiante',
  SLHT: 'Sous-locataire ou hébergé dans un logement à titre temporaire',
  SH: "Structure d'hébergement",
  CDEFCM: "Centre départemental de l'enfance et de la famille ou centre maternel",
  CPE: 'Chez vos parents ou vos enfants',
  CP: 'Chez un particulier',
  LTG: 'Logé à titre gratuit',
  FONC: 'Logement de fonction',
  POCC: 'Propriétaire occupant',
  CAMCAR: 'Camping, caravaning',
  HOT: 'Logé dans un hôtel',
  SD: 'Sans abri ou abri de fortune',
  SQUAT: 'Dans un squat',
} as const;
export type HousingKind = keyof typeof HOUSING_KINDS;
export const HOUSING_KIND_CODES = Object.keys(HOUSING_KINDS) as HousingKind[];

export const MOTIVES = {
  '01': 'Sans logement, hébergé ou en logement temporaire',
  '02': 'Démolition',
  '03': "Logement non décent, insalubre, dangereux ou impropre à l'habitation",
  '04': 'Logement repris ou mis en vente par son propriétaire',
  '05': "En procédure d'expulsion",
  '06': 'Violences familiales',
  '07': 'Handicap',
  '08': 'Raisons de santé',
  '09': 'Logement trop cher',
  '10': 'Logement trop grand',
  '11': 'Divorce, séparation',
  '12': 'Décohabitation',
  '13': 'Logement trop petit',
  '14': 'Futur mariage, concubinage, PACS',
  '15': 'Regroupement familial',
  '16': 'Assistant maternel ou familial',
  '17': "Problèmes d'environnement ou de voisinage",
  '18': 'Mutation professionnelle',
  '19': 'Rapprochement du lieu de travail',
  '20': 'Rapprochement des équipements et services',
  '21': 'Rapprochement de la famille',
  '22': 'Accédant à la propriété en difficulté',
  '23': 'Autre motif particulier',
} as const;
export type Motive = keyof typeof MOTIVES;
/** Numeric-looking keys do not keep their order in a JavaScript object ('10' would come before '01'): sorted. */
export const MOTIVE_CODES = (Object.keys(MOTIVES) as Motive[]).sort();

export const CONTRACTS = {
  CDI: 'CDI ou fonctionnaire',
  CDD: 'CDD, stage, intérim',
  ART: 'Artisan, commerçant, profession libérale',
  CHO: 'Chômage',
  APP: 'Apprenti',
  ETU: 'Étudiant',
  RET: 'Retraité',
  AUT: 'Autre',
} as const;
export type Contract = keyof typeof CONTRACTS;
export const CONTRACT_CODES = Object.keys(CONTRACTS) as Contract[];

export const CUSTODIES = {
  full: 'résidence principale',
  alternate: 'garde alternée',
  visit: "droit de visite et d'hébergement",
} as const;
export type Custody = keyof typeof CUSTODIES;

export const DALO_STATUSES = {
  NON: 'Non',
  ACTIF: 'Actif',
  CADUC: 'Caduc',
  ACTREL: 'Actif relogé',
} as const;
export type DaloStatus = keyof typeof DALO_STATUSES;

export const RESERVATAIRES = {
  COLTER: 'Collectivités territoriales et EPCI',
  COLACT: 'Action Logement et employeurs',
  PPRIOR: 'Préfet, ménages prioritaires',
  PFONCT: "Préfet, agents publics de l'État",
  AUTRES: 'Autres réservataires',
  AUCUN: 'Hors contingent',
} as const;
export type Reservataire = keyof typeof RESERVATAIRES;
export const RESERVATAIRE_CODES = Object.keys(RESERVATAIRES) as Reservataire[];

/** Financing families that fix the income ceiling of a dwelling. */
export const FINANCINGS = ['PLAI', 'PLUS', 'PLS'] as const;
export type Financing = (typeof FINANCINGS)[number];

export const ENERGY_CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
export type EnergyClass = (typeof ENERGY_CLASSES)[number];

/** How well a situation is established. A declared tick is never "verified" by itself. */
export const EVIDENCE_LEVELS = ['declared', 'computed', 'verified'] as const;
export type Evidence = (typeof EVIDENCE_LEVELS)[number];

/** The five decisions of a commission, article R441-3 of the code de la construction et de l'habitation. */
export const DECISIONS = {
  attribution: 'Attribution',
  'attribution-ranked': 'Attribution avec rang de priorité',
  'attribution-conditional': 'Attribution sous condition suspensive',
  'non-attribution': 'Non-attribution',
  inadmissible: 'Rejet pour irrecevabilité',
} as const;
export type Decision = keyof typeof DECISIONS;

export const ANSWERS = { accepted: 'Acceptée', refused: 'Refusée', 'no-answer': 'Sans réponse' } as const;
export type Answer = keyof typeof ANSWERS;

/** Closed list of reasons a household gives for refusing: practice, not law. */
export const REFUSAL_REASONS = {
  location: 'Localisation, environnement',
  size: 'Taille ou agencement',
  rent: 'Loyer ou charges',
  condition: 'État du logement',
  'floor-access': 'Étage, accès',
  'changed-plans': 'Situation ou projet changé',
  other: 'Autre ou non précisé',
} as const;
export type RefusalReason = keyof typeof REFUSAL_REASONS;

export const VACANCY_REASONS = {
  rotation: 'Rotation',
  'new-build': 'Première mise en location',
  npru: 'Libéré pour un relogement NPRU',
} as const;
export type VacancyReason = keyof typeof VACANCY_REASONS;

/**
 * Closed list of reasons for taking a candidate off a list in a session; no free text. The first five are the national
 * system's motives for closing a demand (radiation: RADABA, RADATT, RADIRR, RADCON, RADREN); the others are practice, not law.
 */
export const EXCLUSION_MOTIVES = {
  withdrew: 'Le ménage se retire',
  'already-housed': 'Ménage déjà logé',
  'not-admissible': 'Demande irrecevable',
  unreachable: 'Contact impossible',
  'not-renewed': 'Demande non renouvelée',
  'missing-paper': 'Pièce manquante',
  'household-changed': 'Situation du ménage changée',
  'offer-accepted': 'Autre proposition acceptée',
  unsuited: 'Logement inadapté au ménage',
  'joint-study': 'Étude conjointe demandée',
} as const;
export type ExclusionMotive = keyof typeof EXCLUSION_MOTIVES;

/** Closed list of reasons for keeping a candidate on a list by hand: practice, not law. */
export const PIN_MOTIVES = {
  designated: 'Désigné par le préfet',
  'reservataire-choice': 'Présenté par le réservataire',
  guidance: 'Préconisation d’une instance de coordination',
  npru: 'Relogement NPRU',
  adapted: 'Logement adapté au ménage',
  'commission-choice': 'Choix de la commission',
} as const;
export type PinMotive = keyof typeof PIN_MOTIVES;

/** Closed list of reasons for ordering a list by hand: practice, not law. */
export const RERANK_MOTIVES = {
  urgency: 'Urgence de la situation',
  suited: 'Logement mieux adapté au ménage',
  guidance: 'Préconisation d’une instance de coordination',
  'commission-choice': 'Choix de la commission',
} as const;
export type RerankMotive = keyof typeof RERANK_MOTIVES;
