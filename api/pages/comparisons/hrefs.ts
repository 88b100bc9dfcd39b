import type { PresentedComparison } from '../../present/comparison.ts';

export const comparisonsHref = '/essais';
export const askHref = '/essais/nouveau';
export const comparisonHref = (id: string, rest = ''): string =>
  `${comparisonsHref}/${encodeURIComponent(id)}${rest}`;

/** The form with the question of a comparison in it, to ask it otherwise. What it was asked with as a text is not kept: not there. */
export const askAgainHref = ({ mode, months, arms, replications, seed }: PresentedComparison): string => {
  const monthOf = (day: string | undefined): string => (day ?? '').slice(0, 7);
  const asked = new URLSearchParams({ period: mode, replications: String(replications), seed: String(seed) });
  if (mode === 'recorded') {
    asked.set('from', monthOf(months[0]));
    asked.set('to', monthOf(months.at(-1)));
  } else asked.set('months', String(months.length));
  for (const policy of new Set(arms.map((arm) => arm.policy))) asked.append('policies', policy);
  for (const method of new Set(arms.map((arm) => arm.method))) asked.append('methods', method);
  return `${askHref}?${asked}`;
};
