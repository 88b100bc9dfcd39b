import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Guard } from './guard.ts';
import { page } from './homePage.ts';
import { isLocalName } from './hosts.ts';
import { PAGE_COOKIE } from './identify.ts';
import { answerProblem, problemOf } from './problem.ts';

/** The page that a browser gets while nobody knows it. @param wrong true when what it brought was refused. */
export const answerSignIn = (context: Context, status: 200 | 401, wrong = false) =>
  context.html(
    page(html`
        <main>
          <h1>Précal</h1>
          ${
            wrong
              ? html`<p role="alert">Ce lien ou ce jeton n’ouvre pas Précal : il est inconnu, déjà employé, expiré ou révoqué.</p>`
              : html`<p>Cette page demande de s’identifier.</p>`
          }
          <p>Sur cette machine, <code>precal serve</code> affiche un lien à usage unique : ouvrez-le. Ailleurs, donnez le jeton que l’administrateur vous a remis.</p>
          <form method="post" action="/ouvrir">
            <label for="jeton">Jeton</label>
            <input id="jeton" name="jeton" type="password" autocomplete="off" required />
            <button>Entrer</button>
          </form>
        </main>`),
    status,
  );

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
    // A page and not a redirection: a browser sent here by a mail holds back a strict cookie until a page of this server leads on.
    return context.html(
      page(
        html`<main><h1>Précal</h1><p>Bienvenue. <a href="/">Continuer</a></p></main>`,
        html`<meta http-equiv="refresh" content="0; url=/" />`,
      ),
    );
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
