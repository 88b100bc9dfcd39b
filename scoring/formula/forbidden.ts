import { plainWord, wordsOf } from './closestName.ts';

/*
 * Inputs that no method may read. They are not columns, so a formula that names one would fail anyway; the table is there to
 * say why, in the words of the person who tried. Sources: CNIL findings and discrimination law, domain notes §3.8 and §11.
 */

interface ForbiddenInput {
  readonly reason: string;
  /** Identifiers, compared without accents, case or separators. */
  readonly names: readonly string[];
  /** Words that forbid any identifier containing them (`paysDeNaissance`). */
  readonly words: readonly string[];
}

const FORBIDDEN: readonly ForbiddenInput[] = [
  {
    reason:
      'l’origine, réelle ou supposée, est un critère de discrimination interdit par la loi ; elle n’est pas enregistrée',
    names: ['origin', 'ethnie', 'race', 'religion'],
    words: ['origin', 'origine', 'origines', 'ethnie', 'ethnicity', 'race', 'religion'],
  },
  {
    reason:
      'la nationalité sert à vérifier la recevabilité, jamais à classer des demandes ; elle n’est pas enregistrée',
    names: ['nationalite', 'nationality', 'etranger', 'extracommunautaire'],
    words: ['nationalite', 'nationality', 'nationalites', 'etranger', 'etrangers', 'foreign', 'citizenship'],
  },
  {
    reason: 'le lieu de naissance ne peut pas servir à trier des demandes ; il n’est pas enregistré',
    names: [
      'lieunaissance',
      'lieudenaissance',
      'paysnaissance',
      'paysdenaissance',
      'villenaissance',
      'villedenaissance',
      'birthplace',
      'placeofbirth',
    ],
    words: ['birthplace', 'birthcountry'],
  },
  {
    reason: 'une méthode ne connaît pas les personnes : ni nom, ni prénom, ni civilité',
    names: [
      'nom',
      'name',
      'prenom',
      'firstname',
      'lastname',
      'surname',
      'nomdefamille',
      'patronyme',
      'civilite',
      'sexe',
      'gender',
    ],
    words: ['prenom', 'surname', 'patronyme', 'civilite', 'sexe', 'gender'],
  },
  {
    reason: 'une photographie n’est jamais une entrée d’une méthode',
    names: ['photo', 'photographie', 'picture'],
    words: ['photo', 'photographie'],
  },
  {
    reason: 'les zones de texte libre ne sont pas enregistrées et ne peuvent pas servir à classer',
    names: ['textelibre', 'freetext', 'comment', 'comments', 'commentaire', 'commentaires', 'observations'],
    words: ['commentaire', 'commentaires', 'textelibre', 'freetext'],
  },
  {
    reason:
      'seuls les montants de ressources comptent, jamais leur nature : écarter un ménage parce qu’il perçoit une prestation est une discrimination',
    names: [
      'natureressources',
      'naturedesressources',
      'incomekind',
      'incomesource',
      'sourceressources',
      'typeressources',
    ],
    words: ['rsa', 'aah', 'rmi', 'ass', 'prestations', 'allocataire', 'minimasociaux'],
  },
  {
    reason:
      'la durée de résidence ne compte que là où une grille publiée le prévoit, et jamais pour la recevabilité ; aucune colonne ne la porte',
    names: [
      'dureeresidence',
      'dureederesidence',
      'residenceduration',
      'residenceyears',
      'anneesresidence',
      'anciennetecommune',
      'anciennetederesidence',
    ],
    words: ['residenceduration'],
  },
];

const byName = new Map(FORBIDDEN.flatMap((f) => f.names.map((name) => [name, f.reason])));
const byWord = new Map(FORBIDDEN.flatMap((f) => f.words.map((word) => [word, f.reason])));

/** Why an identifier may not be read by any method, in French; null when nothing forbids it. */
export const forbiddenReason = (identifier: string): string | null => {
  const exact = byName.get(plainWord(identifier));
  if (exact !== undefined) return exact;
  for (const word of wordsOf(identifier)) {
    const reason = byWord.get(word);
    if (reason !== undefined) return reason;
  }
  return null;
};

/** Why an id is refused as that of a criterion: only when it is exactly a forbidden input, not when it mentions one. */
export const forbiddenIdReason = (id: string): string | null => {
  const plain = plainWord(id);
  return byName.get(plain) ?? byWord.get(plain) ?? null;
};
