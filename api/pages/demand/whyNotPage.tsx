import type { PresentedCounterfactual } from '../../present/counterfactual.ts';
import type { PresentedDwelling } from '../../present/dwelling.ts';
import { sentence } from '../../present/format.ts';
import type { PresentedPair } from '../../present/pair.ts';
import { rankText } from '../../present/text.ts';
import { Badge, type Tone } from '../frame/badge.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { BackToExplanation, VacancyForm } from './vacancyForm.tsx';
import { Caveats, Ways } from './ways.tsx';

/** Why a demand is, or is not, on the list of a dwelling, and the smallest thing that its household could do about it. */
export const WhyNotPage = ({
  viewer,
  dwelling,
  pair,
  found,
}: {
  readonly viewer: Viewer;
  readonly dwelling: PresentedDwelling;
  readonly pair: PresentedPair;
  readonly found: PresentedCounterfactual;
}) => (
  <Page
    title={`Votre demande ${pair.number} et le logement ${dwelling.vacancy}`}
    section="demand"
    viewer={viewer}
    back={{ href: '/demande', label: 'Une autre demande' }}
    lead={`${dwelling.description} ; ${dwelling.quartier} ; ${dwelling.bailleur}. Au ${found.asOf}.`}
  >
    <Notice tone={found.listed.length > 0 ? 'ok' : 'info'} title={pair.verdict}>
      {pair.behind === null && pair.ahead === null ? null : (
        <p>{sentence(rankText({ behind: pair.behind, why: pair.ahead ?? 'dernière demande éligible' }))}.</p>
      )}
      <p>{found.verdict}</p>
    </Notice>
    <Ways found={found} />
    <section>
      <h2>Ce logement et votre demande, règle par règle</h2>
      <Table
        caption="Règles d’adéquation"
        hideCaption
        columns={[{ label: 'Règle' }, { label: 'Réponse' }, { label: 'Ce que dit votre dossier' }]}
        rows={pair.rules.map(({ label, status, text }) => {
          const [tone, word] = STATUSES[status];
          return [label, <Badge tone={tone}>{word}</Badge>, text];
        })}
      />
      <p>Votre cotation pour ce logement : {pair.score.text}.</p>
      {pair.score.unknown.length === 0 ? null : (
        <ul>
          {pair.score.unknown.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      )}
    </section>
    <Caveats found={found} />
    <BackToExplanation number={pair.number} vacancy={dwelling.vacancy} />
    <VacancyForm number={pair.number} vacancy="" />
  </Page>
);

const STATUSES: { readonly [S in PresentedPair['rules'][number]['status']]: readonly [Tone, string] } = {
  met: ['ok', 'remplie'],
  unmet: ['bad', 'non remplie'],
  unknown: ['warn', 'à établir'],
};
