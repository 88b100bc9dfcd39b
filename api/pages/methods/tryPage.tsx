import type { RankMoves } from '../../../scoring/rankMoves.ts';
import type { PresentedMethod } from '../../present/method.ts';
import type { PresentedFault } from '../../present/methodFaults.ts';
import { type Choice, SelectField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Faults, Refused } from '../frame/refused.tsx';
import { MethodBody } from './methodBody.tsx';
import { Moves } from './moves.tsx';

/** A method written elsewhere: its faults, or what it says and what it would change. */
export const TryPage = ({
  viewer,
  text,
  against,
  choices,
  refusal,
  faults = [],
  method,
  moves,
}: {
  readonly viewer: Viewer;
  readonly text: string;
  readonly against: string;
  readonly choices: readonly Choice[];
  readonly refusal?: string;
  readonly faults?: readonly PresentedFault[];
  readonly method?: PresentedMethod;
  readonly moves?: RankMoves;
}) => (
  <Page
    title="Essayer une méthode"
    section="methods"
    viewer={viewer}
    back={{ href: '/methodes', label: 'Méthodes' }}
    lead="Collez le texte d’une méthode (YAML) : Précal dit ses fautes une à une, ou ce qu’elle changerait. Rien n’est gardé."
  >
    <Refused texts={refusal === undefined ? [] : [refusal]} />
    <Faults faults={faults} />
    {method === undefined ? null : (
      <Notice tone="ok" title={`« ${method.label} », version ${method.version} : méthode valide`}>
        {moves === undefined ? null : <Moves moves={moves} />}
      </Notice>
    )}
    <form method="post" action="/methodes/essayer">
      <div class="field">
        <label for="texte">Texte de la méthode</label>
        <textarea id="texte" name="texte" rows={18} class="mono tall" spellcheck={false}>
          {text}
        </textarea>
      </div>
      <SelectField name="avec" label="Comparée à" choices={choices} value={against} />
      <button type="submit" class="main">
        Vérifier et comparer
      </button>
    </form>
    {method === undefined ? null : <MethodBody method={method} />}
  </Page>
);
