import { KEPT_PARTS, type KeptHousehold, type KeptPart, type RetentionReview } from '../records/retention.ts';
import { CERTAINTY_TAGS } from './certainty.ts';
import { count, longDay } from './format.ts';
import { bullet, heading, wrap } from './text.ts';

const PARTS: { readonly [P in KeptPart]: { readonly label: string; readonly from: string } } = {
  demand: { label: 'Demande', from: 'la fin de sa validité, ou sa clôture' },
  candidacy: { label: 'Candidature', from: 'le dernier jour où elle est proposée, examinée ou suivie' },
  allocation: { label: 'Attribution', from: 'le bail, ou la décision sans bail' },
};

export interface PresentedKept {
  readonly number: string;
  readonly parts: readonly { readonly part: KeptPart; readonly label: string; readonly last: string }[];
  readonly until: string;
}

export interface PresentedRetention {
  readonly asOf: string;
  readonly durations: readonly {
    readonly part: KeptPart;
    readonly label: string;
    readonly from: string;
    readonly months: number;
    readonly source: string;
    readonly certainty: string;
  }[];
  readonly kept: number;
  readonly past: number;
  readonly next: string | null;
  readonly text: string;
}

/** Who is past the durations, without naming anybody. */
export const presentRetention = ({
  asOf,
  durations,
  kept,
  past,
  next,
}: RetentionReview): PresentedRetention => ({
  asOf,
  durations: KEPT_PARTS.map((part) => ({
    part,
    ...PARTS[part],
    ...durations[part],
    certainty: CERTAINTY_TAGS[durations[part].certainty],
  })),
  kept,
  past: past.length,
  next,
  text: [
    `Au ${longDay(asOf)}, ${count(past.length, 'ménage dépasse', 'ménages dépassent')} toutes les durées, sur ${count(kept, 'ménage dont', 'ménages dont')} quelque chose est gardé.`,
    next === null ? '' : ` Le suivant les dépassera après le ${longDay(next)}.`,
  ].join(''),
});

export const presentKept = ({ number, parts, until }: KeptHousehold): PresentedKept => ({
  number,
  parts: parts.map(({ part, last }) => ({ part, label: PARTS[part].label, last })),
  until,
});

export const retentionText = (shown: PresentedRetention, households: readonly PresentedKept[]): string =>
  [
    heading('Durées de conservation'),
    ...shown.durations.map(({ label, from, months, source, certainty }) =>
      bullet(`${label} : ${count(months, 'mois', 'mois')} après ${from} ; ${source} [${certainty}]`),
    ),
    '',
    wrap(shown.text),
    ...households.map(({ number, parts, until }) =>
      bullet(
        `${number} : ${parts.map(({ label, last }) => `${label.toLowerCase()} jusqu’au ${last}`).join(', ')} ; à garder au plus jusqu’au ${until}`,
      ),
    ),
    '',
  ].join('\n');

interface ErasedTogether {
  readonly demands: number;
  readonly rows: number;
  readonly documents: number;
  readonly commitments: number;
}

/** What an application of the durations did. */
export const erasedTogetherText = (households: number, erased: ErasedTogether): string =>
  households === 0
    ? 'Rien n’est effacé.'
    : `${count(households, 'ménage effacé', 'ménages effacés')} : ${count(erased.demands, 'demande détruite', 'demandes détruites')} ; ${count(erased.rows, 'ligne', 'lignes')} d’attributions ou de suites et ${count(erased.documents, 'document', 'documents')} ne les nomment plus ; ${count(erased.commitments, 'lien', 'liens')} avec le registre détruits. Les compteurs et la chaîne sont intacts. Une sauvegarde d’avant les contient encore.`;
