/** A page as it was sent, its no-break spaces made ordinary: tests write sentences as they are typed. */
export const pageHtml = async (response: Response): Promise<string> =>
  (await response.text()).replaceAll('\u00a0', ' ');

/** The words of a page, one space between them. */
export const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', '’')
    .replaceAll("'", '’')
    .replace(/\s+/g, ' ');
