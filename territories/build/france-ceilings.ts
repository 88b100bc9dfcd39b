import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cell, csvText, openDataFolder, readTable } from './openData.ts';

/*
 * Writes `territories/france/ceilings.csv`: `npx tsx territories/build/france-ceilings.ts`. PLUS is read; PLS is 130 % of
 * it; PLAI is read where a source gives it, else the 2022 table follows the PLUS of the same category. Each row says which.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const YEARS = [2022, 2023, 2024, 2025, 2026] as const;
const PLAI_BASE_YEAR = 2022;
const ZONES = [
  ['paris', 'paris_communes_limitrophes'],
  ['idf', 'ile_de_france'],
  ['autres-regions', 'autres_regions'],
] as const;
const CATEGORIES = [1, 2, 3, 4, 5, 6].map((n) => `categorie_${n}`).concat('par_personne_supplementaire');

const DECREE = 'Arrêté du 29 juillet 1987 modifié, annexe I';
const OPENFISCA = "paramètres publics d'OpenFisca-France (juillet 2026)";

const published = new Map<string, number>();
for (const row of readTable(join(openDataFolder(root), 'plafonds/plafonds_ressources_hlm.csv'), ',')) {
  const year = cell(row, 'date_effet').slice(0, 4);
  const key = ['financement', 'zone', 'categorie'].map((column) => cell(row, column));
  // One source cell reads 218805 for 21805: a typing error, named as such by the data file itself.
  const value = cell(row, 'statut').startsWith('ERREUR') ? 21_805 : Number(cell(row, 'plafond_rfr'));
  published.set([...key, year].join(' '), value);
}

const read = (financing: string, zone: string, category: string, year: number): number | undefined =>
  published.get([financing, zone, category, year].join(' '));

const plus = (zone: string, category: string, year: number): number => {
  const value = read('PLUS', zone, category, year);
  if (value === undefined) throw new Error(`No PLUS ceiling for ${zone} ${category} ${year}.`);
  return value;
};

interface GridRow {
  readonly values: readonly number[];
  readonly certainty: 'official' | 'found' | 'proposal';
  readonly source: string;
  readonly note: string | null;
}

const plusRow = (zone: string, year: number): GridRow => ({
  values: CATEGORIES.map((category) => plus(zone, category, year)),
  certainty: 'official',
  source: `${DECREE}${year === 2026 ? ' (arrêté du 19 décembre 2025)' : ''}, lu dans les ${OPENFISCA}`,
  note: null,
});

const plsRow = (zone: string, year: number): GridRow => ({
  values: CATEGORIES.map((category) => Math.round((plus(zone, category, year) * 130) / 100)),
  certainty: 'found',
  source: `Calcul : 130 % du plafond PLUS de ${year}, arrondi à l'euro`,
  note: 'Le rapport de 130 % est publié ; la valeur arrondie est calculée.',
});

const plaiRow = (zone: string, year: number): GridRow => {
  const values = CATEGORIES.map((category) => {
    const direct = read('PLAI', zone, category, year);
    if (direct !== undefined) return direct;
    const base = read('PLAI', zone, category, PLAI_BASE_YEAR);
    if (base === undefined) throw new Error(`No PLAI ceiling for ${zone} ${category} ${PLAI_BASE_YEAR}.`);
    return Math.round((base * plus(zone, category, year)) / plus(zone, category, PLAI_BASE_YEAR));
  });
  const corrected =
    zone === 'paris_communes_limitrophes'
      ? ' Catégorie 2 de 2022 lue 21 805 : la source porte 218 805, faute de frappe.'
      : '';
  if (year === PLAI_BASE_YEAR)
    return {
      values,
      certainty: 'found',
      source: `Plafonds PLAI ${year} lus dans les ${OPENFISCA}`,
      note: corrected.trim() || null,
    };
  const indexed = `plafonds PLAI 2022 × évolution du plafond PLUS de la même catégorie depuis 2022`;
  if (zone === 'autres_regions' && year === 2025)
    return {
      values,
      certainty: 'proposal',
      source: `Catégories 1 à 4 : page publique de 2025 (mes-allocs) ; le reste : ${indexed}`,
      note: 'Estimé pour les catégories 5 et 6 et par personne supplémentaire.',
    };
  if (zone === 'autres_regions' && year === 2026)
    return {
      values,
      certainty: 'proposal',
      source: 'Estimé : plafonds PLAI 2025 × 1,0087',
      note: 'Estimé, à 3 € près ; à remplacer par la valeur publiée.',
    };
  return {
    values,
    certainty: 'proposal',
    source: `Estimé : ${indexed}`,
    note: `Estimé ; à remplacer par la valeur publiée.${corrected}`,
  };
};

const rows = [
  ['PLAI', plaiRow],
  ['PLUS', plusRow],
  ['PLS', plsRow],
] as const;

writeFileSync(
  join(process.argv[2] ?? join(root, 'territories', 'france'), 'ceilings.csv'),
  csvText(
    ['financement', 'zone', 'annee', ...CATEGORIES, 'certitude', 'source', 'valide_du', 'valide_au', 'note'],
    rows.flatMap(([financing, rowOf]) =>
      ZONES.flatMap(([zone, sourceZone]) =>
        YEARS.map((year) => {
          const { values, certainty, source, note } = rowOf(sourceZone, year);
          return [
            financing,
            zone,
            year,
            ...values,
            certainty,
            source,
            `${year}-01-01`,
            `${year}-12-31`,
            note,
          ];
        }),
      ),
    ),
  ),
);
