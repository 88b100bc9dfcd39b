import { issueText } from '../../present/messages.ts';
import { searchProgressText } from '../../present/searchProgress.ts';
import type { Job } from '../../service/jobs.ts';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';

/** Seconds between two looks at a computation, without a script. */
const REFRESH_SECONDS = 2;

/** Lists under way: where the search is, a way to stop it, and the session once it is there. */
export const WaitingPage = ({ job, viewer }: { readonly job: Job; readonly viewer: Viewer }) => {
  const { id, status, progress } = job;
  const running = status === 'running';
  return (
    <Page
      title={running ? 'Calcul des listes' : 'Le calcul n’a pas abouti'}
      section="sessions"
      viewer={viewer}
      back={{ href: '/seances', label: 'Séances' }}
      {...(running ? { refreshSeconds: REFRESH_SECONDS, scripts: ['board.js'] } : {})}
    >
      {running ? (
        <div class="card" id="calcul" data-events={`/v1/jobs/${encodeURIComponent(id)}/events`}>
          <p role="status" id="avancement">
            {searchProgressText(progress !== null && 'round' in progress ? progress : null)}
          </p>
          <p class="small soft">
            La page se met à jour d’elle-même ; vous pouvez la quitter, la séance paraîtra dans la liste.
          </p>
          <form method="post" action={`/seances/calculs/${encodeURIComponent(id)}/arret`} class="actions">
            <button type="submit">Arrêter là, et garder les meilleures listes trouvées</button>
          </form>
        </div>
      ) : (
        <Notice tone="bad" title="La séance n’est pas faite" alert>
          {status === 'interrupted' ? <p>Le serveur s’est arrêté pendant le calcul : recommencez.</p> : null}
          {job.issues.map((issue) => (
            <p>{issueText(issue)}</p>
          ))}
          <p>
            <a href="/seances/nouvelle">Préparer une séance</a>
          </p>
        </Notice>
      )}
    </Page>
  );
};
