import type { OnlineYear } from './onlinePolicy.ts';

const points = (thousandths: number): string => Math.round(thousandths / 1000).toLocaleString('en');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Part of the way from a floor to the bound. */
const closed = (value: number, floor: number, bound: number): number => (value - floor) / (bound - floor);

const LEGEND = [
  'Generated world of the MEL. Every vacancy of a year gets its list when it comes, in a random order, a household on one list only; demands',
  'are those of the first day, targets are asked of the whole year, every active row counts.',
  'points: of the lists, weighed by the chances of ranks, less what targets lack at their penalties.',
  'greedy: each list in the method’s order alone. penalties: each list worth most at once, points and the penalties of what targets',
  'lack on that day, nothing kept for later. policy: each list worth most at the prices of sampled futures, those of targets added, those',
  'of households taken off. It knows demands, ledger, lists made, how many vacancies a year brings and which dwellings were freed in',
  'the recorded past, from which its futures are drawn; it never sees a vacancy before it comes.',
  'bound: certified, of the plan that knows every vacancy of the year on the first day (clairvoyant), recounted without the solver.',
  'closed: part of the way from a greedy year to that bound.',
].join('\n');

export const onlinePolicyText = (year: OnlineYear): string => {
  const { plan, vacancies, pairs, rows, orders, bound, clairvoyant } = year;
  const shares = orders.map(({ policy, method }) => closed(policy, method, bound));
  const beyond = orders.map(({ policy, penalties }) => closed(policy, penalties, bound));
  const columns = ['greedy', 'penalties', 'policy', 'lacking', 'closed', 'from pen.'];
  return [
    LEGEND,
    '',
    `seed ${plan.seed}: ${vacancies.toLocaleString('en')} vacancies × ${plan.size.demandCount.toLocaleString('en')} demands, ${pairs.toLocaleString('en')} pairs, ${rows} rows; ${plan.futures} sampled futures, prices made ${plan.renewals + 1} times`,
    `certified bound ${points(bound)} points; the clairvoyant’s own lists, as far as the engine finds them, ${points(clairvoyant)}`,
    '',
    `order${columns.map((head) => head.padStart(11)).join('')}`,
    ...orders.map(({ order, method, penalties, policy, lacking, empty }, i) =>
      [
        String(order).padStart(5),
        ...[method, penalties, policy, lacking].map((value) => points(value).padStart(11)),
        percent(shares[i]!).padStart(11),
        percent(beyond[i]!).padStart(11),
        empty === 0 ? '' : `  ${empty} places empty`,
      ].join(''),
    ),
    '',
    `closed from greedy: worst ${percent(Math.min(...shares))}, mean ${percent(mean(shares))}; from penalties: worst ${percent(Math.min(...beyond))}, mean ${percent(mean(beyond))}`,
    ...ladderLines(year),
  ].join('\n');
};

const ladderLines = ({ ladder, bound, orders }: OnlineYear): readonly string[] =>
  ladder.length === 0
    ? []
    : [
        '',
        'order 1 with less knowledge, and with more',
        ...ladder.map(
          ({ policy, value }) =>
            `${policy.padEnd(56)}${points(value).padStart(11)}${percent(closed(value, orders[0]!.method, bound)).padStart(11)}`,
        ),
      ];
