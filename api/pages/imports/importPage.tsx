import { count, figure, percent } from '../../present/format.ts';
import { KIND_LABELS, type PresentedImport } from '../../present/importReport.ts';
import { issueText } from '../../present/messages.ts';
import type { RefusedRows } from '../../service/importDesk.ts';
import type { Job } from '../../service/jobs.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { CorrectionForm } from './correctionForm.tsx';

const REFRESH_SECONDS = 2;

/** One import: how far it is, then what it kept, what it refused, and the way to mend it. */
export const ImportPage = ({
  viewer,
  job,
  refused,
}: {
  readonly viewer: Viewer;
  readonly job: Job;
  readonly refused: RefusedRows | null;
}) => {
  const report = job.report as PresentedImport | null;
  return (
    <Page
      title={report === null ? 'Import' : `Import de ${report.file}`}
      section="imports"
      viewer={viewer}
      back={{ href: '/imports', label: 'Imports' }}
      {...(job.status === 'running' ? { refreshSeconds: REFRESH_SECONDS } : {})}
    >
      <Status job={job} />
      {report === null ? null : <Report report={report} job={job.id} refused={refused} />}
    </Page>
  );
};

const Status = ({ job }: { readonly job: Job }) => {
  switch (job.status) {
    case 'running': {
      const { progress } = job;
      const read =
        progress !== null &&
        'bytesRead' in progress &&
        progress.totalBytes !== null &&
        progress.totalBytes > 0
          ? progress.bytesRead / progress.totalBytes
          : null;
      return (
        <Notice title="Lecture en cours">
          <p>
            <progress max={1} value={read ?? undefined} aria-label="Part du fichier déjà lue" />{' '}
            {read === null ? 'le fichier est reçu' : `${percent(read)} du fichier`}. La page se recharge
            d’elle-même.
          </p>
        </Notice>
      );
    }
    case 'done':
      return null;
    case 'interrupted':
      return (
        <Notice tone="bad" title="Import interrompu" alert>
          <p>Le serveur s’est arrêté avant la fin : rien n’a été écrit. Envoyez le fichier à nouveau.</p>
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="bad" title="Fichier refusé : rien n’a été écrit" alert>
          {job.issues.map((issue) => (
            <p>{issueText(issue)}</p>
          ))}
        </Notice>
      );
  }
};

const Report = ({
  report,
  job,
  refused,
}: {
  readonly report: PresentedImport;
  readonly job: string;
  readonly refused: RefusedRows | null;
}) => {
  const { counts, summary, fatal, warnings, refusals } = report;
  return (
    <>
      {fatal === null ? null : (
        <Notice tone="bad" title="Fichier refusé : rien n’a été écrit" alert>
          <p>
            {fatal.line === null ? '' : `Ligne ${fatal.line} : `}
            {fatal.text} {fatal.remedy}
          </p>
        </Notice>
      )}
      {summary === null ? null : (
        <Notice
          tone={counts.refused === 0 ? 'ok' : 'warn'}
          title={counts.accepted === 0 ? 'Aucune ligne gardée' : 'Import écrit'}
        >
          <p>
            {KIND_LABELS[report.kind] ?? report.kind} :{' '}
            {count(counts.accepted, 'ligne gardée', 'lignes gardées')} sur {figure(counts.rows)},{' '}
            {count(counts.refused, 'refusée', 'refusées')}. {count(summary.added, 'ajoutée', 'ajoutées')},{' '}
            {count(summary.replaced, 'remplacée', 'remplacées')},{' '}
            {count(summary.unchanged, 'inchangée', 'inchangées')}
            {summary.older === 0
              ? ''
              : `, ${count(summary.older, 'plus ancienne que ce qui est gardé', 'plus anciennes que ce qui est gardé')}`}
            .
          </p>
        </Notice>
      )}
      {warnings.length === 0 ? null : (
        <Notice tone="warn" title="À savoir">
          <ul>
            {warnings.map(({ line, text, remedy }) => (
              <li>
                {line === null ? '' : `Ligne ${line} : `}
                {text} {remedy}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {refusals.length === 0 ? null : (
        <>
          <h2>Lignes refusées, par raison</h2>
          <Table
            caption="Raisons des refus"
            hideCaption
            columns={[
              { label: 'Raison' },
              { label: 'Lignes', numeric: true },
              { label: 'Les premières' },
              { label: 'Que faire' },
            ]}
            rows={refusals.map(({ text, count: lines, lines: first, remedy }) => [
              text,
              figure(lines),
              first.join(', '),
              remedy,
            ])}
          />
        </>
      )}
      {refusals.length === 0 ? null : <CorrectionForm job={job} refused={refused} />}
    </>
  );
};
