import type { Child } from 'hono/jsx';
import type { CoordinationArea } from '../../../engine/domain/territory.ts';
import { COORDINATION_TABLES } from '../../export/coordinationTables.ts';
import { communesText, type PresentedCoordination } from '../../present/coordination.ts';
import { sentence } from '../../present/format.ts';
import type { PresentedGuidance } from '../../present/guidance.ts';
import { GUIDANCE_NOTICE } from '../../present/guidance.ts';
import type { Workspace } from '../../service/workspace.ts';
import { addressOf } from '../frame/addressFilters.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { type Choice, SelectField } from '../frame/field.tsx';
import { FilterBar } from '../frame/filterBar.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Blockages } from './blockages.tsx';
import { Demand } from './demand.tsx';
import { ProposeForm, type Refused, StepForms } from './guidanceForms.tsx';
import { GuidanceList, Orientations } from './guidanceList.tsx';
import { dossierHref } from './hrefs.ts';
import { Offer } from './offer.tsx';
import { Results } from './results.tsx';

const PARTS = [
  { id: 'offre', label: 'L’offre qualifiée' },
  { id: 'demande', label: 'La demande en attente' },
  { id: 'blocages', label: 'Blocages et freins' },
  { id: 'objectifs', label: 'Objectifs et attributions' },
  { id: 'orientations', label: 'Bilan des préconisations' },
  { id: 'preconisations', label: 'Préconisations' },
  { id: 'reserves', label: 'À savoir' },
] as const;

const TABLE_LABELS: Readonly<Record<(typeof COORDINATION_TABLES)[number], string>> = {
  offre: 'L’offre',
  demande: 'La demande',
  croisement: 'Les segments croisés',
  blocages: 'Les blocages',
  objectifs: 'Les objectifs',
  preconisations: 'Les préconisations',
};

interface DossierProps {
  readonly workspace: Workspace;
  readonly viewer: Viewer;
  readonly area: CoordinationArea;
  readonly dossier: PresentedCoordination;
  readonly semesters: readonly Choice[];
  readonly refused: Refused | null;
}

/** The dossier of a half-day: read on a screen, decided in it, printed in A4 with a part a page. */
export const DossierPage = (props: DossierProps) => {
  const { viewer, dossier, semesters } = props;
  const { area, semester } = dossier;
  return (
    <Page
      title={dossier.title}
      section="coordination"
      viewer={viewer}
      back={{ href: '/coordination', label: 'Coordination' }}
      lead={`${sentence(semester.text)}. Ce que l’instance regarde ensemble, et ce qu’elle recommande pour les listes du territoire.`}
    >
      <p>
        {communesText(area)}. Périmètre <CertaintyBadge certainty={area.certainty} />
      </p>
      <FilterBar action={dossierHref(area.id)}>
        <SelectField name="semestre" label="Semestre" value={semester.id} choices={semesters} />
      </FilterBar>
      <nav aria-label="Sommaire">
        <ol>
          {PARTS.map(({ id, label }) => (
            <li>
              <a href={`#${id}`}>{label}</a>
            </li>
          ))}
        </ol>
      </nav>
      <Parts {...props} />
    </Page>
  );
};

const Parts = (props: DossierProps) => {
  const { dossier } = props;
  const { offer, demand, blockages, orientations, notes, area, semester } = dossier;
  return (
    <>
      <Part id="offre">
        <Offer offer={offer} />
      </Part>
      <Part id="demande">
        <Demand demand={demand} />
      </Part>
      <Part id="blocages">
        <Blockages blockages={blockages} />
      </Part>
      <Part id="objectifs">
        <Results dossier={dossier} />
      </Part>
      <Part id="orientations">
        <Orientations items={orientations} />
      </Part>
      <Part id="preconisations">
        <GuidancePart {...props} />
      </Part>
      <Part id="reserves">
        <ul>
          {notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
        <p class="actions screen-only">
          <span>En CSV :</span>
          {COORDINATION_TABLES.map((table) => (
            <a
              class="button"
              href={addressOf(`/v1${dossierHref(area.id)}`, {
                semester: semester.id,
                table,
                format: 'csv',
              })}
              download
            >
              {TABLE_LABELS[table]}
            </a>
          ))}
        </p>
      </Part>
    </>
  );
};

const Part = ({ id, children }: { readonly id: (typeof PARTS)[number]['id']; readonly children?: Child }) => (
  <section aria-labelledby={id} class={id === 'offre' || id === 'reserves' ? undefined : 'page-break'}>
    <h2 id={id}>{PARTS.find((part) => part.id === id)?.label}</h2>
    {children}
  </section>
);

const GROUPS = [
  {
    label: 'En vigueur, ou décidées',
    empty: 'Aucune préconisation n’est en vigueur dans ce territoire.',
    has: ({ status }: PresentedGuidance) => status === 'in-force' || status === 'to-come',
  },
  {
    label: 'Proposées',
    empty: 'Aucune proposition n’attend l’instance.',
    has: ({ status }: PresentedGuidance) => status === 'proposed',
  },
  {
    label: 'Échues, levées ou écartées',
    empty: 'Aucune encore.',
    has: ({ status }: PresentedGuidance) => ['over', 'ended', 'given-up'].includes(status),
  },
] as const;

const GuidancePart = ({ workspace, viewer, area, dossier, refused }: DossierProps) => {
  const mayWrite = viewer.may('/coordination/{area}/preconisations', 'POST');
  const { guidance, orientations } = dossier;
  return (
    <>
      <p class="soft">{GUIDANCE_NOTICE}</p>
      {GROUPS.map(({ label, empty, has }) => (
        <>
          <h3>{label}</h3>
          <GuidanceList
            items={guidance.filter(has)}
            empty={empty}
            orientations={orientations}
            {...(mayWrite
              ? {
                  stepsOf: (item: PresentedGuidance) => (
                    <StepForms item={item} area={area.id} today={workspace.pool.asOf} refused={refused} />
                  ),
                }
              : {})}
          />
        </>
      ))}
      {mayWrite ? <ProposeForm workspace={workspace} area={area} refused={refused} /> : null}
    </>
  );
};
