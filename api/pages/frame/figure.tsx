import type { Child, PropsWithChildren } from 'hono/jsx';
import { type Column, Table } from './table.tsx';

/**
 * A drawing with its title, its description and the table that says the same. The drawing is an SVG of `viewBox` user units;
 * it names itself by `aria-labelledby`, and holds no style of its own: the sheet's classes colour it.
 */
export const Figure = ({
  id,
  title,
  description,
  viewBox,
  columns,
  rows,
  open = false,
  children,
}: PropsWithChildren<{
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly viewBox: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Child[])[];
  /** Shows the table at once. */
  readonly open?: boolean;
}>) => (
  <figure class="chart">
    <figcaption>{title}</figcaption>
    <svg viewBox={viewBox} role="img" aria-labelledby={`${id}-titre ${id}-description`}>
      <title id={`${id}-titre`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {children}
    </svg>
    <details open={open}>
      <summary>Les chiffres de ce graphique</summary>
      <Table caption={title} columns={columns} rows={rows} hideCaption />
    </details>
  </figure>
);
