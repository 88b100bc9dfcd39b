import type { Conflict } from '../../engine/assignment/explain/conflict.ts';
import type { Known, Relaxation } from '../../engine/assignment/explain/leastSlack.ts';
import type { SessionConflict } from '../../engine/assignment/explain/sessionConflict.ts';
import { figure, list } from './format.ts';
import { parts, type SessionNames } from './sessionWords.ts';

/** Whether the targets can all hold together on the lists of a session, in words. */
export interface PresentedConflict {
  readonly compatible: boolean;
  readonly text: string;
  /** False where a search that stopped at its limit is all that says so: lists that hold them may exist. */
  readonly proven: boolean;
  /** "Impossible de tenir ensemble : …", or that no lists were found that do: one by set of targets. */
  readonly conflicts: readonly string[];
  /** "Le plus petit relâchement : …"; null when all can hold. */
  readonly relaxation: string | null;
  /** With the fewest targets relaxed, where it is another answer. */
  readonly fewest: string | null;
  readonly pins: readonly string[];
}

const KNOWN: { readonly [K in Known]: string } = {
  counted: 'vérifié sans le solveur',
  solver: 'selon le solveur, non vérifié',
  search: 'recherche arrêtée à sa limite, non vérifié',
};
const NOT_FOUND = 'la recherche s’est arrêtée à sa limite : il en existe peut-être';

export const presentConflict = (
  { asked, together, pins }: SessionConflict,
  names: SessionNames,
): PresentedConflict => {
  if (together.outcome === 'compatible')
    return {
      compatible: true,
      proven: true,
      text:
        asked.length === 0
          ? 'Aucun objectif ne pèse sur les listes de la séance.'
          : asked.length === 1
            ? 'Cet objectif peut être tenu par les listes de la séance.'
            : `Les ${figure(asked.length)} objectifs peuvent être tenus ensemble par les listes de la séance ; vérifié sur des listes.`,
      conflicts: [],
      relaxation: null,
      fewest: null,
      pins: [],
    };
  const { conflicts, leastDwellings, fewestRows } = together;
  const alone = conflicts.filter(({ rows }) => rows.length === 1);
  const texts = [
    ...(alone.length === 0 ? [] : [aloneText(alone, names)]),
    ...conflicts.filter(({ rows }) => rows.length > 1).map((conflict) => conflictText(conflict, names)),
  ];
  const relaxation = `Le plus petit relâchement${leastDwellings.known === 'search' ? ' trouvé' : ''} : ${relaxedText(leastDwellings, names)} (${KNOWN[leastDwellings.known]}).`;
  const fewest =
    fewestRows.rows.length < leastDwellings.rows.length
      ? `En relâchant le moins d’objectifs : ${relaxedText(fewestRows, names)} (${KNOWN[fewestRows.known]}).`
      : null;
  return {
    compatible: false,
    proven: conflicts.every(({ known }) => known !== 'search'),
    text: [...texts, relaxation].join(' '),
    conflicts: texts,
    relaxation,
    fewest,
    pins: pins.map(
      ({ vacancy, row, saved }) =>
        `Sans la demande ${names.demand(row)} placée à la main au logement ${names.vacancy(vacancy)}, il manquerait ${parts(saved)} de moins.`,
    ),
  };
};

/** No surer than the least sure of them. */
const aloneText = (conflicts: readonly Conflict[], names: SessionNames): string => {
  const labels = list(conflicts.flatMap(({ rows }) => rows.map((row) => names.target(row))));
  const known = (['search', 'solver', 'counted'] as const).find((k) => conflicts.some((c) => c.known === k))!;
  if (known === 'search')
    return `Aucune composition trouvée qui tienne, même ${conflicts.length === 1 ? 'seul' : 'un par un'} : ${labels} (${NOT_FOUND}).`;
  return `Impossible de tenir, même ${conflicts.length === 1 ? 'seul' : 'un par un'} : ${labels} (${KNOWN[known]}).`;
};

const conflictText = ({ rows, known, irreducible }: Conflict, names: SessionNames): string => {
  const labels = list(rows.map((row) => names.target(row)));
  const others = irreducible ? '' : ' ; certains de ces objectifs n’y sont peut-être pour rien';
  if (known === 'search')
    return `Aucune composition trouvée qui tienne ensemble : ${labels} (${NOT_FOUND}${others}).`;
  return `Impossible de tenir ensemble : ${labels} (${KNOWN[known]}${others}).`;
};

/** "0,43 logement sur « A » et 1 logement sur « B »". */
const relaxedText = ({ rows }: Relaxation, names: SessionNames): string =>
  list(rows.map(({ row, dwellings }) => `${parts(dwellings)} sur ${names.target(row)}`));
