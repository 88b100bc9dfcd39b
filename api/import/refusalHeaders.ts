/** Columns that a refusal file adds after the original ones. An import ignores them, so that the corrected file can be imported. */
export const REFUSAL_HEADERS = ["Ligne d'origine", 'Code du refus', 'Colonne', 'Valeur', 'Remède'] as const;

/** The column that names the code of the refusal. */
export const REFUSAL_CODE_HEADER = REFUSAL_HEADERS[1];
