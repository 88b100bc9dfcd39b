import type { Hono } from 'hono';
import { InputError } from '../../../engine/domain/issue.ts';
import type { CompiledMethod } from '../../../scoring/compileMethod.ts';
import { problemOf } from '../../http/problem.ts';
import { presentMethod } from '../../present/method.ts';
import { presentDiff } from '../../present/methodDiff.ts';
import { presentFault } from '../../present/methodFaults.ts';
import { checkMethodText, orderMoves, previewMethod } from '../../service/methodText.ts';
import type { PageDoors } from '../doors.ts';
import { fieldOf, formOf } from '../form.ts';
import { viewerOf } from '../viewer.ts';
import { ComparePage, FIRST_PLACES } from './comparePage.tsx';
import { MethodPage } from './methodPage.tsx';
import { MethodsPage } from './methodsPage.tsx';
import { TryPage } from './tryPage.tsx';

const PREVIEW = '/v1/method-previews';

/** Methods read, compared, and tried before anybody adopts them. Nothing that is tried is kept. */
export const addMethodPages = (app: Hono, { cache }: PageDoors): void => {
  const { methods, territory } = cache.rules;
  const named = (id: string): CompiledMethod => {
    const found = methods.get(id);
    if (found === undefined)
      throw new InputError([{ code: 'method.absent', path: 'id', expected: [...methods.keys()].join(', ') }]);
    return found;
  };
  const choices = [...methods.values()].map(({ method }) => ({ value: method.id, label: method.label }));

  app.get('/methodes', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    const shown = [...methods.values()].map((compiled) => ({
      ...presentMethod(compiled, cache.today()),
      isDefault: compiled.method.id === territory.pack.defaultMethod,
    }));
    return context.html(<MethodsPage viewer={viewer} methods={shown} />);
  });

  app.get('/methodes/comparer', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const { avant, apres } = context.req.query();
    const from = named(avant ?? territory.pack.defaultMethod);
    const to = named(apres ?? choices.find(({ value }) => value !== from.method.id)?.value ?? from.method.id);
    const diff = presentDiff(from, to, null);
    const moves = viewer.may(PREVIEW, 'POST')
      ? orderMoves(workspace, { from, to, first: FIRST_PLACES })
      : null;
    return context.html(
      <ComparePage
        viewer={viewer}
        choices={choices}
        from={from.method.id}
        to={to.method.id}
        {...{ diff, moves }}
      />,
    );
  });

  app.get('/methodes/essayer', async (context) => {
    const viewer = viewerOf(context, await cache.current());
    return context.html(
      <TryPage viewer={viewer} text="" against={territory.pack.defaultMethod} {...{ choices }} />,
    );
  });

  app.post('/methodes/essayer', async (context) => {
    const workspace = await cache.current();
    const viewer = viewerOf(context, workspace);
    const form = formOf(context);
    const text = fieldOf(form, 'texte') ?? '';
    const against = fieldOf(form, 'avec') ?? territory.pack.defaultMethod;
    const page = { viewer, text, against, choices };
    if (text === '')
      return context.html(
        <TryPage {...page} refusal="Collez le texte de la méthode, ou ouvrez son fichier." />,
        400,
      );
    const { issues, compiled, lines } = checkMethodText(text, cache.rules);
    if (compiled === null)
      return context.html(
        <TryPage {...page} faults={issues.map((issue) => presentFault(issue, lines))} />,
        400,
      );
    const method = presentMethod(compiled, cache.today());
    if (!viewer.may(PREVIEW, 'POST')) return context.html(<TryPage {...page} method={method} />);
    try {
      const { moves } = previewMethod(workspace, { text, against, first: FIRST_PLACES });
      return context.html(<TryPage {...page} method={method} moves={moves} />);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return context.html(
        <TryPage {...page} method={method} refusal={problemOf(error.issues).detail} />,
        400,
      );
    }
  });

  app.get('/methodes/:id', async (context) => {
    const compiled = named(context.req.param('id'));
    const viewer = viewerOf(context, await cache.current());
    return context.html(<MethodPage viewer={viewer} method={presentMethod(compiled, cache.today())} />);
  });
};
