import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Tone } from './badge.tsx';

/** Something to be told before the rest. `alert` is read out at once: what went wrong, what changed under one's hands. */
export const Notice = ({
  tone = 'info',
  title,
  alert = false,
  children,
}: PropsWithChildren<{ readonly tone?: Tone; readonly title?: Child; readonly alert?: boolean }>) => (
  <div class={`notice ${tone}`} role={alert ? 'alert' : undefined}>
    {title ? <p class="notice-title">{title}</p> : null}
    {children}
  </div>
);

/** Nothing here yet: what that means and what to do. */
export const Empty = ({ title, children }: PropsWithChildren<{ readonly title: string }>) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

/** Sentences of the data or the pack that must be read once, folded so that they do not hide the page. */
export const Reserves = ({ notices }: { readonly notices: readonly string[] }) =>
  notices.length === 0 ? null : (
    <details class="reserves">
      <summary>
        {notices.length === 1 ? 'Une réserve à connaître' : `${notices.length} réserves à connaître`}
      </summary>
      <ul>
        {notices.map((notice) => (
          <li>{notice}</li>
        ))}
      </ul>
    </details>
  );
