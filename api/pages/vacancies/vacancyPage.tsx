import type { PresentedShortlist } from '../../present/shortlist.ts';
import type { PresentedVacancyState } from '../../present/vacancyState.ts';
import { Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { type AskChoices, AskForm } from './askForm.tsx';
import { Candidates } from './candidates.tsx';
import { DwellingFacts, KeyFindings, QualificationTable } from './dwellingFacts.tsx';
import { Effects } from './effects.tsx';
import { Following } from './following.tsx';
import { Funnel, type OpenedStage } from './funnel.tsx';
import { type ListQuestion, questionQuery } from './listQuestion.ts';
import { pointsScale } from './points.tsx';
import { vacancyTableHref } from './vacancyHref.ts';
import { WhatWouldChange } from './whatWouldChange.tsx';

export interface VacancyShown {
  readonly viewer: Viewer;
  readonly state: PresentedVacancyState;
  readonly asked: ListQuestion;
  readonly choices: AskChoices;
  readonly list: PresentedShortlist;
  readonly opened: OpenedStage | null;
}

/** A freed dwelling before the commission: what it needs, who is proposed, and why. */
export const VacancyPage = (shown: VacancyShown) => {
  const { viewer, state, asked, choices, list, opened } = shown;
  const { dwelling, candidates, next } = list;
  const scale = pointsScale([...candidates, ...next]);
  const opensHouseholds = viewer.may('/demande', 'POST');
  return (
    <Page
      title={`Logement ${dwelling.vacancy}`}
      section="vacancies"
      viewer={viewer}
      back={{ href: '/logements', label: 'Logements libérés' }}
      lead={`${dwelling.description} ; ${dwelling.quartier} ; ${dwelling.bailleur}`}
      actions={<Actions {...shown} />}
    >
      <div class="columns">
        <DwellingFacts dwelling={dwelling} state={state} />
        <KeyFindings findings={list.qualification} />
      </div>
      <nav class="contents small screen-only" aria-label="Dans cette page">
        <a href="#candidats">Candidats</a> <a href="#objectifs">Objectifs</a>{' '}
        <a href="#fragilite">Ce qui changerait la liste</a> <a href="#suivants">Suivants</a>{' '}
        <a href="#entonnoir">Entonnoir</a> <a href="#qualification">Qualification</a>
      </nav>
      <AskForm vacancy={dwelling.vacancy} asked={asked} choices={choices} />
      <Candidates list={list} scale={scale} opensHouseholds={opensHouseholds} />
      <Effects candidates={candidates} />
      {list.fragility === null ? null : <WhatWouldChange fragility={list.fragility} />}
      <Following list={list} scale={scale} opensHouseholds={opensHouseholds} />
      <Funnel list={list} asked={asked} opened={opened} />
      <QualificationTable findings={list.qualification} />
      <Method list={list} />
    </Page>
  );
};

const Actions = ({ viewer, state, asked, list: { dwelling } }: VacancyShown) => {
  const href = (format: 'csv' | 'xlsx') => vacancyTableHref(dwelling.vacancy, format, questionQuery(asked));
  return (
    <>
      {state.session !== null && viewer.may('/seances/{id}') ? (
        <a class="button main" href={`/seances/${encodeURIComponent(state.session)}`}>
          Ouvrir sa séance
        </a>
      ) : null}
      {state.session === null && state.kind !== 'taken' && viewer.may('/seances/nouvelle') ? (
        <a
          class="button main"
          href={`/seances/nouvelle?${new URLSearchParams({ logement: dwelling.vacancy })}`}
        >
          Mettre en séance
        </a>
      ) : null}
      <a class="button" href={href('csv')}>
        CSV
      </a>
      <a class="button" href={href('xlsx')}>
        XLSX
      </a>
    </>
  );
};

/** By what rule the list was made, and what makes it again. */
const Method = ({ list }: { readonly list: PresentedShortlist }) => {
  const { method, territory, pool, order } = list;
  return (
    <section id="methode">
      <h2>À savoir</h2>
      <p>
        Méthode : {method.label}, version {method.version}
        {method.weighting === null ? '' : ` ; pondération : ${method.weighting}`}. Départage :{' '}
        {method.tieBreak} (graine {method.seed}).
      </p>
      <Reserves notices={[...method.notices, ...territory.notices]} />
      <p>
        <strong>{list.reminder}</strong>
      </p>
      <p class="small soft">
        Pour refaire cette liste : vivier <code>{pool.hash.slice(0, 16)}</code>, méthode {method.id}{' '}
        {method.version}, graine {method.seed}
        {order.prices === null ? null : (
          <>
            , prix <code>{order.prices.hash.slice(0, 16)}</code>
          </>
        )}
        , au {territory.asOf}.
      </p>
    </section>
  );
};
