import type { Hono } from 'hono';
import { addAssets } from './assets.ts';
import { addComparisonPages } from './comparisons/routes.tsx';
import { addCoordinationPages } from './coordination/routes.tsx';
import { addDemandPages } from './demand/routes.tsx';
import { addDisparityPages } from './disparities/routes.tsx';
import type { PageDoors } from './doors.ts';
import { addHomePage } from './home/routes.tsx';
import { addImportPages } from './imports/routes.tsx';
import { addJobPages } from './jobs/routes.tsx';
import { addMethodPages } from './methods/routes.tsx';
import { addRecordPages } from './records/routes.tsx';
import { addSessionPages } from './sessions/routes.tsx';
import { addSimulationPages } from './simulations/routes.tsx';
import { addTerritoryPages } from './territory/routes.tsx';
import { addVacancyPages } from './vacancies/routes.tsx';

/** The pages of the server. Each has its line in the table of rights; the guard has let through whoever gets here. */
export const addPages = (app: Hono, doors: PageDoors): void => {
  addAssets(app);
  // Before the home page: it takes an old address of it.
  addVacancyPages(app, doors);
  addHomePage(app, doors);
  addDemandPages(app, doors);
  addImportPages(app, doors);
  addRecordPages(app, doors);
  addMethodPages(app, doors);
  addTerritoryPages(app, doors);
  addCoordinationPages(app, doors);
  addSessionPages(app, doors);
  addSimulationPages(app, doors);
  addJobPages(app, doors);
  addDisparityPages(app, doors);
  addComparisonPages(app, doors);
};
