import { type CompiledMethod, compileMethod } from '../scoring/compileMethod.ts';
import type { ColumnDictionary } from '../scoring/formula/columns.ts';
import { MethodSchema } from '../scoring/method.ts';

/*
 * A made-up method of 40 criteria, as large as published grids get: a speed is said per criterion, so there must be many of
 * every kind. It scores nobody's demand.
 */

const SOURCE = 'Méthode de mesure : aucune source, aucun usage';

// Exact in single floats, so that mathjs's doubles meet the same boundaries.
const RATIOS = [0.125, 0.1875, 0.25, 0.3125, 0.375, 0.4375, 0.5, 0.625];
const MONTHS = [6, 12, 24, 36, 48, 60, 72, 96];
const MOTIVES = ['01', '03', '05', '06', '07', '08', '09', '13'];
const FORMULAS = [
  'min(0.5 * waitingMonths, 30)',
  'waitingMonths > 60 ? 10 : waitingMonths / 6',
  '3 * min(minors, 4)',
  '2 * max(bedroomsNeeded - 1, 0)',
  'floor(waitingMonths / 12)',
  // Sixteenths: a ratio that is stored as a single float falls on the side its double falls on.
  'round(16 * min(rentToIncome, 1)) / 2',
  'persons >= 5 ? 4 : 0',
  'min(areaShortfallM2, 20) / 2',
];

interface Draft {
  readonly when?: string;
  readonly points: number | string;
}

const GROUPS: readonly {
  readonly combine: 'sum' | 'max' | 'first';
  readonly cap?: number;
  readonly criteria: readonly Draft[];
}[] = [
  { combine: 'max', criteria: RATIOS.map((r, i) => ({ when: `rentToIncome > ${r}`, points: i + 1 })) },
  {
    combine: 'first',
    criteria: [...MONTHS].reverse().map((m, i) => ({ when: `waitingMonths >= ${m}`, points: 20 - i })),
  },
  {
    combine: 'sum',
    cap: 30,
    criteria: MOTIVES.map((m, i) => ({ when: `firstAccess and motive${m}`, points: 4 + i })),
  },
  { combine: 'sum', criteria: FORMULAS.map((points) => ({ points })) },
  {
    combine: 'sum',
    criteria: [
      { when: 'housedSD or housedSQUAT or housedCAMCAR', points: 20 },
      { when: 'housedCP or housedCPE', points: 8 },
      { when: 'loneParent and minors >= 2', points: 5 },
      { when: 'disabledMember and not needsStepFree', points: 3 },
      { when: 'couple and applicantAge < 30', points: 2 },
      { when: 'contractCDD or contractAPP', points: 2 },
      { when: 'shareOfPlusCeiling < 0.625 and persons > 3', points: 6 },
      { when: 'incomePerUcEur < 12000 and not wideWish', points: 4 },
    ],
  },
];

/** Compiled for a territory's dictionary. */
export const fortyCriteria = (dictionary: ColumnDictionary): CompiledMethod => {
  const evidence = { source: SOURCE, certainty: 'proposal' };
  const method = MethodSchema.parse({
    id: 'forty-criteria',
    version: '1',
    label: 'Quarante critères, pour mesurer',
    kind: 'ordering',
    ...evidence,
    validFrom: '2026-01-01',
    validTo: null,
    groups: GROUPS.map(({ criteria, ...group }, g) => ({
      id: `group-${g + 1}`,
      label: `Rubrique ${g + 1}`,
      ...group,
      criteria: criteria.map((criterion, c) => ({
        id: `criterion-${g + 1}-${c + 1}`,
        label: `Critère ${g + 1}.${c + 1}`,
        ...criterion,
        ...evidence,
      })),
    })),
  });
  const compiled = compileMethod(method, dictionary);
  if (!compiled.ok) throw new Error(`benchmark: ${JSON.stringify(compiled.issues)}`);
  return compiled.value;
};
