import type { Viewer } from '../frame/page.tsx';
import { Rooms } from '../frame/rooms.tsx';

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

/** Leads from one page of the territory to the others. */
export const TerritoryNav = ({ viewer, current }: { readonly viewer: Viewer; readonly current: Room }) => (
  <Rooms label="Pages du territoire" rooms={ROOMS} viewer={viewer} current={current} />
);
