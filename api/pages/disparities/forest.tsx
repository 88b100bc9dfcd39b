import { type PresentedGroup, type PresentedReading, ratioText } from '../../present/disparity.ts';
import { count, figure } from '../../present/format.ts';
import { Badge, type Tone } from '../frame/badge.tsx';
import { Figure } from '../frame/figure.tsx';

const WIDTH = 600;
const ROW = 22;
const TOP = 40;
const PLOT = { from: 290, to: 575 };
/** Ratios at the ends of the drawing, on a logarithmic scale: what is beyond is drawn at the end. */
const [LEAST, MOST] = [1 / 4, 4];
const TICKS = [1 / 4, 1 / 2, 1, 2, 4];

const TONES: Readonly<Record<PresentedGroup['verdict'], Tone>> = {
  more: 'info',
  less: 'warn',
  none: 'plain',
  few: 'plain',
};

export const VerdictBadge = ({ verdict, verdictText }: PresentedGroup) => (
  <Badge tone={TONES[verdict]}>{verdictText}</Badge>
);

const xOf = (ratio: number): number => {
  const kept = Math.min(MOST, Math.max(LEAST, ratio));
  const part = Math.log(kept / LEAST) / Math.log(MOST / LEAST);
  return Math.round((PLOT.from + part * (PLOT.to - PLOT.from)) * 10) / 10;
};

/** Observed over expected of every group that is tested, attribute by attribute, with its interval. The table has them all. */
export const Forest = ({ reading }: { readonly reading: PresentedReading }) => {
  const { kind, label, attributes } = reading;
  const drawn = attributes
    .map(({ label: attribute, groups }) => ({
      attribute,
      groups: groups.filter(({ low }) => low !== null),
    }))
    .filter(({ groups }) => groups.length > 0);
  let line = 0;
  const placed = drawn.map(({ attribute, groups }) => {
    const y = TOP + line * ROW;
    line += groups.length + 1;
    return { attribute, y, rows: groups.map((group, i) => ({ group, y: y + (i + 1) * ROW })) };
  });
  const height = TOP + line * ROW + 8;
  const told = drawn
    .flatMap(({ groups }) => groups)
    .filter(({ verdict }) => verdict === 'more' || verdict === 'less');
  return (
    <Figure
      id={`foret-${kind}`}
      title={`${label} : observé sur attendu, par groupe`}
      description={`À droite de 1, le groupe est choisi plus souvent qu’à chances égales ; à gauche, moins souvent. Le trait est l’intervalle à 95 %. Losange plein : écart établi (${count(told.length, 'groupe', 'groupes')}) ; rond creux : pas d’écart établi.`}
      viewBox={`0 0 ${WIDTH} ${height}`}
      columns={[
        { label: 'Groupe' },
        { label: 'Fois choisi', numeric: true },
        { label: 'Attendu à chances égales', numeric: true },
        { label: 'Observé sur attendu' },
        { label: 'Pour mille fois dans un vivier', numeric: true },
        { label: 'Ménages', numeric: true },
        { label: 'Ce que l’on peut dire' },
      ]}
      rows={attributes.flatMap(({ label: attribute, groups }) =>
        groups.map((group) => [
          `${attribute} : ${group.label}`,
          figure(group.observed),
          figure(group.expected, 1),
          ratioText(group) ?? '—',
          group.perThousand === null
            ? '—'
            : `${figure(group.perThousand, 1)} (attendu ${figure(group.expectedPerThousand ?? 0, 1)})`,
          figure(group.households),
          <VerdictBadge {...group} />,
        ]),
      )}
    >
      {TICKS.map((ratio) => (
        <>
          <line
            class={ratio === 1 ? 'axis' : 'grid'}
            x1={xOf(ratio)}
            x2={xOf(ratio)}
            y1={TOP - 14}
            y2={height - 4}
          />
          <text x={xOf(ratio)} y={16} text-anchor="middle">
            {ratio === 1 ? '1 : égal' : `× ${figure(ratio, 2)}`}
          </text>
        </>
      ))}
      {placed.map(({ attribute, y, rows }) => (
        <>
          <text class="forest-attribute" x={4} y={y + 4}>
            {attribute}
          </text>
          {rows.map((row) => (
            <Line {...row} />
          ))}
        </>
      ))}
    </Figure>
  );
};

const Line = ({ group, y }: { readonly group: PresentedGroup; readonly y: number }) => {
  const { label, ratio, low, high, verdict } = group;
  const apart = verdict === 'more' || verdict === 'less';
  const x = xOf(ratio ?? LEAST);
  return (
    <g>
      <title>{`${label} : ${group.text}, ${group.verdictText}`}</title>
      <text x={20} y={y + 4}>
        {shortened(label)}
      </text>
      <path class="interval" d={`M${xOf(low ?? LEAST)} ${y}H${xOf(high ?? MOST)}`} />
      {apart ? (
        <path class="interval-dot" d={`M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`} />
      ) : (
        <circle class="interval-dot open" cx={x} cy={y} r={4.5} />
      )}
    </g>
  );
};

/** Characters of a label that stand left of the drawing; the whole is in its title and in the table. */
const LABEL_LENGTH = 44;

const shortened = (label: string): string =>
  label.length <= LABEL_LENGTH ? label : `${label.slice(0, LABEL_LENGTH - 1).trimEnd()}…`;
