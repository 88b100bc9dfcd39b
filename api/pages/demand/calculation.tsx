import type { PresentedDatum, PresentedParameter } from '../../present/algorithm.ts';
import { points } from '../../present/format.ts';
import type { PresentedNotice } from '../../present/notice.ts';
import { Badge, CertaintyBadge, type Tone } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';

/** What is owed for a decision taken with an algorithm, in the four parts of its text. */
export const Calculation = ({ notice: { algorithm, method } }: { readonly notice: PresentedNotice }) => (
  <section>
    <h2>Comment le calcul a été fait</h2>
    <p class="small">
      {algorithm.basis} <CertaintyBadge certainty={algorithm.certainty} />
    </p>
    <h3>1. Ce que le calcul décide, et ne décide pas</h3>
    <Texts texts={algorithm.contribution} />
    <h3>2. Vos données lues, et d’où elles viennent</h3>
    <Data data={algorithm.data} />
    <Texts texts={algorithm.sources} />
    <h3>3. Les critères et leur poids, pour votre demande</h3>
    <p>
      Méthode « {method.label} », version {method.version} ; {method.source}{' '}
      <CertaintyBadge certainty={method.certainty} />
    </p>
    <Parameters parameters={algorithm.parameters} />
    <h3>4. Les opérations effectuées</h3>
    <ol>
      {algorithm.operations.map((text) => (
        <li>{text}</li>
      ))}
    </ol>
  </section>
);

const Texts = ({ texts }: { readonly texts: readonly string[] }) => (
  <ul>
    {texts.map((text) => (
      <li>{text}</li>
    ))}
  </ul>
);

const NO = 'non';
const NOT_DECLARED = 'non déclaré';

/** What was read with a value, then in one line each what is "non" and what is not known. */
const Data = ({ data }: { readonly data: readonly PresentedDatum[] }) => {
  const said = data.filter(({ value }) => value !== NO && value !== NOT_DECLARED);
  const line = (title: string, value: string) => {
    const labels = data.filter((datum) => datum.value === value).map(({ label }) => label);
    return labels.length === 0 ? null : (
      <p>
        <strong>{title} :</strong> {labels.join(' ; ')}.
      </p>
    );
  };
  return (
    <>
      <Table
        caption="Données lues"
        columns={[{ label: 'Donnée' }, { label: 'Valeur' }, { label: 'D’où elle vient' }]}
        rows={said.map(({ label, value, origin }) => [label, value, origin])}
      />
      {line('Réponse « non »', NO)}
      {line('Non déclaré', NOT_DECLARED)}
    </>
  );
};

const STATUSES: { readonly [S in PresentedParameter['status']]: readonly [Tone, string] } = {
  met: ['ok', 'rempli'],
  unmet: ['plain', 'non rempli'],
  unknown: ['warn', 'à établir'],
};

const weightText = (weight: PresentedParameter['weight']) =>
  weight === null ? '—' : typeof weight === 'number' ? points(weight * 1000) : <code>{weight}</code>;

const Parameters = ({ parameters }: { readonly parameters: readonly PresentedParameter[] }) => (
  <Table
    caption="Tous les critères de la méthode, remplis ou non"
    columns={[
      { label: 'Critère' },
      { label: 'Rubrique' },
      { label: 'Poids publié' },
      { label: 'Pour vous' },
      { label: 'Points', numeric: true },
    ]}
    rows={parameters.map(({ label, group, weight, status, points: brought }) => {
      const [tone, word] = STATUSES[status];
      return [label, group, weightText(weight), <Badge tone={tone}>{word}</Badge>, points(brought * 1000)];
    })}
    empty="La méthode n’a pas de critère chiffré."
  />
);
