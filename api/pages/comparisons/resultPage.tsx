import type { PresentedMeasure } from '../../present/comparison.ts';
import { happened } from '../../present/comparisonSummary.ts';
import { NBSP } from '../../present/format.ts';
import { SelectField } from '../frame/field.tsx';
import { FilterBar } from '../frame/filterBar.tsx';
import { Notice } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';
import { ComparisonFrame, type ComparisonPageProps } from './frame.tsx';
import { Moves, NeverListed } from './households.tsx';
import { askAgainHref, comparisonHref } from './hrefs.ts';
import { Intervals } from './intervals.tsx';
import { Measures } from './measures.tsx';

/** What a comparison found, in words first. */
export const ResultPage = ({
  comparison,
  viewer,
  measure,
}: ComparisonPageProps & {
  /** Drawn; null: the first that says something. */
  readonly measure: PresentedMeasure | null;
}) => {
  const { id, arms, reference, measures } = comparison;
  const chosen = measure ?? drawnFirst(measures);
  return (
    <ComparisonFrame comparison={comparison} viewer={viewer} room="">
      <Summary comparison={comparison} />
      <h2 id="differences">Différences avec la référence</h2>
      <FilterBar action={comparisonHref(id)}>
        <SelectField
          name="mesure"
          label="Mesure"
          value={chosen?.id}
          choices={measures.filter(happened).map(({ id: value, label }) => ({ value, label }))}
        />
      </FilterBar>
      {chosen === undefined ? null : <Intervals comparison={comparison} measure={chosen} />}
      <h2>Toutes les mesures</h2>
      <Measures comparison={comparison} />
      <h2>Qui monte, qui descend</h2>
      <Moves comparison={comparison} />
      <h2>Qui n’est jamais sur une liste, et depuis quand</h2>
      <NeverListed comparison={comparison} />
      <h2>Les façons de faire essayées</h2>
      <Table
        caption="Ce que chacune regarde"
        hideCaption
        columns={[{ label: 'Façon de faire' }, { label: 'Ce que la commission reçoit' }]}
        rows={arms.map(({ id: arm, label, text }) => [
          arm === reference ? `${label} (référence)` : label,
          text,
        ])}
      />
    </ComparisonFrame>
  );
};

/** What is missing to the targets, where it has something to say; else the first measure that does. */
const drawnFirst = (measures: readonly PresentedMeasure[]): PresentedMeasure | undefined => {
  const told = measures.filter(happened);
  return told.find(({ id }) => id === 'short') ?? told[0];
};

const Summary = ({ comparison }: Pick<ComparisonPageProps, 'comparison'>) => {
  const { reference, better, worse, changed, open } = comparison.summary;
  const isSilent = better.length + worse.length + changed.length === 0;
  return (
    <section aria-labelledby="resume">
      <h2 id="resume">{`Ce que l’essai établit, au regard de «${NBSP}${reference}${NBSP}»`}</h2>
      {isSilent ? (
        <Notice tone="warn" title="Rien n’est établi">
          <p>Aucune différence ne se détache du hasard, toutes comparaisons prises ensemble.</p>
        </Notice>
      ) : (
        <div class="cards">
          <Sentences title="Mieux" sentences={better} />
          <Sentences title="Moins bien" sentences={worse} />
          {changed.length === 0 ? null : (
            <Sentences title="Autrement, sans qu’un sens soit voulu" sentences={changed} />
          )}
        </div>
      )}
      {open === '' ? null : <p>{open}</p>}
      {comparison.arms.length > 2 ? (
        <p class="small soft">
          Chaque façon de faire n’est comparée qu’à la référence : deux qui s’en détachent ne sont pas
          départagées entre elles. Pour le faire, <a href={askAgainHref(comparison)}>refaites l’essai</a> avec
          l’une d’elles en référence.
        </p>
      ) : null}
    </section>
  );
};

const Sentences = ({
  title,
  sentences,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
}) => (
  <div class="card">
    <h3>{title}</h3>
    {sentences.length === 0 ? (
      <p class="soft">Rien d’établi.</p>
    ) : (
      <ul>
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    )}
  </div>
);
