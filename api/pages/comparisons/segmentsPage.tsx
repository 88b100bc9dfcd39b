import type { PresentedComparison } from '../../present/comparison.ts';
import type { PresentedSegment } from '../../present/comparisonHouseholds.ts';
import { figure, NBSP, percent } from '../../present/format.ts';
import { SelectField } from '../frame/field.tsx';
import { FilterBar } from '../frame/filterBar.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { armColumns } from './armColumns.ts';
import { APART, Difference, NOT_SHOWN } from './cells.tsx';
import { ComparisonFrame, type ComparisonPageProps } from './frame.tsx';
import { comparisonHref } from './hrefs.ts';

type Level = PresentedSegment['levels'][number];

/** The demand by segments: supply and demand, then what each way to make lists brings to each segment. */
export const SegmentsPage = ({
  comparison,
  viewer,
  segment,
  page,
}: ComparisonPageProps & { readonly segment: PresentedSegment; readonly page: number }) => {
  const { id, segments } = comparison;
  const path = comparisonHref(id, '/segments');
  const levels = segment.levels.filter(({ demands }) => demands !== 0);
  const { shown, last } = paged(levels, page);
  return (
    <ComparisonFrame comparison={comparison} viewer={viewer} room="/segments">
      <h2>Segments de la demande</h2>
      <FilterBar action={path}>
        <SelectField
          name="segment"
          label="Segments par"
          value={segment.dimension}
          choices={segments.map(({ dimension, label }) => ({ value: dimension, label }))}
        />
      </FilterBar>
      <p class="small soft">
        {segment.parts
          ? 'Chaque demande est dans un segment et un seul ; un logement est partagé entre eux comme le ferait un tirage parmi les ménages à qui il convient.'
          : 'Une demande compte dans chacun des segments qu’elle nomme ; un logement, dans le sien.'}{' '}
        « {NOT_SHOWN} » : non montré, ou rien à rapporter.
      </p>
      <Table
        caption={`${segment.label} : offre et demande, et part des demandes du segment présentes sur une liste au moins`}
        columns={[
          { label: segment.label },
          { label: 'Demandes', numeric: true },
          { label: 'Logements libérés', numeric: true },
          { label: 'Demandes pour un logement', numeric: true },
          ...armColumns(comparison),
        ]}
        rows={shown.map((level) => [
          level.label,
          shownFigure(level.demands),
          shownFigure(level.supply, 1),
          shownFigure(level.tension, 1),
          ...level.arms.map(listed),
        ])}
      />
      <Changes comparison={comparison} segment={segment} levels={shown} />
      <Pager path={path} filters={{ segment: segment.dimension }} page={page} last={last} />
    </ComparisonFrame>
  );
};

const shownFigure = (value: number | null, decimals = 0): string =>
  value === null ? NOT_SHOWN : figure(value, decimals);

const listed = (arm: Level['arms'][number]) =>
  arm.listedShare === null ? (
    NOT_SHOWN
  ) : (
    <>
      {percent(arm.listedShare, 1)}
      <Difference {...arm} mean={arm.difference} unit="share" worth={arm.apart ? APART : null} />
    </>
  );

/** Households housed, and those who go up and down, in each segment. */
const Changes = ({
  comparison,
  segment,
  levels,
}: {
  readonly comparison: PresentedComparison;
  readonly segment: PresentedSegment;
  readonly levels: readonly Level[];
}) => {
  const moved = comparison.moves.map(
    (moves) => moves?.segments.find(({ dimension }) => dimension === segment.dimension) ?? null,
  );
  const isShown = moved.some((each) => each !== null);
  return (
    <>
      <h2>Ce que chaque façon de faire change</h2>
      <Table
        caption={`Ménages logés par réplication${isShown ? ', et ménages qui montent (↑) et descendent (↓) au regard de la référence' : ''}`}
        columns={[{ label: segment.label }, ...armColumns(comparison)]}
        rows={levels.map((level) => [
          level.label,
          ...level.arms.map(({ housed }, a) => {
            const row = moved[a]?.levels.find((each) => each.level === level.level);
            return (
              <>
                {shownFigure(housed, 1)}
                {row === undefined ? null : (
                  <span class="difference">
                    ↑{NBSP}
                    {shownFigure(row.up)} ↓{NBSP}
                    {shownFigure(row.down)}
                  </span>
                )}
              </>
            );
          }),
        ])}
      />
      {isShown ? null : (
        <p class="small soft">
          Un ménage peut être ici dans plusieurs segments : qui monte et qui descend n’y est pas montré.
        </p>
      )}
    </>
  );
};
