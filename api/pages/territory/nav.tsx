import type { Viewer } from '../frame/page.tsx';

/** The pages of the territory, in the order of the menu. */
const ROOMS = [
  { path: '/territoire', label: 'Carte' },
  { path: '/territoire/objectifs', label: 'Objectifs' },
  { path: '/territoire/flux', label: 'Flux des contingents' },
  { path: '/territoire/freins', label: 'Freins' },
  { path: '/territoire/previsions', label: 'Prévisions' },
  { path: '/territoire/bilan', label: 'Bilans' },
  { path: '/territoire/attente', label: 'Attentes' },
] as const;

export type Room = (typeof ROOMS)[number]['path'];

/** Leads from one page of the territory to the others that are open to who reads. */
export const TerritoryNav = ({ viewer, current }: { readonly viewer: Viewer; readonly current: Room }) => (
  <nav class="rooms" aria-label="Pages du territoire">
    <ul>
      {ROOMS.filter(({ path }) => viewer.may(path)).map(({ path, label }) => (
        <li>
          <a href={path} aria-current={path === current ? 'page' : undefined}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
