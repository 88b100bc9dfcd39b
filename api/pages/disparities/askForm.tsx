import { randomUUID } from 'node:crypto';
import type { Issue } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { monthText } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import { MOST_MONTHS } from '../../service/comparisonQuestion.ts';
import { DEFAULT_DISPARITY, LEAST_LIST, MOST_LIST } from '../../service/disparityQuestion.ts';
import type { Workspace } from '../../service/workspace.ts';
import { fieldOf } from '../form.ts';
import { SelectField, TextField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { LOOKS } from './asked.ts';
import { disparitiesHref } from './hrefs.ts';

/** Months that an audit usually looks at. */
const USUAL_MONTHS = 12;

export interface AskProps {
  readonly workspace: Workspace;
  /** What was typed; nothing: a first look. */
  readonly form: Form;
  readonly issues: readonly Issue[];
}

/** An audit to ask for: what is looked at, when, by which method. */
export const AskForm = ({ workspace, form, issues }: AskProps) => {
  const months = monthsUntil(workspace.pool.asOf);
  const choices = months.map((value) => ({ value, label: monthText(value) }));
  const wrong = (field: string): string | undefined => {
    const issue = issues.find(({ path }) => path === field);
    return issue && issueText(issue);
  };
  return (
    <>
      {issues.length === 0 ? null : (
        <Notice tone="bad" title="L’examen n’a pas commencé" alert>
          {issues.map((issue) => (
            <p>{issueText(issue)}</p>
          ))}
        </Notice>
      )}
      <form method="post" action={disparitiesHref}>
        <input type="hidden" name="key" value={randomUUID()} />
        <div class="filters">
          <SelectField
            name="source"
            label="Ce qui est examiné"
            value={fieldOf(form, 'source') ?? LOOKS[0].value}
            error={wrong('source')}
            choices={LOOKS}
          />
          <SelectField
            name="from"
            label="Décisions du mois de"
            value={fieldOf(form, 'from') ?? months[USUAL_MONTHS]}
            error={wrong('from')}
            choices={choices}
          />
          <SelectField
            name="to"
            label="au mois de"
            value={fieldOf(form, 'to') ?? months[1]}
            error={wrong('to')}
            choices={choices}
          />
          <SelectField
            name="method"
            label="Méthode d’ordonnancement"
            value={fieldOf(form, 'method') ?? workspace.territory.pack.defaultMethod}
            error={wrong('method')}
            choices={workspace.orderings().map(({ id, label }) => ({ value: id, label }))}
          />
          <TextField
            name="size"
            type="number"
            min={LEAST_LIST}
            max={MOST_LIST}
            label="Candidats par liste de la méthode"
            value={fieldOf(form, 'size') ?? String(DEFAULT_DISPARITY.size)}
            error={wrong('size')}
          />
          <TextField
            name="seed"
            type="number"
            min={0}
            label="Graine du tirage au sort"
            value={fieldOf(form, 'seed') ?? String(DEFAULT_DISPARITY.seed)}
            error={wrong('seed')}
          />
        </div>
        <p class="actions">
          <button type="submit" class="main">
            Lancer l’examen
          </button>
        </p>
      </form>
    </>
  );
};

/** The last months of the data, the latest first. `AAAA-MM`. */
const monthsUntil = (day: string): readonly string[] =>
  Array.from({ length: MOST_MONTHS }, (_, i) => {
    const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - i;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
