import { Agent, request } from 'node:http';

/*
 * The client of the HTTP suite, in a process of its own: asks for shortlists, so many at a time, for so long; prints the time of
 * each answer as JSON. Arguments: port, token, milliseconds, requests at a time, vacancies separated by commas.
 */

const [port = '', token = '', ms = '', atATime = '', vacancies = ''] = process.argv.slice(2);
const asked = vacancies.split(',');
const agent = new Agent({ keepAlive: true, maxSockets: Number(atATime) });

const ask = (vacancy: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ vacancy });
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: Number(port),
        method: 'POST',
        path: '/v1/shortlists',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

// Every vacancy once before anything is timed: orders are worked out on their first question.
for (const vacancy of asked) await ask(vacancy);
const samplesMs: number[] = [];
let refused = 0;
let next = 0;
const start = performance.now();
const officer = async (): Promise<void> => {
  while (performance.now() - start < Number(ms)) {
    const from = performance.now();
    const status = await ask(asked[next++ % asked.length] as string);
    if (status === 200) samplesMs.push(performance.now() - from);
    else refused += 1;
  }
};
await Promise.all(Array.from({ length: Number(atATime) }, officer));
process.stdout.write(JSON.stringify({ samplesMs, refused, seconds: (performance.now() - start) / 1000 }));
agent.destroy();
