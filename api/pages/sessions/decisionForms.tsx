import type { PropsWithChildren } from 'hono/jsx';
import { DECISIONS, EXCLUSION_MOTIVES, REFUSAL_REASONS } from '../../../engine/domain/codes.ts';
import type { Form } from '../../http/context.ts';
import type { PresentedCandidacy, PresentedCase } from '../../present/commission.ts';
import {
  CORRECTION_MOTIVES,
  INADMISSIBILITY_MOTIVES,
  MISSING_PAPERS,
  NON_ATTRIBUTION_MOTIVES,
} from '../../records/motives.ts';
import { fieldOf, fieldsOf } from '../form.ts';
import { type Choice, SelectField, TextField } from '../frame/field.tsx';
import { NO_VERDICT, verdictValue } from './decisionForm.ts';
import { sessionHref } from './meeting.ts';

export interface CaseForms {
  readonly session: string;
  readonly version: number;
  readonly day: string;
  readonly of: PresentedCase;
  /** What was sent and refused; empty for a page just opened. */
  readonly sent: Form;
}

const CaseForm = ({
  session,
  version,
  day,
  of,
  number,
  children,
}: PropsWithChildren<Omit<CaseForms, 'sent'> & { readonly number?: string }>) => (
  <form method="post" action={sessionHref(session, '/decisions')} class="filters">
    <input type="hidden" name="version" value={String(version)} />
    <input type="hidden" name="day" value={day} />
    <input type="hidden" name="vacancy" value={of.vacancy} />
    {number === undefined ? null : <input type="hidden" name="number" value={number} />}
    {children}
  </form>
);

/** Decisions by what they must say: article R441-3, with the closed lists of this register. */
const DETAILED = [
  { decision: 'attribution-conditional', details: MISSING_PAPERS },
  { decision: 'non-attribution', details: NON_ATTRIBUTION_MOTIVES },
  { decision: 'inadmissible', details: INADMISSIBILITY_MOTIVES },
] as const;

/** One choice for each candidate not decided yet, noted together. */
export const VerdictForm = ({ sent, ...forms }: CaseForms) => {
  const open = forms.of.candidates.filter(({ decision }) => decision === null);
  if (open.length === 0) return null;
  const typed = fieldsOf(sent, 'verdict');
  return (
    <CaseForm {...forms}>
      {open.map((candidate, i) => (
        <VerdictChoice vacancy={forms.of.vacancy} candidate={candidate} value={typed[i] ?? NO_VERDICT} />
      ))}
      <button type="submit" class="main" name="geste" value="noter">
        Noter ces décisions
      </button>
      {open.length === forms.of.candidates.length ? (
        <button type="submit" name="geste" value="rangs">
          Attribuer à tous, dans l’ordre des rangs
        </button>
      ) : null}
    </CaseForm>
  );
};

const VerdictChoice = ({
  vacancy,
  candidate,
  value,
}: {
  readonly vacancy: string;
  readonly candidate: PresentedCandidacy;
  readonly value: string;
}) => {
  const id = `verdict-${vacancy}-${candidate.rank}`;
  const option = (chosen: string, label: string) => (
    <option value={chosen} selected={chosen === value}>
      {label}
    </option>
  );
  return (
    <div class="field">
      <input type="hidden" name="number" value={candidate.number} />
      <label for={id}>
        Rang {candidate.rank} : <span class="mono">{candidate.number}</span>
      </label>
      <select id={id} name="verdict">
        {option(NO_VERDICT, 'pas encore de décision')}
        {option('attribution', DECISIONS.attribution)}
        {option('attribution-ranked', DECISIONS['attribution-ranked'])}
        {DETAILED.map(({ decision, details }) => (
          <optgroup label={DECISIONS[decision]}>
            {Object.entries(details).map(([detail, label]) => option(verdictValue(decision, detail), label))}
          </optgroup>
        ))}
      </select>
    </div>
  );
};

const choicesOf = (table: Readonly<Record<string, string>>): readonly Choice[] => [
  { value: '', label: 'Choisir' },
  ...Object.entries(table).map(([value, label]) => ({ value, label })),
];

