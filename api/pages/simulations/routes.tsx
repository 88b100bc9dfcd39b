import type { Context, Hono } from 'hono';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { YEAR_POLICIES, type YearPolicy } from '../../../engine/domain/scenario.ts';
import { holderOf } from '../../http/access.ts';
import type { Form } from '../../http/context.ts';
import { problemOf } from '../../http/problem.ts';
import { shownScenario } from '../../http/scenarios.ts';
import { shownSimulation } from '../../http/simulations.ts';
import { issueText } from '../../present/messages.ts';
import { presentScenarioFault } from '../../present/scenarioFaults.ts';
import { presentSimulationHead } from '../../present/simulationHead.ts';
import { scenarioText } from '../../service/scenarioBook.ts';
import { MOST_MONTHS, MOST_REPLICATIONS } from '../../service/simulationQuestion.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, fieldsOf, formOf, seeOther } from '../form.ts';
import { jobHref } from '../jobs/jobHref.ts';
import { viewerOf } from '../viewer.ts';
import { readFigure } from './changeFields.ts';
import { formOfScenario, readChange } from './changeForm.ts';
import { ChangePage } from './changePage.tsx';
import { NEW_SCENARIO, SIMULATIONS, scenarioHref } from './hrefs.ts';
import { ListPage } from './listPage.tsx';
import { PastePage } from './pastePage.tsx';
import { askedPlace, askedYear } from './resultAsked.ts';
import { ResultPage } from './resultPage.tsx';
import { ScenarioPage } from './scenarioPage.tsx';

