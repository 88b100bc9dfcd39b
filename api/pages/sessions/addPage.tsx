import type { Hono } from 'hono';
import { SelectField } from '../frame/field.tsx';
import { Empty } from '../frame/notice.tsx';
import { Page } from '../frame/page.tsx';
import { Asked } from './board.tsx';
import { type MeetingRoom, meetingOf, sessionHref } from './meeting.ts';
import { openVacancies } from './openVacancies.ts';

/** A vacancy to take into a session: those that are free, and on no other. */
export const addAddPage = (app: Hono, room: MeetingRoom): void => {
  app.get('/seances/:id/ajout', async (context) => {
    const { workspace, viewer, open } = await meetingOf(context, room);
    const { id, version } = open;
    const sessions = await room.sessions.service.list();
    const choices = await openVacancies(context, { workspace, sessions });
    return context.html(
      <Page
        title="Ajouter un logement à la séance"
        section="sessions"
        viewer={viewer}
        back={{ href: sessionHref(id), label: `Séance ${id}` }}
      >
        {choices.length === 0 ? (
          <Empty title="Aucun logement à ajouter">
            <p>Tous les logements libres sont déjà sur une séance, ou attribués.</p>
          </Empty>
        ) : (
          <form method="post" action={sessionHref(id, '/essai')} class="card">
            <Asked version={version} />
            <SelectField
              name="vacancy"
              label="Logement libre"
              hint="Les premiers par date de disponibilité, qui ne sont sur aucune autre séance."
              choices={choices.map(({ vacancy, text }) => ({ value: vacancy, label: text }))}
            />
            <button type="submit" class="main" name="geste" value="add">
              Essayer cet ajout
            </button>
          </form>
        )}
      </Page>,
    );
  });
};
