import type { Commune } from '../domain/territory.ts';

const EARTH_RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance by the haversine formula, km. */
export const distanceKm = (
  a: Pick<Commune, 'longitude' | 'latitude'>,
  b: Pick<Commune, 'longitude' | 'latitude'>,
): number => {
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const h =
    half(radians(b.latitude - a.latitude)) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(radians(b.longitude - a.longitude));
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
};
