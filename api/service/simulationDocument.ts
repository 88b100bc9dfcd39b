import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { InputError } from '../../engine/domain/issue.ts';
import type { Spread } from '../../engine/years/measures.ts';
import type { PresentedSimulation } from '../present/simulation.ts';
import type { PresentedComparison } from '../present/simulationDifferences.ts';
import { lagOf, type PresentedPlaceFan } from '../present/simulationPlaces.ts';
import { canonicalJson } from '../records/canonicalJson.ts';
import type { SavedDocument } from '../store/documents.ts';

/*
 * Simulations as a store keeps them: what is shown, pressed; no household, real or not. Fans of places are kept apart, so many to a
 * document: a page reads one.
 */

const squeeze = promisify(gzip);
const unsqueeze = promisify(gunzip);

/** A place as a list of choices names it. */
export interface PlaceHead {
  readonly id: string;
  readonly scope: PresentedPlaceFan['scope'];
  readonly target: string;
  readonly description: string;
  readonly place: string;
  /** Share by which the first policy's median misses what is asked at the end, under zero where it is held; null: no share is asked. */
  readonly lag: number | null;
}

/** A run as it is shown, but for its places; `simulations` are its scenario, and the second one that it is compared with. */
export interface SimulationBody {
  readonly simulations: readonly PresentedSimulation[];
  /** The second scenario against the first, by policy. */
  readonly comparisons: readonly PresentedComparison[];
  /** Of each simulation, in the order of the targets. */
  readonly places: readonly (readonly PlaceHead[])[];
}

/** What a run found, as a thread gives it back: pressed texts. */
export interface SimulationFound {
  readonly id: string;
  readonly head: SimulationFigures;
  readonly body: string;
  readonly chunks: readonly string[];
}

const HeadSchema = z.strictObject({
  format: z.literal('precal-simulation-head-1'),
  at: z.string(),
  scenarios: z.array(z.strictObject({ id: z.string(), version: z.string(), label: z.string() })).min(1),
  territory: z.string(),
  start: z.string(),
  months: z.int(),
  policies: z.array(z.string()),
  asked: z.int(),
  done: z.int(),
  stopped: z.boolean(),
});
/** What a list of simulations says of each. */
export interface SimulationHead extends Omit<z.infer<typeof HeadSchema>, 'format'> {
  readonly id: string;
}
export type SimulationFigures = Omit<SimulationHead, 'id' | 'at' | 'scenarios'>;

const BodySchema = z.strictObject({ format: z.literal('precal-simulation-1'), pressed: z.string() });
const PlacesSchema = z.strictObject({ format: z.literal('precal-simulation-places-1'), pressed: z.string() });

/** Identity: the hashes of the horizons and of the results, whatever the words. */
export const simulationId = (simulations: readonly PresentedSimulation[]): string =>
  createHash('sha256')
    .update(
      canonicalJson(
        simulations.map(({ hash, policies }) => [hash, policies.map((policy) => [policy.id, policy.hash])]),
      ),
    )
    .digest('hex')
    .slice(0, 32);

/** Places to a document. */
const CHUNK = 100;

/** Presses what a run found. */
export const pressSimulation = async (
  found: Pick<SimulationBody, 'simulations' | 'comparisons'> & {
    readonly fans: readonly (readonly PresentedPlaceFan[])[];
  },
): Promise<SimulationFound> => {
  const { simulations, comparisons, fans } = found;
  const [first] = simulations;
  if (first === undefined) throw new Error('simulation: nothing was run');
  const body: SimulationBody = {
    simulations,
    comparisons,
    places: fans.map((each) => each.map(placeHead)),
  };
  const parts = fans.flatMap((each) =>
    Array.from({ length: Math.ceil(each.length / CHUNK) }, (_, n) => each.slice(n * CHUNK, (n + 1) * CHUNK)),
  );
  const { scenario, policies, asked } = first;
  return {
    id: simulationId(simulations),
    head: {
      territory: scenario.territory,
      start: scenario.months[0] ?? '',
      months: scenario.months.length,
      policies: policies.map(({ label }) => label),
      asked,
      done: Math.min(...simulations.flatMap((each) => each.policies.map(({ replications }) => replications))),
      stopped: simulations.some(({ stopped }) => stopped),
    },
    body: await pressed(body),
    chunks: await Promise.all(parts.map((part) => pressed(part.map(packed)))),
  };
};

