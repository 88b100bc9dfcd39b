import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InputError } from '../../engine/domain/issue.ts';
import { scenariosTable, scenarioTable } from '../export/studyTables.ts';
import { type PresentedScenario, presentScenario } from '../present/scenario.ts';
import type { ScenarioBook, ScenarioEntry } from '../service/scenarioBook.ts';
import { body, json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pageOf, pageQuery } from './paging.ts';
import { answerProblem, problemOf } from './problem.ts';
import type { SessionsDoor } from './sessions.ts';
import { ScenarioRequestSchema, ScenarioShownSchema, ScenariosSchema } from './simulationsSchemas.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/scenarios',
    summary: 'Liste les scénarios : ceux des territoires, puis ceux qui ont été gardés',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(ScenariosSchema, 'Une page de scénarios'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/v1/scenarios/{id}',
    summary: 'Donne un scénario, avec la certitude de chaque hypothèse',
    request: { params: z.object({ id: z.string() }), query: z.strictObject(tableQuery) },
    responses: {
      200: jsonOrTable(ScenarioShownSchema, 'Le scénario'),
      400: problem('Requête incorrecte'),
      404: problem('Scénario inconnu'),
    },
  }),
  keep: createRoute({
    method: 'post',
    path: '/v1/scenarios',
    summary: 'Garde un scénario, en JSON ou en YAML ; chaque faute est dite avec sa place',
    description: 'Le même scénario, envoyé deux fois, est la même version.',
    request: { headers: idempotencyHeader, body: body(ScenarioRequestSchema) },
    responses: {
      201: json(ScenarioShownSchema, 'Le scénario gardé'),
      400: problem('Scénario incorrect'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
};

/** Scenarios: what a simulation supposes, as data. */
export const addScenarioRoutes = (
  app: OpenAPIHono,
  book: ScenarioBook,
  { now }: Pick<SessionsDoor, 'now'>,
): void => {
  app.openapi(routes.list, async (context) => {
    const items = (await book.all()).map((entry) => {
      const { settings: _, blocks: __, ...head } = shownScenario(book, entry);
      return head;
    });
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, scenariosTable(items), 'scenarios')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const entry = await book.find(context.req.valid('param').id);
    const shown = shownScenario(book, entry);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, scenarioTable(shown), `scenario-${shown.id}`)) as never;
    return context.json({ ...shown, scenario: entry.scenario }, 200) as never;
  });

  app.openapi(routes.keep, async (context) => {
    const { text, scenario } = context.req.valid('json');
    try {
      const read = book.read(text ?? JSON.stringify(scenario, null, 2));
      const entry = await book.keep(read, { at: now() });
      context.header('location', `/v1/scenarios/${entry.id}`);
      return context.json({ ...shownScenario(book, entry), scenario: entry.scenario }, 201) as never;
    } catch (error) {
      // The text is the sender's: a fault of its YAML is no fault of this server's files.
      if (error instanceof InputError && error.issues.every(({ code }) => !code.startsWith('store.')))
        return answerProblem(context, problemOf(error.issues, 400)) as never;
      throw error;
    }
  });
};

/** @throws InputError those of the territory's rules. */
export const shownScenario = (book: ScenarioBook, entry: ScenarioEntry): PresentedScenario =>
  presentScenario(entry, book.rulesOf(entry.scenario.territory).territory.pack);
