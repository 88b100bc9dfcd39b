import { communeName } from '../../present/dwelling.ts';
import { alphabetical, count, list } from '../../present/format.ts';
import type { PresentedGuidance } from '../../present/guidance.ts';
import { GUIDANCE_NOTICE } from '../../present/guidance.ts';
import type { Workspace } from '../../service/workspace.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { GuidanceList } from './guidanceList.tsx';
import { dossierHref } from './hrefs.ts';

/** The coordination bodies of the territory, and what they recommend, for all who are known. */
export const AreasPage = ({
  workspace,
  viewer,
  guidance,
}: {
  readonly workspace: Workspace;
  readonly viewer: Viewer;
  readonly guidance: readonly PresentedGuidance[];
}) => {
  const { territory } = workspace;
  const { areas, provenance } = territory.pack.coordination;
  const mayRead = viewer.may('/coordination/{area}');
  const standing = guidance.filter(({ status }) => ['in-force', 'to-come', 'proposed'].includes(status));
  return (
    <Page
      title="Coordination"
      section="coordination"
      viewer={viewer}
      lead="Les instances de coordination se réunissent tous les six mois environ, une demi-journée : elles qualifient l’offre, regardent la demande qui attend, et recommandent ce que les listes d’un lieu doivent chercher."
    >
      <h2>Les instances</h2>
      <p class="soft">
        {provenance.source}. <CertaintyBadge certainty={provenance.certainty} />
      </p>
      {areas.map(({ id, label, communes }) => (
        <article class="card">
          <h3 class="first">{mayRead ? <a href={dossierHref(id)}>{label}</a> : label}</h3>
          <p>
            {count(communes.length, 'commune', 'communes')} :{' '}
            {list(communes.map((code) => communeName(territory, code)).sort(alphabetical))}.
          </p>
          {mayRead ? (
            <p>
              <a class="button" href={dossierHref(id)}>
                Dossier de la demi-journée
              </a>
            </p>
          ) : null}
        </article>
      ))}
      <h2>Préconisations</h2>
      <p class="soft">{GUIDANCE_NOTICE}</p>
      <GuidanceList
        items={standing}
        empty="Aucune préconisation n’est proposée ni en vigueur. L’instance en écrit dans le dossier de sa demi-journée."
      />
    </Page>
  );
};
