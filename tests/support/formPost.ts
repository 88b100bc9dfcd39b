import type { Hono } from 'hono';
import type { Principal } from '../../api/auth/roles.ts';

/** Sends a page's form as somebody, and asks for a page back. */
export const postForm = (
  app: Hono,
  who: Principal,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${who.id}`,
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    }),
  );
