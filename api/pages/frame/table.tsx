import type { Child } from 'hono/jsx';

export interface Column {
  readonly label: string;
  /** Figures are set to the right, digits aligned. */
  readonly numeric?: boolean;
}

/**
 * A table with its caption. The first cell of a row names it. On a narrow screen each row becomes a card whose cells carry the
 * column's label, so that no column is lost.
 */
export const Table = ({
  caption,
  columns,
  rows,
  empty = 'Rien à montrer.',
  hideCaption = false,
}: {
  readonly caption: Child;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Child[])[];
  /** What is said, and what to do, when there is no row. */
  readonly empty?: Child;
  /** The caption repeats a title just above: kept for screen readers. */
  readonly hideCaption?: boolean;
}) =>
  rows.length === 0 ? (
    <p class="empty">{empty}</p>
  ) : (
    <table class="rows">
      <caption class={hideCaption ? 'hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, numeric }) => (
            <th scope="col" class={numeric ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, i) => {
              const { label = '', numeric } = columns[i] ?? {};
              const kind = numeric ? 'number' : undefined;
              return i === 0 ? (
                <th scope="row" class={kind}>
                  {cell}
                </th>
              ) : (
                <td data-label={label} class={kind}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
