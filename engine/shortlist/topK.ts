/**
 * The k rows of lowest position, ascending by position. A bounded max-heap of positions: one comparison per row that does
 * not enter, which is nearly all of them once the heap is full.
 *
 * @param rows any order, without repetition.
 * @param position place of each row of the pool in the declared total order; all different.
 */
export const topK = (rows: Uint32Array, k: number, position: Uint32Array): Uint32Array => {
  if (k <= 0) return new Uint32Array(0);
  const heap = new Uint32Array(Math.min(k, rows.length));
  let size = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (size < heap.length) {
      heap[size] = row;
      size += 1;
      siftUp(heap, size - 1, position);
    } else if (position[row]! < position[heap[0]!]!) {
      heap[0] = row;
      siftDown(heap, size, position);
    }
  }
  return heap.sort((a, b) => position[a]! - position[b]!);
};

const siftUp = (heap: Uint32Array, start: number, position: Uint32Array): void => {
  let child = start;
  while (child > 0) {
    const parent = (child - 1) >>> 1;
    if (position[heap[parent]!]! >= position[heap[child]!]!) return;
    swap(heap, parent, child);
    child = parent;
  }
};

const siftDown = (heap: Uint32Array, size: number, position: Uint32Array): void => {
  let parent = 0;
  for (;;) {
    let worst = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2])
      if (child < size && position[heap[child]!]! > position[heap[worst]!]!) worst = child;
    if (worst === parent) return;
    swap(heap, parent, worst);
    parent = worst;
  }
};

const swap = (heap: Uint32Array, a: number, b: number): void => {
  const kept = heap[a]!;
  heap[a] = heap[b]!;
  heap[b] = kept;
};
