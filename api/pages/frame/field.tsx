import type { Child } from 'hono/jsx';

interface FieldProps {
  readonly name: string;
  readonly label: Child;
  /** Under the label: format expected, an example. */
  readonly hint?: Child;
  /** What is wrong with what was typed, and what to do. */
  readonly error?: Child | undefined;
  /** Distinguishes the fields of one name in one page. */
  readonly id?: string;
}

const described = (id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>): string | undefined =>
  [hint ? `${id}-aide` : null, error ? `${id}-erreur` : null].filter(Boolean).join(' ') || undefined;

const Around = ({ id, label, hint, error, children }: FieldProps & { id: string; children?: Child }) => (
  <div class={error ? 'field wrong' : 'field'}>
    <label for={id}>{label}</label>
    {hint ? (
      <p class="hint" id={`${id}-aide`}>
        {hint}
      </p>
    ) : null}
    {error ? (
      <p class="error" id={`${id}-erreur`}>
        {error}
      </p>
    ) : null}
    {children}
  </div>
);

/** One line of text, a number, a date. What was typed is given back in `value` when it is refused. */
export const TextField = ({
  type = 'text',
  value,
  required = false,
  min,
  max,
  ...field
}: FieldProps & {
  readonly type?: 'text' | 'number' | 'date' | 'search' | 'password';
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
}) => {
  const id = field.id ?? field.name;
  return (
    <Around {...field} id={id}>
      <input
        id={id}
        name={field.name}
        type={type}
        value={value}
        required={required}
        min={min}
        max={max}
        autocomplete="off"
        aria-invalid={field.error ? 'true' : undefined}
        aria-describedby={described(id, field)}
      />
    </Around>
  );
};

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of a closed list. */
export const SelectField = ({
  choices,
  value,
  ...field
}: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string | undefined }) => {
  const id = field.id ?? field.name;
  return (
    <Around {...field} id={id}>
      <select
        id={id}
        name={field.name}
        aria-invalid={field.error ? 'true' : undefined}
        aria-describedby={described(id, field)}
      >
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Around>
  );
};

/** A box to tick. */
export const CheckField = ({
  name,
  label,
  value = 'oui',
  checked = false,
  id = `${name}-${value}`,
}: Pick<FieldProps, 'name' | 'label' | 'id'> & { readonly value?: string; readonly checked?: boolean }) => (
  <div class="field check">
    <input id={id} name={name} type="checkbox" value={value} checked={checked} />
    <label for={id}>{label}</label>
  </div>
);
