import {
  type KeptRead,
  type PersonalRead,
  type ReadsAsked,
  type ReadTrail,
  readId,
} from '../../api/store/readTrail.ts';

/** A trail of reads in memory. */
export class MemoryReadTrail implements ReadTrail {
  #reads: readonly KeptRead[] = [];

  async append(reads: readonly PersonalRead[]): Promise<void> {
    const added = reads.map((read) => ({ id: readId(read), ...read }));
    this.#reads = [...this.#reads, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async read({ before, limit, who, about, demand }: ReadsAsked): Promise<readonly KeptRead[]> {
    return this.#reads
      .toReversed()
      .filter((read) => before === null || read.id < before)
      .filter((read) => who === null || read.who === who)
      .filter((read) => about === null || read.about === about)
      .filter((read) => demand === null || read.demand === demand)
      .slice(0, limit);
  }

  async forget(before: string): Promise<number> {
    const kept = this.#reads.filter(({ id }) => id >= before);
    const gone = this.#reads.length - kept.length;
    this.#reads = kept;
    return gone;
  }
}
