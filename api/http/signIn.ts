import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SignInPage, WelcomePage } from '../pages/frame/signInPage.tsx';
import type { Guard } from './guard.ts';
import { isLocalName } from './hosts.ts';
import { PAGE_COOKIE } from './identify.ts';
import { answerProblem, problemOf } from './problem.ts';

/** The page that a browser gets while nobody knows it. @param wrong true when what it brought was refused. */
export const answerSignIn = (context: Context, status: 200 | 401, wrong = false) =>
  context.html(SignInPage({ wrong }), status);

/**
 * Where a browser comes in: by the one-time link that the terminal shows, or with a token. Both give a cookie that no script
 * reads and that no other site sends.
 */
export const addSignIn = (app: Hono, { pages, tokens, now }: Guard): void => {
  const letIn = (context: Context, cookie: string) => {
    setCookie(context, PAGE_COOKIE, cookie, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: !isLocalName(context),
      path: '/',
    });
    return context.html(WelcomePage());
  };

  app.get('/ouvrir', (context) => {
    const code = context.req.query('code');
    if (code === undefined) return answerSignIn(context, 200);
    const cookie = pages.redeem(code);
    return cookie === null ? answerSignIn(context, 401, true) : letIn(context, cookie);
  });

  app.post('/ouvrir', async (context) => {
    const { jeton } = await context.req.parseBody().catch((): Record<string, unknown> => ({}));
    const principal = typeof jeton === 'string' ? await tokens.check(jeton.trim(), now()) : null;
    return principal === null ? answerSignIn(context, 401, true) : letIn(context, pages.open(principal));
  });

  app.post('/fermer', (context) => {
    const cookie = getCookie(context, PAGE_COOKIE);
    if (cookie === undefined)
      return answerProblem(context, problemOf([{ code: 'auth.required', path: '' }], 401));
    pages.close(cookie);
    deleteCookie(context, PAGE_COOKIE, { path: '/' });
    return answerSignIn(context, 200);
  });
};
