import { randomUUID } from 'node:crypto';
import type { Issue } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { POLICY_LABELS, POLICY_TEXTS } from '../../present/comparisonWords.ts';
import { monthText } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import { DEFAULT_COMPARISON, MOST_MONTHS, MOST_REPLICATIONS } from '../../service/comparisonQuestion.ts';
import type { Workspace } from '../../service/workspace.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { CheckField, SelectField, TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { errorOf, Refused } from '../frame/refused.tsx';
import { PERIODS, POLICY_CHOICES, USUAL_MONTHS } from './asked.ts';
import { comparisonsHref } from './hrefs.ts';

interface AskPageProps {
  readonly workspace: Workspace;
  readonly viewer: Viewer;
  /** What was typed, or what the address asks for; nothing: a first look. */
  readonly form: Form;
  readonly issues?: readonly Issue[];
}

/** A comparison to ask for: when, under which ways to make lists, by which methods. */
export const AskPage = (props: AskPageProps) => {
  const { viewer, issues = [] } = props;
  return (
    <Page
      title="Nouvel essai"
      section="comparisons"
      viewer={viewer}
      back={{ href: comparisonsHref, label: 'Essais' }}
      lead="Les mêmes logements libérés, les mêmes demandes et les mêmes réponses des ménages, sous plusieurs façons de faire les listes. Rien de ce qui est essayé ne change une liste réelle."
    >
      <Refused title="L’essai n’a pas commencé" texts={issues.map(issueText)} />
      <form method="post" action={comparisonsHref}>
        <input type="hidden" name="key" value={randomUUID()} />
        <Period {...props} />
        <Ways {...props} />
        <Settings {...props} />
        <p class="actions">
          <button type="submit" class="main">
            Lancer l’essai
          </button>
        </p>
      </form>
    </Page>
  );
};

/** Nothing was sent, and the address asks for nothing. */
const isFirstLook = (form: Form): boolean => Object.keys(form).length === 0;

/** The last months of the data, the latest first. `AAAA-MM`. */
const monthsUntil = (day: string): readonly string[] =>
  Array.from({ length: MOST_MONTHS }, (_, i) => {
    const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - i;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });

const Period = ({ workspace, form, issues }: AskPageProps) => {
  const months = monthsUntil(workspace.pool.asOf);
  const choices = months.map((value) => ({ value, label: monthText(value) }));
  return (
    <fieldset>
      <legend>Période</legend>
      <SelectField
        name="period"
        label="Sur quels logements libérés"
        hint="Passés : ceux que les commissions ont examinés. À venir : ceux de mois passés, tirés au sort, les mêmes pour toutes les façons de faire."
        value={fieldOf(form, 'period') ?? PERIODS[0].value}
        error={errorOf(issues, 'period')}
        choices={PERIODS}
      />
      <div class="filters">
        <SelectField
          name="from"
          label="Mois passés, du mois de"
          value={fieldOf(form, 'from') ?? months[USUAL_MONTHS]}
          error={errorOf(issues, 'from')}
          choices={choices}
        />
        <SelectField
          name="to"
          label="au mois de"
          value={fieldOf(form, 'to') ?? months[1]}
          error={errorOf(issues, 'to')}
          choices={choices}
        />
        <TextField
          name="months"
          type="number"
          min={1}
          max={MOST_MONTHS}
          label="Ou nombre de mois à venir"
          value={fieldOf(form, 'months') ?? String(USUAL_MONTHS)}
          error={errorOf(issues, 'months')}
        />
      </div>
    </fieldset>
  );
};

const Ways = ({ workspace, form, issues }: AskPageProps) => {
  const { pack } = workspace.territory;
  const ticked = new Set(isFirstLook(form) ? POLICY_CHOICES : fieldsOf(form, 'policies'));
  const methods = new Set(isFirstLook(form) ? [pack.defaultMethod] : fieldsOf(form, 'methods'));
  const wrong = errorOf(issues, 'policies');
  return (
    <div class="columns">
      <fieldset>
        <legend>Façons de faire les listes</legend>
        {wrong === undefined ? null : <p class="error">{wrong}</p>}
        {POLICY_CHOICES.map((policy) => (
          <CheckField
            name="policies"
            value={policy}
            checked={ticked.has(policy)}
            label={
              <>
                <strong>{POLICY_LABELS[policy]}</strong> : {POLICY_TEXTS[policy]}
                {policy === 'recorded'
                  ? ' Mois passés seulement : laissées de côté pour des mois à venir.'
                  : ''}
              </>
            }
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>Méthodes d’ordonnancement</legend>
        <p class="hint">
          Avec plusieurs, chaque façon de faire qui lit des points est essayée une fois par méthode. Aucune :
          celle du territoire.
        </p>
        {workspace.orderings().map(({ id, label }) => (
          <CheckField name="methods" value={id} checked={methods.has(id)} label={label} />
        ))}
      </fieldset>
    </div>
  );
};

const Settings = ({ form, issues = [] }: AskPageProps) => {
  const fields = ['replications', 'seed', 'reference', 'draft'];
  const wrong = issues.some(({ path }) => fields.includes(path) || path.startsWith('drafts'));
  return (
    <details open={wrong || fieldOf(form, 'draft') !== null}>
      <summary>Réglages : réplications, graine, référence, méthode à vous</summary>
      <div class="columns">
        <TextField
          name="replications"
          type="number"
          min={1}
          max={MOST_REPLICATIONS}
          label="Réplications"
          hint="Tirages complets. Plus il y en a, plus les intervalles sont étroits, et plus le calcul est long."
          value={fieldOf(form, 'replications') ?? String(DEFAULT_COMPARISON.replications)}
          error={errorOf(issues, 'replications')}
        />
        <TextField
          name="seed"
          type="number"
          min={0}
          label="Graine du tirage au sort"
          hint="La même graine, sur les mêmes données, redonne le même essai à l’octet près."
          value={fieldOf(form, 'seed') ?? String(DEFAULT_COMPARISON.seed)}
          error={errorOf(issues, 'seed')}
        />
        <SelectField
          name="reference"
          label="Référence : ce à quoi les autres sont comparées"
          value={fieldOf(form, 'reference') ?? ''}
          error={errorOf(issues, 'reference')}
          choices={[
            { value: '', label: 'L’usuelle : les points seuls' },
            ...POLICY_CHOICES.map((value) => ({ value, label: POLICY_LABELS[value] })),
          ]}
        />
      </div>
      <div class="field">
        <label for="draft">Texte d’une méthode à essayer (YAML), si vous en avez une</label>
        <p class="hint" id="draft-aide">
          Ses fautes, ligne à ligne : <a href="/methodes/essayer">Essayer une méthode</a>.
        </p>
        {issues
          .filter(({ path }) => path.startsWith('drafts'))
          .map((issue) => (
            <p class="error">{issueText(issue)}</p>
          ))}
        <textarea
          id="draft"
          name="draft"
          rows={8}
          class="mono tall"
          spellcheck={false}
          aria-describedby="draft-aide"
        >
          {fieldOf(form, 'draft') ?? ''}
        </textarea>
      </div>
    </details>
  );
};
