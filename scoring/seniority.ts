import type { Refusal, Seniority } from './methodShape.ts';

/*
 * A seniority rule, and what refusals do to it, as the formulas that they stand for. Nothing here computes: the texts go
 * through the checker and the kernels that every other formula goes through.
 */

export interface SeniorityPart {
  /** Added to the criterion's id. */
  readonly suffix: string;
  /** Added to its label. */
  readonly label: string;
  readonly when?: string;
  readonly points: number | string;
  /** Key of the rule it comes from, for faults. */
  readonly key: 'perMonth' | 'steps' | 'abnormalDelay';
}

/** Column of the territory's own abnormally long delay, in months; unknown where the pack does not give it. */
export const ABNORMAL_DELAY_COLUMN = 'abnormalWaitMonths';

const decimal = (value: number): string => String(value).replace('.', ',');
const pointsWord = (value: number): string =>
  `${decimal(value)} ${Math.abs(value) >= 2 ? 'points' : 'point'}`;

/**
 * Months that count once refusals are taken in: all of them; less those frozen after the refusal; or only those since the
 * refusal. Of several effects, that of the greatest number of refusals reached applies. Refusals or dates that are not
 * declared take nothing away.
 */
const countedMonths = (column: string, refusals: readonly Refusal[]): string =>
  refusals
    .filter(({ effect }) => effect !== 'points-lost')
    .sort((a, b) => a.from - b.from)
    .reduce((otherwise, r) => {
      const known = `known(${r.column}) and known(${r.since}) and ${r.column} >= ${r.from}`;
      const kept =
        r.effect === 'freeze'
          ? `${column} - min(${r.since}, ${r.months ?? 0}, ${column})`
          : `min(${column}, ${r.since})`;
      return `(${known} ? ${kept} : ${otherwise})`;
    }, column);

/**
 * The criteria that a seniority rule stands for; their points add up. Each is known or unknown by itself: a territory whose
 * abnormally long delay is not known leaves only that part "à vérifier". That delay is a legal one, counted from the filing
 * of the demand: refusals do not move it.
 */
export const seniorityParts = (
  { column, perMonth, capMonths, steps, abnormalDelay }: Seniority,
  refusals: readonly Refusal[],
): readonly SeniorityPart[] => {
  const counted = countedMonths(column, refusals);
  const parts: SeniorityPart[] = [];
  if (perMonth !== undefined)
    parts.push({
      suffix: 'mois',
      key: 'perMonth',
      label: `${pointsWord(perMonth)} par mois${capMonths === undefined ? '' : `, ${decimal(capMonths)} mois au plus`}`,
      points: `${perMonth} * ${capMonths === undefined ? counted : `min(${counted}, ${capMonths})`}`,
    });
  if (steps !== undefined)
    parts.push({
      suffix: 'paliers',
      key: 'steps',
      label: `paliers : ${steps.map((s) => `${pointsWord(s.points)} à ${decimal(s.fromMonths)} mois`).join(', ')}`,
      points: steps.reduce((below, s) => `(${counted} >= ${s.fromMonths} ? ${s.points} : ${below})`, '0'),
    });
  if (abnormalDelay !== undefined) {
    const { months, points } = abnormalDelay;
    const delay = months === 'territory' ? ABNORMAL_DELAY_COLUMN : String(months);
    parts.push({
      suffix: 'delai-anormal',
      key: 'abnormalDelay',
      label: `délai anormalement long dépassé (${months === 'territory' ? 'délai du territoire' : `${decimal(months)} mois`})`,
      when: `${column} > ${delay}`,
      points,
    });
  }
  return parts;
};
