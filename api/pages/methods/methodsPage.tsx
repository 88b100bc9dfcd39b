import type { PresentedMethod } from '../../present/method.ts';
import { Badge } from '../frame/badge.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';

export const KINDS: Readonly<Record<PresentedMethod['kind'], string>> = {
  ordering: 'ordonne les demandes',
  weighting: 'pondère, pour un contingent',
  composite: 'compose deux grilles',
};

/** The methods of the territory. */
export const MethodsPage = ({
  viewer,
  methods,
}: {
  readonly viewer: Viewer;
  readonly methods: readonly (PresentedMethod & { readonly isDefault: boolean })[];
}) => (
  <Page
    title="Méthodes"
    section="methods"
    viewer={viewer}
    lead="Une méthode dit quels critères comptent, combien, et d’après quelle source. Elle est la même pour toutes les demandes."
    actions={
      <>
        {viewer.may('/methodes/comparer') ? (
          <a class="button" href="/methodes/comparer">
            Comparer deux méthodes
          </a>
        ) : null}
        {viewer.may('/methodes/essayer') ? (
          <a class="button" href="/methodes/essayer">
            Essayer une méthode
          </a>
        ) : null}
      </>
    }
  >
    <Table
      caption={`${methods.length} méthodes`}
      columns={[
        { label: 'Méthode' },
        { label: 'Ce qu’elle fait' },
        { label: 'Validité' },
        { label: 'Certitude' },
      ]}
      rows={methods.map(({ id, version, label, kind, validity, certainty, isDefault }) => [
        <>
          <a href={`/methodes/${encodeURIComponent(id)}`}>{label}</a> <small>version {version}</small>{' '}
          {isDefault ? <Badge tone="info">celle du territoire</Badge> : null}
        </>,
        KINDS[kind],
        validity,
        certainty,
      ])}
    />
  </Page>
);
