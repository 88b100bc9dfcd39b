import type { PresentedFault } from '../../present/methodFaults.ts';
import { Page, type Viewer } from '../frame/page.tsx';
import { Faults, Refused } from '../frame/refused.tsx';
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
    <Refused texts={refusal === undefined ? [] : [refusal]} />
    <Faults faults={faults} />
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
