import type { Contract, HousingKind, Typology } from '../domain/codes.ts';
import type { Demand } from '../domain/demand.ts';
import type { CommuneCode, IsoDay, QuartierId } from '../domain/ids.ts';

/*
 * What a household could do by itself about its demand: give a paper, renew, widen its wishes. Nothing here changes a family, a
 * health or an amount that is known: a paper confirms what was declared, or says what was not.
 */

/** A change of one demand. An amount that is not known is told by what its paper would show, EUR, both ends included. */
export type Change =
  /** Paper of a situation that is declared, or computed on what is declared. */
  | { readonly kind: 'verify'; readonly situation: string }
  /** Paper of a situation that the demand leaves unsaid. */
  | { readonly kind: 'establish'; readonly situation: string }
  | { readonly kind: 'dalo' }
  | { readonly kind: 'npru' }
  | { readonly kind: 'employer'; readonly inScope: boolean }
  | { readonly kind: 'housing'; readonly is: HousingKind }
  | { readonly kind: 'contract'; readonly is: Contract }
  | { readonly kind: 'tax-income'; readonly taxYear: number; readonly low: number; readonly high: number }
  | { readonly kind: 'monthly-income'; readonly low: number; readonly high: number }
  | { readonly kind: 'renew'; readonly on: IsoDay }
  | { readonly kind: 'add-commune'; readonly commune: CommuneCode }
  | { readonly kind: 'add-quartier'; readonly quartier: QuartierId }
  | { readonly kind: 'add-typology'; readonly typology: Typology }
  | { readonly kind: 'any-building' }
  | { readonly kind: 'ground-floor' }
  | { readonly kind: 'floor'; readonly upTo: number }
  | { readonly kind: 'wide' };

export type ChangeKind = Change['kind'];

/** The fixed order, last to decide between two sets of changes; a change's burden is that of its kind. */
const ORDER: readonly ChangeKind[] = [
  'verify',
  'establish',
  'dalo',
  'npru',
  'tax-income',
  'monthly-income',
  'housing',
  'contract',
  'employer',
  'renew',
  'add-commune',
  'add-quartier',
  'add-typology',
  'any-building',
  'ground-floor',
  'floor',
  'wide',
];

/** From the least burdensome: a paper, a renewal, a wish. */
export type Burden = 'paper' | 'renewal' | 'wish';
export const burdenOf = ({ kind }: Change): Burden =>
  kind === 'renew' ? 'renewal' : ORDER.indexOf(kind) < ORDER.indexOf('renew') ? 'paper' : 'wish';

/** The same change has the same key; keys of one kind are in a fixed order. */
const keyOf = (change: Change): string => {
  const { kind, ...rest } = change;
  const values = Object.values(rest).map((value) =>
    typeof value === 'number' ? String(value).padStart(9, '0') : String(value),
  );
  return `${String(ORDER.indexOf(kind)).padStart(2, '0')} ${values.join(' ')}`;
};

export const inFixedOrder = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

export const setKey = (changes: readonly Change[]): string => changes.map(keyOf).sort().join('|');

const countOf = (changes: readonly Change[], burden: Burden): number =>
  changes.filter((change) => burdenOf(change) === burden).length;

/** Fewest changes; then fewest wishes; then fewest renewals, so that papers come first; then the fixed order. */
export const compareSets = (a: readonly Change[], b: readonly Change[]): number => {
  const first =
    a.length - b.length ||
    countOf(a, 'wish') - countOf(b, 'wish') ||
    countOf(a, 'renewal') - countOf(b, 'renewal');
  if (first !== 0) return first;
  const [ours, theirs] = [setKey(a), setKey(b)];
  return ours < theirs ? -1 : ours > theirs ? 1 : 0;
};

/** Amounts to try for a change: both ends of what its paper would show, and the middle; one "amount" where there is none. */
export const amountsOf = (change: Change): readonly number[] => {
  if (change.kind !== 'tax-income' && change.kind !== 'monthly-income') return [0];
  const { low, high } = change;
  return [...new Set([low, Math.floor((low + high) / 2), high])];
};

/** @param amount one of `amountsOf(change)`, EUR. */
export const applyChange = (demand: Demand, change: Change, amount: number): Demand => {
  const { wishes, incomes, employment } = demand;
  const wished = (more: Partial<Demand['wishes']>): Demand => ({ ...demand, wishes: { ...wishes, ...more } });
  const applicant = (more: Partial<typeof employment.applicant>): Demand => ({
    ...demand,
    employment: { ...employment, applicant: { ...employment.applicant, ...more } },
  });
  switch (change.kind) {
    case 'verify':
    case 'establish': {
      const labels = demand.priorities ?? [];
      const others = labels.filter(({ situation }) => situation !== change.situation);
      const since = labels.find(({ situation }) => situation === change.situation)?.since ?? null;
      return {
        ...demand,
        priorities: [...others, { situation: change.situation, evidence: 'verified', since }],
      };
    }
    case 'dalo':
      return { ...demand, dalo: 'ACTIF' };
    case 'npru':
      return { ...demand, npruRelocation: true };
    case 'employer':
      return applicant({ actionLogementEmployer: change.inScope });
    case 'housing':
      return { ...demand, currentHousing: { ...demand.currentHousing, kind: change.is } };
    case 'contract':
      return applicant({ contract: change.is });
    case 'tax-income': {
      const others = incomes.referenceTaxIncome.filter(({ year }) => year !== change.taxYear);
      return {
        ...demand,
        incomes: {
          ...incomes,
          referenceTaxIncome: [...others, { year: change.taxYear, amountEur: amount }],
        },
      };
    }
    case 'monthly-income':
      return { ...demand, incomes: { ...incomes, declaredMonthlyEur: amount } };
    case 'renew':
      return { ...demand, renewedOn: change.on };
    case 'add-commune':
      return wished({ communes: [...wishes.communes, change.commune] });
    case 'add-quartier':
      return wished({ quartiers: [...wishes.quartiers, change.quartier] });
    case 'add-typology':
      return wished({ typologies: [...wishes.typologies, change.typology] });
    case 'any-building':
      return wished({ building: 'any' });
    case 'ground-floor':
      return wished({ groundFloor: true });
    case 'floor':
      return { ...demand, accessibility: { ...demand.accessibility, maxFloorOnFoot: change.upTo } };
    case 'wide':
      return wished({ wide: true });
  }
};

/** Every demand that a set of changes could make: one for each amount that its papers could show. */
export const applied = (demand: Demand, changes: readonly Change[]): readonly Demand[] =>
  changes.reduce<readonly Demand[]>(
    (made, change) =>
      made.flatMap((each) => amountsOf(change).map((amount) => applyChange(each, change, amount))),
    [demand],
  );
