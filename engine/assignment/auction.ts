import { type Assignment, type AssignmentModel, EMPTY, placeCount } from './model.ts';

/** Rounds, bids and steps are counted, never seconds: the same limits give the same bytes on any machine. */
export interface AuctionOutcome {
  /** Pair at each place. */
  readonly assignment: Assignment;
  /** Length = candidateCount; zero for whoever holds no place. */
  readonly candidatePrice: Float64Array;
  readonly bids: number;
}

/**
 * Auction of the places at fixed row prices (Bertsekas, 1988: DOI 10.1007/BF02186476). Each unserved place bids for its best
 * candidate up to what its second best leaves it, plus ε; who is outbid bids again. Prices start at zero and only rise, so
 * a candidate nobody holds keeps price zero and the outcome is within places × ε of the best for these row prices.
 */
export class Auction {
  readonly #model: AssignmentModel;
  /** What a pair of each segment is worth besides its score, thousandths; −Infinity: passed over. Length = segments. */
  readonly #gain: Float64Array;
  readonly #vacancyOf: Uint32Array;
  /** Segments of each vacancy, most promising first at the current prices. */
  readonly #order: Uint32Array;
  readonly #price: Float64Array;
  readonly #holder: Int32Array;
  readonly #at: Int32Array;

  readonly #queue: Int32Array;

  constructor(model: AssignmentModel, { vacancyOf }: { readonly vacancyOf: Uint32Array }) {
    this.#model = model;
    this.#vacancyOf = vacancyOf;
    this.#queue = new Int32Array(placeCount(model) + 1);
    this.#gain = new Float64Array(model.pairOffsets.length - 1);
    this.#order = Uint32Array.from(this.#gain, (_, segment) => segment);
    this.#price = new Float64Array(model.candidateCount);
    this.#holder = new Int32Array(model.candidateCount).fill(EMPTY);
    this.#at = new Int32Array(placeCount(model)).fill(EMPTY);
  }

