import type { IsoDay } from '../../../engine/domain/ids.ts';
import type { Issue } from '../../../engine/domain/issue.ts';
import {
  CORRECTION_CHOICES,
  type PresentedLife,
  type PresentedStanding,
  REMOVAL_CHOICES,
} from '../../present/demandLife.ts';
import { issueText } from '../../present/messages.ts';
import { SelectField, TextField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { errorOf, Refused } from '../frame/refused.tsx';
import { Table } from '../frame/table.tsx';

/** What a form sent that is refused, and why. */
export interface RefusedForm {
  readonly form: 'renew' | 'remove' | 'correct';
  readonly issues: readonly Issue[];
  readonly on: string;
  readonly code: string;
}

/** Issues told beside a field; the others stand above the forms. */
const FIELDS: readonly string[] = ['on', 'code'];

/** What an officer does with one demand outside commissions. Its number goes in the body of forms. */
export const KeepingPage = ({
  viewer,
  standing,
  today,
  done,
  refused,
}: {
  readonly viewer: Viewer;
  readonly standing: PresentedStanding;
  readonly today: IsoDay;
  /** What was just written. */
  readonly done?: string;
  readonly refused?: RefusedForm;
}) => {
  const { number, stored, closed, text, lives } = standing;
  return (
    <Page
      title={`Gérer la demande ${number}`}
      section="demand"
      viewer={viewer}
      back={{ href: '/demande', label: 'Une autre demande' }}
      lead={text}
    >
      {done === undefined ? null : (
        <Notice tone="ok" title={done}>
          <p>L’écriture est au registre. Les listes la connaissent à partir du lendemain de son jour.</p>
        </Notice>
      )}
      <Refused texts={(refused?.issues ?? []).filter(({ path }) => !FIELDS.includes(path)).map(issueText)} />
      <Entries number={number} lives={lives} mayOpen={viewer.may('/registre/{seq}')} />
      {!stored || closed ? null : (
        <div class="columns">
          <RenewForm number={number} today={today} refused={refused} />
          <RemoveForm number={number} today={today} refused={refused} />
        </div>
      )}
      <div class="columns">
        <form method="post" action="/demande/dossier/donnees" class="card">
          <h2>Donner au ménage ses données</h2>
          <p>
            Tout ce qui est gardé de lui, avec l’explication de sa demande, en un fichier JSON à lui remettre.
            Les autres ménages n’y sont pas ; ce qui est d’autres bailleurs est donné par l’administrateur.
          </p>
          <input type="hidden" name="number" value={number} />
          <button type="submit">Télécharger le dossier du ménage</button>
        </form>
        {viewer.may('/demande/dossier/effacement', 'POST') ? (
          <form method="post" action="/demande/dossier/effacement" class="card">
            <h2>Effacer le ménage</h2>
            <p>La page suivante dit ce qui part et ce qui reste, puis demande de confirmer.</p>
            <input type="hidden" name="number" value={number} />
            <button type="submit">Voir ce qui serait effacé</button>
          </form>
        ) : null}
      </div>
    </Page>
  );
};

const Entries = ({
  number,
  lives,
  mayOpen,
}: {
  readonly number: string;
  readonly lives: readonly PresentedLife[];
  readonly mayOpen: boolean;
}) => (
  <section>
    <h2>Ce que dit le registre</h2>
    <Table
      caption="Renouvellements et radiation, corrections comprises"
      hideCaption
      columns={[{ label: 'Fait' }, { label: 'Écriture', numeric: true }, { label: 'Pour une erreur' }]}
      rows={lives.map(({ seq, text }) => [
        text,
        mayOpen ? <a href={`/registre/${seq}`}>{seq}</a> : String(seq),
        <form method="post" action="/demande/dossier/corriger">
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="of" value={String(seq)} />
          <SelectField name="motive" label="Motif" choices={CORRECTION_CHOICES} id={`motif-${seq}`} />
          <button type="submit">Annuler l’écriture {seq}</button>
        </form>,
      ])}
      empty="Ni renouvellement ni radiation n’y est noté : la demande vaut ce que dit le dernier import."
    />
  </section>
);

interface FormProps {
  readonly number: string;
  readonly today: IsoDay;
  readonly refused: RefusedForm | undefined;
}

const RenewForm = ({ number, today, refused }: FormProps) => {
  const own = refused?.form === 'renew' ? refused : undefined;
  return (
    <form method="post" action="/demande/dossier/renouveler" class="card">
      <h2>Renouveler</h2>
      <p>La demande vaut un an de plus, à partir du jour donné.</p>
      <input type="hidden" name="number" value={number} />
      <TextField
        name="on"
        id="jour-renouvellement"
        label="Jour du renouvellement"
        type="date"
        value={own?.on ?? today}
        max={today}
        error={errorOf(own?.issues, 'on')}
        required
      />
      <button type="submit">Noter le renouvellement</button>
    </form>
  );
};

const RemoveForm = ({ number, today, refused }: FormProps) => {
  const own = refused?.form === 'remove' ? refused : undefined;
  return (
    <form method="post" action="/demande/dossier/radier" class="card">
      <h2>Radier</h2>
      <p>La demande n’est plus proposée à partir du lendemain. Une radiation notée par erreur s’annule.</p>
      <input type="hidden" name="number" value={number} />
      <SelectField
        name="code"
        label="Motif de radiation"
        choices={[{ value: '', label: 'Choisir…' }, ...REMOVAL_CHOICES]}
        value={own?.code}
        error={errorOf(own?.issues, 'code')}
      />
      <TextField
        name="on"
        id="jour-radiation"
        label="Jour de la radiation"
        type="date"
        value={own?.on ?? today}
        max={today}
        error={errorOf(own?.issues, 'on')}
        required
      />
      <button type="submit">Noter la radiation</button>
    </form>
  );
};
