import type { PresentedShortlist } from '../../present/shortlist.ts';
import { Contributions } from '../frame/contributions.tsx';
import { Table } from '../frame/table.tsx';
import { type CandidatesShown, Points } from './candidates.tsx';
import { HouseholdLink } from './householdLink.tsx';

/** Those who follow the list, on the same scale, and those that the method does not order. */
export const Following = ({ list, scale, opensHouseholds }: CandidatesShown) => (
  <section id="suivants" class="page-break">
    <h2>Les suivants</h2>
    <Table
      caption={
        list.next.length === 0 ? 'Suivants' : `Les ${list.next.length} suivants, s’il faut compléter la liste`
      }
      columns={[
        { label: 'Rang', numeric: true },
        { label: 'Demande' },
        { label: 'Ménage' },
        { label: 'Cotation' },
        { label: 'Ce qui le sépare du précédent' },
      ]}
      rows={list.next.map((candidate) => [
        String(candidate.rank),
        candidate.number,
        `${candidate.household.composition} ; ${candidate.household.demand}`,
        <>
          <Points of={candidate} scale={scale} />
          <details>
            <summary class="small">Les points, et leurs sources</summary>
            <Contributions
              caption={`${candidate.score.text}, critère par critère`}
              contributions={candidate.score.contributions}
            />
            {opensHouseholds ? (
              <HouseholdLink number={candidate.number} vacancy={list.dwelling.vacancy} />
            ) : null}
          </details>
        </>,
        candidate.behind ?? '—',
      ])}
      empty="Aucune autre demande éligible."
    />
    <Apart list={list} />
  </section>
);

const Apart = ({ list: { apart } }: { readonly list: PresentedShortlist }) => (
  <>
    {apart.map(({ label, text, source, demands }) => (
      <>
        <h3>À part, hors cotation : {label}</h3>
        <p>
          {text}. <span class="small soft">{source}</span>
        </p>
        <Table
          caption={label}
          hideCaption
          columns={[{ label: 'Demande' }, { label: 'Ménage' }]}
          rows={demands.map((demand) => [demand.number, demand.text])}
        />
      </>
    ))}
  </>
);
