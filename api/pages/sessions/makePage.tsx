import { randomUUID } from 'node:crypto';
import type { Issue } from '../../../engine/domain/issue.ts';
import type { Form } from '../../http/context.ts';
import { issueText } from '../../present/messages.ts';
import type { Workspace } from '../../service/workspace.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { CheckField, type Choice, SelectField, TextField } from '../frame/field.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { errorOf, Refused } from '../frame/refused.tsx';
import { bailleurChoices, communeChoices } from '../territory/placeChoices.ts';
import { MAKE_CHOICES, USUAL_FIRST } from './makeForm.ts';

interface MakePageProps {
  readonly workspace: Workspace;
  readonly viewer: Viewer;
  /** What was typed, or what the address asks for. */
  readonly form: Form;
  /** Landlord whose own session it must be; null: any. */
  readonly bailleur: string | null;
  /** Vacancies that may be ticked. */
  readonly open: readonly { readonly vacancy: string; readonly text: string }[];
  readonly issues?: readonly Issue[];
}

/** A session to make: its vacancies, then how it is composed. */
export const MakePage = (props: MakePageProps) => {
  const { viewer, issues = [] } = props;
  return (
    <Page
      title="Préparer une séance"
      section="sessions"
      viewer={viewer}
      back={{ href: '/seances', label: 'Séances' }}
      lead="Choisissez les logements que la commission examinera ensemble : leurs listes sont cherchées d’un seul tenant, pour servir les points et les objectifs du territoire."
    >
      <Refused title="La séance n’est pas faite" texts={issues.map(issueText)} />
      <form method="post" action="/seances">
        <input type="hidden" name="key" value={randomUUID()} />
        <Vacancies {...props} />
        <Settings {...props} />
        <p class="actions">
          <button type="submit" class="main">
            Calculer les listes
          </button>
        </p>
      </form>
    </Page>
  );
};

const Vacancies = ({ workspace, form, bailleur, open, issues }: MakePageProps) => {
  const ticked = new Set(fieldsOf(form, 'vacancies'));
  const anywhere: Choice = { value: '', label: 'Toutes les communes' };
  const anybody: Choice = { value: '', label: 'Tous les bailleurs' };
  return (
    <section aria-labelledby="logements">
      <h2 id="logements">Logements</h2>
      <div class="filters">
        <TextField
          name="first"
          type="number"
          min={1}
          max={10_000}
          label="Les premiers par date"
          value={fieldOf(form, 'first') ?? (ticked.size > 0 ? '' : USUAL_FIRST)}
          error={errorOf(issues, 'first')}
        />
        <SelectField
          name="commune"
          label="Commune"
          value={fieldOf(form, 'commune') ?? ''}
          error={errorOf(issues, 'commune')}
          choices={[anywhere, ...communeChoices(workspace)]}
        />
        {bailleur === null ? (
          <SelectField
            name="bailleur"
            label="Bailleur"
            value={fieldOf(form, 'bailleur') ?? ''}
            error={errorOf(issues, 'bailleur')}
            choices={[anybody, ...bailleurChoices(workspace)]}
          />
        ) : (
          <input type="hidden" name="bailleur" value={bailleur} />
        )}
      </div>
      <p class="hint">
        Les logements libres qui ne sont sur aucune autre séance, du plus anciennement disponible au plus
        récent.
      </p>
      <details open={ticked.size > 0}>
        <summary>Ou choisir les logements un à un</summary>
        {open.length === 0 ? (
          <p class="empty">
            Aucun logement libre : importez des logements libérés, ou décidez des séances en cours.
          </p>
        ) : (
          <fieldset class="ticks">
            <legend>
              Dès qu’un logement est coché, seuls ceux qui le sont forment la séance
              {open.length === 200 ? ' (les 200 premiers par date)' : ''}
            </legend>
            {open.map(({ vacancy, text }) => (
              <CheckField name="vacancies" value={vacancy} label={text} checked={ticked.has(vacancy)} />
            ))}
          </fieldset>
        )}
      </details>
    </section>
  );
};

const LABELS = {
  levelRule: 'Niveaux de la méthode',
  precedence: 'Objectifs et points',
  pace: 'Rythme des objectifs',
  listSize: 'Longueur des listes',
  listLengthBy: 'Ce qui décide de la longueur',
  appearances: 'Listes par ménage',
} as const;

const Settings = ({ workspace, form, issues }: MakePageProps) => {
  const { pack } = workspace.territory;
  const methods = [...workspace.methods.values()].filter(({ method }) => method.kind !== 'weighting');
  const fields = Object.keys(LABELS) as (keyof typeof LABELS)[];
  const wrong = fields.some((name) => errorOf(issues, name) !== undefined) || errorOf(issues, 'seed');
  return (
    <details open={Boolean(wrong)}>
      <summary>Réglages : méthode, objectifs, longueur des listes</summary>
      <div class="columns">
        <SelectField
          name="method"
          label="Méthode d’ordonnancement"
          value={fieldOf(form, 'method') ?? pack.defaultMethod}
          error={errorOf(issues, 'method')}
          choices={methods.map(({ method }) => ({ value: method.id, label: method.label }))}
        />
        {fields.map((name) => (
          <SelectField
            name={name}
            label={LABELS[name]}
            value={fieldOf(form, name) ?? MAKE_CHOICES[name][0].value}
            error={errorOf(issues, name)}
            choices={MAKE_CHOICES[name]}
          />
        ))}
        <TextField
          name="seed"
          type="number"
          min={0}
          label="Graine du tirage au sort"
          hint="Départage les demandes en tout point égales ; la même graine redonne les mêmes listes."
          value={fieldOf(form, 'seed') ?? '1'}
          error={errorOf(issues, 'seed')}
        />
        <CheckField
          name="thorough"
          label="Resserrer la preuve (quelques secondes de plus, séances de 250 places au plus)"
          checked={fieldOf(form, 'thorough') !== null}
        />
      </div>
    </details>
  );
};
