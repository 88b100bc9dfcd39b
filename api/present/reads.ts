import { count } from './format.ts';
import { bullet } from './text.ts';

/** A read in its place: the shape of `api/store/readTrail.ts`. */
interface KeptRead {
  readonly id: string;
  readonly requestId: string;
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly of: string | null;
  readonly method: string;
  readonly route: string;
  readonly about: string | null;
  readonly demand: string | null;
  readonly households: number | null;
  readonly clear: boolean;
}

export interface PresentedRead extends KeptRead {
  readonly text: string;
}

/** A read of personal data in a sentence. */
export const presentRead = (read: KeptRead): PresentedRead => ({ ...read, text: textOf(read) });

const textOf = ({ at, who, role, of, method, route, about, demand, households, clear }: KeptRead): string => {
  const holder = of === null ? role : `${role} ${of}`;
  const what = [
    `${method} ${route}`,
    ...(about === null ? [] : [about]),
    ...(demand === null ? [] : [`demande ${demand}`]),
    households === null ? 'ménages non comptés' : count(households, 'ménage', 'ménages'),
    clear ? 'par numéro unique' : 'par pseudonyme',
  ];
  return `${at.slice(0, 19).replace('T', ' ')} UTC, compte ${who} (${holder}) : ${what.join(', ')}`;
};

/** Said beside what was read, when its trail could not be written. @param reason a sentence; null: not known. */
export const unwrittenReadText = (households: number, reason: string | null): string =>
  `Cette lecture (${count(households, 'ménage', 'ménages')}) n’est pas inscrite au journal des lectures : ${reason ?? 'il n’a pas pu être écrit.'}`;

export const readsText = (reads: readonly PresentedRead[]): string =>
  reads.length === 0
    ? 'Aucune lecture de données personnelles n’est inscrite.\n'
    : [...reads.map(({ text }) => bullet(text)), ''].join('\n');
