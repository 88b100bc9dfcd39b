import { jobProgressText, jobShare } from '../../present/jobProgress.ts';
import { issueText } from '../../present/messages.ts';
import type { Job } from '../../service/jobs.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { SECTIONS } from '../frame/sections.ts';
import { jobHref } from './jobHref.ts';
import { workOf } from './works.ts';

/** Seconds between two looks at a computation, where scripts are off. */
const REFRESH_SECONDS = 5;

interface JobPageProps {
  readonly job: Job;
  readonly viewer: Viewer;
  /** Somebody has asked that it stop. */
  readonly stopping: boolean;
}

/** Work under way: where it is, a way to stop it; and once it has ended without a result, why, and what to do. */
export const JobPage = ({ job, viewer, stopping }: JobPageProps) => {
  const { status } = job;
  const { running, failed, list, again } = workOf(job);
  const title = status === 'running' ? running : status === 'done' ? 'Le calcul est fini' : failed;
  return (
    <Page
      title={title}
      section={
        SECTIONS.find(({ path }) => list.href === path || list.href.startsWith(`${path}/`))?.id ?? null
      }
      viewer={viewer}
      back={list}
      {...(status === 'running' ? { refreshUnscriptedSeconds: REFRESH_SECONDS, scripts: ['job.js'] } : {})}
    >
      {status === 'running' ? (
        <Running job={job} stopping={stopping} />
      ) : status === 'done' ? (
        <Notice tone="ok">
          <p>
            {job.result === null ? (
              'Rien n’est à lire ici.'
            ) : (
              <>
                Le résultat est à l’adresse <a href={job.result}>{job.result}</a>.
              </>
            )}
          </p>
        </Notice>
      ) : (
        <Notice tone="bad" title="Aucun résultat n’est gardé" alert>
          {job.issues.map((issue) => (
            <p>{issueText(issue)}</p>
          ))}
          <p>
            <a href={again.href}>{again.label}</a>
          </p>
        </Notice>
      )}
    </Page>
  );
};

const Running = ({ job, stopping }: Pick<JobPageProps, 'job' | 'stopping'>) => {
  const { id, kind, progress } = job;
  const { stop, stopped, found } = workOf(job);
  return (
    <div class="card" id="calcul" data-events={`/v1/jobs/${encodeURIComponent(id)}/events`}>
      <p role="status" id="avancement">
        {jobProgressText(progress)}
      </p>
      <p>
        <progress
          class="whole"
          max={1}
          value={jobShare(progress) ?? undefined}
          aria-label="Part du calcul déjà faite"
        />
      </p>
      {stopping ? (
        <p>L’arrêt est demandé : {stopped}.</p>
      ) : (
        <p class="small soft">
          Le résultat s’ouvre ici dès qu’il est prêt. Vous pouvez quitter cette page : le calcul continue, et{' '}
          {found}.
        </p>
      )}
      <div class="actions">
        {stopping || kind === 'import' ? null : (
          <form method="post" action={`${jobHref(id)}/arret`}>
            <button type="submit">{stop}</button>
          </form>
        )}
        <a class="button" href={jobHref(id, { stopping })}>
          Actualiser
        </a>
      </div>
    </div>
  );
};
