import type { Result, Timing } from './result.ts';

const number = (value: number): string => {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1e6) return value.toExponential(2);
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
};

/** Milliseconds under a minute, with three digits. */
const duration = (ms: number): string => {
  if (ms < 0.1) return `${number(ms * 1000)} µs`;
  return ms < 1000 ? `${number(ms)} ms` : `${number(ms / 1000)} s`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const timingRow = ({ name, minMs, p50Ms, p99Ms, samples, atLeast, rate }: Timing): string => {
  const time = (ms: number) => (atLeast ? '≥ ' : '') + duration(ms);
  return row([
    name,
    time(minMs),
    time(p50Ms),
    time(p99Ms),
    String(samples),
    rate ? `${number(rate.value)} ${rate.unit}` : '',
  ]);
};

/** A suite's result as Markdown, which reads as well on a console. */
export const tableOf = (result: Result, about: string): string => {
  const { suite, workload, timings, ratios, figures, verified } = result;
  const parts = [`### ${suite}`, '', about, '', `Workload: ${workload.label} (\`${workload.hash}\`).`];
  for (const sentence of verified) parts.push(`Verified first: ${sentence}.`);
  if (timings.length > 0)
    parts.push(
      '',
      row(['task', 'min', 'p50', 'p99', 'samples', 'rate']),
      row(['---', '--:', '--:', '--:', '--:', '--:']),
      ...timings.map(timingRow),
    );
  if (ratios.length > 0)
    parts.push(
      '',
      row(['peer ÷ task', 'ratio', 'of']),
      row(['---', '--:', '---']),
      ...ratios.map((r) =>
        row([`${r.peer} ÷ ${r.task}`, `${r.atLeast ? '≥ ' : ''}${number(r.ratio)} ×`, r.of]),
      ),
    );
  if (figures.length > 0)
    parts.push(
      '',
      row(['figure', 'value']),
      row(['---', '--:']),
      ...figures.map((f) => row([f.name, `${number(f.value)} ${f.unit}`])),
    );
  return parts.join('\n');
};

/** Machine, commit and day of a result, in one line. */
export const provenanceOf = ({ machine, commit, date }: Result): string =>
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; commit ${commit ?? 'unknown'}; ${date}`;
