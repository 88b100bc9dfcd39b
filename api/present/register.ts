import type { IsoDay } from '../../engine/domain/ids.ts';
import type { BreakReason, ChainHead } from '../records/chain.ts';
import type { ChainedEvent } from '../records/event.ts';
import { CORRECTION_MOTIVES, ERASURE_REASONS, REMOVAL_CODES } from '../records/motives.ts';
import { verdictText } from './commission.ts';
import { count, longDay, lowerFirst } from './format.ts';
import { bullet, wrap } from './text.ts';

export interface PresentedHead {
  readonly seq: number;
  readonly hash: string | null;
  /** What a PV prints: the register cannot be shortened or rewritten behind it. */
  readonly text: string;
}

/** The head of the register, as every PV prints it. */
export const presentHead = ({ seq, hash }: ChainHead): PresentedHead => ({
  seq,
  hash,
  text:
    hash === null
      ? 'Registre vide.'
      : `Registre : ${count(seq, 'écriture', 'écritures')} ; empreinte SHA-256 de la dernière : ${hash}. Pour le vérifier : precal verify --head ${seq}:${hash}`,
});

export interface PresentedEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly hash: string;
  readonly text: string;
}

/** An entry of the register in a sentence. Households are not named: the entry does not hold their numbers. */
export const presentEntry = (event: ChainedEvent): PresentedEntry => {
  const { seq, at, actor, kind, hash } = event;
  return {
    seq,
    at,
    actor,
    kind,
    hash,
    text: `${seq}. ${at.slice(0, 16).replace('T', ' ')}, ${actor} : ${said(event)}`,
  };
};

const TABLES: Readonly<Record<string, string>> = {
  demands: 'demandes',
  dwellings: 'logements',
  vacancies: 'logements libérés',
  allocations: 'attributions',
  outcomes: 'suites',
  labels: 'labels',
};

const said = (event: ChainedEvent): string => {
  switch (event.kind) {
    case 'import-committed': {
      const { table, accepted, refused } = event.body;
      return `import (${TABLES[table] ?? table}), ${count(accepted, 'ligne acceptée', 'lignes acceptées')}, ${count(refused, 'refusée', 'refusées')}`;
    }
    case 'session-proposed':
      return `séance ${event.body.session} proposée, ${count(event.body.lists.length, 'liste', 'listes')}`;
    case 'session-changed':
      return `séance ${event.body.session} changée à la main (version ${event.body.version}), ${count(event.body.changes.length, 'changement', 'changements')}`;
    case 'session-undone':
      return `séance ${event.body.session} : changement de la version ${event.body.undid} annulé`;
    case 'session-recomputed':
      return `séance ${event.body.session} recalculée (version ${event.body.version})`;
    case 'session-cancelled':
      return `séance ${event.body.session} abandonnée`;
    case 'shortlist-recorded':
      return `liste du logement ${event.body.vacancy}, ${count(event.body.candidates.length, 'candidat', 'candidats')}`;
    case 'candidate-decided':
      return `${event.body.vacancy}, rang ${event.body.rank} : ${lowerFirst(verdictText(event.body.verdict))}`;
    case 'offer-made':
      return `${event.body.vacancy} : offre ${event.seq} du ${day(event.body.day)}, réponse jusqu’au ${day(event.body.dueDay)}`;
    case 'offer-answered':
      return `offre ${event.body.offer} : ${event.body.answer === 'accepted' ? 'acceptée' : 'refusée'} le ${day(event.body.day)}`;
    case 'offer-lapsed':
      return `offre ${event.body.offer} : sans réponse, constaté le ${day(event.body.day)}`;
    case 'condition-settled':
      return `${event.body.vacancy} : ${event.body.met ? 'pièce reçue' : 'condition non remplie'} le ${day(event.body.day)}`;
    case 'turn-passed':
      return `${event.body.vacancy} : tour passé le ${day(event.body.day)}`;
    case 'lease-signed':
      return `${event.body.vacancy} : bail signé le ${day(event.body.day)}`;
    case 'demand-renewed':
      return `demande renouvelée le ${day(event.body.day)}`;
    case 'demand-removed':
      return `demande radiée le ${day(event.body.day)} : ${lowerFirst(REMOVAL_CODES[event.body.code])}`;
    case 'guidance-proposed':
      return `préconisation ${event.body.guidance} proposée à l’instance « ${event.body.instance} », réunion du ${day(event.body.meetingOn)}`;
    case 'guidance-decided':
      return `préconisation ${event.body.guidance} décidée par l’instance « ${event.body.instance} » le ${day(event.body.meetingOn)}, applicable à partir du ${day(event.body.from)}${event.body.to === null ? '' : ` et jusqu’au ${day(event.body.to)}`}`;
    case 'guidance-ended':
      return `préconisation ${event.body.guidance} levée par l’instance « ${event.body.instance} » le ${day(event.body.meetingOn)}, sans effet à partir du ${day(event.body.on)}`;
    case 'corrected':
      return `écriture ${event.body.of} ${event.body.replacement === null ? 'annulée' : 'corrigée'} : ${lowerFirst(CORRECTION_MOTIVES[event.body.motive])}`;
    case 'erased': {
      const { count: households = 1, reason = 'asked' } = event.body;
      const who = households === 1 ? 'un ménage effacé' : `${households} ménages effacés`;
      return reason === 'asked' ? who : `${who} : ${lowerFirst(ERASURE_REASONS[reason])}`;
    }
  }
};

