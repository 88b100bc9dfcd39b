import type { IsoDay } from '../../engine/domain/ids.ts';

/*
 * French figures. Written here rather than with `Intl`, whose spaces change with the ICU version: what Précal prints must be
 * the same bytes everywhere.
 */

/** No-break space: figures never split at the end of a line. */
export const NBSP = '\u00a0';

const ZERO = 48;

/** `12 345,6`: at most `decimals` decimals, without trailing zeros. */
export const figure = (value: number, decimals = 0): string => {
  // Most figures of an answer: nothing to group, to round or to sign.
  if (value >= 0 && value < 1000 && Number.isInteger(value)) return String(value);
  const fixed = Math.abs(value).toFixed(decimals);
  const point = decimals === 0 ? fixed.length : fixed.length - decimals - 1;
  const whole = fixed.slice(0, point);
  const grouped = whole.length < 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, NBSP);
  let end = fixed.length;
  while (end > point + 1 && fixed.charCodeAt(end - 1) === ZERO) end -= 1;
  const kept = fixed.slice(point + 1, end);
  const sign = value < 0 && Number(fixed) !== 0 ? '−' : '';
  return `${sign}${grouped}${kept === '' ? '' : `,${kept}`}`;
};

export const euros = (value: number, decimals = 0): string => `${figure(value, decimals)}${NBSP}€`;

/** A share between 0 and 1 as a percentage. */
export const percent = (share: number, decimals = 0): string => `${figure(share * 100, decimals)}${NBSP}%`;

/** `12,5 points`, `1 point`, from thousandths. */
export const points = (thousandths: number): string => {
  const value = thousandths / 1000;
  return `${figure(value, 3)}${NBSP}${plural(value, 'point', 'points')}`;
};

/** `+12,5`, from thousandths. */
export const signedPoints = (thousandths: number): string =>
  `${thousandths > 0 ? '+' : ''}${figure(thousandths / 1000, 3)}`;

/** French plural: from 2 on, whatever the sign. */
export const plural = (value: number, one: string, many: string): string =>
  Math.abs(value) >= 2 ? many : one;

export const count = (value: number, one: string, many: string): string =>
  `${figure(value)}${NBSP}${plural(value, one, many)}`;

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `2 novembre 2026`, `1er mars 2027`. */
export const longDay = (day: IsoDay): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date === 1 ? '1er' : date} ${MONTHS[month - 1]} ${year}`;
};

/** Month of a day, or of `AAAA-MM`: `octobre 2026`. */
export const monthText = (month: string): string =>
  longDay(`${month.slice(0, 7)}-01` as IsoDay).replace(/^\S+ /, '');

/** A duration in whole months: `2 ans et 3 mois`, `5 mois`. */
export const months = (value: number): string => {
  const years = Math.floor(value / 12);
  const rest = value % 12;
  const parts = [
    ...(years > 0 ? [count(years, 'an', 'ans')] : []),
    ...(rest > 0 || years === 0 ? [`${figure(rest)}${NBSP}mois`] : []),
  ];
  return parts.join(' et ');
};

/** `a, b et c`. */
export const list = (items: readonly string[], last = 'et'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

/** Most decimals that a share is given when it must not read as another one. */
const MOST_DECIMALS = 3;

/**
 * A share beside another that it is compared with: as few decimals as keep them apart, so that 49.83 % never reads "50 %" next to
 * a bound of 50 %. `decimals`: the least.
 */
export const percentBeside = (share: number, other: number, decimals = 0): string => {
  const told = (digits: number): boolean => percent(share, digits) !== percent(other, digits);
  let digits = decimals;
  if (share !== other) while (digits < MOST_DECIMALS && !told(digits)) digits += 1;
  return percent(share, digits);
};

const sortKey = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Order of a French list, accents and capitals aside: Épinay between Douai and Fives, on every machine. */
export const alphabetical = (a: string, b: string): number => {
  const [first, second] = [sortKey(a), sortKey(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
};

/** First letter in lower case, unless the word is an acronym: `logement HLM`, `CDD, stage`. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);

/** First letter in capitals. */
export const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
