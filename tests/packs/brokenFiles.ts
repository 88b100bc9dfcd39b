/** One edit of a valid pack, and the issue that it makes. */
export interface BrokenPack {
  readonly what: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly code: string;
  /** First line of the edited file that holds this text is the line the issue names; null: the whole file is meant. */
  readonly at: string | null;
  readonly rest?: Readonly<Record<string, unknown>>;
}

/** YAML and CSV that do not read. */
export const FILES: readonly BrokenPack[] = [
  {
    what: 'a key that does not exist, with the one that was meant',
    file: 'pack.yaml',
    from: 'ceilingZone:',
    to: 'ceilingZon:',
    code: 'yaml.key.unknown',
    at: 'ceilingZon:',
    rest: { received: 'ceilingZon', maybe: 'peut-être ceilingZone' },
  },
  {
    what: 'a key that is missing, at the group that lacks it',
    file: 'norms.yaml',
    from: '  warnAbove: 0.33\n',
    to: '',
    code: 'yaml.key.missing',
    at: 'effort:',
    rest: { path: 'effort.warnAbove', expected: 'un nombre' },
  },
  {
    what: 'a decimal comma in YAML',
    file: 'targets.yaml',
    from: 'share: 0.45',
    to: 'share: "0,45"',
    code: 'yaml.value.invalid',
    at: '"0,45"',
    rest: { path: '[0].share', received: '0,45', maybe: 'peut-être 0.45, avec un point' },
  },
  {
    what: 'a class of quartier that is misspelt',
    file: 'targets.yaml',
    from: '[most-fragile]',
    to: '[most-fragil]',
    code: 'yaml.value.invalid',
    at: '[most-fragil]',
    rest: { maybe: 'peut-être most-fragile' },
  },
  {
    what: 'YAML that cannot be parsed',
    file: 'bands.yaml',
    from: 'label: Modeste, below: 0.4, group: modest }',
    to: 'label: Modeste, below: 0.4, group: modest',
    code: 'yaml.syntax',
    at: 'id: intermediate',
  },
  {
    what: 'a column that is misspelt',
    file: 'communes.csv',
    from: 'zone_apl',
    to: 'zone_appl',
    code: 'csv.header.unknown',
    at: 'zone_appl',
    rest: { column: 'zone_appl', maybe: 'peut-être zone_apl' },
  },
  {
    what: 'a cell that is not a number',
    file: 'communes.csv',
    from: ',99507,',
    to: ',99 507,',
    code: 'csv.value.invalid',
    at: ',99 507,',
    rest: { column: 'population', received: '99 507', expected: 'un nombre' },
  },
  {
    what: 'a quartier without an IRIS',
    file: 'quartiers.csv',
    from: ',595120202\n',
    to: ',\n',
    code: 'csv.value.invalid',
    at: '59512-alma-sud',
    rest: { column: 'iris', expected: 'au moins 1 élément' },
  },
];
