import type { Issue } from '../../../engine/domain/issue.ts';
import type { CoordinationArea } from '../../../engine/domain/territory.ts';
import type { Form } from '../../http/context.ts';
import { alphabetical, figure } from '../../present/format.ts';
import { COUNTED_WORDS, type PresentedGuidance } from '../../present/guidance.ts';
import { issueText } from '../../present/messages.ts';
import { COUNTED, MOST_CHARACTERS } from '../../service/guidanceAsked.ts';
import type { Workspace } from '../../service/workspace.ts';
import { fieldOf } from '../form.ts';
import { type Choice, SelectField, TextField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { stepHref } from './hrefs.ts';

/** What was sent and refused, to be given back where it was typed. */
export interface Refused {
  /** Recommendation that a step was asked of; null: a proposal. */
  readonly id: string | null;
  readonly form: Form;
  readonly issues: readonly Issue[];
}

const errorOf = (refused: Refused | null, field: string): string | undefined => {
  const issue = refused?.issues.find(({ path }) => path === field || path === `row.${field}`);
  return issue && issueText(issue);
};

const Refusal = ({ refused, title }: { readonly refused: Refused | null; readonly title: string }) =>
  refused === null ? null : (
    <Notice tone="bad" title={title} alert>
      {refused.issues.map((issue) => (
        <p>{issueText(issue)}</p>
      ))}
    </Notice>
  );

const NOBODY: Choice = { value: '', label: 'Aucun' };

/** A recommendation to propose for a place of the area: text, and what is counted where something is. */
export const ProposeForm = ({
  workspace,
  area,
  refused,
}: {
  readonly workspace: Workspace;
  readonly area: CoordinationArea;
  readonly refused: Refused | null;
}) => {
  const { pack } = workspace.territory;
  const own = refused?.id === null ? refused : null;
  const typed = (name: string, usual = ''): string => (own && fieldOf(own.form, name)) ?? usual;
  const quartiers = pack.quartiers
    .filter(({ commune }) => area.communes.includes(commune))
    .map(({ id, label }) => ({ value: id, label }))
    .sort((a, b) => alphabetical(a.label, b.label));
  const prices = pack.matching.penaltyPointsByPrecedence.value;
  return (
    <details class="screen-only" open={own !== null}>
      <summary>Proposer une préconisation</summary>
      <Refusal refused={own} title="La proposition n’est pas écrite" />
      <form method="post" action={stepHref(area.id)}>
        <div class="filters">
          <SelectField
            name="quartier"
            label="Quartier"
            value={typed('quartier')}
            error={errorOf(own, 'quartier')}
            choices={[NOBODY, ...quartiers]}
          />
          <TextField
            name="residence"
            label="Ou résidence"
            hint="Son nom, tel que le parc importé le donne"
            value={typed('residence')}
            error={errorOf(own, 'residence')}
          />
          <SelectField
            name="bailleur"
            label="Bailleur de la résidence"
            value={typed('bailleur')}
            error={errorOf(own, 'bailleur')}
            choices={[NOBODY, ...pack.bailleurs.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </div>
        <div class={errorOf(own, 'text') === undefined ? 'field' : 'field wrong'}>
          <label for="text">Ce que l’instance recommande</label>
          <p class="hint" id="text-aide">
            En {figure(MOST_CHARACTERS)} caractères au plus, sur le lieu : rien sur un ménage, aucun numéro
            unique.
          </p>
          <textarea
            id="text"
            name="text"
            rows={3}
            maxlength={MOST_CHARACTERS}
            required
            aria-describedby="text-aide"
          >
            {typed('text')}
          </textarea>
        </div>
        <div class="filters">
          <SelectField
            name="counts"
            label="Ce qui se compte"
            hint="Sans choix, le texte seul est montré et rien ne lie les listes"
            value={typed('counts')}
            error={errorOf(own, 'counts')}
            choices={[
              { value: '', label: 'Rien : un texte' },
              ...COUNTED.map((code) => ({ value: code, label: COUNTED_WORDS[code] })),
            ]}
          />
          <SelectField
            name="bound"
            label="Sens"
            value={typed('bound', 'min')}
            choices={[
              { value: 'min', label: 'au moins' },
              { value: 'max', label: 'au plus' },
            ]}
          />
          <TextField
            name="sharePercent"
            type="number"
            min={0}
            max={100}
            label="Part, en %"
            value={typed('sharePercent')}
            error={errorOf(own, 'sharePercent')}
          />
          <TextField
            name="dwellings"
            type="number"
            min={0}
            max={10_000}
            label="Ou logements dans l’année"
            value={typed('dwellings')}
            error={errorOf(own, 'dwellings')}
          />
          <SelectField
            name="among"
            label="Parmi"
            value={typed('among', 'all')}
            choices={[
              { value: 'all', label: 'toutes les attributions' },
              { value: 'first-access', label: 'les premiers accès' },
            ]}
          />
          <TextField
            name="toleranceDwellings"
            type="number"
            min={0}
            max={100}
            label="Tolérance, en logements"
            value={typed('toleranceDwellings', '1')}
            error={errorOf(own, 'toleranceDwellings')}
          />
          <SelectField
            name="precedence"
            label="Priorité parmi les objectifs"
            value={typed('precedence', '2')}
            error={errorOf(own, 'precedence')}
            choices={Object.entries(prices)
              .sort()
              .map(([value, points]) => ({ value, label: `${value} (${figure(points)} points)` }))}
          />
          <TextField
            name="meetingOn"
            type="date"
            required
            label="Jour de la réunion"
            value={typed('meetingOn', workspace.pool.asOf)}
            error={errorOf(own, 'meetingOn')}
          />
        </div>
        <button type="submit" class="main">
          Écrire la proposition
        </button>
      </form>
    </details>
  );
};

/** What may be done next about one recommendation: decided, ended. */
export const StepForms = ({
  item,
  area,
  today,
  refused,
}: {
  readonly item: PresentedGuidance;
  readonly area: string;
  readonly today: string;
  readonly refused: Refused | null;
}) => {
  const own = refused?.id === item.id ? refused : null;
  const typed = (name: string, usual = ''): string => (own && fieldOf(own.form, name)) ?? usual;
  const may = {
    decide: item.status === 'proposed',
    end: item.status !== 'ended' && item.status !== 'given-up',
  };
  if (!item.entered || !may.end) return null;
  const field = (name: string, label: string, usual = '') => (
    <TextField
      id={`${name}-${item.id}`}
      name={name}
      type="date"
      label={label}
      value={typed(name, usual)}
      error={errorOf(own, name)}
    />
  );
  return (
    <details class="screen-only" open={own !== null}>
      <summary>{may.decide ? 'Décider ou écarter' : 'Lever'}</summary>
      <Refusal refused={own} title="Rien n’est inscrit" />
      <form method="post" class="filters">
        {field('meetingOn', 'Jour de la réunion', today)}
        {may.decide ? field('from', 'Premier jour (sinon celui de la réunion)') : null}
        {may.decide ? field('to', 'Dernier jour (sinon sans terme)') : null}
        {may.decide ? null : field('on', 'Sans effet à partir du (sinon la réunion)')}
        <div class="field actions">
          {may.decide ? (
            <button type="submit" class="main" formaction={stepHref(area, item.id, 'decision')}>
              Inscrire la décision
            </button>
          ) : null}
          <button type="submit" formaction={stepHref(area, item.id, 'levee')}>
            {may.decide ? 'Écarter la proposition' : 'Lever la préconisation'}
          </button>
        </div>
      </form>
    </details>
  );
};
