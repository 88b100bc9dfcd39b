import type { Hono } from 'hono';
import { addAssets } from './assets.ts';
import type { PageDoors } from './doors.ts';
import { addHomePage } from './home/routes.tsx';

/** The pages of the server. Each has its line in the table of rights; the guard has let through whoever gets here. */
export const addPages = (app: Hono, doors: PageDoors): void => {
  addAssets(app);
  addHomePage(app, doors);
};