/** Scenarios read, changed and simulated; results read. */
export const addSimulationPages = (app: Hono, { cache, sessions, simulations: book }: PageDoors): void => {
  if (sessions === null || book === null) return;
  const { scenarios } = book;
  const viewing = async (context: Context) => viewerOf(context, await cache.current());

  app.get(SIMULATIONS, async (context) =>
    context.html(
      <ListPage
        viewer={await viewing(context)}
        scenarios={(await scenarios.all()).map((entry) => shownScenario(scenarios, entry))}
        runs={(await book.all()).map(presentSimulationHead)}
      />,
    ),
  );

  const answerScenario = async (
    context: Context,
    id: string,
    { form, issues }: { readonly form: Form; readonly issues: readonly Issue[] },
  ) => {
    const entry = await scenarios.find(id);
    const others = (await scenarios.all()).filter(({ version }) => version !== entry.version);
    const fields = issues.filter(({ path }) => FIELDS.has(path));
    const others_ = issues.filter(({ path }) => !FIELDS.has(path));
    return context.html(
      <ScenarioPage
        viewer={await viewing(context)}
        scenario={shownScenario(scenarios, entry)}
        others={others.map(({ id: value, scenario }) => ({ value, label: scenario.label }))}
        form={form}
        errors={new Map(fields.map((issue) => [FIELDS.get(issue.path)!, issueText(issue)]))}
        refusal={others_.length === 0 ? undefined : others_.map(issueText).join(' ')}
      />,
      (issues.length === 0 ? 200 : problemOf(issues).status) as 200,
    );
  };

  app.get('/simulations/scenarios/:id', (context) =>
    answerScenario(context, context.req.param('id'), { form: {}, issues: [] }),
  );

  app.post(SIMULATIONS, async (context) => {
    const form = formOf(context);
    const id = fieldOf(form, 'scenario') ?? '';
    try {
      const holder = holderOf(context.get('authenticated').principal);
      const asked = {
        scenario: id,
        compare: fieldOf(form, 'compare'),
        months: wholeOf(form, 'mois', MOST_MONTHS),
        replications: wholeOf(form, 'tirages', MOST_REPLICATIONS),
        policies: policiesOf(form),
      };
      const job = await book.start(asked, { jobs: sessions.jobs, holder, now: sessions.now });
      return seeOther(context, jobHref(job.id));
    } catch (error) {
      // Without its scenario there is no form to give back.
      if (!(error instanceof InputError) || error.issues[0]?.code === 'scenario.absent') throw error;
      return answerScenario(context, id, { form, issues: error.issues });
    }
  });

  app.get('/simulations/scenarios/:id/texte', async (context) => {
    const { scenario } = await scenarios.find(context.req.param('id'));
    context.header('content-disposition', `attachment; filename="${scenario.id}.yaml"`);
    return context.body(scenarioText(scenario), 200, { 'content-type': 'text/yaml; charset=utf-8' });
  });

  app.get(NEW_SCENARIO, async (context) => {
    const from = context.req.query('de');
    const text = from === undefined ? '' : scenarioText((await scenarios.find(from)).scenario);
    return context.html(<PastePage viewer={await viewing(context)} text={text} />);
  });

  app.post(NEW_SCENARIO, async (context) => {
    const text = fieldOf(formOf(context), 'texte') ?? '';
    const page = { viewer: await viewing(context), text };
    if (text === '')
      return context.html(<PastePage {...page} refusal="Collez le texte d’un scénario." />, 400);
    try {
      const entry = await scenarios.keep(scenarios.read(text), { at: sessions.now() });
      return seeOther(context, scenarioHref(entry.id));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const lines = text.split('\n');
      const faults = error.issues.map((issue) => presentScenarioFault(issue, lines));
      return context.html(<PastePage {...page} faults={faults} />, 400);
    }
  });

  const changing = async (context: Context) => {
    const entry = await scenarios.find(context.req.param('id') ?? '');
    const { pack } = scenarios.rulesOf(entry.scenario.territory).territory;
    const viewer = await viewing(context);
    return { entry, pack, page: { viewer, pack, scenario: shownScenario(scenarios, entry) } };
  };

  app.get('/simulations/scenarios/:id/changer', async (context) => {
    const { entry, pack, page } = await changing(context);
    const form = { ...formOfScenario(entry.scenario, pack), nom: `${entry.scenario.label}, changé` };
    return context.html(<ChangePage {...page} form={form} errors={new Map()} />);
  });

  app.post('/simulations/scenarios/:id/changer', async (context) => {
    const { entry, pack, page } = await changing(context);
    const form = formOf(context);
    const read = readChange(form, {
      from: entry.scenario,
      pack,
      issuesOf: (scenario) => scenarios.issuesOf(scenario),
    });
    if (!read.ok) return context.html(<ChangePage {...page} form={form} errors={read.errors} />, 400);
    const kept = await scenarios.keep(read.scenario, { at: sessions.now() });
    return seeOther(context, scenarioHref(kept.id));
  });

  app.get('/simulations/:id', async (context) => {
    const kept = await book.find(context.req.param('id'));
    const { findings } = shownSimulation(kept);
    const which = context.req.query('scenario') === '2' && kept.simulations.length > 1 ? 2 : 1;
    return context.html(
      <ResultPage
        viewer={await viewing(context)}
        head={presentSimulationHead(kept.head)}
        kept={kept}
        findings={findings}
        which={which}
        year={askedYear(context, kept, which)}
        place={await askedPlace(context, book, kept)}
      />,
    );
  });
};

/** Fields of the form that asks for a simulation, by what the service calls them. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['months', 'mois'],
  ['replications', 'tirages'],
  ['policies', 'policies'],
  ['compare', 'compare'],
]);

/** A whole number that was typed; null: left to the scenario. @throws InputError `request.field.invalid`. */
const wholeOf = (form: Form, name: string, most: number): number | null => {
  const text = fieldOf(form, name);
  if (text === null) return null;
  const value = readFigure(text, 'whole');
  if (value === null || value < 1 || value > most) {
    const path = [...FIELDS].find(([, field]) => field === name)![0];
    throw new InputError([
      { code: 'request.field.invalid', path, expected: `un nombre entier, de 1 à ${most}` },
    ]);
  }
  return value;
};

/** @throws InputError `request.field.invalid` when none is ticked. */
const policiesOf = (form: Form): readonly YearPolicy[] => {
  const ticked = fieldsOf(form, 'policies');
  const found = YEAR_POLICIES.filter((policy) => ticked.includes(policy));
  if (found.length === 0)
    throw new InputError([
      {
        code: 'request.field.invalid',
        path: 'policies',
        expected: 'au moins une façon de composer les listes',
      },
    ]);
  return found;
};
