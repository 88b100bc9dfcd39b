import { createHash } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { InputError, type Issue } from '../../../engine/domain/issue.ts';
import { comparisonDesk } from '../../http/comparisonDesk.ts';
import type { Form } from '../../http/context.ts';
import { problemOf } from '../../http/problem.ts';
import { happened } from '../../present/comparisonSummary.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, formOf, seeOther } from '../form.ts';
import { choiceOf, pageOf } from '../frame/addressFilters.ts';
import { jobHref } from '../jobs/jobHref.ts';
import { viewerOf } from '../viewer.ts';
import { comparisonAsked } from './asked.ts';
import { AskPage } from './askPage.tsx';
import { askHref, comparisonsHref } from './hrefs.ts';
import { ListPage } from './listPage.tsx';
import { ResultPage } from './resultPage.tsx';
import { SegmentsPage } from './segmentsPage.tsx';
import { KEPT, LEVELS, TargetsPage, targetsAsked } from './targetsPage.tsx';

/** The method test bench: a question, work that is followed, and what it found. */
export const addComparisonPages = (app: Hono, { cache, sessions }: PageDoors): void => {
  if (sessions === null) return;
  const desk = comparisonDesk(cache, sessions);

  const answerForm = async (context: Context, form: Form, issues: readonly Issue[]) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    return context.html(
      <AskPage {...{ workspace, viewer, form, issues }} />,
      (issues.length === 0 ? 200 : problemOf(issues).status) as 200,
    );
  };
  const shownOf = async (context: Context) => {
    const viewer = viewerOf(context, await cache.current());
    return { viewer, comparison: await desk.shown(context, context.req.param('id') ?? '') };
  };

  app.get(comparisonsHref, async (context) => {
    const viewer = viewerOf(context, await cache.current());
    return context.html(<ListPage viewer={viewer} entries={await desk.entries()} page={pageOf(context)} />);
  });

  app.get(askHref, (context) => answerForm(context, context.req.queries(), []));

  app.post(comparisonsHref, async (context) => {
    const form = formOf(context);
    try {
      const question = comparisonAsked(form);
      const { id } = await desk.start(context, question, requestOf(form, question));
      // What is wrong with the period is known in a moment: the form is then given back, with what was typed.
      const job = await sessions.jobs.settled(id, Math.min(MOMENT_MS, sessions.waitMs));
      if (job.status === 'failed') return answerForm(context, form, job.issues);
      return seeOther(context, jobHref(id));
    } catch (error) {
      if (error instanceof InputError) return answerForm(context, form, error.issues);
      throw error;
    }
  });

  app.get('/essais/:id', async (context) => {
    const { viewer, comparison } = await shownOf(context);
    const measures = comparison.measures.filter(happened);
    const asked = choiceOf(
      context,
      'mesure',
      measures.map(({ id, label }) => ({ value: id, label })),
    );
    const measure = measures.find(({ id }) => id === asked) ?? null;
    return context.html(<ResultPage {...{ comparison, viewer, measure }} />);
  });

  app.get('/essais/:id/objectifs', async (context) => {
    const { viewer, comparison } = await shownOf(context);
    const labels = new Map(cache.rules.territory.targets.map(({ id, label }) => [id as string, label]));
    const kinds = [...new Set(comparison.targets.map(({ target }) => target))].map((value) => ({
      value,
      label: labels.get(value) ?? value,
    }));
    const asked = {
      niveau: choiceOf(context, 'niveau', LEVELS),
      objectif: choiceOf(context, 'objectif', kinds),
      lieux: choiceOf(context, 'lieux', KEPT),
    };
    const targets = targetsAsked(comparison.targets, asked);
    return context.html(
      <TargetsPage {...{ comparison, viewer, targets, kinds, asked }} page={pageOf(context)} />,
    );
  });

  app.get('/essais/:id/segments', async (context) => {
    const { viewer, comparison } = await shownOf(context);
    const { segments } = comparison;
    const choices = segments.map(({ dimension, label }) => ({ value: dimension, label }));
    const asked = choiceOf(context, 'segment', choices);
    const segment = segments.find(({ dimension }) => dimension === asked) ?? segments[0]!;
    return context.html(<SegmentsPage {...{ comparison, viewer, segment }} page={pageOf(context)} />);
  });
};

/** How long a form waits to learn that its work cannot be done. */
const MOMENT_MS = 1_000;

/** The form's key makes it do its work once, though it is sent twice. */
const requestOf = (form: Form, question: unknown) => {
  const key = fieldOf(form, 'key');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return key === null ? null : { key: sha256(key), body: sha256(JSON.stringify(question)) };
};
