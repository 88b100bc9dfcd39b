import { type ImportMessage, say } from './message.ts';

/** Of a file of priority labels. */
export const LABEL_MESSAGES = {
  'label.demand.unknown': say(
    'Aucune demande enregistrée ne porte ce numéro unique.',
    'le numéro unique d’une demande déjà importée',
    'Importez d’abord les demandes, ou vérifiez le numéro.',
  ),
  'label.situation.required': say(
    'La liste ACI demande le code de la situation.',
    'un code de situation du territoire, comme ACI_EXPULSION',
    'Complétez la situation.',
  ),
  'label.day.impossible': say(
    'Le jour de vérification est à venir.',
    'un jour passé, ou le jour de l’import',
    'Vérifiez l’année et l’ordre du jour et du mois.',
  ),
  'label.dates.order': say(
    'La fin précède la vérification.',
    'une fin postérieure à la vérification',
    'Vérifiez les deux dates.',
  ),
  'label.end.ahead': say(
    'Des labels ont une fin à venir : ils comptent jusqu’à ce qu’un fichier plus récent les retire.',
    'une fin passée, ou aucune',
    'Importez de nouveau le fichier après cette fin.',
  ),
} as const satisfies Record<string, ImportMessage>;
