import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InputError } from '../../engine/domain/issue.ts';
import { differencesTable, measuresTable, placeFansTable, placesTable } from '../export/simulationTables.ts';
import { simulationsTable } from '../export/studyTables.ts';
import { CHARTED, measureSvg, placeSvg } from '../present/simulationCharts.ts';
import { simulationFindings } from '../present/simulationFindings.ts';
import { presentSimulationHead } from '../present/simulationHead.ts';
import { placesAt } from '../present/simulationPlaces.ts';
import type { KeptSimulation, SimulationBook } from '../service/simulationBook.ts';
import { holderOf } from './access.ts';
import { body, json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { JobSchema, presentJob } from './jobs.ts';
import { pageOf, pageQuery } from './paging.ts';
import type { SessionsDoor } from './sessions.ts';
import {
  PlaceFansSchema,
  SimulationRequestSchema,
  SimulationSchema,
  SimulationsSchema,
} from './simulationsSchemas.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const one = z.object({ id: z.string() });
const whichQuery = {
  scenario: z.enum(['1', '2']).default('1').openapi({ description: 'Le scénario, ou le second comparé' }),
};
const SVG = 'image/svg+xml';

const routes = {
  make: createRoute({
    method: 'post',
    path: '/v1/simulations',
    summary: 'Simule un scénario, ou deux sur les mêmes tirages',
    description:
      'Une seule à la fois. Le calcul est suivi à l’adresse donnée, qui dit ensuite celle du résultat ; arrêté, il garde les tirages finis, que la même demande reprend.',
    request: { headers: idempotencyHeader, body: body(SimulationRequestSchema) },
    responses: {
      202: json(JobSchema, 'La simulation est en cours : son avancement est à l’adresse donnée'),
      400: problem('Requête incorrecte, ou trop grande pour ce serveur'),
      404: problem('Scénario inconnu'),
      409: problem('Une autre simulation est en cours, ou clé d’idempotence déjà employée'),
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/v1/simulations',
    summary: 'Liste les simulations gardées, la dernière d’abord',
    description: 'En CSV ou en XLSX : toutes, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(SimulationsSchema, 'Une page de simulations'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/v1/simulations/{id}',
    summary: 'Donne une simulation : mois et années, objectifs, écarts par paires avec leur intervalle',
    description: 'Tout y est simulé : ce ne sont pas des prévisions.',
    request: {
      params: one,
      query: z.strictObject({
        ...tableQuery,
        ...whichQuery,
        table: z
          .enum(['measures', 'places', 'differences'])
          .default('measures')
          .openapi({ description: 'Le tableau voulu, pour un tableur' }),
      }),
    },
    responses: {
      200: jsonOrTable(SimulationSchema, 'La simulation'),
      404: problem('Simulation inconnue'),
    },
  }),
  place: createRoute({
    method: 'get',
    path: '/v1/simulations/{id}/places/{place}',
    summary: 'Donne la part d’un objectif en un lieu, mois par mois, dans chaque scénario',
    request: { params: one.extend({ place: z.string() }), query: z.strictObject(tableQuery) },
    responses: {
      200: jsonOrTable(PlaceFansSchema, 'Le lieu'),
      400: problem('Requête incorrecte'),
      404: problem('Simulation ou lieu inconnu'),
    },
  }),
  chart: createRoute({
    method: 'get',
    path: '/v1/simulations/{id}/charts/{chart}',
    summary: 'Donne un graphique en SVG : une mesure, ou un objectif en un lieu',
    request: {
      params: one.extend({
        chart: z
          .string()
          .openapi({ description: '`eventail-leases`, ou `lieu-` suivi de l’identifiant d’un lieu' }),
      }),
      query: z.strictObject(whichQuery),
    },
    responses: {
      200: { description: 'Le graphique', content: { [SVG]: { schema: z.string() } } },
      404: problem('Simulation ou graphique inconnu'),
    },
  }),
};

/** Simulated years: asked for, followed as jobs, read, and taken away as files. */
export const addSimulationRoutes = (
  app: OpenAPIHono,
  book: SimulationBook,
  { jobs, now }: SessionsDoor,
): void => {
  app.openapi(routes.make, async (context) => {
    const holder = holderOf(context.get('authenticated').principal);
    const job = await book.start(context.req.valid('json'), { jobs, holder, now });
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  });

  app.openapi(routes.list, async (context) => {
    const items = (await book.all()).map(presentSimulationHead);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, simulationsTable(items), 'simulations')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const { id } = context.req.valid('param');
    const kept = await book.find(id);
    const format = formatAsked(context);
    if (format === 'json') return context.json(shownSimulation(kept), 200) as never;
    const { table, scenario } = context.req.valid('query');
    const which = Number(scenario) - 1;
    const file = `simulation-${id}-${table}`;
    switch (table) {
      case 'measures':
        return (await answerTable(context, format, measuresTable(simulationOf(kept, which)), file)) as never;
      case 'places': {
        const { months } = simulationOf(kept, which).scenario;
        const fans = await book.places(kept, which);
        return (await answerTable(
          context,
          format,
          placesTable(placesAt(fans, yearEnds(months))),
          file,
        )) as never;
      }
      case 'differences': {
        const all = [...kept.simulations.flatMap(({ comparisons }) => comparisons), ...kept.comparisons];
        return (await answerTable(context, format, differencesTable(all), file)) as never;
      }
    }
  });

  app.openapi(routes.place, async (context) => {
    const { id, place } = context.req.valid('param');
    const kept = await book.find(id);
    const fans = await book.place(kept, place);
    const format = formatAsked(context);
    if (format === 'json') return context.json({ fans }, 200) as never;
    const table = placeFansTable(
      fans,
      kept.simulations.map(({ scenario }) => scenario),
    );
    return (await answerTable(context, format, table, `simulation-${id}-lieu`)) as never;
  });

  app.openapi(routes.chart, async (context) => {
    const { id, chart } = context.req.valid('param');
    const kept = await book.find(id);
    const svg = await chartOf(book, kept, {
      chart,
      which: Number(context.req.valid('query').scenario) - 1,
    });
    const file = chart.replace(/[^\w.-]/g, '-');
    context.header('content-disposition', `attachment; filename="${file}.svg"`);
    return context.body(svg, 200, { 'content-type': SVG }) as never;
  });
};

/** A simulation as JSON and pages show it. */
export const shownSimulation = ({ head, simulations, comparisons, places }: KeptSimulation) => ({
  ...presentSimulationHead(head),
  findings: simulationFindings(simulations, comparisons),
  simulations,
  comparisons,
  places,
});

/** @param which 0, or 1 for the second scenario. @throws InputError `simulation.no-second`. */
const simulationOf = ({ simulations }: KeptSimulation, which: number) => {
  const found = simulations[which];
  if (found === undefined) throw new InputError([{ code: 'simulation.no-second', path: 'scenario' }]);
  return found;
};

/** Civil years of some months, `2027-01`…, each with the month after its last. */
const yearEnds = (months: readonly string[]): readonly { readonly label: string; readonly to: number }[] => {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return years.map((label) => ({
    label,
    to: months.findLastIndex((month) => month.startsWith(label)) + 1,
  }));
};

const PLACE = 'lieu-';
const MEASURE = 'eventail-';

const chartOf = async (
  book: SimulationBook,
  kept: KeptSimulation,
  { chart, which }: { readonly chart: string; readonly which: number },
): Promise<string> => {
  const simulation = simulationOf(kept, which);
  if (chart.startsWith(PLACE)) {
    const fans = await book.place(kept, chart.slice(PLACE.length));
    return placeSvg(fans[which] ?? fans[0]!, simulation.scenario.months);
  }
  const measure = CHARTED.find((id) => chart === `${MEASURE}${id}`);
  if (measure === undefined)
    throw new InputError([
      {
        code: 'simulation.chart-unknown',
        path: 'chart',
        expected: CHARTED.map((id) => `${MEASURE}${id}`).join(', '),
      },
    ]);
  return measureSvg(simulation, measure);
};
