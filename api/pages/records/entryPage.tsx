import type { PresentedEntry } from '../../present/register.ts';
import type { ChainedEvent } from '../../records/event.ts';
import { Page, type Viewer } from '../frame/page.tsx';
import { sentenceOf } from './registerPage.tsx';

/** One entry, whole. Households are salted commitments in it. */
export const EntryPage = ({
  viewer,
  entry,
  event,
  total,
}: {
  readonly viewer: Viewer;
  readonly entry: PresentedEntry;
  readonly event: ChainedEvent;
  readonly total: number;
}) => {
  const record = 'record' in event.body ? event.body.record : null;
  return (
    <Page
      title={`Écriture ${entry.seq}`}
      section="records"
      viewer={viewer}
      back={{ href: '/registre', label: 'Registre' }}
      actions={
        <>
          {entry.seq > 1 ? (
            <a class="button" href={`/registre/${entry.seq - 1}`}>
              Précédente
            </a>
          ) : null}
          {entry.seq < total ? (
            <a class="button" href={`/registre/${entry.seq + 1}`}>
              Suivante
            </a>
          ) : null}
        </>
      }
    >
      <dl class="facts">
        <dt>Ce qui s’est fait</dt>
        <dd>{sentenceOf(entry)}</dd>
        <dt>Quand (UTC)</dt>
        <dd>{entry.at.slice(0, 19).replace('T', ' ')}</dd>
        <dt>Par</dt>
        <dd>{entry.actor === 'local' ? 'cette machine (ligne de commande)' : `le compte ${entry.actor}`}</dd>
        <dt>Empreinte</dt>
        <dd>
          <code>{entry.hash}</code>
        </dd>
        {record === null ? null : (
          <>
            <dt>Procès-verbal</dt>
            <dd>
              <a href={`/registre/proces-verbaux/${record}`}>
                <code>{record}</code>
              </a>
            </dd>
          </>
        )}
      </dl>
      <h2>L’écriture telle qu’elle est gardée</h2>
      <p class="small soft">
        Les ménages y figurent par un engagement salé : le numéro ne peut pas en être retrouvé.
      </p>
      <pre tabindex={0}>{JSON.stringify(event.body, null, 2)}</pre>
    </Page>
  );
};
