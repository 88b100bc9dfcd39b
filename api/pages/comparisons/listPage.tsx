import type { IsoDay } from '../../../engine/domain/ids.ts';
import type { ComparisonEntry } from '../../http/comparisonDesk.ts';
import { count, longDay } from '../../present/format.ts';
import { Empty } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { askHref, comparisonHref, comparisonsHref } from './hrefs.ts';

/** Comparisons kept, the latest first. */
export const ListPage = ({
  viewer,
  entries,
  page,
}: {
  readonly viewer: Viewer;
  readonly entries: readonly ComparisonEntry[];
  readonly page: number;
}) => {
  const { shown, last } = paged(entries, page);
  return (
    <Page
      title="Essais de méthodes"
      section="comparisons"
      viewer={viewer}
      lead="Ce que changerait une autre façon de choisir les candidats, essayée sur les logements libérés : objectifs, attente, refus, qui monte et qui descend (plan de gestion de 2016, article 7.3.2)."
      actions={
        <a class="button main" href={askHref}>
          Nouvel essai
        </a>
      }
    >
      {entries.length === 0 ? (
        <Empty title="Aucun essai n’est gardé">
          <p>
            <a href={askHref}>Demandez-en un</a> : une période, deux façons de faire les listes au moins. Son
            résultat sera gardé ici.
          </p>
        </Empty>
      ) : (
        <Table
          caption={count(entries.length, 'essai gardé', 'essais gardés')}
          columns={[{ label: 'Essai' }, { label: 'Fait le' }, { label: 'Données du' }]}
          rows={shown.map(({ id, at, asOf, title }) => [
            <a href={comparisonHref(id)}>{title}</a>,
            longDay(at.slice(0, 10) as IsoDay),
            longDay(asOf as IsoDay),
          ])}
        />
      )}
      <Pager path={comparisonsHref} filters={{}} page={page} last={last} />
    </Page>
  );
};
