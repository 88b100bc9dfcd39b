import { NBSP } from '../format.ts';

/** Quantiles of one month; null: nothing is known of it. */
export interface FanPoint {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

export interface FanSeries {
  readonly label: string;
  /** Length = months. */
  readonly points: readonly (FanPoint | null)[];
}

export interface FanChart {
  /** Unique on its page: titles and descriptions are named after it. */
  readonly id: string;
  readonly title: string;
  /** What a reader who does not see the chart is told: what it shows and how it ends. */
  readonly description: string;
  /** `2027-01`… Length = months. */
  readonly months: readonly string[];
  /** At most four are told apart. */
  readonly series: readonly FanSeries[];
  /** How a value of the axis is written. */
  readonly valueText: (value: number) => string;
  /** A level to reach, drawn across, or one for each month; null: none. */
  readonly aim: { readonly value: number | readonly number[]; readonly label: string } | null;
}

/** How shapes are coloured: in a file by themselves, in a page by the classes of its sheet. */
interface Pen {
  readonly ground: string;
  readonly grid: string;
  readonly aim: string;
  readonly band: (ink: number, opacity: number) => string;
  readonly line: (ink: number, width: number) => string;
}

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 76;
const RIGHT = 16;
const TOP = 40;
const BOTTOM = 56;
const TICKS = 5;
/** Colours told apart by readers who confuse red and green (Okabe and Ito 2008), and dashes for those who print in grey. */
const INKS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'] as const;
const DASHES = ['', '7 4', '2 3', '9 3 2 3'] as const;

const FILE_PEN: Pen = {
  ground: `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
  grid: ' stroke="#ddd"',
  aim: ' fill="none" stroke="#000" stroke-dasharray="4 3"',
  band: (ink, opacity) => `fill="${INKS[ink]}" fill-opacity="${opacity}"`,
  line: (ink, width) => `fill="none" stroke="${INKS[ink]}" stroke-width="${width}"${dash(ink)}`,
};

/** Classes `fan-1` to `fan-4`, `fan-aim` and `grid` of the sheet: they follow light, dark and paper. */
const PAGE_PEN: Pen = {
  ground: '',
  grid: ' class="grid"',
  aim: ' class="fan-aim"',
  band: (ink, opacity) => `class="fan-band fan-${ink + 1}" fill-opacity="${opacity}"`,
  line: (ink, width) => `class="fan-line fan-${ink + 1}" stroke-width="${width}"${dash(ink)}`,
};

/** `viewBox` of every fan chart. */
export const FAN_VIEW_BOX = `0 0 ${WIDTH} ${HEIGHT}`;

/** The shapes of a fan chart for a page, which gives it title, description and colours. Texts are escaped. */
export const fanShapes = (chart: Omit<FanChart, 'id' | 'title' | 'description'>): string =>
  shapes(chart, null, PAGE_PEN).join('');

/**
 * A fan chart as SVG: for each series, the range of eight replications in ten, of five in ten, and the median, month by month. Nothing
 * of it comes from outside: no script, no style sheet, no font. Texts are escaped.
 */
export const fanChart = (chart: FanChart): string => {
  const { id, title, description } = chart;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${FAN_VIEW_BOX}" role="img" aria-labelledby="${id}-t ${id}-d" font-family="sans-serif" font-size="13">`,
    `<title id="${id}-t">${escaped(title)}</title>`,
    `<desc id="${id}-d">${escaped(description)}</desc>`,
    ...shapes(chart, title, FILE_PEN),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
};

const shapes = (
  { months, series, valueText, aim }: Omit<FanChart, 'id' | 'title' | 'description'>,
  title: string | null,
  pen: Pen,
): readonly string[] => {
  const levels = aim === null ? [] : levelsOf(aim.value, months.length);
  const scale = scaleOf(series, levels);
  const x = (month: number): number =>
    round(LEFT + ((WIDTH - LEFT - RIGHT) * month) / Math.max(1, months.length - 1));
  const y = (value: number): number =>
    round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - scale.low) / (scale.high - scale.low)));
  return [
    pen.ground,
    title === null ? '' : `<text x="${LEFT}" y="20" font-weight="bold">${escaped(title)}</text>`,
    ...scale.ticks.map(
      (tick) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"${pen.grid}/><text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${escaped(valueText(tick))}</text>`,
    ),
    ...months.flatMap((month, i) =>
      labelled(months, i)
        ? [
            `<text x="${x(i)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${escaped(monthText(month))}</text>`,
          ]
        : [],
    ),
    ...series.map((each, s) => seriesShapes(each, { x, y, ink: s % INKS.length, pen })),
    ...(aim === null ? [] : aimShapes(levels, aim.label, { x, y, pen })),
    ...series.map(({ label }, s) => {
      const at = LEFT + s * ((WIDTH - LEFT - RIGHT) / Math.max(1, series.length));
      return `<line x1="${round(at)}" x2="${round(at + 26)}" y1="${HEIGHT - 14}" y2="${HEIGHT - 14}" ${pen.line(s % INKS.length, 3)}/><text x="${round(at + 32)}" y="${HEIGHT - 10}">${escaped(label)}</text>`;
    }),
  ].filter((part) => part !== '');
};

