/**
 * What a recount can say against a result. The number is the property: P1 one list per candidate, P2 list sizes, P3 eligible
 * pairs only, P4 rows as reported, P5 objective, P6 certificate, P7 order inside a segment. P0: the model or the file itself.
 */
export const PROPERTY_OF = {
  'model-length': 'P0',
  'model-offsets': 'P0',
  'model-number': 'P0',
  'model-range': 'P0',
  'model-order': 'P0',
  'another-model': 'P0',
  'listed-too-often': 'P1',
  'twice-on-one-list': 'P1',
  'place-left-empty': 'P2',
  'gap-in-list': 'P2',
  'assignment-length': 'P3',
  'no-such-pair': 'P3',
  'pair-of-another-vacancy': 'P3',
  'not-eligible': 'P3',
  'rows-length': 'P4',
  'row-activity': 'P4',
  'row-slack': 'P4',
  'hard-row-lacks': 'P4',
  objective: 'P5',
  'duals-length': 'P6',
  'dual-outside-box': 'P6',
  'bound-differs': 'P6',
  'bound-below-value': 'P6',
  'passed-over': 'P7',
  'rank-order': 'P7',
} as const;

export type Fault = keyof typeof PROPERTY_OF;
export type Property = (typeof PROPERTY_OF)[Fault];

/** Where a fault is, in the numbers of the model. Only what applies is there. */
export interface FindingPlace {
  readonly places?: readonly number[];
  readonly vacancy?: number;
  readonly candidate?: number;
  readonly pair?: number;
  readonly row?: number;
  /** Array of the model and index in it. */
  readonly array?: string;
  readonly index?: number;
  /** What the recount finds, and what was reported or is allowed. */
  readonly found?: number;
  readonly expected?: number;
}

export interface Finding extends FindingPlace {
  readonly property: Property;
  readonly fault: Fault;
}

export const finding = (fault: Fault, place: FindingPlace = {}): Finding => ({
  property: PROPERTY_OF[fault],
  fault,
  ...place,
});
