/** A way to cut a set of things into parts that exclude one another: each thing is in one. */
export interface Partition<S> {
  readonly id: string;
  readonly parts: readonly string[];
  readonly partOf: (thing: S) => string;
}

/** Marks that a thing may bear none, one or several of. */
export interface Marks<S> {
  readonly id: string;
  readonly parts: readonly string[];
  readonly marksOf: (thing: S) => readonly string[];
}

/** What a set of things is counted by. */
export interface Cuts<S> {
  readonly partitions: readonly Partition<S>[];
  readonly marks: readonly Marks<S>[];
}

/** How many things, and how many of each part. Every part is there, at zero when nothing is in it. */
export interface Counts {
  readonly total: number;
  /** By partition, then part: they add up to `total`. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By kind of mark, then mark: they may add up to more than `total`. */
  readonly marks: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Counts under way: added to in one pass, never shared before it is over. */
export interface Counting<S> {
  add(thing: S): void;
  readonly counts: Counts;
}

/** @throws Error on a part that a partition did not announce: totals would no longer be sums. */
export const counting = <S>({ partitions, marks }: Cuts<S>): Counting<S> => {
  const zeros = (parts: readonly string[]): Record<string, number> =>
    Object.fromEntries(parts.map((part) => [part, 0]));
  const counts = {
    total: 0,
    parts: Object.fromEntries(partitions.map(({ id, parts }) => [id, zeros(parts)])),
    marks: Object.fromEntries(marks.map(({ id, parts }) => [id, zeros(parts)])),
  };
  const bump = (table: Record<string, number>, id: string, part: string): void => {
    if (table[part] === undefined) throw new Error(`${id} has no part "${part}".`);
    table[part] += 1;
  };
  return {
    counts,
    add: (thing) => {
      counts.total += 1;
      for (const { id, partOf } of partitions) bump(counts.parts[id]!, id, partOf(thing));
      for (const { id, marksOf } of marks)
        for (const mark of marksOf(thing)) bump(counts.marks[id]!, id, mark);
    },
  };
};

/** Said, said not to be, or not said. */
export const YES_NO = ['yes', 'no', 'unknown'] as const;
export const yesNo = (value: boolean | null): (typeof YES_NO)[number] =>
  value === null ? 'unknown' : value ? 'yes' : 'no';