const levelsOf = (value: number | readonly number[], months: number): readonly number[] =>
  typeof value === 'number' ? Array.from({ length: months }, () => value) : value;

type Place = (value: number) => number;

/** The level asked for, a step where it changes, and its words at the right. */
const aimShapes = (
  levels: readonly number[],
  label: string,
  { x, y, pen }: { readonly x: Place; readonly y: Place; readonly pen: Pen },
): readonly string[] => {
  const corners = levels.flatMap((level, month) =>
    month > 0 && levels[month - 1] !== level
      ? [`${x(month)},${y(levels[month - 1]!)}`, `${x(month)},${y(level)}`]
      : [`${x(month)},${y(level)}`],
  );
  const last = levels.at(-1);
  return last === undefined
    ? []
    : [
        `<path d="M${LEFT},${y(levels[0]!)} ${corners.join(' ')} ${WIDTH - RIGHT},${y(last)}"${pen.aim}/>`,
        `<text x="${WIDTH - RIGHT}" y="${y(last) - 5}" text-anchor="end">${escaped(label)}</text>`,
      ];
};

const seriesShapes = (
  { points }: FanSeries,
  { x, y, ink, pen }: { readonly x: Place; readonly y: Place; readonly ink: number; readonly pen: Pen },
): string =>
  stretches(points)
    .map((stretch) => {
      const band = (low: keyof FanPoint, high: keyof FanPoint, opacity: number): string => {
        const upper = stretch.map(({ month, point }) => `${x(month)},${y(point[high])}`);
        const lower = stretch.map(({ month, point }) => `${x(month)},${y(point[low])}`).reverse();
        return `<polygon points="${[...upper, ...lower].join(' ')}" ${pen.band(ink, opacity)}/>`;
      };
      const middle = stretch.map(({ month, point }) => `${x(month)},${y(point.p50)}`).join(' ');
      return `${band('p10', 'p90', 0.15)}${band('p25', 'p75', 0.25)}<polyline points="${middle}" ${pen.line(ink, 2)}/>`;
    })
    .join('');

const dash = (ink: number): string => (DASHES[ink] === '' ? '' : ` stroke-dasharray="${DASHES[ink]}"`);

/** Months that follow each other and are known: where one is not, the band is broken. */
const stretches = (
  points: readonly (FanPoint | null)[],
): readonly (readonly { readonly month: number; readonly point: FanPoint }[])[] => {
  const found: { month: number; point: FanPoint }[][] = [];
  points.forEach((point, month) => {
    if (point === null) return;
    if (month > 0 && points[month - 1] !== null) found.at(-1)!.push({ month, point });
    else found.push([{ month, point }]);
  });
  return found;
};

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Round steps (1, 2 or 5 times a power of ten) that hold every value; zero is on the axis where values come near it. */
const scaleOf = (series: readonly FanSeries[], aims: readonly number[]): Scale => {
  const values = series.flatMap(({ points }) =>
    points.flatMap((point) => (point ? [point.p10, point.p90] : [])),
  );
  values.push(...aims);
  if (values.length === 0) return { low: 0, high: 1, ticks: [0, 1] };
  const most = Math.max(...values);
  const least = Math.min(...values);
  const from = least >= 0 && least <= most / 2 ? 0 : least;
  const raw = (most - from || Math.abs(most) || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const low = Math.floor(from / step) * step;
  const count = Math.max(1, Math.ceil((most - low) / step - 1e-9));
  return {
    low,
    high: low + count * step,
    ticks: Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toPrecision(12))),
  };
};

/** Each quarter of a short horizon, each January of a long one, and the first month. */
const labelled = (months: readonly string[], i: number): boolean => {
  const month = Number(months[i]!.slice(5));
  const every = months.length <= 18 ? 3 : months.length <= 36 ? 6 : 12;
  return (month - 1) % every === 0;
};

const monthText = (month: string): string =>
  month.endsWith('-01') ? month.slice(0, 4) : `${month.slice(5)}/${month.slice(0, 4)}`;

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(NBSP, '&#160;');
