import type { PropsWithChildren } from 'hono/jsx';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import type { PresentedComparison } from '../../present/comparison.ts';
import { count, longDay } from '../../present/format.ts';
import { Notice, Reserves } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { askAgainHref, comparisonHref, comparisonsHref } from './hrefs.ts';

/** The pages of one comparison, in the order of the menu. */
const ROOMS = [
  { rest: '', label: 'Résumé' },
  { rest: '/objectifs', label: 'Objectifs par lieu' },
  { rest: '/segments', label: 'Segments de la demande' },
] as const;

export type ComparisonRoom = (typeof ROOMS)[number]['rest'];

export interface ComparisonPageProps {
  readonly comparison: PresentedComparison;
  readonly viewer: Viewer;
}

/** What stands around every page of a comparison: what was tried, what is simulated, where else to look. */
export const ComparisonFrame = ({
  comparison,
  viewer,
  room,
  children,
}: PropsWithChildren<ComparisonPageProps & { readonly room: ComparisonRoom }>) => {
  const { id, title, asOf, demands, vacancies, replications, notices } = comparison;
  const [simulatedAnswers, ...others] = notices;
  return (
    <Page
      title={title}
      section="comparisons"
      viewer={viewer}
      wide
      landscape
      back={{ href: comparisonsHref, label: 'Essais' }}
      lead={`${count(demands, 'demande', 'demandes')}, ${count(Math.round(vacancies), 'logement libéré', 'logements libérés')} par réplication, ${count(replications, 'réplication', 'réplications')} ; données du ${longDay(asOf as IsoDay)}.`}
      actions={
        <a class="button" href={askAgainHref(comparison)}>
          Refaire autrement
        </a>
      }
    >
      <nav class="rooms" aria-label="Pages de l’essai">
        <ul>
          {ROOMS.map(({ rest, label }) => (
            <li>
              <a href={comparisonHref(id, rest)} aria-current={rest === room ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Notice>
        <p>{simulatedAnswers}</p>
      </Notice>
      {children}
      <h2>Emporter</h2>
      <p class="actions">
        <span>Tout l’essai :</span>
        {(['csv', 'xlsx', 'json'] as const).map((format) => (
          <a
            class="button"
            href={`/v1/comparisons/${encodeURIComponent(id)}?format=${format}`}
            download={`essai-${id}.${format}`}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </p>
      <Reserves notices={others} />
    </Page>
  );
};
