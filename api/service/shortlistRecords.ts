import { createHash, randomBytes } from 'node:crypto';
import { listRates } from '../../engine/acceptance/rates.ts';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import type { OpenList } from '../../engine/shortlist/shortlist.ts';
import type { ChainHead } from '../records/chain.ts';
import { type Commitment, commitTo, SALT_BYTES, type SaltSource } from '../records/commitment.ts';
import type { NewEvent } from '../records/event.ts';
import type { WrittenRecord } from '../records/record.ts';
import {
  type ShortlistBasis,
  type ShortlistRecord,
  writeShortlistRecord,
} from '../records/shortlistRecord.ts';
import type { DocumentCollection } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { GroupCommit } from './groupCommit.ts';
import { PROGRAM_VERSION } from './programVersion.ts';
import { type Author, LOCAL_ACTOR, RECORDS } from './sessionRecords.ts';
import { territoryHash } from './territoryHash.ts';
import type { ShortlistQuestion, Workspace } from './workspace.ts';

/** A list with what it was made from. */
export interface MadeShortlist {
  readonly workspace: Workspace;
  /** Number of the last event that the workspace was made with. */
  readonly known: number;
  readonly question: ShortlistQuestion;
  readonly shortlist: Omit<OpenList, 'ownSide' | 'pairSide'>;
}

/** Where a list is on record. */
export interface ShortlistEntry {
  /** Hash of its record. */
  readonly record: string;
  /** The event that names it: the head of the register as this list made it. */
  readonly head: ChainHead;
}

interface Entry {
  readonly record: WrittenRecord;
  readonly event: NewEvent<'shortlist-recorded'>;
}

/**
 * Writes lists made for one vacancy into the register: the record, its event and the salts of its commitments in one transaction, on
 * disk when `record` returns. Lists that come together share it.
 */
export class ShortlistRecorder {
  readonly #salts: SaltSource;
  readonly #entries: GroupCommit<Entry, ShortlistEntry>;

  constructor(store: Store, salts: SaltSource = () => randomBytes(SALT_BYTES)) {
    this.#salts = salts;
    const records = store.collection(RECORDS);
    this.#entries = new GroupCommit((entries) => writeAll(records, entries));
  }

  /** @throws InputError those of the store; then nothing of this list is on record. */
  record(made: MadeShortlist, { at, actor = LOCAL_ACTOR }: Author): Promise<ShortlistEntry> {
    const { shortlist, workspace } = made;
    const commitments = shortlist.candidates.map(({ number }) => commitTo(number, this.#salts()));
    const nameOf = new Map(commitments.map(({ number, commitment }) => [number, commitment]));
    const record = shortlistRecord(made, PROGRAM_VERSION, (number) => nameOf.get(number)!);
    return this.#entries.add({
      record,
      event: {
        kind: 'shortlist-recorded',
        at,
        actor,
        body: {
          vacancy: shortlist.vacancy.id,
          dwelling: shortlist.dwelling.id,
          candidates: commitments.map(({ commitment }) => commitment),
          asOf: workspace.pool.asOf,
          record: record.hash,
        },
        commitments,
      },
    });
  }
}

const writeAll = async (
  records: DocumentCollection,
  entries: readonly Entry[],
): Promise<readonly ShortlistEntry[]> => {
  const chained = await records.add(
    entries.map(({ record: { hash, text } }) => ({ id: hash, version: 1, document: text })),
    entries.map(({ event }) => event),
  );
  return entries.map(({ record }, i) => {
    const { seq, hash } = chained[i]!;
    return { record: record.hash, head: { seq, hash } };
  });
};

/** The record of a list. @param nameOf commitment of each candidate. */
export const shortlistRecord = (
  { workspace, known, question, shortlist }: MadeShortlist,
  program: string,
  nameOf: (number: DemandNumber) => Commitment,
): WrittenRecord => {
  const { vacancy, dwelling, funnel, chances } = shortlist;
  const { method } = rankingOf(workspace, question, shortlist).ordering;
  return writeShortlistRecord({
    program,
    territory: workspace.territory.pack.id,
    asOf: workspace.pool.asOf,
    known,
    vacancy: vacancy.id,
    dwelling: dwelling.id,
    question: {
      method: method.id,
      methodVersion: method.version,
      contingent: RESERVATAIRE_CODES.find((code) => code === question.contingent) ?? null,
      size: question.size,
      beyondWishes: question.beyondWishes,
      seed: question.seed,
    },
    prices: shortlist.prices?.plan.hash ?? null,
    basis: shortlistBasis(workspace, question, shortlist),
    funnel: {
      total: funnel.total,
      eligible: funnel.eligibleCount,
      stages: funnel.stages.map(({ rule, excluded, unknown, remaining }) => ({
        rule,
        excluded,
        unknown,
        remaining,
      })),
    },
    candidates: shortlist.candidates.map(({ number, priced }) => ({
      household: nameOf(number),
      credited: priced?.credited ?? null,
    })),
    chances: { byRank: [...chances.byRank], nobody: chances.nobody },
    shortReason: shortlist.shortReason,
  });
};

/** SHA-256 of each part of the data behind a list: which part changed is then known, not only that one did. */
export const shortlistBasis = (
  workspace: Workspace,
  question: ShortlistQuestion,
  shortlist: Pick<OpenList, 'vacancy' | 'dwelling' | 'qualification'>,
): ShortlistBasis => {
  const { vacancy, dwelling, qualification } = shortlist;
  const { ordering, weighting } = rankingOf(workspace, question, shortlist);
  return {
    pool: workspace.pool.hash,
    territory: territoryHash(workspace.territory.pack),
    method: sha256([hashOnce(ordering.method), weighting && hashOnce(weighting.method)]),
    stock: sha256([vacancy, dwelling]),
    ledger: sha256([
      qualification.targets.map(({ target, place, aim, count }) => [target.id, place, aim, count]),
      listRates(qualification.rates, qualification.fragility, question.size),
    ]),
  };
};

const rankingOf = (
  workspace: Workspace,
  question: ShortlistQuestion,
  { vacancy }: Pick<OpenList, 'vacancy'>,
) => workspace.ranking(question, question.contingent ?? vacancy.orientedTo);

/** Every commitment of a record, in rank order. */
export const householdsOfShortlist = ({ candidates }: ShortlistRecord): readonly Commitment[] =>
  candidates.map(({ household }) => household);

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const hashes = new WeakMap<object, string>();

/** Methods do not change. */
const hashOnce = (value: object): string => {
  const known = hashes.get(value) ?? sha256(value);
  hashes.set(value, known);
  return known;
};
