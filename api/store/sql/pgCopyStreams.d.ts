declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** A stream whose chunks become the input of `COPY … FROM STDIN`. */
  export function from(statement: string): Writable & Submittable;
}
