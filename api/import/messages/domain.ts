import { type ImportMessage, say } from './message.ts';

/** Of what a readable row says: a demand, a dwelling, an allocation, an outcome. */
export const DOMAIN_MESSAGES = {
  // A demand
  'demand.dates.order': say(
    'Le renouvellement ou la mise à jour précède le dépôt.',
    'une date postérieure au dépôt',
    'Vérifiez les trois dates.',
  ),
  'demand.dates.impossible': say(
    'La date est antérieure à 1950, ou postérieure au jour de l’import.',
    'une date de 1950 au jour de l’import',
    'Vérifiez l’année et l’ordre du jour et du mois.',
  ),
  'demand.birth.impossible': say(
    'Une date de naissance est antérieure à 1900, ou postérieure au jour de l’import.',
    'des dates de naissance de 1900 au jour de l’import',
    'Vérifiez l’année ; un enfant attendu se compte dans « Naissances attendues ».',
  ),
  'demand.wishes.none': say(
    'La demande ne nomme aucune commune ni quartier et n’est pas élargie.',
    'une commune, un quartier, ou une demande élargie',
    'Complétez les communes souhaitées, ou mettez OUI dans « Demande élargie ».',
  ),
  'demand.wishes.outside-territory': say(
    'Aucune commune souhaitée n’est dans le territoire, et la demande n’est pas élargie.',
    'au moins une commune du territoire',
    'Vérifiez les codes INSEE, ou le territoire choisi.',
  ),
  'demand.co-applicant.contradiction': say(
    'La ligne dit qu’il n’y a pas de cotitulaire et décrit son emploi.',
    'OUI dans « Cotitulaire », ou aucune donnée du cotitulaire',
    'Corrigez l’un ou l’autre.',
  ),
  // A dwelling, an allocation, an outcome
  'dwelling.iris.other-commune': say(
    'L’IRIS est dans une autre commune que le logement.',
    'un IRIS de la commune',
    'Corrigez l’IRIS ou la commune.',
  ),
  'dwelling.quartier.contradicts-iris': say(
    'Le quartier indiqué n’est pas celui de l’IRIS.',
    'le quartier de l’IRIS, ou une cellule vide',
    'Videz la cellule du quartier : il est trouvé par l’IRIS.',
  ),
  'allocation.lease-before-decision': say(
    'Le bail est signé avant la décision.',
    'une date de bail postérieure à la décision',
    'Vérifiez les deux dates.',
  ),
  'outcome.reason-without-refusal': say(
    'Un motif de refus est donné sans refus.',
    'un motif pour une réponse « Refusée », et seulement alors',
    'Corrigez la réponse ou videz le motif.',
  ),
} as const satisfies Record<string, ImportMessage>;
