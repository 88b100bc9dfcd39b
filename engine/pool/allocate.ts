/*
 * Columns live on shared buffers, so that workers read them without a copy. Lengths are element counts.
 */

export const float32 = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4));
export const float64 = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));
export const int32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
export const uint32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const uint16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));
export const uint8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
