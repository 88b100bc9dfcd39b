import { type ImportMessage, say } from './message.ts';

/** Of the open file of the RPLS. */
export const RPLS_MESSAGES = {
  'rpls.public': say(
    'Le fichier public du RPLS ne dit ni l’identifiant du logement, ni le bailleur, ni le loyer, ni le contingent, ni l’occupation : ce parc sert à compter, pas à proposer.',
    'le fichier du bailleur, pour enregistrer des logements',
    'Pour proposer, importez le fichier du bailleur comme logements.',
  ),
  'rpls.outside': say(
    'Des logements sont hors du territoire : ils ne sont pas comptés.',
    'les logements du territoire',
    'Sans gravité : le fichier public couvre une région entière.',
  ),
} as const satisfies Record<string, ImportMessage>;
