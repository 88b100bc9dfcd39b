import type { RankMoves } from '../../../scoring/rankMoves.ts';
import { fieldName, PART_NAMES, type PresentedDiff } from '../../present/methodDiff.ts';
import { type Choice, SelectField } from '../frame/field.tsx';
import { Notice } from '../frame/notice.tsx';
import { Page, type Viewer } from '../frame/page.tsx';
import { Table } from '../frame/table.tsx';
import { Moves } from './moves.tsx';

/** First places looked at when two orders are compared. */
export const FIRST_PLACES = 100;

const CHANGES = { added: 'ajouté', removed: 'retiré', changed: 'changé' } as const;

/** Two methods side by side: what their texts say otherwise, and what it does to the order. */
export const ComparePage = ({
  viewer,
  choices,
  from,
  to,
  diff,
  moves,
}: {
  readonly viewer: Viewer;
  readonly choices: readonly Choice[];
  readonly from: string;
  readonly to: string;
  readonly diff: PresentedDiff;
  /** Null: not for who asks. */
  readonly moves: RankMoves | 'not-orders' | null;
}) => (
  <Page
    title="Comparer deux méthodes"
    section="methods"
    viewer={viewer}
    back={{ href: '/methodes', label: 'Méthodes' }}
  >
    <form method="get" action="/methodes/comparer" class="filters">
      <SelectField name="avant" label="Avant" choices={choices} value={from} />
      <SelectField name="apres" label="Après" choices={choices} value={to} />
      <button type="submit">Comparer</button>
    </form>
    <h2>Ce que disent les textes</h2>
    <p>
      De « {diff.from} » à « {diff.to} ».
    </p>
    <Table
      caption="Différences"
      hideCaption
      empty="Les deux méthodes disent la même chose."
      columns={[{ label: 'Partie' }, { label: 'Ce qui change' }, { label: 'Avant' }, { label: 'Après' }]}
      rows={diff.changes.flatMap(rowsOf)}
    />
    <h2>Ce que cela fait à l’ordre des demandes</h2>
    {moves === null ? (
      <p>Ce compte porte sur toutes les demandes : il est fait pour la coordination et l’administrateur.</p>
    ) : moves === 'not-orders' ? (
      <Notice>
        <p>L’une des deux ne range pas les demandes : elle pondère. Comparez deux méthodes qui ordonnent.</p>
      </Notice>
    ) : (
      <Moves moves={moves} />
    )}
  </Page>
);

type Change = PresentedDiff['changes'][number];

/** A part that changed takes a line for each field; one that came or went, a single line with its points and condition. */
const rowsOf = ({ part, label, change, fields }: Change): readonly (readonly string[])[] => {
  const name = part === 'method' ? PART_NAMES[part] : `${PART_NAMES[part]} « ${label} »`;
  if (change === 'changed')
    return fields.map(({ field, from, to }) => [name, fieldName(field), from ?? '—', to ?? '—']);
  const said = fields
    .filter(({ field }) => field === 'points' || field === 'when')
    .map(({ field, from, to }) => `${fieldName(field)} : ${to ?? from}`)
    .join(' ; ');
  const text = said === '' ? 'présent' : said;
  return [[name, CHANGES[change], change === 'added' ? '—' : text, change === 'added' ? text : '—']];
};