const placeHead = (fan: PresentedPlaceFan): PlaceHead => {
  const { id, scope, target, description, place } = fan;
  const lag = lagOf(fan);
  return { id, scope, target, description, place, lag: Number.isFinite(lag) ? lag : null };
};

const QUANTILES = ['p10', 'p25', 'p50', 'p75', 'p90', 'mean'] as const;
/** Significant figures of a share: more would claim what the draws do not know. */
const FIGURES = 4;

type PackedPolicy = Omit<PresentedPlaceFan['policies'][number], 'share'> & {
  readonly share: readonly (readonly number[] | null)[];
};
type PackedFan = Omit<PresentedPlaceFan, 'policies'> & { readonly policies: readonly PackedPolicy[] };

const packed = (fan: PresentedPlaceFan): PackedFan => ({
  ...fan,
  policies: fan.policies.map(({ share, ...policy }) => ({
    ...policy,
    share: share.map((spread) =>
      spread === null
        ? null
        : [...QUANTILES.map((name) => Number(spread[name].toPrecision(FIGURES))), spread.known],
    ),
  })),
});

const unpacked = ({ policies, ...fan }: PackedFan): PresentedPlaceFan => ({
  ...fan,
  policies: policies.map(({ share, ...policy }) => ({
    ...policy,
    share: share.map((numbers): Spread | null => {
      if (numbers === null) return null;
      const [p10, p25, p50, p75, p90, mean, known] = numbers as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return { p10, p25, p50, p75, p90, mean, known };
    }),
  })),
});

/** The document of each part of places, in the order of the simulations. */
export const placesId = (id: string, chunk: number): string => `${id}-${chunk}`;

/** Number of the document that holds a place: places of a second simulation begin a new one. */
export const chunkOf = (places: SimulationBody['places'], simulation: number, place: number): number =>
  places.slice(0, simulation).reduce((sum, each) => sum + Math.ceil(each.length / CHUNK), 0) +
  Math.floor(place / CHUNK);

export const documentsOf = (found: SimulationFound, head: Pick<SimulationHead, 'at' | 'scenarios'>) => ({
  head: { format: 'precal-simulation-head-1' as const, ...head, ...found.head },
  body: { format: 'precal-simulation-1' as const, pressed: found.body },
  places: found.chunks.map((text) => ({ format: 'precal-simulation-places-1' as const, pressed: text })),
});

/** @throws InputError `simulation.unreadable`. */
export const readHead = ({ id, document }: SavedDocument): SimulationHead => {
  const found = HeadSchema.safeParse(document);
  if (!found.success) throw unreadable(id);
  const { format: _, ...head } = found.data;
  return { id, ...head };
};

/** @throws InputError `simulation.unreadable` for what was changed since. */
export const readBody = async ({ id, document }: SavedDocument): Promise<SimulationBody> => {
  const kept = BodySchema.safeParse(document);
  const body = kept.success ? ((await unpressed(kept.data.pressed)) as SimulationBody | null) : null;
  if (body === null || simulationId(body.simulations) !== id) throw unreadable(id);
  return body;
};

/** @throws InputError `simulation.unreadable`. */
export const readPlaces = async ({ id, document }: SavedDocument): Promise<readonly PresentedPlaceFan[]> => {
  const kept = PlacesSchema.safeParse(document);
  const fans = kept.success ? ((await unpressed(kept.data.pressed)) as readonly PackedFan[] | null) : null;
  if (fans === null) throw unreadable(id);
  return fans.map(unpacked);
};

const unreadable = (id: string): InputError =>
  new InputError([{ code: 'simulation.unreadable', path: 'id', received: id }]);

const pressed = async (value: unknown): Promise<string> =>
  (await squeeze(JSON.stringify(value))).toString('base64');

/** Null: it is not what was pressed. */
const unpressed = async (text: string): Promise<unknown> => {
  try {
    return JSON.parse((await unsqueeze(Buffer.from(text, 'base64'))).toString('utf8'));
  } catch {
    return null;
  }
};
