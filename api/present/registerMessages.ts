import type { Issue } from '../../engine/domain/issue.ts';

const frenchDay = (day: string | undefined): string => (day ?? '').split('-').reverse().join('/');

/** Why something cannot be written into the register, or read from it, by code. */
export const REGISTER_MESSAGES: Readonly<Record<string, (issue: Issue) => string>> = {
  'session.decided': ({ received }) =>
    `La commission a déjà décidé dans la séance « ${received} » : ses listes ne changent plus. Pour une erreur, corrigez l’écriture (« precal commission correct »).`,
  'session.exists': ({ received }) => `La séance « ${received} » est déjà au registre.`,
  'decision.no-list': ({ received }) =>
    `Le logement « ${received} » n’a pas de liste dans cette séance. « precal commission show » en donne les logements.`,
  'decision.not-listed': ({ expected }) =>
    `Cette demande n’est pas sur la liste du logement « ${expected} » : la commission ne décide que des candidats présentés.`,
  'decision.other-rank': ({ received, expected }) =>
    `Ce candidat est au rang ${expected} de la liste, et non au rang ${received}.`,
  'decision.already-made': () =>
    'La commission a déjà décidé pour ce candidat. Pour une erreur, corrigez l’écriture (« precal commission correct »).',
  'decision.too-early': ({ received, expected }) =>
    `Décision datée du ${frenchDay(received)} : la séance est du ${frenchDay(expected)}.`,
  'offer.unknown': ({ received }) =>
    `Aucune offre ne porte le numéro ${received}. « precal commission due » donne celles qui courent.`,
  'offer.already-made': () => 'Ce logement a déjà été offert à ce candidat.',
  'offer.not-attributed': () =>
    'La commission n’a pas attribué ce logement à ce candidat : aucune offre ne peut lui être faite.',
  'offer.turn-passed': () => 'Ce candidat a passé son tour pour ce logement.',
  'offer.vacancy-taken': ({ received }) => `Le logement « ${received} » a déjà été accepté.`,
  'offer.another-runs': ({ expected }) =>
    `Une autre offre court sur ce logement, jusqu’au ${frenchDay(expected)} : attendez la réponse, ou cette date.`,
  'offer.not-in-turn': ({ expected }) =>
    `Le rang ${expected} passe avant : il n’a encore ni refusé, ni laissé passer son délai, ni été écarté.`,
  'offer.too-early': ({ received, expected }) =>
    `Offre datée du ${frenchDay(received)}, avant ce qui la précède (${frenchDay(expected)}).`,
  'offer.days-too-short': ({ expected }) =>
    `Le ménage a au moins ${expected} jours pour répondre (CCH, art. R441-10) : choisissez une date plus tardive.`,
  'offer.nobody': ({ received }) =>
    `Plus personne ne peut avoir le logement « ${received} » : la liste est épuisée.`,
  'shortlist.nothing-to-record': () =>
    '--record inscrit une liste au registre : --demand et --set-aside n’en font pas. Choisissez l’un ou l’autre.',
  'records.no-entry': ({ received }) => `Le registre n’a pas d’écriture ${received}.`,
  'answer.no-offer': ({ received }) => `Aucune offre ne porte le numéro ${received} dans cette séance.`,
  'answer.already-given': ({ received }) =>
    `L’offre ${received} a déjà sa réponse. Pour une erreur, corrigez l’écriture (« precal commission correct »).`,
  'answer.turn-passed': ({ received }) =>
    `L’offre ${received} ne peut plus recevoir de réponse : le tour est passé au rang suivant.`,
  'answer.too-early': ({ received, expected }) =>
    `Réponse datée du ${frenchDay(received)} : l’offre est du ${frenchDay(expected)}.`,
  'answer.too-late': ({ received, expected }) =>
    `Réponse datée du ${frenchDay(received)} : le délai finissait le ${frenchDay(expected)}, et le silence vaut refus.`,
  'lapse.too-soon': ({ expected }) =>
    `Le délai de réponse court jusqu’au ${frenchDay(expected)} compris : le silence ne vaut pas encore refus.`,
  'condition.none': () => 'Ce candidat n’a pas d’attribution sous condition.',
  'condition.already-settled': () => 'Cette condition est déjà levée ou tombée.',
  'condition.no-more': () => 'Ce candidat ne peut plus avoir le logement : sa condition n’a plus d’objet.',
  'condition.too-early': ({ received, expected }) =>
    `Condition datée du ${frenchDay(received)} : la décision est du ${frenchDay(expected)}.`,
  'turn.not-attributed': () =>
    'Ce candidat n’a pas de tour : la commission ne lui a pas attribué ce logement.',
  'turn.let': () => 'Le bail est signé : ce tour ne peut plus passer.',
  'turn.already-passed': () => 'Ce tour est déjà passé.',
  'turn.too-early': ({ received, expected }) =>
    `Tour passé daté du ${frenchDay(received)}, avant ce qui le précède (${frenchDay(expected)}).`,
  'lease.already-signed': ({ received }) => `Un bail est déjà signé pour le logement « ${received} ».`,
  'lease.not-accepted': () =>
    'Ce candidat n’a pas accepté d’offre pour ce logement : aucun bail ne peut être signé.',
  'lease.condition-pending': () =>
    'L’attribution est sous condition : dites d’abord si la pièce est arrivée (« precal commission condition »).',
  'lease.too-early': ({ received, expected }) =>
    `Bail daté du ${frenchDay(received)}, avant ce qui le précède (${frenchDay(expected)}).`,
  'correction.unknown-event': ({ received }) =>
    `L’écriture ${received} n’existe pas, a été annulée, ou n’est pas de celles qui se corrigent.`,
  'correction.other-kind': ({ received }) =>
    `L’écriture ${received} ne peut être remplacée que par une écriture de même nature.`,
  'correction.other-case': ({ received }) =>
    `L’écriture ${received} ne peut être remplacée que sur le même logement de la même séance.`,
  'correction.no-such-field': ({ received }) => `Cette écriture n’a pas de champ « ${received} » à corriger.`,
  'correction.nothing-changed': () => 'La correction ne dit pas ce qui change.',
  'demand.closed': ({ expected }) =>
    `Cette demande est déjà radiée (écriture ${expected}). Pour la rouvrir, annulez cette écriture (à la page de la demande, ou par « precal commission correct ${expected} --annul »).`,
  'demand.already-renewed': ({ expected }) =>
    `Ce renouvellement est déjà noté, à la même date (écriture ${expected}).`,
  'demand.day-ahead': ({ expected }) =>
    `Le jour du fait ne peut pas être à venir : au plus tard le ${frenchDay(expected)}.`,
  'demand.filed-after': ({ expected }) =>
    `Le jour du fait est avant le dépôt de la demande, le ${frenchDay(expected)}.`,
  'household.unknown': () =>
    'Rien n’est gardé sous ce numéro unique : vérifiez ses 18 caractères ; ou le ménage est déjà effacé.',
  'record.unknown': ({ received }) => `Aucun procès-verbal ne porte l’empreinte « ${received} ».`,
  'record.damaged': ({ received }) =>
    `Le procès-verbal « ${received} » a été modifié ou abîmé : son empreinte n’est plus celle de son contenu.`,
  'record.unchained': ({ received }) =>
    `Le procès-verbal « ${received} » n’est nommé par aucune écriture du registre : il ne prouve rien.`,
  'record.unopened': () =>
    'Les numéros de ce procès-verbal manquent, ou ne sont pas ceux qu’il engage, sans écriture d’effacement : la sauvegarde est incomplète ou modifiée.',
  'register.head-malformed': ({ received }) =>
    `« ${received} » n’est pas une tête de registre. Écrivez le numéro et l’empreinte imprimés au procès-verbal, séparés par « : », par exemple 128:ab12….`,
  'events.stale': () => 'Le registre a avancé entre-temps : recommencez.',
  'erase.not-confirmed': () =>
    'L’effacement est définitif : la demande et les clés qui la relient au registre sont détruites. Relancez avec --confirm.',
};
