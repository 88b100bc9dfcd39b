import { InputError } from '../../engine/domain/issue.ts';
import type { PresentedPlaceFan } from '../present/simulationPlaces.ts';
import { isDocumentId } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import type { Job, Jobs } from './jobs.ts';
import { ScenarioBook, scenarioVersion } from './scenarioBook.ts';
import {
  chunkOf,
  documentsOf,
  placesId,
  readBody,
  readHead,
  readPlaces,
  type SimulationBody,
  type SimulationHead,
} from './simulationDocument.ts';
import { DEFAULT_SIMULATION_LIMITS, type SimulationLimits } from './simulationLimits.ts';
import { type SimulationAsk, type SimulationQuestion, simulationQuestion } from './simulationQuestion.ts';
import type { SimulateOptions, Simulator } from './simulator.ts';
import type { Rules } from './territories.ts';

/** A simulation that is kept. */
export interface KeptSimulation extends SimulationBody {
  readonly head: SimulationHead;
}

/** Simulations of a server: asked for, made one at a time, kept. */
export class SimulationBook {
  readonly scenarios: ScenarioBook;
  readonly limits: SimulationLimits;
  readonly #store: Store;
  readonly #simulator: Simulator;
  /** One is being made. */
  #busy = false;

  constructor(input: {
    readonly store: Store;
    readonly rules: Rules;
    readonly simulator: Simulator;
    readonly limits?: SimulationLimits | undefined;
  }) {
    this.#store = input.store;
    this.#simulator = input.simulator;
    this.limits = input.limits ?? DEFAULT_SIMULATION_LIMITS;
    this.scenarios = new ScenarioBook(input);
  }

  /**
   * Starts a simulation as a job, whose result is its address.
   *
   * @throws InputError those of `simulationQuestion`; `simulation.busy` while another is made; those of the store.
   */
  async start(
    asked: SimulationAsk,
    { jobs, holder, now }: { readonly jobs: Jobs; readonly holder: string; readonly now: () => string },
  ): Promise<Job> {
    const question = await simulationQuestion(this.scenarios, asked, this.limits);
    if (this.#busy) throw new InputError([{ code: 'simulation.busy', path: '' }]);
    this.#busy = true;
    try {
      return await jobs.start({ kind: 'simulation', holder, request: null }, async (run) => {
        try {
          return { result: `/v1/simulations/${await this.make(question, { ...run, at: now() })}` };
        } finally {
          this.#busy = false;
        }
      });
    } catch (error) {
      this.#busy = false;
      throw error;
    }
  }

  /** Makes a simulation and keeps it. @returns its id. @throws InputError those of `Simulator`, of the store. */
  async make(question: SimulationQuestion, run: SimulateOptions & { readonly at: string }): Promise<string> {
    const found = await this.#simulator.simulate(question, run);
    const { id } = found;
    const { scenario, compare } = question;
    const scenarios = [scenario, ...(compare === null ? [] : [compare])].map((each) => ({
      id: each.id,
      version: scenarioVersion(each),
      label: each.label,
    }));
    const { head, body, places } = documentsOf(found, { at: run.at, scenarios });
    // The head last: what a list shows is whole.
    for (const [n, document] of places.entries())
      await this.#add('simulation-places', placesId(id, n), document);
    await this.#add('simulations', id, body);
    await this.#add('simulation-heads', id, head);
    return id;
  }

  /** Every simulation kept, the latest first. @throws InputError `simulation.unreadable`. */
  async all(): Promise<readonly SimulationHead[]> {
    return (await this.#store.collection('simulation-heads').all())
      .map(readHead)
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1));
  }

  /** @throws InputError `simulation.unknown`, `simulation.unreadable`. */
  async find(id: string): Promise<KeptSimulation> {
    const known = isDocumentId(id);
    const head = known ? await this.#store.collection('simulation-heads').find(id) : null;
    const body = head === null ? null : await this.#store.collection('simulations').find(id);
    if (head === null || body === null)
      throw new InputError([{ code: 'simulation.unknown', path: 'id', received: id }]);
    return { head: readHead(head), ...(await readBody(body)) };
  }

  /**
   * One place, in each of the scenarios that have it.
   *
   * @throws InputError `simulation.place-unknown`, `simulation.unreadable`.
   */
  async place(kept: KeptSimulation, place: string): Promise<readonly PresentedPlaceFan[]> {
    const found: PresentedPlaceFan[] = [];
    for (const [simulation, heads] of kept.places.entries()) {
      const at = heads.findIndex(({ id }) => id === place);
      if (at < 0) continue;
      const chunk = await this.#chunk(kept.head.id, chunkOf(kept.places, simulation, at));
      found.push(...chunk.filter(({ id }) => id === place));
    }
    if (found.length === 0)
      throw new InputError([{ code: 'simulation.place-unknown', path: 'place', received: place }]);
    return found;
  }

  /** Every place of one of the scenarios. @throws InputError `simulation.unreadable`. */
  async places(kept: KeptSimulation, simulation: number): Promise<readonly PresentedPlaceFan[]> {
    const count = kept.places[simulation]?.length ?? 0;
    const first = chunkOf(kept.places, simulation, 0);
    const last = chunkOf(kept.places, simulation, Math.max(0, count - 1));
    const found: PresentedPlaceFan[] = [];
    if (count > 0) for (let n = first; n <= last; n += 1) found.push(...(await this.#chunk(kept.head.id, n)));
    return found;
  }

  async #chunk(id: string, n: number): Promise<readonly PresentedPlaceFan[]> {
    const saved = await this.#store.collection('simulation-places').find(placesId(id, n));
    if (saved === null) throw new InputError([{ code: 'simulation.unreadable', path: 'id', received: id }]);
    return readPlaces(saved);
  }

  /** What is there already stays: the same question has the same figures. */
  async #add(collection: string, id: string, document: unknown): Promise<void> {
    const documents = this.#store.collection(collection);
    if ((await documents.find(id)) === null) await documents.save({ id, version: 1, document }, 0);
  }
}