/** What may be noted of the candidate whose turn it is. */
export const TurnForms = ({ sent, ...forms }: CaseForms) => {
  const { of } = forms;
  const candidate = of.candidates.find(({ rank }) => rank === of.turn);
  if (candidate === undefined || !['to-offer', 'offered', 'accepted'].includes(of.standing)) return null;
  const { number, entries } = candidate;
  const about = { ...forms, number };
  const id = (field: string): string => `${field}-${of.vacancy}`;
  return (
    <>
      {of.standing === 'to-offer' ? (
        <CaseForm {...about}>
          <TextField
            name="dueDay"
            id={id('dueDay')}
            type="date"
            label="Réponse jusqu’au (vide : le délai du territoire)"
            value={fieldOf(sent, 'dueDay') ?? ''}
          />
          <button type="submit" class="main" name="geste" value="offer">
            Noter l’offre faite au rang {candidate.rank}
          </button>
        </CaseForm>
      ) : null}
      {of.standing === 'offered' && entries.offer !== null ? (
        <CaseForm {...about}>
          <input type="hidden" name="offer" value={String(entries.offer)} />
          <button type="submit" class="main" name="geste" value="answer:accepted">
            Offre acceptée
          </button>
          <SelectField
            name="reason"
            id={id('reason')}
            label="Raison d’un refus"
            value={fieldOf(sent, 'reason') ?? ''}
            choices={choicesOf(REFUSAL_REASONS)}
          />
          <button type="submit" name="geste" value="answer:refused">
            Offre refusée
          </button>
        </CaseForm>
      ) : null}
      {of.standing === 'accepted' ? (
        <CaseForm {...about}>
          {candidate.decision === 'attribution-conditional' && entries.condition === null ? (
            <>
              <button type="submit" name="geste" value="condition:met">
                Pièce reçue
              </button>
              <button type="submit" name="geste" value="condition:unmet">
                Condition non remplie
              </button>
            </>
          ) : null}
          <button type="submit" class="main" name="geste" value="lease">
            Bail signé
          </button>
        </CaseForm>
      ) : null}
      <details class="small">
        <summary>
          Passer le tour du rang {candidate.rank}
          <span class="hidden"> du logement {of.vacancy}</span>
        </summary>
        <CaseForm {...about}>
          <SelectField
            name="motive"
            id={id('pass')}
            label="Motif"
            value={fieldOf(sent, 'motive') ?? ''}
            choices={choicesOf(EXCLUSION_MOTIVES)}
          />
          <button type="submit" name="geste" value="pass">
            Passer son tour
          </button>
        </CaseForm>
      </details>
    </>
  );
};

const ENTRY_LABELS = {
  decision: 'la décision',
  offer: 'l’offre',
  answer: 'la réponse',
  condition: 'la condition',
  passed: 'le tour passé',
  lease: 'le bail',
} as const satisfies { readonly [E in keyof PresentedCandidacy['entries']]: string };

/** Takes an entry back: it stays in the register, with the correction that says it did not happen. */
export const CorrectionForm = ({ sent: _, ...forms }: CaseForms) => {
  const written = forms.of.candidates.flatMap(({ rank, entries }) =>
    (Object.keys(ENTRY_LABELS) as (keyof typeof ENTRY_LABELS)[]).flatMap((field) => {
      const seq = entries[field];
      const label = `écriture ${seq} : ${ENTRY_LABELS[field]} du rang ${rank}`;
      return seq === null ? [] : [{ value: String(seq), label }];
    }),
  );
  if (written.length === 0) return null;
  const { vacancy } = forms.of;
  return (
    <details class="small">
      <summary>
        Corriger une écriture<span class="hidden"> du logement {vacancy}</span>
      </summary>
      <CaseForm {...forms}>
        <SelectField name="of" id={`of-${vacancy}`} label="Écriture à annuler" choices={written} />
        <SelectField
          name="motive"
          id={`correction-${vacancy}`}
          label="Motif"
          choices={choicesOf(CORRECTION_MOTIVES)}
        />
        <button type="submit" name="geste" value="correct">
          Annuler cette écriture
        </button>
      </CaseForm>
      <p>L’écriture d’origine reste au registre ; notez ensuite ce qui est juste.</p>
    </details>
  );
};
