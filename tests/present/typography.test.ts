import { describe, expect, test } from 'vitest';
import { frenchHtml, frenchSpaces } from '../../api/present/typography.ts';

const visible = (text: string): string => text.replaceAll('\u00a0', '~');

describe('French spacing', () => {
  test.each([
    ['Attention : « Lille » ; 12 % de 300 € ?', 'Attention~: «~Lille~» ; 12~% de 300~€~?'],
    ['(par défaut : 5 €)', '(par défaut~: 5~€)'],
    ['Fini !', 'Fini~!'],
  ])('%j', (written, shown) => {
    expect(visible(frenchSpaces(written))).toBe(shown.replace(' ;', '~;'));
  });

  test.each(['à 12:30', 'voir https://exemple.fr/a?b=1;c', 'precal demo --id :id', 'a != b', 'sans signe'])(
    'leaves %j as it is',
    (text) => expect(frenchSpaces(text)).toBe(text),
  );

  test('twice is once', () => {
    const once = frenchSpaces('Lequel ? « Celui-ci » : 3 %.');
    expect(frenchSpaces(once)).toBe(once);
  });
});

describe('French spacing of a page', () => {
  test('words only: neither attributes nor what is shown as typed', () => {
    const html =
      '<p title="a : b">Loyer : <b>300 €</b> <a href="/x?q=c ; d">« lire »</a></p>' +
      '<p><code class="f">a ? b : c</code> : formule</p><textarea name="t">id : 3 %\n« x »</textarea>' +
      '<svg><title>Part : 3 %</title></svg><pre>{"a" : 1}</pre>';
    expect(visible(frenchHtml(html))).toBe(
      '<p title="a : b">Loyer~: <b>300~€</b> <a href="/x?q=c ; d">«~lire~»</a></p>' +
        '<p><code class="f">a ? b : c</code>~: formule</p><textarea name="t">id : 3 %\n« x »</textarea>' +
        '<svg><title>Part~: 3~%</title></svg><pre>{"a" : 1}</pre>',
    );
  });
});
