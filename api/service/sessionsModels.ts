import type { VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import { vacanciesNow } from './sessionsChanges.ts';
import { basisOf, changedParts, prepareModel, type SessionModel } from './sessionsModel.ts';
import { areInStock } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/** Models of sessions under way that stay in memory, for each workspace. */
const MODELS_KEPT = 4;

/** Models, each made once for a workspace, a plan and its vacancies: in a meeting, every change asks for it. */
export class SessionModels {
  readonly #models = new WeakMap<Workspace, Map<string, SessionModel>>();

  /**
   * Model of the plan's vacancies, with nothing settled.
   *
   * @throws InputError `session.data-changed`, `session.other-territory`: the data are not those of the plan.
   */
  planned(workspace: Workspace, document: SessionDocument): SessionModel {
    const { plan } = document;
    if (workspace.territory.pack.id !== document.territory)
      throw new InputError([
        {
          code: 'session.other-territory',
          path: 'territory',
          received: document.territory,
          expected: workspace.territory.pack.id,
        },
      ]);
    if (!areInStock(workspace, plan.vacancies))
      throw new InputError([{ code: 'session.data-changed', path: 'session', received: 'stock' }]);
    const model = this.#model(workspace, document, plan.vacancies);
    const changed = changedParts(basisOf(model), plan.basis);
    if (changed.length > 0)
      throw new InputError([{ code: 'session.data-changed', path: 'session', received: changed.join(', ') }]);
    return model;
  }

  /** Model of the session now, with the vacancies added since the plan. */
  now(workspace: Workspace, document: SessionDocument): SessionModel {
    return this.#model(workspace, document, vacanciesNow(document));
  }

  #model(workspace: Workspace, document: SessionDocument, vacancies: readonly VacancyId[]): SessionModel {
    const { question, plan } = document;
    const key = JSON.stringify([question, plan.rates, plan.awaited, plan.carryOver, plan.lengths, vacancies]);
    const known = this.#models.get(workspace) ?? new Map<string, SessionModel>();
    this.#models.set(workspace, known);
    const found = known.get(key) ?? prepareModel(workspace, document, { vacancies });
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > MODELS_KEPT && oldest !== undefined) known.delete(oldest);
    return found;
  }
}
