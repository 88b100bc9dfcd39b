import { type Random, randomStream } from '../../engine/simulation/random.ts';

/* Requests of a working day, drawn: reads of every sort, lists, sessions proposed, changed and set aside. */

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Status and JSON of an answer; null for an answer that is no JSON. */
export interface Answered {
  readonly status: number;
  readonly json: unknown;
}

export interface MixTown {
  readonly vacancies: readonly string[];
  readonly numbers: readonly string[];
  ask(asked: Asked): Promise<Answered>;
}

/** Most sessions that are kept alive: the oldest is set aside first. */
const ALIVE = 12;
const VACANCIES_OF_A_SESSION = 3;

interface OpenedSession {
  readonly id: string;
  version: number;
  readonly candidates: string[];
}

type Act = (mix: Mix) => Promise<Answered>;

const get =
  (pathOf: (mix: Mix) => string): Act =>
  (mix) =>
    mix.town.ask({ method: 'GET', path: pathOf(mix) });
const post =
  (path: string, bodyOf: (mix: Mix) => unknown): Act =>
  (mix) =>
    mix.town.ask({ method: 'POST', path, body: bodyOf(mix) });
const ofSession =
  (part: string): Act =>
  (mix) => {
    const session = mix.session();
    return session ? get(() => `/v1/sessions/${session.id}${part}`)(mix) : SHORTLIST(mix);
  };

const SHORTLIST = post('/v1/shortlists', (mix) => ({ vacancy: mix.vacancy() }));

/** Acts and how often each comes, out of the sum. */
const ACTS: readonly (readonly [weight: number, act: Act])[] = [
  [30, SHORTLIST],
  [10, get(({ vacancy }) => `/v1/vacancies/${vacancy()}/qualification`)],
  [8, get(() => '/v1/vacancies?limit=20')],
  [1, get(() => '/v1/vacancies?format=csv')],
  [1, get(() => '/v1/vacancies?format=xlsx')],
  [8, post('/v1/demand-explanations', ({ number }) => ({ number: number() }))],
  [3, get(() => '/v1/targets')],
  [1, get(() => '/v1/flows')],
  [1, get(() => '/v1/bilans')],
  [2, get(() => '/v1/methods')],
  [2, get(() => '/v1/acceptance')],
  [2, get(() => '/v1/sessions?limit=20')],
  [6, ofSession('')],
  [3, ofSession('/lists?format=csv')],
  [2, ofSession('/explanation')],
  [2, ofSession('/targets')],
  [2, get(() => '/v1/register/head')],
  [2, get(() => '/v1/register/entries?limit=50')],
  [2, get(() => '/')],
  [2, get(() => '/v1/sessions/absente')],
  [2, (mix) => mix.change()],
  [1, (mix) => mix.propose()],
];
const WEIGHTS = ACTS.reduce((sum, [weight]) => sum + weight, 0);

/** Draws requests and keeps what the next ones need. */
export class Mix {
  readonly town: MixTown;
  readonly #random: Random;
  readonly #sessions: OpenedSession[] = [];

  constructor(town: MixTown, seed: number) {
    this.town = town;
    this.#random = randomStream(seed, 'evidence/memory');
  }

  /** One request, answered. */
  next(): Promise<Answered> {
    let left = this.#random.next() * WEIGHTS;
    for (const [weight, act] of ACTS) {
      left -= weight;
      if (left < 0) return act(this);
    }
    return SHORTLIST(this);
  }

  readonly vacancy = (): string => this.#random.pick(this.town.vacancies);
  readonly number = (): string => this.#random.pick(this.town.numbers);

  session(): OpenedSession | null {
    return this.#sessions.length === 0 ? null : this.#random.pick(this.#sessions);
  }

  async propose(): Promise<Answered> {
    if (this.#sessions.length >= ALIVE) {
      const { id, version } = this.#sessions.shift()!;
      return this.town.ask({
        method: 'DELETE',
        path: `/v1/sessions/${id}`,
        headers: { 'if-match': `"${version}"` },
      });
    }
    const vacancies = [...new Set(Array.from({ length: VACANCIES_OF_A_SESSION }, this.vacancy))];
    const answered = await this.town.ask({ method: 'POST', path: '/v1/sessions', body: { vacancies } });
    if (answered.status === 201) {
      const { id, version, lists } = answered.json as ShownSession;
      const candidates = lists.flatMap((list) => list.candidates.map(({ number }) => number));
      this.#sessions.push({ id, version, candidates });
    }
    return answered;
  }

  /** Somebody withdraws from a session, or the last withdrawal is undone. */
  async change(): Promise<Answered> {
    const session = this.session();
    if (session === null) return this.propose();
    const headers = { 'if-match': `"${session.version}"` };
    const number = session.candidates.pop();
    const path = `/v1/sessions/${session.id}/changes`;
    const changes = [{ kind: 'withdraw', number, motive: 'withdrew' }];
    const answered = await this.town.ask(
      number === undefined
        ? { method: 'DELETE', path: `${path}/last`, headers }
        : { method: 'POST', path, headers, body: { changes } },
    );
    // Somebody else came first: the next change is made on what they left.
    const shown =
      answered.status === 412
        ? await this.town.ask({ method: 'GET', path: `/v1/sessions/${session.id}` })
        : answered;
    if (shown.status === 200) session.version = (shown.json as ShownSession).version;
    return answered;
  }
}

interface ShownSession {
  readonly id: string;
  readonly version: number;
  readonly lists: readonly { readonly candidates: readonly { readonly number: string }[] }[];
}
