/*
 * Every number the generated world stands on: what is published, with its source, and what is ours, with the reason. The
 * generator reads its values here and the calibration report prints the same objects.
 */

/** What a published figure describes. The world of another territory borrows it, and the calibration report says from where. */
export interface FigurePlace {
  /** "de la Métropole européenne de Lille". */
  readonly of: string;
  /** Whether a territory is what the figure describes, or part of it. */
  readonly covers: (territory: {
    readonly epci: string;
    readonly departments: ReadonlySet<string>;
  }) => boolean;
}

const METROPOLE: FigurePlace = {
  of: 'de la Métropole européenne de Lille',
  covers: ({ epci }) => epci === '200093201',
};
const LMH: FigurePlace = { of: 'de Lille Métropole Habitat', covers: METROPOLE.covers };
const HAUTS_DE_FRANCE: FigurePlace = {
  of: 'des Hauts-de-France',
  covers: ({ departments }) => [...departments].every((d) => ['02', '59', '60', '62', '80'].includes(d)),
};
const FRANCE: FigurePlace = { of: 'de la France', covers: () => true };
const VAL_DE_MARNE: FigurePlace = {
  of: 'de quatre communes du Val-de-Marne',
  covers: ({ departments }) => [...departments].every((d) => d === '94'),
};
/** One study: no pack of this project is of there. */
const STRASBOURG: FigurePlace = { of: 'de l’Eurométropole de Strasbourg', covers: () => false };

/** A published figure that the world must reproduce. */
export interface Published {
  readonly value: number;
  readonly label: string;
  readonly source: string;
  readonly place: FigurePlace;
  /** A number of records: it makes sense for its own place only. */
  readonly size?: true;
}

/** A value of ours, where nothing is published. */
export interface Assumption {
  readonly value: number;
  readonly label: string;
  readonly why: string;
}

interface Source {
  readonly text: string;
  readonly place: FigurePlace;
}
const published = (value: number, label: string, { text, place }: Source): Published => ({
  value,
  label,
  source: text,
  place,
});
const assumed = (value: number, label: string, why: string): Assumption => ({ value, label, why });

const SDES_HDF: Source = {
  text: 'RPLS, Hauts-de-France au 1er janvier 2023, analyse publique (source secondaire)',
  place: HAUTS_DE_FRANCE,
};
const RPLS_94: Source = {
  text: 'RPLS 2020, échantillon ouvert du Val-de-Marne : médiane par type',
  place: VAL_DE_MARNE,
};
const PRESS: Source = { text: '360m2.fr citant La Voix du Nord', place: METROPOLE };
const DELIBERATION: Source = {
  text: 'Délibération 16 C 0645 de la Métropole européenne de Lille',
  place: METROPOLE,
};
const LMH_2013: Source = { text: 'Dossier de presse LMH, avril 2014 (année 2013)', place: LMH };
const NATIONAL_MOTIVES: Source = { text: 'Chiffres nationaux de la demande, via indecosa.fr', place: FRANCE };

