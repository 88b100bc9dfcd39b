import type { Hono } from 'hono';
import type { PageDoors } from '../doors.ts';
import { addAddPage } from './addPage.tsx';
import { addBoardPage } from './boardPage.tsx';
import { addBrakesPage } from './brakesPage.tsx';
import { addChangePages } from './changePages.tsx';
import { addDecisionPages } from './decisionsRoutes.tsx';
import { addDemandInSessionPage } from './demandPage.tsx';
import { addDossierPage } from './dossierPage.tsx';
import { addListPage } from './listPage.tsx';
import { addMakePages } from './makeRoutes.tsx';
import { meetingRoom } from './meeting.ts';
import { addMinutesPage } from './minutesPage.tsx';
import { addVacancyInSessionPage } from './vacancyPage.tsx';

/** Sessions: their list, how one is made, its board, its explanations, the commission's decisions, its papers. */
export const addSessionPages = (app: Hono, doors: PageDoors): void => {
  if (doors.sessions === null) return;
  const room = meetingRoom(doors, doors.sessions);
  addListPage(app, room);
  // Before the addresses that hold a session's name.
  addMakePages(app, room);
  addBoardPage(app, room);
  addAddPage(app, room);
  addChangePages(app, room);
  addVacancyInSessionPage(app, room);
  addDemandInSessionPage(app, room);
  addBrakesPage(app, room);
  addDecisionPages(app, room);
  addDossierPage(app, room);
  addMinutesPage(app, room);
};
