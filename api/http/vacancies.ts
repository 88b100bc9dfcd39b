import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { vacanciesTable } from '../export/presentedTables.ts';
import { communeName, presentDwelling } from '../present/dwelling.ts';
import { presentQualification } from '../present/qualification.ts';
import type { Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { json, problem } from './contents.ts';
import { pageAfter, pageQuery } from './paging.ts';
import { DwellingSchema, FindingSchema, VacanciesSchema } from './schemas.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const QualificationSchema = z
  .object({ dwelling: DwellingSchema, asOf: z.string(), findings: z.array(FindingSchema) })
  .openapi('Qualification');

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/vacancies',
    summary: 'Liste les logements libérés',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: {
      query: z.strictObject({
        commune: z.string().max(100).optional().openapi({ description: 'Code INSEE' }),
        ...pageQuery,
        ...tableQuery,
      }),
    },
    responses: {
      200: jsonOrTable(VacanciesSchema, 'Une page de logements libérés'),
      400: problem('Requête incorrecte'),
    },
  }),
  qualification: createRoute({
    method: 'get',
    path: '/v1/vacancies/{id}/qualification',
    summary: 'Qualifie un logement libéré : quartier, objectifs, plafond, taille de ménage, contingents',
    request: {
      params: z.object({ id: z.string().openapi({ description: 'Identifiant du logement libéré' }) }),
    },
    responses: {
      200: json(QualificationSchema, 'La qualification'),
      404: problem('Logement libéré inconnu'),
    },
  }),
};

/** The routes of freed dwellings. */
export const addVacancyRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(routes.list, async (context) => {
    const { commune, limit, cursor } = context.req.valid('query');
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    const places = workspace
      .places()
      .filter(({ dwelling }) => commune === undefined || dwelling.commune === commune)
      .filter(({ vacancy }) => mayShow(vacancy.id));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(
        context,
        format,
        vacanciesTable(places, namesOf(workspace)),
        'logements-liberes',
      )) as never;
    const { page, nextCursor } = pageAfter(places, { limit, cursor }, ({ vacancy }) => vacancy.id);
    const items = page.map(({ vacancy, dwelling }) =>
      presentDwelling(workspace.territory, vacancy, dwelling),
    );
    return context.json({ items, nextCursor, total: places.length }, 200) as never;
  });

  app.openapi(routes.qualification, async (context) => {
    const { id } = context.req.valid('param');
    const workspace = await cache.current();
    const { vacancy, dwelling } = workspace.place(id);
    const { territory } = workspace;
    return context.json(
      {
        dwelling: presentDwelling(territory, vacancy, dwelling),
        asOf: workspace.pool.asOf,
        findings: [...presentQualification(territory, workspace.qualify(id))],
      },
      200,
    );
  });
};

const namesOf = ({ territory }: Workspace): Parameters<typeof vacanciesTable>[1] => ({
  commune: ({ commune }) => communeName(territory, commune),
  quartier: (dwelling) => territory.quartierOfDwelling(dwelling)?.label ?? null,
  bailleur: ({ bailleur }) => territory.bailleurById.get(bailleur)?.name ?? bailleur,
});