export const PUBLISHED = {
  demands: { ...published(53_899, 'demandes en attente', PRESS), size: true },
  firstAccessShare: published(30_821 / 53_899, 'part des premiers accès parmi les demandes', PRESS),
  aciShare: published(0.45, 'part des ménages ACI parmi les demandes de premier accès (2014)', DELIBERATION),
  plaiShare: published(0.7, 'part des demandes sous les plafonds PLAI', DELIBERATION),
  meanWaitMonths: published(15.7, 'ancienneté moyenne des demandes en attente, en mois', PRESS),
  mutationWaitMonths: published(18, 'ancienneté moyenne des demandes de mutation, en mois (région)', {
    text: 'URH Hauts-de-France, avril 2024',
    place: HAUTS_DE_FRANCE,
  }),
  firstQuartileEur: published(
    8_281,
    'seuil du premier quartile, en € par UC et par an (médiane des seuils de la région)',
    { text: 'URH Hauts-de-France, juin 2023', place: HAUTS_DE_FRANCE },
  ),
  firstQuartileShare: published(0.25, 'part des demandes sous 8 281 € par UC et par an', {
    text: 'Définition du quartile (arrêté du 3 juin 2025) ; seuil : URH Hauts-de-France',
    place: HAUTS_DE_FRANCE,
  }),
  firstAccessPrecarious: published(
    0.319,
    'premier accès : précarité du logement comme motif principal (motifs 01, 03, 04 et 05)',
    NATIONAL_MOTIVES,
  ),
  firstAccessTooExpensive: published(
    0.143,
    'premier accès : logement trop cher comme motif principal (09)',
    NATIONAL_MOTIVES,
  ),
  mutationTooSmall: published(
    0.272,
    'mutation : logement trop petit comme motif principal (13)',
    NATIONAL_MOTIVES,
  ),
  mutationHealth: published(
    0.148,
    'mutation : santé ou handicap comme motif principal (07 et 08)',
    NATIONAL_MOTIVES,
  ),
  mutationSurroundings: published(
    0.121,
    'mutation : environnement comme motif principal (17)',
    NATIONAL_MOTIVES,
  ),
  mostDemandedRank: published(
    1,
    'rang des T1 et T2 parmi les tailles demandées (T1-T2, T3, T4 et plus)',
    PRESS,
  ),
  dwellings: { ...published(129_512, 'logements sociaux', PRESS), size: true },
  t2Share: published(0.2976, 'part des T2 dans le parc', SDES_HDF),
  t3Share: published(0.3547, 'part des T3 dans le parc', SDES_HDF),
  flatShare: published(0.6143, 'part des logements collectifs', SDES_HDF),
  builtBefore1975: published(0.4228, 'part du parc construite avant 1975', SDES_HDF),
  built1975To2000: published(0.3422, 'part du parc construite de 1975 à 2000', SDES_HDF),
  builtAfter2000: published(0.235, 'part du parc construite après 2000', SDES_HDF),
  recentPlaiShare: published(0.2, 'part des PLAI dans la production récente', DELIBERATION),
  areaT1: published(18, 'surface médiane des T1, en m²', RPLS_94),
  areaT2: published(46, 'surface médiane des T2, en m²', RPLS_94),
  areaT3: published(63, 'surface médiane des T3, en m²', RPLS_94),
  areaT4: published(77, 'surface médiane des T4, en m²', RPLS_94),
  areaT5: published(90, 'surface médiane des T5, en m²', RPLS_94),
  areaT6: published(116, 'surface médiane des T6 et plus, en m²', RPLS_94),
  plaiRentPerM2: published(
    4.92,
    'loyer maximal PLAI en 2016, en €/m² (loyers du monde ramenés à 2016)',
    DELIBERATION,
  ),
  plusRentPerM2: published(
    5.54,
    'loyer maximal PLUS en 2016, en €/m² (loyers du monde ramenés à 2016)',
    DELIBERATION,
  ),
  candidatesPerDwelling: published(3.47, 'dossiers examinés par logement', LMH_2013),
  rankOneRefusals: published(0.368, 'part des refus du candidat de rang 1', LMH_2013),
  modestAllocations: published(
    0.5,
    'part des attributions aux ménages modestes et très modestes (objectif général)',
    DELIBERATION,
  ),
  priorityAllocations: published(
    0.207,
    'part des publics prioritaires dans les attributions de 2022 (appliquée aux premiers accès)',
    { text: 'URH Hauts-de-France, février 2024', place: HAUTS_DE_FRANCE },
  ),
  silentRefusals: published(11 / 47, 'part des refus sans réponse ou hors délai parmi les refus', {
    text: 'ADEUS, Strasbourg 2017, via Banque des Territoires',
    place: STRASBOURG,
  }),
} as const satisfies Record<string, Published>;

/** Ceilings follow the IRL, as rents' maxima do: 20 111 € in 2016, 23 403 € in 2026 (PLUS, one person, outside Île-de-France). */
export const RENT_INDEX_SINCE_2016 = 23_403 / 20_111;

