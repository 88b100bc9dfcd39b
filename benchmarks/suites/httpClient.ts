import { Agent, request } from 'node:http';

/*
 * The client of the HTTP suite, in a process of its own: asks for shortlists, so many at a time, for so long; prints the time of
 * each answer as JSON. Arguments: `preview` or `record`, port, token, milliseconds, requests at a time, vacancies separated by commas.
 */

const [mode = '', port = '', token = '', ms = '', atATime = '', vacancies = ''] = process.argv.slice(2);
const asked = vacancies.split(',');
const agent = new Agent({ keepAlive: true, maxSockets: Number(atATime) });
const records = mode === 'record';
const right = records ? 201 : 200;

const ask = (vacancy: string): Promise<{ readonly status: number; readonly pieces: readonly Buffer[] }> =>
  new Promise((resolve, reject) => {
    const body = records ? '{}' : JSON.stringify({ vacancy });
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: Number(port),
        method: 'POST',
        path: records ? `/v1/vacancies/${vacancy}/shortlists` : '/v1/shortlists',
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

/** Vacancies whose lists name somebody: reads of the others are nobody's. */
const naming = new Set<string>();
// Every vacancy once before anything is timed: orders are worked out on their first question.
let answered = 0;
let named = 0;
for (const vacancy of asked) {
  const { status, pieces } = await ask(vacancy);
  if (/"number":"\d{13}/.test(Buffer.concat(pieces).toString())) naming.add(vacancy);
  if (status !== right) continue;
  answered += 1;
  named += naming.has(vacancy) ? 1 : 0;
}
const samplesMs: number[] = [];
let refused = asked.length - answered;
let bytes = 0;
let next = 0;
const start = performance.now();
const officer = async (): Promise<void> => {
  while (performance.now() - start < Number(ms)) {
    const from = performance.now();
    const vacancy = asked[next++ % asked.length] as string;
    const { status, pieces } = await ask(vacancy);
    for (const piece of pieces) bytes += piece.length;
    if (status === right) {
      samplesMs.push(Math.round((performance.now() - from) * 1e3) / 1e3);
      named += naming.has(vacancy) ? 1 : 0;
    } else refused += 1;
  }
};
await Promise.all(Array.from({ length: Number(atATime) }, officer));
const seconds = (performance.now() - start) / 1000;
answered += samplesMs.length;
process.stdout.write(
  JSON.stringify({
    samplesMs,
    refused,
    answered,
    named,
    seconds,
    bytes,
    cpuMs: process.cpuUsage().user / 1000,
  }),
);
agent.destroy();
