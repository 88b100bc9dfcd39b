import type { Context } from 'hono';
import type { Form } from '../http/context.ts';

/** The fields that a page's form sent. The guard has read it: numbers are real, and what is not one's own was refused. */
export const formOf = (context: Context): Form => context.get('form') ?? {};

/** One field, trimmed; null when it was not sent, or left empty. Of a field sent twice, the last. */
export const fieldOf = (form: Form, name: string): string | null => {
  const sent = form[name];
  const value = (typeof sent === 'string' ? sent : sent?.at(-1))?.trim();
  return value === undefined || value === '' ? null : value;
};

/** Every value of a field: boxes ticked. */
export const fieldsOf = (form: Form, name: string): readonly string[] =>
  [form[name] ?? []].flat().filter((value) => value !== '');

/** After a form has done its work the page is asked for anew, so that loading it again does nothing twice. @param href of this server. */
export const seeOther = (context: Context, href: string) => context.redirect(href, 303);
