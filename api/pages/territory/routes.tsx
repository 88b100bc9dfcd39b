import type { Hono } from 'hono';
import type { PageDoors } from '../doors.ts';
import { addAbnormalDelayPage } from './abnormalDelayPage.tsx';
import { addBilanPage } from './bilanPage.tsx';
import { addBrakesPage } from './brakesPage.tsx';
import { addFlowsPage } from './flowsPage.tsx';
import { addForecastsPage } from './forecastsPage.tsx';
import { addMapPage } from './mapPage.tsx';
import { addTargetsPage } from './targetsPage.tsx';
import { addWaitPage } from './waitPage.tsx';

/** The shared observation of the territory: its map, targets, flows, brakes, reviews and waits. */
export const addTerritoryPages = (app: Hono, doors: PageDoors): void => {
  addMapPage(app, doors);
  addTargetsPage(app, doors);
  addForecastsPage(app, doors);
  addFlowsPage(app, doors);
  addBrakesPage(app, doors);
  addBilanPage(app, doors);
  addWaitPage(app, doors);
  addAbnormalDelayPage(app, doors);
};
