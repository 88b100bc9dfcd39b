import type { Viewer } from './page.tsx';

export interface RoomLink {
  readonly path: string;
  readonly label: string;
}

/** Leads from one room to its neighbours, those that are open to who reads. */
export const Rooms = ({
  label,
  rooms,
  viewer,
  current,
}: {
  readonly label: string;
  readonly rooms: readonly RoomLink[];
  readonly viewer: Viewer;
  readonly current: string | null;
}) => (
  <nav class="rooms" aria-label={label}>
    <ul>
      {rooms
        .filter(({ path }) => viewer.may(path))
        .map(({ path, label: name }) => (
          <li>
            <a href={path} aria-current={path === current ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);
