import type { OpenStore, Store, StoreMaking } from '../../api/store/store.ts';
import { InputError } from '../../engine/domain/issue.ts';

/* What the parts of the contract share. */

export const origin = {
  file: '/somewhere/demandes.csv',
  sha256: 'f'.repeat(64),
  at: '2026-11-02T08:00:00Z',
  refused: 0,
};
export const mel: StoreMaking = { territory: 'mel-2016', referenceDay: null };

export const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
};

export interface StoreHarness {
  readonly openStore: OpenStore;
  /** A place where nothing is yet. */
  newPlace(): Promise<string>;
  /** A statement behind the program's back. */
  sql(place: string, statement: string): Promise<void>;
}

/** A store of the engine under test; those that are opened are closed after each test. */
export interface ContractStores {
  readonly openStore: OpenStore;
  newPlace(): Promise<string>;
  sql(place: string, statement: string): Promise<void>;
  open(making?: StoreMaking): Promise<{ place: string; store: Store; reopen(): Promise<Store> }>;
}
