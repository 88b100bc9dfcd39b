import { figure } from '../../present/format.ts';
import { Badge } from '../frame/badge.tsx';
import { Page, type Viewer } from '../frame/page.tsx';

/** Rows of each kind that the store holds. */
export interface Kept {
  readonly demands: number;
  readonly dwellings: number;
  readonly vacancies: number;
  readonly allocations: number;
}

const STEPS: readonly {
  readonly kind: keyof Kept;
  readonly label: string;
  readonly what: string;
  readonly file: string;
}[] = [
  {
    kind: 'demands',
    label: 'Les demandes',
    what: 'Le fichier de la demande : CSV, XLSX, JSON Lines ou XML du SNE.',
    file: 'demandes.csv',
  },
  {
    kind: 'dwellings',
    label: 'Les logements',
    what: 'Le parc : fichier du bailleur, ou RPLS.',
    file: 'logements.csv',
  },
  {
    kind: 'vacancies',
    label: 'Les logements libérés',
    what: 'Ce qui est libre, ou le sera : c’est ce que la commission attribue.',
    file: 'logements-liberes.csv',
  },
  {
    kind: 'allocations',
    label: 'Les attributions passées',
    what: 'Elles remplissent les compteurs des objectifs. On peut commencer sans elles.',
    file: 'attributions.csv',
  },
];

/** Nothing can be proposed yet: what to send, in which order. */
export const FirstStepsPage = ({ viewer, kept }: { readonly viewer: Viewer; readonly kept: Kept }) => {
  const maySend = viewer.may('/imports', 'POST');
  return (
    <Page
      title="Accueil"
      section="home"
      viewer={viewer}
      lead="Précal est prêt, et attend ses données. Il faut des demandes, un parc et des logements libérés."
    >
      <h2>Par où commencer</h2>
      <ol class="stack">
        {STEPS.map(({ kind, label, what, file }) => (
          <li>
            <strong>{label}</strong>{' '}
            {kept[kind] > 0 ? (
              <Badge tone="ok">{figure(kept[kind])} au fichier</Badge>
            ) : (
              <Badge tone={kind === 'allocations' ? 'plain' : 'warn'}>à importer</Badge>
            )}
            <br />
            {what}
            {kept[kind] > 0 || !maySend ? null : (
              <>
                <br />
                <code>
                  precal import {file} --kind {kind}
                </code>
              </>
            )}
          </li>
        ))}
      </ol>
      {maySend ? (
        <>
          <p class="actions">
            <a class="button main" href="/imports">
              Importer un fichier
            </a>
          </p>
          <p>
            Pour essayer d’abord sur un monde simulé : <code>precal demo</code>, puis{' '}
            <code>precal serve</code>.
          </p>
        </>
      ) : (
        <p>Les imports sont faits par l’administrateur de cette installation : demandez-les-lui.</p>
      )}
    </Page>
  );
};
