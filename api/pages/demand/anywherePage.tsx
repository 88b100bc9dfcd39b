import type { PresentedCounterfactual } from '../../present/counterfactual.ts';
import { count } from '../../present/format.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { BackToExplanation, VacancyForm } from './vacancyForm.tsx';
import { Caveats, Ways } from './ways.tsx';

/** Whether a demand is on a list of the day, of whichever dwelling, and the smallest thing that would put it on one. */
export const AnywherePage = ({
  viewer,
  found,
}: {
  readonly viewer: Viewer;
  readonly found: PresentedCounterfactual;
}) => (
  <Page
    title={`Votre demande ${found.number} et les logements du jour`}
    section="demand"
    viewer={viewer}
    back={{ href: '/demande', label: 'Une autre demande' }}
    lead={`${count(found.vacancies, 'logement libéré regardé', 'logements libérés regardés')}, au ${found.asOf}.`}
  >
    <Notice tone={found.listed.length > 0 ? 'ok' : 'info'} title={found.verdict} />
    {found.listed.length === 0 ? null : (
      <Table
        caption="Les listes où votre demande est déjà proposée"
        columns={[{ label: 'Logement' }, { label: 'Rang', numeric: true }]}
        rows={found.listed.map(({ vacancy, rank }) => [
          <a href={`/logements/${encodeURIComponent(vacancy)}`}>{vacancy}</a>,
          String(rank),
        ])}
      />
    )}
    <Ways found={found} />
    <Caveats found={found} />
    <BackToExplanation number={found.number} />
    <VacancyForm number={found.number} vacancy="" />
  </Page>
);
