import { count } from '../../present/format.ts';
import type { PresentedFault } from '../../present/methodFaults.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { NEW_SCENARIO, SIMULATIONS } from './hrefs.ts';

/** A scenario as text: its faults beside it, what was typed kept. */
export const PastePage = ({
  viewer,
  text,
  faults = [],
  refusal,
}: {
  readonly viewer: Viewer;
  readonly text: string;
  readonly faults?: readonly PresentedFault[];
  readonly refusal?: string;
}) => (
  <Page
    title="Coller un scénario"
    section="simulations"
    viewer={viewer}
    back={{ href: SIMULATIONS, label: 'Simulations' }}
    lead="Un scénario en YAML : Précal le vérifie, dit ses fautes une à une, puis le garde. Partez du texte d’un scénario fourni."
  >
    {refusal === undefined ? null : (
      <Notice tone="bad" alert>
        <p>{refusal}</p>
      </Notice>
    )}
    {faults.length === 0 ? null : (
      <Notice tone="bad" alert title={count(faults.length, 'faute à corriger', 'fautes à corriger')}>
        <ol>
          {faults.map(({ line, text: said, snippet, expected, maybe }) => (
            <li>
              {line === null ? '' : `Ligne ${line} : `}
              {said}
              {expected === null ? '' : ` Attendu : ${expected}.`}
              {maybe === null ? '' : ` Peut-être : ${maybe}.`}
              {snippet === null ? null : <pre>{snippet}</pre>}
            </li>
          ))}
        </ol>
      </Notice>
    )}
    <form method="post" action={NEW_SCENARIO}>
      <div class="field">
        <label for="texte">Texte du scénario</label>
        <textarea id="texte" name="texte" rows={28} class="mono tall" spellcheck={false}>
          {text}
        </textarea>
      </div>
      <button type="submit" class="main">
        Vérifier et garder
      </button>
    </form>
  </Page>
);
