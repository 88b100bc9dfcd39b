import { YEAR_POLICIES } from '../../../engine/domain/scenario.ts';
import type { Form } from '../../http/context.ts';
import type { PresentedScenario } from '../../present/scenario.ts';
import { POLICY_KNOWS, POLICY_LABELS } from '../../present/simulationWords.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { CheckField, type Choice, SelectField, TextField } from '../frame/field.tsx';
import { SIMULATIONS } from './hrefs.ts';

/** Asks for a simulation of a scenario. @param form what was typed; empty: as the scenario says. */
export const RunForm = ({
  scenario,
  others,
  form,
  errors,
}: {
  readonly scenario: PresentedScenario;
  /** Scenarios that it may be compared with. */
  readonly others: readonly Choice[];
  readonly form: Form;
  /** By the name of the field. */
  readonly errors: ReadonlyMap<string, string>;
}) => {
  const asked = Object.keys(form).length > 0;
  const ticked = new Set(asked ? fieldsOf(form, 'policies') : scenario.policies);
  const value = (name: string, usual: string) => (asked ? (fieldOf(form, name) ?? '') : usual);
  return (
    <form method="post" action={SIMULATIONS} class="card">
      <input type="hidden" name="scenario" value={scenario.id} />
      <div class="filters">
        <TextField
          name="mois"
          label="Mois simulés"
          value={value('mois', String(scenario.months))}
          error={errors.get('mois')}
        />
        <TextField
          name="tirages"
          label="Tirages"
          value={value('tirages', String(scenario.replications))}
          error={errors.get('tirages')}
        />
        <SelectField
          name="compare"
          label="Comparer à"
          choices={[{ value: '', label: 'Aucun autre scénario' }, ...others]}
          value={value('compare', '')}
          error={errors.get('compare')}
        />
      </div>
      <fieldset class="ticks">
        <legend>Façons de composer les listes</legend>
        {errors.has('policies') ? <p class="error">{errors.get('policies')}</p> : null}
        {YEAR_POLICIES.map((id) => (
          <div>
            <CheckField name="policies" value={id} label={POLICY_LABELS[id]} checked={ticked.has(id)} />
            <p class="hint">{POLICY_KNOWS[id]}</p>
          </div>
        ))}
      </fieldset>
      <p class="hint">
        Les mêmes tirages servent à toutes les façons de faire et aux deux scénarios : les écarts se lisent
        tirage par tirage. Au moins vingt tirages pour décider. « {POLICY_LABELS.session} » demande beaucoup
        plus de temps que les autres.
      </p>
      <button type="submit" class="main">
        Simuler
      </button>
    </form>
  );
};
