import type { Fragility } from '../../engine/shortlist/fragility.ts';
import type { Listed, OpenList, OwnSide } from '../../engine/shortlist/shortlist.ts';
import { ownPart, placePart } from './candidate.ts';
import { Kept } from './kept.ts';
import { type OwnSaid, ownSaid, PairJson } from './pairJson.ts';
import { LIST_FIELDS, type PresentContext, type PresentedShortlist } from './shortlist.ts';
import { type JsonWriter, type PartJson, type WrittenJson, writtenJson } from './writtenJson.ts';

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

/** Bytes of what is said of demands that stay written: some 7,000 of them. */
const DEMANDS_BYTES = 16 * 1024 * 1024;
/** Bytes of what a demand and a dwelling say of each other: some 25,000 pairs, which share most of their pieces. */
const PAIRS_BYTES = 24 * 1024 * 1024;
/** What a pair weighs: a place for each piece, and the piece that it shares with no other. */
const PIECE_BYTES = 8;
const PAIR_OWN_BYTES = 512;
/** Bytes of what is said of freed dwellings: some 1,500 of them. */
const FIELDS_BYTES = 16 * 1024 * 1024;
/** What puts a candidate in its place, in how many ways. */
const PLACES_KEPT = 2_000;

const bytesOf = ({ utf8 }: WrittenJson): number => utf8.length;

/** What is said of a demand, whatever the dwelling. */
interface OwnJson {
  readonly json: WrittenJson;
  readonly said: OwnSaid;
}

/** Members of an object, without its braces. */
const membersOf = (value: object): WrittenJson => writtenJson(JSON.stringify(value).slice(1, -1));

const writeOwn = (side: OwnSide): OwnJson => {
  const part = ownPart(side);
  return { json: membersOf(part), said: ownSaid(side, part.score) };
};

/** `JSON.stringify(presentShortlist(…))` as bytes, for the lists of one snapshot of the data: what comes back from list to list is written once. */
export class ShortlistJson {
  readonly #demands = new Kept<string, OwnJson>(DEMANDS_BYTES, ({ json }) => bytesOf(json));
  readonly #pairs = new Kept<string, PartJson>(
    PAIRS_BYTES,
    ({ pieces }) => pieces.length * PIECE_BYTES + PAIR_OWN_BYTES,
  );
  readonly #pairJson = new PairJson();
  readonly #fields = new Kept<string, WrittenJson>(FIELDS_BYTES, bytesOf);
  readonly #places = new Kept<string, WrittenJson>(PLACES_KEPT);

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
      const demand = `${one.row}\n${one.priced?.credited ?? ''}\n${method}`;
      const own = this.#demands.get(demand, () => writeOwn(list.ownSide(one)));
      const pair = this.#pairs.get(`${list.vacancy.id}\n${demand}`, () =>
        this.#pairJson.of(list.pairSide(one), own.said),
      );
      json.text(`${before}{"rank":${one.rank},"number":${JSON.stringify(one.number)},`);
      json.written(own.json);
      json.text(',');
      json.written(this.#place(one));
      json.text(',');
      json.part(pair);
      before = '},';
    }
    json.text(listed.length === 0 ? '[]' : '}]');
  }

  /** Few sentences say what separates neighbours, but for what prices make of them. */
  #place(one: Listed): WrittenJson {
    const part = placePart(one);
    return part.priced === undefined
      ? this.#places.get(`${part.why}\n${part.behind ?? ''}`, () => membersOf(part))
      : membersOf(part);
  }
}
