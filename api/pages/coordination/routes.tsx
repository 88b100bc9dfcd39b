import type { Context, Hono } from 'hono';
import {
  type Semester,
  semesterBefore,
  semesterId,
  semesterOf,
} from '../../../engine/coordination/semester.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { problemOf } from '../../http/problem.ts';
import { shownCoordination } from '../../http/shownCoordination.ts';
import { semesterLabel } from '../../present/coordination.ts';
import { presentGuidance } from '../../present/guidance.ts';
import { areaAsked } from '../../service/coordination.ts';
import { type GuidanceRun, GuidanceService } from '../../service/guidance.ts';
import type { PageDoors } from '../doors.ts';
import { formOf, seeOther } from '../form.ts';
import { filterOf } from '../frame/addressFilters.ts';
import type { Choice } from '../frame/field.tsx';
import { viewerOf } from '../viewer.ts';
import { AreasPage } from './areasPage.tsx';
import { DossierPage } from './dossierPage.tsx';
import { decisionSent, endSent, proposalSent } from './guidanceForm.ts';
import type { Refused } from './guidanceForms.tsx';
import { dossierHref } from './hrefs.ts';

/** Semesters offered: that of the day, and those before. */
const SEMESTERS_OFFERED = 4;

/** The half-day of a coordination body: its dossier, and the recommendations that it proposes, decides and ends. */
export const addCoordinationPages = (app: Hono, doors: PageDoors): void => {
  const { cache } = doors;
  const { territory } = cache.rules;
  const service = new GuidanceService({ store: cache.store, territory });

  app.get('/coordination', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const guidance = presentGuidance(territory, await service.list(), cache.today());
    return context.html(<AreasPage workspace={workspace} viewer={viewer} guidance={guidance} />);
  });

  app.get('/coordination/:area', async (context) =>
    dossierShown(context, doors, { area: areaOf(context), refused: null }),
  );

  app.post('/coordination/:area/preconisations', async (context) => {
    const area = areaOf(context);
    return written(context, doors, { area, id: null }, () =>
      service.propose(proposalSent(formOf(context), area), runOf(context, doors)),
    );
  });

  app.post('/coordination/:area/preconisations/:id/decision', async (context) => {
    const id = context.req.param('id');
    return written(context, doors, { area: areaOf(context), id }, () =>
      service.decide(id, decisionSent(formOf(context)), runOf(context, doors)),
    );
  });

  app.post('/coordination/:area/preconisations/:id/levee', async (context) => {
    const id = context.req.param('id');
    return written(context, doors, { area: areaOf(context), id }, () =>
      service.end(id, endSent(formOf(context)), runOf(context, doors)),
    );
  });
};

const areaOf = (context: Context): string => context.req.param('area') ?? '';

const runOf = (context: Context, { cache, guard }: PageDoors): GuidanceRun => ({
  at: guard.now(),
  actor: context.get('authenticated').principal.id,
  today: cache.today(),
});

/** Back to the dossier; what is refused is given back with what was typed. */
const written = async (
  context: Context,
  doors: PageDoors,
  asked: { readonly area: string; readonly id: string | null },
  work: () => Promise<unknown>,
): Promise<Response> => {
  areaAsked(doors.cache.rules, asked.area);
  try {
    await work();
    return seeOther(context, `${dossierHref(asked.area)}#preconisations`);
  } catch (error) {
    // One that is not there has no form to go back to.
    if (!(error instanceof InputError) || error.issues[0]?.code === 'guidance.unknown') throw error;
    const refused: Refused = { id: asked.id, form: formOf(context), issues: error.issues };
    return dossierShown(context, doors, { area: asked.area, refused });
  }
};

const dossierShown = async (
  context: Context,
  { cache, sessions }: PageDoors,
  { area, refused }: { readonly area: string; readonly refused: Refused | null },
): Promise<Response> => {
  const workspace = await cache.current();
  const viewer = viewerOf(context, workspace);
  const dossier = await shownCoordination(workspace, {
    store: cache.store,
    prices: sessions?.service.prices ?? null,
    principal: context.get('authenticated').principal,
    area,
    semester: filterOf(context, 'semestre') ?? undefined,
  });
  context.status(refused === null ? 200 : problemOf(refused.issues).status === 409 ? 409 : 400);
  return context.html(
    <DossierPage
      workspace={workspace}
      viewer={viewer}
      area={areaAsked(workspace, area)}
      dossier={dossier}
      semesters={semesterChoices(semesterOf(workspace.pool.asOf))}
      refused={refused}
    />,
  );
};

const semesterChoices = (last: Semester): readonly Choice[] => {
  const choices: Choice[] = [];
  for (let semester = last; choices.length < SEMESTERS_OFFERED; semester = semesterBefore(semester))
    choices.push({ value: semesterId(semester), label: semesterLabel(semester) });
  return choices;
};
