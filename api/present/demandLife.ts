import type { IsoDay } from '../../engine/domain/ids.ts';
import { CORRECTION_MOTIVES, REMOVAL_CODES, type RemovalCode } from '../records/motives.ts';
import type { LifeEntry } from '../records/projections/register.ts';
import { longDay, lowerFirst } from './format.ts';

export interface PresentedLife {
  /** Number of the entry: it is corrected by it. */
  readonly seq: number;
  readonly kind: 'demand-renewed' | 'demand-removed';
  readonly on: IsoDay;
  /** Null for a renewal. */
  readonly code: RemovalCode | null;
  readonly text: string;
}

export const presentLife = ({ seq, kind, body }: LifeEntry): PresentedLife => {
  const on = longDay(body.day);
  return kind === 'demand-renewed'
    ? { seq, kind, on: body.day, code: null, text: `Renouvelée le ${on}` }
    : {
        seq,
        kind,
        on: body.day,
        code: body.code,
        text: `Radiée le ${on} : ${lowerFirst(REMOVAL_CODES[body.code])} (${body.code})`,
      };
};

interface Standing {
  readonly number: string;
  readonly filedOn: IsoDay | null;
  readonly validUntil: IsoDay | null;
  readonly lives: readonly LifeEntry[];
}

/** Where a demand stands, for who keeps it. */
export interface PresentedStanding {
  readonly number: string;
  /** False: no row of this demand is stored; something else of the household is. */
  readonly stored: boolean;
  readonly closed: boolean;
  readonly text: string;
  readonly lives: readonly PresentedLife[];
}

export const presentStanding = (
  { number, filedOn, validUntil, lives }: Standing,
  today: IsoDay,
): PresentedStanding => {
  const shown = lives.map(presentLife);
  const closing = shown.find(({ kind }) => kind === 'demand-removed');
  return {
    number,
    stored: filedOn !== null,
    closed: closing !== undefined,
    text: standingText({ filedOn, validUntil, closing: closing?.text ?? null, today }),
    lives: shown,
  };
};

const standingText = ({
  filedOn,
  validUntil,
  closing,
  today,
}: Pick<Standing, 'filedOn' | 'validUntil'> & {
  readonly closing: string | null;
  readonly today: IsoDay;
}): string => {
  if (filedOn === null || validUntil === null)
    return 'Aucune demande n’est enregistrée sous ce numéro ; des attributions, des suites, des séances ou le registre le nomment encore.';
  const filed = `Déposée le ${longDay(filedOn)}`;
  if (closing !== null) return `${filed}. ${closing}.`;
  return validUntil < today
    ? `${filed}, valable jusqu’au ${longDay(validUntil)} : elle n’a pas été renouvelée depuis.`
    : `${filed}, valable jusqu’au ${longDay(validUntil)}.`;
};

/** What was just written, in a sentence. */
export const lifeWrittenText = (kind: PresentedLife['kind'], on: IsoDay, seq: number): string =>
  `Demande ${kind === 'demand-renewed' ? 'renouvelée' : 'radiée'} le ${longDay(on)} (écriture ${seq}).`;

const choices = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

/** Closed lists that an officer chooses from. */
export const REMOVAL_CHOICES = choices(REMOVAL_CODES).map(({ value, label }) => ({
  value,
  label: `${label} (${value})`,
}));
export const CORRECTION_CHOICES = choices(CORRECTION_MOTIVES);
