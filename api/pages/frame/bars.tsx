import type { Tone } from './badge.tsx';

/** Part of a bar: `value` in the unit of the whole bar. */
export interface BarPart {
  readonly label: string;
  readonly value: number;
  /** 1 to 6, so that one thing has one colour in several bars; left out: by its place. */
  readonly colour?: number;
}

const WIDTH = 200;
const HEIGHT = 10;
const rounded = (x: number): number => Math.round(x * 10) / 10;

/**
 * Points side by side, as long as they weigh. It repeats figures written beside it: hidden from screen readers.
 *
 * @param max what the whole width stands for, so that bars of one list compare.
 */
export const StackedBar = ({ parts, max }: { readonly parts: readonly BarPart[]; readonly max: number }) => {
  const scale = max > 0 ? WIDTH / max : 0;
  let at = 0;
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" width={WIDTH} height={HEIGHT} />
      {parts.map(({ label, value, colour }, i) => {
        const width = rounded(Math.max(0, value) * scale);
        const x = rounded(at);
        at += width;
        return (
          <rect class={`part part-${colour ?? (i % 6) + 1}`} x={x} width={width} height={HEIGHT}>
            <title>{label}</title>
          </rect>
        );
      })}
    </svg>
  );
};

/**
 * A share against the one to reach. It repeats figures written beside it: hidden from screen readers.
 *
 * @param value and @param target 0 to 1; null: nothing counted yet.
 */
export const Gauge = ({
  value,
  target,
  tone,
}: {
  readonly value: number | null;
  readonly target: number | null;
  readonly tone: Tone;
}) => (
  <svg class="bar gauge" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-ground" width={WIDTH} height={HEIGHT} />
    {value === null ? null : (
      <rect class={`fill ${tone}`} width={rounded(Math.min(1, Math.max(0, value)) * WIDTH)} height={HEIGHT} />
    )}
    {target === null ? null : (
      <rect
        class="mark"
        x={rounded(Math.min(WIDTH - 2, Math.max(0, target * WIDTH - 1)))}
        width={2}
        height={HEIGHT}
      />
    )}
  </svg>
);

/**
 * An interval of shares, its middle and the share to reach. It repeats figures written beside it: hidden from screen readers.
 *
 * @param low to @param target 0 to 1; null: no share is asked.
 */
export const IntervalBar = ({
  low,
  mean,
  high,
  target,
}: {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
  readonly target: number | null;
}) => {
  const at = (share: number): number => rounded(Math.min(1, Math.max(0, share)) * (WIDTH - 2));
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" y={HEIGHT / 2 - 1} width={WIDTH} height={2} />
      <rect class="fill info" x={at(low)} y={2} width={Math.max(2, at(high) - at(low))} height={HEIGHT - 4} />
      <rect class="bar-ground" x={at(mean)} y={2} width={2} height={HEIGHT - 4} />
      {target === null ? null : <rect class="mark" x={at(target)} width={2} height={HEIGHT} />}
    </svg>
  );
};
