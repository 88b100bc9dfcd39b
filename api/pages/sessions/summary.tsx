import { count, figure } from '../../present/format.ts';
import type { PresentedBoard } from '../../present/sessionBoard.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { Reserves } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';
import { Asked, type BoardForms } from './board.tsx';
import { sessionHref } from './meeting.ts';

/** Above the agenda: what targets lack, places, the proof, what was settled by hand. */
export const Summary = ({ board, ...forms }: BoardForms & { readonly board: PresentedBoard }) => {
  const { targets, places, certificate, lists } = board;
  return (
    <>
      <div class="cards strip">
        <div class="card">
          <p class="figure-value">
            {figure(targets.held)}
            <span class="small soft"> sur {figure(targets.rows)}</span>
          </p>
          <p>objectifs tenus par ces listes, en moyenne sur les refus</p>
        </div>
        <div class="card">
          <p class="figure-value">
            {figure(lists.filter(({ pulled }) => !pulled).length)}
            <span class="small soft"> {lists.length >= 2 ? 'logements' : 'logement'}</span>
          </p>
          <p>{places.text}</p>
        </div>
        <div class="card">
          <p>
            <strong>{certificate.verified ? 'Certificat vérifié' : 'Sans certificat'}</strong>
          </p>
          <p class="small">{certificate.text}</p>
        </div>
        <div class="card">
          <p>
            <strong>Version {figure(board.version)}</strong>
          </p>
          <p class="small">{board.statusText}</p>
          <Undo {...forms} board={board} />
        </div>
      </div>
      <Lacking targets={targets} />
      <Settled {...forms} board={board} />
      <Reserves notices={board.notices} />
    </>
  );
};

const Undo = ({ board, id, version, mayChange }: BoardForms & { readonly board: PresentedBoard }) =>
  board.undoable === null ? null : (
    <>
      <p class="small">Dernier changement : {board.undoable}</p>
      {mayChange || board.status === 'cancelled' ? (
        <form method="post" action={sessionHref(id, '/annuler')} class="actions">
          <Asked version={version} />
          <button type="submit">Annuler ce changement</button>
        </form>
      ) : null}
    </>
  );

const Lacking = ({ targets }: Pick<PresentedBoard, 'targets'>) =>
  targets.lacking.length === 0 ? null : (
    <details>
      <summary>
        {targets.lacking.length === 1
          ? 'Un objectif non tenu'
          : `${figure(targets.lacking.length)} objectifs non tenus`}
      </summary>
      <Table
        caption="Ce qui manque aux objectifs de la séance"
        hideCaption
        columns={[{ label: 'Objectif' }, { label: 'Ce qui manque' }, { label: 'Prix' }, { label: 'Source' }]}
        rows={targets.lacking.map(({ label, text, price, certainty }) => [
          label,
          text,
          price ?? 'aucun',
          <CertaintyBadge certainty={certainty} />,
        ])}
      />
    </details>
  );

const Settled = ({ board, id, version, mayChange }: BoardForms & { readonly board: PresentedBoard }) =>
  board.settled.length === 0 ? null : (
    <details open={board.settled.length <= 5}>
      <summary>
        {count(board.settled.length, 'décision prise à la main', 'décisions prises à la main')}
      </summary>
      <ul class="settled">
        {board.settled.map(({ text, lift }) => (
          <li>
            {text}{' '}
            {mayChange ? (
              <form method="post" action={sessionHref(id, '/essai')} class="inline">
                <Asked
                  version={version}
                  {...('vacancy' in lift && lift.vacancy !== null ? { vacancy: lift.vacancy } : {})}
                  {...('number' in lift ? { number: lift.number } : {})}
                />
                <button type="submit" class="plain" name="geste" value={lift.kind}>
                  Lever<span class="hidden"> : {text}</span>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
