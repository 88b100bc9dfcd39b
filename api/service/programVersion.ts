import manifest from '../../package.json' with { type: 'json' };

/** Version of this program, as its manifest gives it: what a record was written by. */
export const PROGRAM_VERSION: string = manifest.version;
