import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/*
 * The client of the HTTP suite, in a process of its own: asks the questions of a file in their order, so many at a time, for so long or
 * until none is left; prints the time of each answer as JSON. Arguments: port, token, milliseconds, requests at a time, right status,
 * file (a JSON list of paths and bodies), `again` to go on with the first question after the last.
 */

const [port = '', token = '', ms = '', atATime = '', right = '', file = '', again] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly [string, string])[];
const agent = new Agent({ keepAlive: true, maxSockets: Number(atATime) });

const ask = ([path, body]: readonly [string, string]): Promise<{
  readonly status: number;
  readonly pieces: readonly Buffer[];
}> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: Number(port),
        method: 'POST',
        path,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, pieces }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** Reads of lists that name nobody are nobody's. Between two pieces at most one name is missed, so all together are looked at last. */
const names = (pieces: readonly Buffer[]): boolean =>
  pieces.some((piece) => piece.includes('"number":"')) || Buffer.concat(pieces).includes('"number":"');

let answered = 0;
let named = 0;
let refused = 0;
let bytes = 0;
let next = 0;
const samplesMs: number[] = [];
const before = process.cpuUsage();
const start = performance.now();
const officer = async (): Promise<void> => {
  while (performance.now() - start < Number(ms) && (again !== undefined || next < questions.length)) {
    const from = performance.now();
    const { status, pieces } = await ask(questions[next++ % questions.length]!);
    if (status !== Number(right)) {
      refused += 1;
      continue;
    }
    samplesMs.push(Math.round((performance.now() - from) * 1e3) / 1e3);
    for (const piece of pieces) bytes += piece.length;
    answered += 1;
    if (names(pieces)) named += 1;
  }
};
await Promise.all(Array.from({ length: Number(atATime) }, officer));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const clientCpuMs = (user + system) / 1000;
process.stdout.write(JSON.stringify({ samplesMs, refused, answered, named, seconds, bytes, clientCpuMs }));
agent.destroy();
