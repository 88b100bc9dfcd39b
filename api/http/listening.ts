import type { Hono } from 'hono';

export interface ListenAt {
  /** Interface to listen on. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Told first when the server is to stop, so that no new request is let in. */
  readonly onStop: () => void;
}

export interface Listening {
  readonly port: number;
  /** Once the last connection is closed. */
  readonly stopped: Promise<void>;
}

/** Serves until told to stop; resolves once it listens. @throws InputError `server.port`, `server.host`. */
export type Serve = (app: Hono, at: ListenAt) => Promise<Listening>;
