import { count, figure } from './format.ts';

/** What was found of the stored data: the shape of `api/store/sql/check.ts`. */
interface FoundStore {
  readonly place: string;
  readonly engine: 'sqlite' | 'postgres';
  readonly schema: number;
  readonly territory: string;
  readonly durable: boolean;
  readonly rows: readonly { readonly kind: string; readonly count: number | null }[];
  readonly documents: number;
  readonly head: { readonly seq: number; readonly hash: string | null };
  readonly damages: readonly { readonly what: string; readonly which: string | null }[];
}

interface PresentedStoreCheck extends Omit<FoundStore, 'durable' | 'damages'> {
  readonly sound: boolean;
  /** One sentence each. */
  readonly damages: readonly string[];
  readonly warnings: readonly string[];
}

const ENGINES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

const KINDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  demands: ['demande', 'demandes'],
  dwellings: ['logement', 'logements'],
  vacancies: ['logement libéré', 'logements libérés'],
  allocations: ['attribution', 'attributions'],
  outcomes: ['suite', 'suites'],
};

const damageText = ({ what, which }: FoundStore['damages'][number]): string => {
  if (what === 'file') return 'le fichier de la base est abîmé';
  if (what === 'events') return `le registre ne tient plus à partir de l’événement ${which}`;
  const kind = KINDS[what];
  if (kind !== undefined) return `les ${kind[1]} ne sont plus ce qui a été enregistré`;
  return what === 'sessions'
    ? `la séance « ${which} » n’est plus ce qui a été enregistré`
    : `le document « ${which} » (${what}) n’est plus ce qui a été enregistré`;
};

/** The check of a store, its damages as sentences. */
export const presentStoreCheck = ({ durable, damages, ...found }: FoundStore): PresentedStoreCheck => ({
  ...found,
  sound: damages.length === 0,
  damages: damages.map(damageText),
  warnings: durable
    ? []
    : [
        'le serveur n’attend pas le disque (fsync = off) : une coupure de courant pourrait perdre ce qui a été enregistré',
      ],
});

export const storeCheckText = (check: PresentedStoreCheck): string => {
  const rows = check.rows.flatMap(({ kind, count: many }) => {
    const labels = KINDS[kind];
    return many === null || labels === undefined ? [] : [count(many, ...labels)];
  });
  const { head } = check;
  return [
    `${ENGINES[check.engine]}, « ${check.place} », territoire ${check.territory}, version ${check.schema} du schéma.`,
    `${rows.join(', ')} ; ${count(check.documents, 'document', 'documents')}.`,
    head.hash === null
      ? 'Registre : aucun événement.'
      : `Registre : ${count(head.seq, 'événement', 'événements')}, tête ${head.hash}.`,
    ...check.warnings.map((warning) => `Attention : ${warning}.`),
    ...check.damages.map((damage) => `Abîmé : ${damage}.`),
    check.sound
      ? 'Tout ce qui a été enregistré est là, intact.'
      : 'Reprenez une sauvegarde : « precal store restore ».',
    '',
  ].join('\n');
};

/** A backup that was written. */
export const presentBackup = (summary: {
  readonly file: string;
  readonly lines: number;
  readonly bytes: number;
  readonly sha256: string;
}) => ({
  ...summary,
  text: `Sauvegarde écrite dans « ${summary.file} » : ${count(summary.lines, 'ligne', 'lignes')}, ${figure(summary.bytes / 1e6, 1)}\u00a0Mo, empreinte ${summary.sha256}. Elle contient toutes les données, numéros uniques compris : gardez-la comme elles.`,
});
