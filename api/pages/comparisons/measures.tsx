import type { PresentedComparison, PresentedMeasure } from '../../present/comparison.ts';
import { happened, sideOf } from '../../present/comparisonSummary.ts';
import { Table } from '../frame/table.tsx';
import { armColumns } from './armColumns.ts';
import { APART, Difference } from './cells.tsx';

const SIDES = {
  better: { tone: 'ok', label: 'mieux' },
  worse: { tone: 'bad', label: 'moins bien' },
  changed: APART,
} as const;

/** Every measure under every way to make lists. What never happened is told at the end. */
export const Measures = ({ comparison }: { readonly comparison: PresentedComparison }) => {
  const { measures } = comparison;
  const shown = measures.filter(happened);
  const silent = measures.filter((measure) => !happened(measure));
  return (
    <>
      <Table
        caption="Chaque mesure, et sous elle la différence avec la référence, entre crochets son intervalle à 95 %"
        columns={[{ label: 'Mesure' }, ...armColumns(comparison)]}
        rows={shown.map((measure) => [
          <Name measure={measure} />,
          ...measure.arms.map((_, a) => <Cell measure={measure} arm={a} />),
        ])}
      />
      {silent.length === 0 ? null : (
        <p class="small soft">
          Nul, ou sans objet, sous toutes les façons de faire : {silent.map(({ label }) => label).join(', ')}.
        </p>
      )}
    </>
  );
};

const WANTED = { more: 'plus : mieux', less: 'moins : mieux' } as const;

const Name = ({ measure: { label, definition, better } }: { readonly measure: PresentedMeasure }) => (
  <>
    {label}
    {better === null ? null : <span class="small soft"> ({WANTED[better]})</span>}
    <br />
    <span class="definition soft">{definition}</span>
  </>
);

const Cell = ({ measure, arm }: { readonly measure: PresentedMeasure; readonly arm: number }) => {
  const { text, difference } = measure.arms[arm]!;
  const side = difference === null ? null : sideOf(difference, measure.better);
  return (
    <>
      {text}
      {difference === null ? null : (
        <Difference {...difference} unit={measure.unit} worth={side === null ? null : SIDES[side]} />
      )}
    </>
  );
};
