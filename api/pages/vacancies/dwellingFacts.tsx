import type { PresentedDwelling } from '../../present/dwelling.ts';
import type { PresentedFinding } from '../../present/qualification.ts';
import type { PresentedVacancyState } from '../../present/vacancyState.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';
import { StateBadge } from './stateBadge.tsx';

/** The dwelling itself, as its landlord declared it. */
export const DwellingFacts = ({
  dwelling,
  state,
}: {
  readonly dwelling: PresentedDwelling;
  readonly state: PresentedVacancyState;
}) => (
  <section class="card" aria-label="Le logement">
    <dl class="facts">
      <dt>Logement</dt>
      <dd>{dwelling.description}</dd>
      <dt>Lieu</dt>
      <dd>
        {dwelling.quartier} ; {dwelling.qpv}
      </dd>
      <dt>Bailleur</dt>
      <dd>{dwelling.bailleur}</dd>
      <dt>Loyer</dt>
      <dd>{dwelling.rent}</dd>
      <dt>Libre le</dt>
      <dd>
        {dwelling.available} ({dwelling.reason})
      </dd>
      <dt>Orienté vers</dt>
      <dd>{dwelling.orientedTo ?? 'aucun réservataire'}</dd>
      <dt>État</dt>
      <dd>
        <StateBadge state={state} /> {state.text}
      </dd>
    </dl>
  </section>
);

/** What a commission must have seen before the names: told at the top, and again with its source below. */
const FIRST: readonly string[] = [
  'fragility',
  'wanted-mix',
  'joint-study',
  'guard-rail',
  'npru-vacancy',
  'aci-address',
  'contingents',
  'refusal-risk',
];
const isFirst = ({ id }: PresentedFinding): boolean => FIRST.includes(id) || id.startsWith('guidance-');

export const KeyFindings = ({ findings }: { readonly findings: readonly PresentedFinding[] }) => (
  <section class="card" aria-label="Ce que le lieu demande">
    <dl class="facts">
      {findings.filter(isFirst).map(({ label, text, certainty }) => (
        <>
          <dt>{label}</dt>
          <dd>
            {text} {certainty === null ? null : <CertaintyBadge certainty={certainty} />}
          </dd>
        </>
      ))}
    </dl>
  </section>
);

export const QualificationTable = ({ findings }: { readonly findings: readonly PresentedFinding[] }) => (
  <section id="qualification">
    <h2>Qualification de l’offre</h2>
    <Table
      caption="Ce que le logement et le lieu demandent, et sur quoi cela repose"
      hideCaption
      columns={[{ label: 'Point' }, { label: 'Constat' }, { label: 'Repose sur' }]}
      rows={findings.map(({ label, text, basis, certainty }) => [
        label,
        text,
        basis === null || certainty === null ? (
          <span class="small soft">lu sur le logement, ou sur ce qui s’y est passé</span>
        ) : (
          <>
            <CertaintyBadge certainty={certainty} />
            <details class="small">
              <summary>Sources</summary>
              {basis}
            </details>
          </>
        ),
      ])}
    />
  </section>
);
