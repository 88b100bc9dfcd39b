import { plainText } from '../../import/plainText.ts';
import { count } from '../../present/format.ts';
import type { RefusedRows } from '../../service/importDesk.ts';
import { Notice } from '../frame/notice.tsx';
import { cellName } from './cellName.ts';

/** Rows mended in the page: more of them are easier in a spreadsheet. */
const ROWS_SHOWN = 50;
const SEPARATOR = ' | ';

/** Each refused row with what is wrong beside the cell, to mend and send again; or the file, for a spreadsheet. */
export const CorrectionForm = ({
  job,
  refused,
}: {
  readonly job: string;
  readonly refused: RefusedRows | null;
}) => (
  <>
    <h2>Corriger et renvoyer</h2>
    <p>
      <a class="button" href={`/v1/jobs/${job}/refusals`}>
        Télécharger les lignes refusées
      </a>{' '}
      <span class="soft">
        Gardées une heure. Corrigez-les dans un tableur et renvoyez le fichier : les colonnes ajoutées sont
        ignorées.
      </span>
    </p>
    {refused === null ? null : refused.rows.length > ROWS_SHOWN ? (
      <Notice>
        <p>{count(refused.rows.length, 'ligne', 'lignes')} : un tableur ira plus vite que cette page.</p>
      </Notice>
    ) : (
      <form method="post" action={`/imports/${job}/corriger`}>
        {refused.rows.map((row, r) => (
          <Row refused={refused} row={row} r={r} />
        ))}
        <button type="submit" class="main">
          Renvoyer les lignes corrigées
        </button>
      </form>
    )}
  </>
);

const Row = ({ refused, row, r }: { refused: RefusedRows; row: readonly string[]; r: number }) => {
  const { headers, added } = refused;
  const [line = '', , columns = '', , remedies = ''] = row.slice(added);
  const remedyOf = remediesByColumn(columns, remedies);
  const faulty = headers.flatMap((header, c) => (c < added && remedyOf.has(plainText(header)) ? [c] : []));
  const others = headers.flatMap((_, c) => (c < added && !faulty.includes(c) ? [c] : []));
  const said = [...remedyOf].filter(([name]) => !headers.some((header) => plainText(header) === name));
  return (
    <fieldset class="card">
      <legend>Ligne {line}</legend>
      {said.map(([, remedy]) => (
        <p class="error">{remedy}</p>
      ))}
      {faulty.map((c) => (
        <Cell
          header={headers[c] ?? ''}
          value={row[c] ?? ''}
          r={r}
          c={c}
          error={remedyOf.get(plainText(headers[c] ?? ''))}
        />
      ))}
      <details>
        <summary>Le reste de la ligne</summary>
        <div class="columns">
          {others.map((c) => (
            <Cell header={headers[c] ?? ''} value={row[c] ?? ''} r={r} c={c} />
          ))}
        </div>
      </details>
    </fieldset>
  );
};

/** What to mend, by column in plain letters; several faults of a row stand in one cell. */
const remediesByColumn = (columns: string, remedies: string): ReadonlyMap<string, string> => {
  const said = remedies.split(SEPARATOR);
  const byColumn = new Map<string, string>();
  columns.split(SEPARATOR).forEach((column, i) => {
    const name = plainText(column);
    byColumn.set(name, [byColumn.get(name), said[i]].filter(Boolean).join(' '));
  });
  return byColumn;
};

const Cell = ({
  header,
  value,
  r,
  c,
  error,
}: {
  header: string;
  value: string;
  r: number;
  c: number;
  error?: string | undefined;
}) => {
  const name = cellName(r, c);
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>{header}</label>
      {error ? (
        <p class="error" id={`${name}-erreur`}>
          {error}
        </p>
      ) : null}
      <input
        id={name}
        name={name}
        value={value}
        autocomplete="off"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${name}-erreur` : undefined}
      />
    </div>
  );
};