  /** Row prices to bid with. Length = rowCount. */
  setPrices(rowPrice: Float64Array): void {
    const { termOffsets, termRow, termCoef, segmentOffsets, pairOffsets, pairScore, fillBonus } = this.#model;
    const gain = this.#gain;
    for (let segment = 0; segment < gain.length; segment += 1) {
      let sum = fillBonus;
      for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
        sum += rowPrice[termRow[e]!]! * termCoef[e]!;
      gain[segment] = sum;
    }
    // Another segment has every pair of these, and is worth no less: they are passed over.
    const within = this.#model.segmentWithin;
    if (within !== undefined)
      for (let segment = 0; segment < gain.length; segment += 1) {
        const wider = within[segment]!;
        if (wider !== EMPTY && gain[segment]! <= gain[wider]!) gain[segment] = -Infinity;
      }
    const top = (segment: number) => gain[segment]! + pairScore[pairOffsets[segment]!]!;
    for (let d = 0; d < this.#model.vacancyCount; d += 1) {
      const from = segmentOffsets[d]!;
      // Insertion sort: the order of the round before is nearly right, and lists are short.
      for (let i = from + 1; i < segmentOffsets[d + 1]!; i += 1) {
        const moved = this.#order[i]!;
        const value = top(moved);
        let j = i - 1;
        for (; j >= from && top(this.#order[j]!) < value; j -= 1) this.#order[j + 1] = this.#order[j]!;
        this.#order[j + 1] = moved;
      }
    }
  }

  /** Bids until every place is served or wants nobody, from the prices that `begin` left. */
  run(epsilon: number, maxBids: number): AuctionOutcome {
    const places = this.#at.length;
    for (let place = 0; place < places; place += 1) this.#queue[place] = place;
    const bids = this.#bid(places, { epsilon, maxBids, places });
    return {
      assignment: this.#at.slice(),
      candidatePrice: this.#price.slice(),
      bids,
    };
  }

  /**
   * Frees every candidate and lowers every price: by all of it for an auction whose outcome is within places × ε of the best; by
   * less to seek row prices quickly, when the prices before are nearly right. Who is then left over with a price loosens the
   * bound by as much, never makes it wrong.
   */
  begin(lowerBy: number): void {
    const price = this.#price;
    for (let candidate = 0; candidate < price.length; candidate += 1) {
      const left = price[candidate]! - lowerBy;
      price[candidate] = left > 0 && this.#holder[candidate] !== EMPTY ? left : 0;
    }
    this.#holder.fill(EMPTY);
    this.#at.fill(EMPTY);
  }

  #bid(
    queued: number,
    {
      epsilon,
      maxBids,
      places,
    }: { readonly epsilon: number; readonly maxBids: number; readonly places: number },
  ): number {
    const { pairCandidate } = this.#model;
    const { price, holder, at, queue } = {
      price: this.#price,
      holder: this.#holder,
      at: this.#at,
      queue: this.#queue,
    };
    let head = 0;
    let waiting = queued;
    let bids = 0;
    while (waiting > 0 && bids < maxBids) {
      const place = queue[head]!;
      head = head === places ? 0 : head + 1;
      waiting -= 1;
      bids += 1;
      this.#scan(place);
      const pair = this.#best;
      if (pair === EMPTY) continue;
      const candidate = pairCandidate[pair]!;
      const outbid = holder[candidate]!;
      price[candidate]! += this.#bestNet - this.#secondNet + epsilon;
      holder[candidate] = place;
      at[place] = pair;
      if (outbid !== EMPTY) {
        at[outbid] = EMPTY;
        const tail = head + waiting;
        queue[tail > places ? tail - places - 1 : tail] = outbid;
        waiting += 1;
      }
    }
    return bids;
  }

  /** Σ over candidates of their price, and over places of the best they could still get: the dual's value without its rows. */
  bound(): number {
    let sum = 0;
    for (const price of this.#price) sum += price;
    for (let place = 0; place < this.#at.length; place += 1) {
      this.#scan(place);
      sum += this.#bestNet;
    }
    return sum;
  }

  #best = EMPTY;
  #bestNet = 0;
  #secondNet = 0;

  /**
   * Best pair of a place at the current prices, and what its second best candidate would leave; staying empty leaves zero.
   * Pairs of a segment come by falling score and prices are never negative, so a segment is left at the first pair whose value
   * before price is no better than the second best.
   */
  #scan(place: number): void {
    const { segmentOffsets, pairOffsets, pairCandidate, pairScore, placeWeight } = this.#model;
    const d = this.#vacancyOf[place]!;
    const weight = placeWeight[place]!;
    const price = this.#price;
    let best = EMPTY;
    let bestCandidate = EMPTY;
    let bestNet = 0;
    let secondNet = 0;
    const segmentEnd = segmentOffsets[d + 1]!;
    for (let o = segmentOffsets[d]!; o < segmentEnd; o += 1) {
      const segment = this.#order[o]!;
      const gain = this.#gain[segment]!;
      const end = pairOffsets[segment + 1]!;
      let i = pairOffsets[segment]!;
      // Segments come by falling value of their first pair: none after this one can do better.
      if (i < end && weight * (pairScore[i]! + gain) <= secondNet) break;
      for (; i < end; i += 1) {
        const gross = weight * (pairScore[i]! + gain);
        if (gross <= secondNet) break;
        const candidate = pairCandidate[i]!;
        const net = gross - price[candidate]!;
        if (net <= secondNet) continue;
        if (candidate === bestCandidate) {
          if (net > bestNet) {
            bestNet = net;
            best = i;
          }
        } else if (net > bestNet) {
          secondNet = bestNet;
          bestNet = net;
          best = i;
          bestCandidate = candidate;
        } else secondNet = net;
      }
    }
    this.#best = best;
    this.#bestNet = bestNet;
    this.#secondNet = secondNet;
  }
}
