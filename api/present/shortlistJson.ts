import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { Candidate, Listed, OpenList } from '../../engine/shortlist/shortlist.ts';
import { dwellingPart, ownPart, placePart } from './candidate.ts';
import { Kept } from './kept.ts';
import { LIST_FIELDS, type PresentContext, type PresentedShortlist } from './shortlist.ts';
import { type JsonWriter, type WrittenJson, writtenJson } from './writtenJson.ts';

/** A list to write. */
interface Asked {
  readonly context: PresentContext;
  readonly list: OpenList;
  readonly fragility: Fragility | null;
}

/** The fields, in the order they are written in. */
const ORDER: readonly (keyof PresentedShortlist)[] = [
  'territory',
  'simulated',
  'method',
  'order',
  'pool',
  'dwelling',
  'qualification',
  'funnel',
  'candidates',
  'next',
  'apart',
  'fragility',
  'shortReason',
  'chances',
  'reminder',
];

const vacancyOf = ({ list }: Asked): string => list.vacancy.id;

/** What a field depends on besides the data, for those that come back from list to list. */
const DEPENDS: { readonly [F in keyof PresentedShortlist]?: (asked: Asked) => string } = {
  territory: () => '',
  pool: () => '',
  method: ({ context: { ranking, credited } }) =>
    `${ranking.ordering.method.id}\n${credited ?? ''}\n${ranking.seed}`,
  dwelling: vacancyOf,
  qualification: vacancyOf,
  funnel: ({ list }) => `${list.vacancy.id}\n${list.beyondWishes}`,
};

/** Bytes of what is said of demands that stay written: some 10,000 of them. */
const DEMANDS_BYTES = 16 * 1024 * 1024;
/** Bytes of what a demand and a dwelling say of each other: some 25,000 pairs. */
const PAIRS_BYTES = 112 * 1024 * 1024;
/** Bytes of what is said of freed dwellings: some 1,500 of them. */
const FIELDS_BYTES = 16 * 1024 * 1024;

const bytesOf = ({ bytes }: WrittenJson): number => bytes.length;

/** Members of an object, without its braces. */
const membersOf = (value: object): string => JSON.stringify(value).slice(1, -1);

const writtenMembers = (value: object): WrittenJson => writtenJson(membersOf(value));

/** `JSON.stringify(presentShortlist(…))` as bytes, for the lists of one snapshot of the data: what comes back from list to list is written once. */
export class ShortlistJson {
  readonly #demands = new Kept<string, WrittenJson>(DEMANDS_BYTES, bytesOf);
  readonly #pairs = new Kept<string, WrittenJson>(PAIRS_BYTES, bytesOf);
  readonly #fields = new Kept<string, WrittenJson>(FIELDS_BYTES, bytesOf);

  /** Writes a list as a value. */
  write(json: JsonWriter, asked: Asked): void {
    let before = '{';
    for (const field of ORDER) {
      json.text(`${before}"${field}":`);
      before = ',';
      if (field === 'candidates' || field === 'next') {
        this.#listed(json, asked, asked.list[field]);
        continue;
      }
      const write = (): string => JSON.stringify(LIST_FIELDS[field](asked));
      const depends = DEPENDS[field];
      if (depends === undefined) json.text(write());
      else json.written(this.#fields.get(`${field}\n${depends(asked)}`, () => writtenJson(write())));
    }
    json.text('}');
  }

  #listed(json: JsonWriter, { context, list }: Asked, listed: readonly Listed[]): void {
    const { ranking, credited } = context;
    // The seed of the lot moves places, and says nothing else of anybody.
    const method = `${ranking.ordering.method.id}\n${credited ?? ''}`;
    let before = '[';
    for (const one of listed) {
      let made: Candidate | null = null;
      const explained = (): Candidate => {
        made ??= list.explain(one);
        return made;
      };
      const demand = `${one.row}\n${one.priced?.credited ?? ''}\n${method}`;
      const own = this.#demands.get(demand, () => writtenMembers(ownPart(explained())));
      const pair = this.#pairs.get(`${list.vacancy.id}\n${demand}`, () =>
        writtenMembers(dwellingPart(explained())),
      );
      json.text(`${before}{"rank":${one.rank},"number":${JSON.stringify(one.number)},`);
      json.written(own);
      json.text(`,${membersOf(placePart(one))},`);
      json.written(pair);
      before = '},';
    }
    json.text(listed.length === 0 ? '[]' : '}]');
  }
}
