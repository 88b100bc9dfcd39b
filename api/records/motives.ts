/*
 * Closed lists of what officers give as reasons in the register; no free text. Practice, not law: article R441-3 asks that a refusal
 * of the commission be written and motivated, and gives no list.
 */

/** Why a commission attributes nothing to a candidate. */
export const NON_ATTRIBUTION_MOTIVES = {
  unsuited: 'Logement inadapté à la composition du ménage',
  'effort-rate': 'Reste à vivre insuffisant pour ce logement',
  'ceiling-exceeded': 'Ressources au-dessus du plafond',
  'wishes-differ': 'Logement hors des souhaits du ménage',
  'incomplete-file': 'Dossier incomplet',
  'already-housed': 'Ménage déjà relogé',
  withdrew: 'Le ménage se retire',
  'another-dwelling': 'Un autre logement lui est destiné',
  'joint-study': 'Étude conjointe demandée',
} as const;
export type NonAttributionMotive = keyof typeof NON_ATTRIBUTION_MOTIVES;

/** Why a demand is rejected as inadmissible: the two grounds of the national system's code RADIRR. */
export const INADMISSIBILITY_MOTIVES = {
  IRRSEJ: 'Condition de séjour non remplie',
  IRRRES: 'Ressources au-dessus des plafonds',
} as const;
export type InadmissibilityMotive = keyof typeof INADMISSIBILITY_MOTIVES;

/** Paper that an attribution under condition waits for. */
export const MISSING_PAPERS = {
  identity: 'Pièce d’identité ou titre de séjour',
  'tax-notice': 'Avis d’imposition',
  resources: 'Justificatif de ressources',
  family: 'Justificatif de situation familiale',
  housing: 'Justificatif du logement actuel',
  employment: 'Justificatif d’emploi',
  priority: 'Justificatif de la situation prioritaire',
  'notice-given': 'Congé donné au bailleur actuel',
} as const;
export type MissingPaper = keyof typeof MISSING_PAPERS;

/** Why an entry of the register is replaced by another. */
export const CORRECTION_MOTIVES = {
  'typing-error': 'Erreur de saisie',
  'wrong-candidate': 'Erreur de candidat',
  'wrong-day': 'Erreur de date',
  'late-information': 'Information arrivée après la saisie',
  'commission-reviewed': 'La commission est revenue sur sa décision',
} as const;
export type CorrectionMotive = keyof typeof CORRECTION_MOTIVES;

/** Closing of a demand: the codes of the national system (`ListeMotifsRadiation`), with their French labels. */
export const REMOVAL_CODES = {
  RADATT: 'Logement attribué',
  RADABA: 'Abandon de la demande',
  RADIRR: 'Demande irrecevable',
  RADCON: 'Contact impossible',
  RADREN: 'Demande non renouvelée',
} as const;
export type RemovalCode = keyof typeof REMOVAL_CODES;

/** Why households were erased. */
export const ERASURE_REASONS = {
  asked: 'À la demande',
  retention: 'Durée de conservation passée',
} as const;
export type ErasureReason = keyof typeof ERASURE_REASONS;
