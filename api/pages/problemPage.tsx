import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Notice } from './frame/notice.tsx';
import { Page } from './frame/page.tsx';
import { SECTIONS } from './frame/sections.ts';

/** Whether a browser asked for a page: the addresses of programs answer programs, whatever they accept. */
export const asksForPage = ({ req }: Context): boolean =>
  !/^\/(v1|openapi\.json|health|ready|metrics)(\/|$)/.test(req.path) &&
  req.header('accept')?.includes('text/html') === true;

/** A page that says what is wrong, and leads back to where one was. */
export const answerProblemPage = (
  context: Context,
  { title, status, detail }: { readonly title: string; readonly status: number; readonly detail: string },
): Response => {
  const section = [...SECTIONS].reverse().find(({ path }) => context.req.path.startsWith(path));
  return context.body(
    (
      <Page title={title} section={section?.id ?? null} viewer={context.get('viewer') ?? null}>
        <Notice tone="bad" alert>
          <p>{detail}</p>
        </Notice>
        <p class="actions">
          {section && section.id !== 'home' ? (
            <a class="button" href={section.path}>
              {section.label}
            </a>
          ) : null}
          <a class="button" href="/">
            Accueil
          </a>
        </p>
      </Page>
    ).toString(),
    status as ContentfulStatusCode,
    { 'content-type': 'text/html; charset=utf-8' },
  );
};
