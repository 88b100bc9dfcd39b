import type { findRecord } from '../../service/sessionRecords.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';

/** A record by its hash: what it is of, its bytes, and what comes of making it again. */
export const RecordPage = ({
  viewer,
  hash,
  record,
  replay = null,
  same = false,
}: {
  readonly viewer: Viewer;
  readonly hash: string;
  readonly record: Awaited<ReturnType<typeof findRecord>>;
  /** What a replay found; null: it was not asked. */
  readonly replay?: string | null;
  readonly same?: boolean;
}) => (
  <Page
    title="Procès-verbal d’une proposition"
    section="records"
    viewer={viewer}
    back={{ href: '/registre', label: 'Registre' }}
  >
    {replay === null ? null : (
      <Notice tone={same ? 'ok' : 'warn'} alert>
        <p>{replay}</p>
      </Notice>
    )}
    <dl class="facts">
      <dt>De quoi</dt>
      <dd>
        {record.format === 'precal-record-1' ? (
          <>
            séance{' '}
            {viewer.may('/seances/{id}') ? (
              <a href={`/seances/${encodeURIComponent(record.session)}`}>{record.session}</a>
            ) : (
              record.session
            )}
            , version {record.version}
          </>
        ) : (
          <>liste du logement {record.vacancy}</>
        )}
      </dd>
      <dt>Écrit par</dt>
      <dd>Précal {record.program}</dd>
      <dt>Empreinte SHA-256</dt>
      <dd>
        <code>{hash}</code>, recomptée à l’instant sur le contenu
      </dd>
    </dl>
    {viewer.may('/registre/proces-verbaux/{hash}/refaire', 'POST') ? (
      <form method="post" action={`/registre/proces-verbaux/${hash}/refaire`}>
        <p>
          Précal peut refaire la proposition depuis les données d’alors, et comparer les deux procès-verbaux
          octet par octet.
        </p>
        <button type="submit" class="main">
          Refaire la proposition
        </button>
      </form>
    ) : null}
    <h2>Contenu</h2>
    <p class="small soft">
      Les ménages y figurent par un engagement salé : le numéro ne peut pas en être retrouvé.
    </p>
    <details>
      <summary>Montrer le procès-verbal entier</summary>
      <pre>{JSON.stringify(record, null, 1)}</pre>
    </details>
  </Page>
);
