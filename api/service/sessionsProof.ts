import type { SessionProof } from '../../engine/assignment/proof/proofFile.ts';
import { renumbered } from '../../engine/assignment/proof/pseudonyms.ts';
import type { ProvedStage, StagedProof } from '../../engine/assignment/proof/stagedProof.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { StoredSession } from '../store/sessionDocument.ts';
import { effectiveLog, replay } from './sessionsChanges.ts';
import { prepareModel, type SessionModel } from './sessionsModel.ts';
import { SessionModels } from './sessionsModels.ts';
import { savedLists } from './sessionsVerify.ts';
import type { Workspace } from './workspace.ts';

/**
 * What a session proves, without its data: the model and the claim of each stage, then the lists as they stand where something was
 * settled by hand. Candidates are places in the file, numbered by their first pair: no numéro unique, and nothing to find one with
 * but what the scores themselves say.
 *
 * @throws InputError `session.data-changed`; `session.unproved` where the lists as they stand cannot be counted.
 */
export const sessionProof = (
  workspace: Workspace,
  { id, version, document }: StoredSession,
): SessionProof => {
  const { plan } = document;
  const meeting = new SessionModels().planned(workspace, document);
  const solved = prepareModel(workspace, document, plan);
  const log = effectiveLog(document);
  const { withdrawn, excluded, pulled, pins } = document.constraints;
  const byHand = log.length + withdrawn.length + excluded.length + pulled.length + pins.length > 0;
  const last = plan.stages.at(-1)!;
  return {
    session: id,
    version,
    stopped: last.aborted && last.goal.kind !== 'points',
    rows: solved.prepared.rows.map((row) => row.id),
    plan: proofOf(solved, plan.stages),
    lists: byHand ? listsProof() : null,
  };

  function listsProof(): StagedProof {
    const standing = replay(document, meeting, log);
    const saved = savedLists(standing, { document, solved });
    if (saved === null) throw new InputError([{ code: 'session.unproved', path: 'session', received: id }]);
    return proofOf(standing.model, [{ goal: { kind: 'points' }, saved }]);
  }
};

const proofOf = ({ prepared }: SessionModel, stages: readonly ProvedStage[]): StagedProof => {
  const { model, rowPrecedence, segmentLevel } = prepared.staged;
  return renumbered({
    model,
    rowPrecedence: Uint32Array.from(rowPrecedence),
    segmentLevel: Uint32Array.from(segmentLevel),
    stages: stages.map(({ goal, saved }) => ({ goal, saved })),
  });
};
