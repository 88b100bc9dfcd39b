import type { IsoDay } from '../../../engine/domain/ids.ts';
import type { DisparityEntry } from '../../http/disparityDesk.ts';
import { count, longDay } from '../../present/format.ts';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { AskForm, type AskProps } from './askForm.tsx';
import { disparitiesHref, disparityHref } from './hrefs.ts';

/** Audits kept, the latest first, and one to ask for. */
export const ListPage = ({
  viewer,
  entries,
  page,
  ...asked
}: AskProps & {
  readonly viewer: Viewer;
  readonly entries: readonly DisparityEntry[];
  readonly page: number;
}) => {
  const { shown, last } = paged(entries, page);
  return (
    <Page
      title="Égalité de traitement"
      section="disparities"
      viewer={viewer}
      lead="Qui est sur une liste plus ou moins souvent que les ménages à qui le même logement convenait, et quel critère y change quoi. Un écart n’est pas une discrimination : l’examen dit où les chances sont inégales, jamais pourquoi."
    >
      <h2>Examens gardés</h2>
      {entries.length === 0 ? (
        <Empty title="Aucun examen n’est gardé">
          <p>Demandez-en un ci-dessous : son résultat sera gardé ici.</p>
        </Empty>
      ) : (
        <Table
          caption={count(entries.length, 'examen gardé', 'examens gardés')}
          columns={[
            { label: 'Examen' },
            { label: 'Écarts établis', numeric: true },
            { label: 'Fait le' },
            { label: 'Données du' },
          ]}
          rows={shown.map(({ id, at, asOf, title, established }) => [
            <a href={disparityHref(id)}>{title}</a>,
            established,
            longDay(at.slice(0, 10) as IsoDay),
            longDay(asOf as IsoDay),
          ])}
        />
      )}
      <Pager path={disparitiesHref} filters={{}} page={page} last={last} />
      <h2>Nouvel examen</h2>
      <AskForm {...asked} />
    </Page>
  );
};
