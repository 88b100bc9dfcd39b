import { YEAR_POLICIES } from '../../../engine/domain/scenario.ts';
import type { TerritoryPack } from '../../../engine/domain/territory.ts';
import type { Form } from '../../http/context.ts';
import { percent } from '../../present/format.ts';
import type { PresentedScenario } from '../../present/scenario.ts';
import { POLICY_LABELS } from '../../present/simulationWords.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { CheckField, SelectField, TextField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { FIGURE_GROUPS } from './changeFields.ts';
import {
  changeableFlows,
  changeableTargets,
  type FieldErrors,
  flowName,
  PLAI_STEPS,
  plaiNames,
  targetNames,
} from './changeForm.ts';
import { scenarioHref } from './hrefs.ts';

interface ChangePageProps {
  readonly viewer: Viewer;
  readonly scenario: PresentedScenario;
  readonly pack: TerritoryPack;
  readonly form: Form;
  readonly errors: FieldErrors;
}

/** The main assumptions of a scenario, to be changed and kept as another. */
export const ChangePage = (props: ChangePageProps) => {
  const { viewer, scenario, form, errors } = props;
  const given = (name: string) => ({ name, value: fieldOf(form, name) ?? '', error: errors.get(name) });
  return (
    <Page
      title="Un autre scénario"
      section="simulations"
      viewer={viewer}
      back={{ href: scenarioHref(scenario.id), label: scenario.label }}
      lead="Changez les nombres qui comptent : le scénario de départ reste, le vôtre est gardé à côté, et chaque nombre changé y est marqué comme une proposition."
    >
      {errors.size === 0 ? null : (
        <Notice tone="bad" title="Le scénario n’est pas gardé" alert>
          <p>Corrigez ce qui est signalé à côté de chaque champ.</p>
        </Notice>
      )}
      <form method="post" action={scenarioHref(scenario.id, '/changer')}>
        <TextField
          {...given('nom')}
          label="Nom du scénario"
          hint="Montré partout où paraissent ses résultats."
        />
        <div class={errors.has('description') ? 'field wrong' : 'field'}>
          <label for="description">Ce qu’il suppose, en quelques phrases</label>
          {errors.has('description') ? <p class="error">{errors.get('description')}</p> : null}
          <textarea id="description" name="description" rows={3}>
            {fieldOf(form, 'description') ?? ''}
          </textarea>
        </div>
        {FIGURE_GROUPS.map(({ id, label, fields }) => (
          <fieldset>
            <legend>
              {label} <Certainty scenario={scenario} block={id} />
            </legend>
            <div class="filters">
              {fields.map(({ name, label: said, hint }) => (
                <TextField {...given(name)} label={said} hint={hint} />
              ))}
            </div>
            {id === 'vacancies' ? (
              <CheckField
                name="mutations"
                label="Un ménage muté libère son logement en plus de ces départs"
                checked={fieldOf(form, 'mutations') !== null}
              />
            ) : null}
            {id === 'newBuild' ? <NewBuild {...props} /> : null}
          </fieldset>
        ))}
        <Targets {...props} />
        <Flows {...props} />
        <fieldset class="ticks">
          <legend>Façons de composer les listes</legend>
          {errors.has('policies') ? <p class="error">{errors.get('policies')}</p> : null}
          {YEAR_POLICIES.map((id) => (
            <CheckField
              name="policies"
              value={id}
              label={POLICY_LABELS[id]}
              checked={fieldsOf(form, 'policies').includes(id)}
            />
          ))}
        </fieldset>
        <button type="submit" class="main">
          Garder ce scénario
        </button>
      </form>
    </Page>
  );
};

const Certainty = ({ scenario, block }: { readonly scenario: PresentedScenario; readonly block: string }) => {
  const found = scenario.blocks.find(({ id }) => id === block);
  return found === undefined ? null : <CertaintyBadge certainty={found.certainty} />;
};

const NewBuild = ({ form, errors }: ChangePageProps) => (
  <>
    {Array.from({ length: PLAI_STEPS }, (_, step) => plaiNames(step)).map((names, step) => (
      <div class="filters">
        <TextField
          name={names.month}
          label={step === 0 ? 'Part de PLAI : dès le mois' : 'Puis dès le mois'}
          hint={step === 0 ? 'Année et mois, comme 2027-01.' : 'Laissez vide s’il n’y a pas d’autre étape.'}
          value={fieldOf(form, names.month) ?? ''}
          error={errors.get(names.month)}
        />
        <TextField
          name={names.share}
          label="PLAI (%)"
          value={fieldOf(form, names.share) ?? ''}
          error={errors.get(names.share)}
        />
      </div>
    ))}
    <SelectField
      name="lieu"
      label="Lieu des logements neufs"
      choices={[
        { value: 'as-recent-stock', label: 'Comme le parc récent' },
        { value: 'outside-qpv', label: 'Hors quartiers prioritaires' },
      ]}
      value={fieldOf(form, 'lieu') ?? 'as-recent-stock'}
    />
  </>
);

const Targets = ({ pack, form, errors }: ChangePageProps) => (
  <fieldset>
    <legend>Objectifs</legend>
    <p class="hint">
      Une part nouvelle, et le mois où elle commence à valoir (vide : dès le départ). Laissez vide ce qui ne
      change pas.
    </p>
    {errors.has('objectifs') ? <p class="error">{errors.get('objectifs')}</p> : null}
    {changeableTargets(pack).map((target) => {
      const names = targetNames(target.id);
      return (
        <div class="filters">
          <TextField
            name={names.share}
            label={
              <>
                {target.label} (%) <CertaintyBadge certainty={target.provenance.certainty} />
              </>
            }
            hint={`${target.description} : aujourd’hui ${target.bound === 'min' ? 'au moins' : 'au plus'} ${percent(target.share!)}.`}
            value={fieldOf(form, names.share) ?? ''}
            error={errors.get(names.share)}
          />
          <TextField
            name={names.month}
            label="Dès le mois"
            hint="Comme 2028-01."
            value={fieldOf(form, names.month) ?? ''}
            error={errors.get(names.month)}
          />
        </div>
      );
    })}
  </fieldset>
);

const Flows = ({ pack, form, errors }: ChangePageProps) => (
  <fieldset>
    <legend>Parts des réservataires dans le flux</legend>
    <p class="hint">
      Laissez vide ce qui ne change pas : les parts du territoire valent. Le tout doit faire 100 %.
    </p>
    {errors.has('flux') ? <p class="error">{errors.get('flux')}</p> : null}
    <div class="filters">
      {changeableFlows(pack).map(({ reservataire, label, share }) => (
        <TextField
          name={flowName(reservataire)}
          label={`${label} (%)`}
          hint={`Territoire : ${percent(share)}.`}
          value={fieldOf(form, flowName(reservataire)) ?? ''}
        />
      ))}
    </div>
  </fieldset>
);