export const ASSUMPTIONS = {
  rentIndex: assumed(
    RENT_INDEX_SINCE_2016,
    'indexation des loyers de 2016 à 2026',
    "Rapport des plafonds PLUS 2026 et 2016, qui suivent l'IRL.",
  ),
  plsRentPerM2: assumed(
    7.6,
    'loyer maximal PLS de 2016, en €/m²',
    'Au-dessus du PLUS ; valeur locale non trouvée.',
  ),
  t1Share: assumed(0.09, 'part des T1 dans le parc', 'Entre 8 % (échantillon du Val-de-Marne) et 12 %.'),
  oldPlaiShare: assumed(
    0.02,
    'part des PLAI et assimilés dans le parc construit avant 1975',
    'Acquis-améliorés seulement.',
  ),
  middlePlaiShare: assumed(
    0.06,
    'part des PLAI et assimilés dans le parc construit de 1975 à 2000',
    'Le PLA très social date de 1990.',
  ),
  recentPlsShare: assumed(0.12, 'part des PLS dans le parc construit après 2000', 'Non publié.'),
  kindUnknown: assumed(
    0.005,
    'logement actuel non dit',
    'Rubrique obligatoire du formulaire, rarement vide.',
  ),
  taxIncomeUnknown: assumed(
    0.06,
    'revenu fiscal de référence non dit',
    "Pièce souvent jointe après l'enregistrement.",
  ),
  lastTaxIncomeUnknown: assumed(
    0.25,
    'revenu fiscal N-1 non dit, parmi ceux qui disent N-2',
    "L'avis N-1 n'arrive qu'en été.",
  ),
  coApplicantIncomeMissing: assumed(
    0.03,
    'montant du cotitulaire absent, parmi les couples',
    "Observé dans l'exemple public du SNE ; fréquence à nous.",
  ),
  monthlyIncomeUnknown: assumed(
    0.04,
    'ressources mensuelles non dites',
    'Rubrique obligatoire, parfois vide.',
  ),
  disabilityUnknown: assumed(0.1, 'handicap non dit', 'Complément facultatif du formulaire.'),
  stepFreeUnknown: assumed(0.12, "besoin d'accessibilité non dit", 'Complément facultatif du formulaire.'),
  currentAreaUnknown: assumed(0.15, 'surface du logement actuel non dite', 'Souvent ignorée du ménage.'),
  occupantsUnknown: assumed(0.06, 'occupants du logement actuel non dits', 'Taux à nous.'),
  currentTypologyUnknown: assumed(0.1, 'type du logement actuel non dit', 'Taux à nous.'),
  currentRentUnknown: assumed(0.05, 'loyer actuel non dit, parmi les locataires', 'Taux à nous.'),
  currentDwellingUnknown: assumed(
    0.1,
    'logement social actuel non identifié, parmi les mutations',
    'Identifiant RPLS rarement saisi.',
  ),
  contractUnknown: assumed(0.05, 'contrat de travail non dit', 'Taux à nous.'),
  employerUnknown: assumed(
    0.12,
    "champ d'Action Logement non dit, parmi les salariés",
    'La taille de la société est rarement connue du ménage.',
  ),
  workplaceUnknown: assumed(0.18, 'commune de travail non dite, parmi les actifs occupés', 'Taux à nous.'),
  birthsUnknown: assumed(0.1, 'naissances attendues non dites', 'Taux à nous.'),
  coupleUnknown: assumed(0.02, 'vie en couple non dite', 'Taux à nous.'),
  childBirthDateUnknown: assumed(0.01, "date de naissance d'un enfant non dite", 'Taux à nous.'),
  daloUnknown: assumed(0.03, 'statut DALO non dit', 'Taux à nous.'),
  contingentsUnknown: assumed(
    0.25,
    'contingents éligibles non dits',
    'Calculés par le SNE seulement si le dossier est complet.',
  ),
  npruUnknown: assumed(0.02, 'relogement NPRU non dit', 'Taux à nous.'),
  energyUnknown: assumed(0.12, 'étiquette énergie non dite', 'Diagnostic absent ou périmé.'),
  dwellingStepFreeUnknown: assumed(0.2, 'accessibilité du logement non dite', 'Rubrique récente du RPLS.'),
  chargesUnknown: assumed(0.04, 'charges non dites', 'Taux à nous.'),
  daloActive: assumed(0.02, 'reconnus DALO à reloger', 'Effectif par département non trouvé.'),
  npruPending: assumed(
    450 / 54_000,
    'ménages à reloger au titre du NPRU',
    'Métropole de Lille : 2 500 à 3 500 relogements en 6 à 7 ans, environ 450 par an pour 54 000 demandes.',
  ),
  actionLogementShare: assumed(
    0.55,
    "salariés dans le champ d'Action Logement",
    'Entreprises privées de 10 salariés et plus ; taux à nous.',
  ),
  verifiedShare: assumed(
    0.22,
    'situations vérifiées, parmi les demandes prioritaires',
    'Une situation déclarée se vérifie à la constitution du dossier.',
  ),
  partnerSignal: assumed(
    0.008,
    'situation signalée par un partenaire seul, parmi les premiers accès',
    'Le SNE ne la porte pas : sortie d’institution, par exemple.',
  ),
  wideShare: assumed(0.24, 'demandes élargies à toutes les communes', 'Taux à nous.'),
  privateRentEffort: assumed(
    0.33,
    'part des ressources sous laquelle restent la plupart des loyers privés déclarés',
    'Loyers privés déclarés aides déduites ; 27 % des ménages au motif « trop cher » passent ce taux.',
  ),
  outsideStock: assumed(0.06, 'mutations venant du parc social hors du territoire', 'Taux à nous.'),
  mutationAllocations: assumed(
    0.28,
    'part des mutations dans les attributions',
    '27 à 30 % des attributions au plan national.',
  ),
  ownStockMutations: assumed(
    0.5,
    'part des mutations qui se font dans le parc du bailleur',
    'Taux à nous : aucun chiffre trouvé.',
  ),
  npruAllocations: assumed(
    0.048,
    'part des relogements NPRU dans les attributions',
    'Métropole de Lille : sous le plafond de 5 % du plan.',
  ),
  verifiedMutations: assumed(
    0.08,
    'part des mutations attribuées au titre des critères de mutation',
    'Suivies sans objectif chiffré ; effectif non publié.',
  ),
  allocatedResourcesUnknown: assumed(
    0.03,
    'ressources non dites parmi les attributions passées',
    'Taux à nous.',
  ),
  contingentUnknown: assumed(0.03, 'contingent non dit parmi les attributions passées', 'Taux à nous.'),
  currentCandidates: assumed(
    0.5,
    'part des candidats passés non logés encore en attente',
    'Taux à nous, pour 54 000 demandes.',
  ),
  committeeRejections: assumed(
    0.02,
    'part des candidats écartés par la commission',
    'ADEUS, Strasbourg 2017 : 2 %.',
  ),
  acceptanceRentChange: assumed(
    -2,
    'effet d’une hausse de loyer égale aux ressources sur la cote d’un oui (logarithme), à logement égal',
    'Proposition : 10 % des ressources en plus ôtent un cinquième environ à la cote. Non publié.',
  ),
  acceptanceRoom: assumed(
    0.3,
    'effet d’une pièce au-delà du besoin sur la cote d’un oui (logarithme), à logement égal',
    'Proposition : le manque de place est le premier motif de mutation. Non publié.',
  ),
  acceptanceWideWish: assumed(
    -0.25,
    'effet d’une demande élargie sur la cote d’un oui (logarithme), à logement égal',
    'Proposition : une commune acceptée sans être choisie attache moins. Non publié.',
  ),
} as const satisfies Record<string, Assumption>;
