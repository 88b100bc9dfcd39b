import { NBSP } from './format.ts';

/*
 * Where French spacing is put: on what is shown, by what shows it (pages, command line). Sentences are written with ordinary
 * spaces, so that what is kept, exchanged or compared byte for byte never depends on it.
 */

/** Double punctuation, closing guillemets, % and € after an ordinary space; ordinary space after « . A sign glued to what follows is no punctuation (`:id`, `!=`, `://`). */
const LOOSE = ' (?=[:;?!»%€](?![\\w/=:?]))|(?<=«) ';

const IN_TEXT = new RegExp(LOOSE, 'g');

/** Signs hold to their word: the same text, its spaces before « : ; ? ! » % € » and after « made no-break. */
export const frenchSpaces = (text: string): string => text.replace(IN_TEXT, NBSP);

/** What is read back as typed, or copied into a program: left as it is. */
const EXACT = ['code', 'pre', 'textarea', 'script', 'style', 'kbd'];

const IN_HTML = new RegExp(`<(${EXACT.join('|')})\\b[^>]*>[^]*?</\\1>|<[^>]*>|${LOOSE}`, 'g');

/**
 * The same for the words of a page: tags with their attributes, and elements shown as typed (`code`, `textarea`…), are left alone.
 *
 * @param html Well formed, attributes quoted with `>` escaped, as hono/jsx writes it.
 */
export const frenchHtml = (html: string): string =>
  html.replace(IN_HTML, (found) => (found === ' ' ? NBSP : found));