const day = (iso: IsoDay): string => longDay(iso);

/** Names of what does not hold, as `checkRegister` gives them. */
const FAULTS = {
  changed: 'son contenu a été modifié',
  'out-of-order': 'une écriture manque, est en double ou n’est pas à sa place',
  unlinked: 'elle ne suit pas celle qui la précède',
  truncated: 'le registre s’arrête avant la tête imprimée : sa fin a été coupée',
  rewritten: 'le registre porte une autre écriture que celle de la tête imprimée : l’histoire a été réécrite',
  unreadable: 'elle n’est pas lisible',
  impossible: 'ce qu’elle dit n’a pas pu avoir lieu',
  'record-missing': 'le procès-verbal qu’elle nomme n’est plus là',
  'record-changed': 'le procès-verbal qu’elle nomme a été modifié',
  'record-differs':
    'le procès-verbal qu’elle nomme est d’une autre séance ou d’un autre logement, ou a d’autres listes',
} as const;

export interface PresentedRegisterCheck {
  readonly sound: boolean;
  /** First entry that does not hold; null when all do. */
  readonly broken: {
    readonly seq: number;
    readonly fault: keyof typeof FAULTS;
    readonly text: string;
  } | null;
  readonly head: PresentedHead;
  readonly records: number;
  readonly text: string;
}

/** What a check of the whole register found. */
export const presentRegisterCheck = (check: {
  readonly fault: { readonly seq: number; readonly fault: keyof typeof FAULTS } | null;
  readonly head: ChainHead;
  readonly records: number;
}): PresentedRegisterCheck => {
  const { fault, records } = check;
  const head = presentHead(check.head);
  return {
    sound: fault === null,
    broken: fault && { ...fault, text: FAULTS[fault.fault] },
    head,
    records,
    text:
      fault === null
        ? `Le registre tient : ${count(check.head.seq, 'écriture chaînée', 'écritures chaînées')}, ${count(records, 'procès-verbal vérifié', 'procès-verbaux vérifiés')}.`
        : `Le registre est rompu à l’écriture ${fault.seq} : ${FAULTS[fault.fault]}. Les écritures qui la précèdent tiennent.`,
  };
};

/** What a check of the chain alone found, away from the data. */
export const presentChainCheck = (
  check:
    | { readonly outcome: 'sound'; readonly head: ChainHead }
    | { readonly outcome: 'broken'; readonly broken: { readonly seq: number; readonly reason: BreakReason } },
) =>
  check.outcome === 'sound'
    ? {
        ...check,
        text: `La chaîne tient : ${count(check.head.seq, 'écriture chaînée', 'écritures chaînées')}. ${presentHead(check.head).text}`,
      }
    : {
        ...check,
        text: `La chaîne est rompue à l’écriture ${check.broken.seq} : ${FAULTS[check.broken.reason]}.`,
      };

/** A list that was just written into the register. */
export const presentListEntry = (entry: {
  readonly record: string;
  readonly head: ChainHead;
}): { readonly record: string; readonly head: PresentedHead; readonly text: string } => ({
  record: entry.record,
  head: presentHead(entry.head),
  text: `Liste inscrite au registre, écriture ${entry.head.seq} ; empreinte de son procès-verbal : ${entry.record}. Pour la refaire : precal replay ${entry.record}`,
});

export const registerCheckText = ({ text, head }: PresentedRegisterCheck): string =>
  [wrap(text), wrap(head.text), ''].join('\n');

export const entriesText = (entries: readonly PresentedEntry[]): string =>
  [...entries.map(({ text }) => bullet(text)), ''].join('\n');

type Replayed = (
  | { readonly session: string; readonly version: number }
  | { readonly vacancy: string; readonly asOf: string }
) & { readonly record: string; readonly program: string } & (
    | { readonly outcome: 'same' | 'different' }
    | { readonly outcome: 'other-data'; readonly parts: string }
    | { readonly outcome: 'erased'; readonly on: string; readonly households: number }
  );

/** What a replay found, in a sentence. @param partsText names the parts of the data that changed. */
export const replayText = (replay: Replayed, partsText: (parts: readonly string[]) => string): string => {
  const what =
    'session' in replay
      ? `Séance ${replay.session}, version ${replay.version}`
      : `Liste du logement ${replay.vacancy} au ${longDay(replay.asOf as IsoDay)}`;
  const of = `${what}, écrite par Précal ${replay.program}`;
  switch (replay.outcome) {
    case 'same':
      return `${of} : proposition refaite, le procès-verbal est le même à l’octet près.`;
    case 'different':
      return `${of} : proposition refaite, elle n’est pas celle du procès-verbal.`;
    case 'other-data':
      return `${of} : les données ont changé depuis (${partsText(replay.parts.split(', '))}), la proposition ne peut pas être refaite.`;
    case 'erased':
      return `${of} : données effacées le ${longDay(replay.on as IsoDay)} (${count(replay.households, 'ménage', 'ménages')}), la proposition ne peut plus être refaite. La chaîne et l’empreinte du procès-verbal restent vérifiables.`;
  }
};
