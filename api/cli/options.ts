import { join } from 'node:path';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { guidanceOn } from '../service/guidanceInForce.ts';
import { registerOf } from '../service/register.ts';
import { openRules, type Rules } from '../service/territories.ts';
import { Workspace } from '../service/workspace.ts';
import { holdsData } from '../store/places.ts';
import type { Store } from '../store/store.ts';
import type { Environment } from './environment.ts';

/** Folder of data made by `precal demo`, and folder of data imported. */
export const DEMO_FOLDER = join('.precal', 'demo');
export const DATA_FOLDER = join('.precal', 'data');

export interface DataOptions {
  readonly data?: string;
  readonly asOf?: string;
}

/** Place named, else the database of DATABASE_URL, else the folder of PRECAL_DATA; null when nothing names one. */
export const namedPlace = ({ variables }: Environment, named: string | undefined): string | null =>
  named ?? (variables.DATABASE_URL || variables.PRECAL_DATA || null);

/** Place of the data: `namedPlace`, else imported data when there are some, else the demo's. */
export const dataFolder = (environment: Environment, named: string | undefined): string =>
  namedPlace(environment, named) ?? (holdsData(DATA_FOLDER) ? DATA_FOLDER : DEMO_FOLDER);

/** @throws InputError `option.day`. */
export const dayOption = (text: string): IsoDay => {
  const day = IsoDay.safeParse(text);
  if (!day.success) throw new InputError([{ code: 'option.day', path: 'as-of', received: text }]);
  return day.data;
};

/** @throws InputError `option.number`. */
export const wholeOption = (
  name: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max))
    throw new InputError([
      { code: 'option.number', path: name, received: text, expected: `un nombre entier de ${min} à ${max}` },
    ]);
  return value;
};

/** @throws InputError `option.choice`. */
export const choiceOption = <T extends string>(name: string, text: string, choices: readonly T[]): T => {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new InputError([
      { code: 'option.choice', path: name, received: text, expected: choices.join(', ') },
    ]);
  return found;
};

export interface Opened {
  readonly store: Store;
  readonly rules: Rules;
  readonly workspace: Workspace;
  /** Number of the last event that the workspace was made with. */
  readonly known: number;
}

/** Opens existing data on a day: the one named, else the generated world's own, else today. */
export const openData = async (environment: Environment, options: DataOptions): Promise<Opened> => {
  const store = await environment.openStore(dataFolder(environment, options.data), null);
  const rules = openRules(store.territory);
  const asOf =
    options.asOf === undefined ? (store.referenceDay ?? environment.today()) : dayOption(options.asOf);
  const { facts: recorded, known } = await registerOf(store).factsBefore(asOf);
  const entered = await guidanceOn(store, asOf, known);
  return {
    store,
    rules,
    known,
    workspace: await Workspace.open({ store, ...rules, asOf, recorded, entered }),
  };
};

export const printJson = (environment: Environment, value: unknown): void =>
  environment.data(`${JSON.stringify(value, null, 2)}\n`);
