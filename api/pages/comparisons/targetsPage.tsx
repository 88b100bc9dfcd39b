import type { PresentedTargetEnd } from '../../present/comparisonTargets.ts';
import { GROUP_LABELS } from '../../present/comparisonWords.ts';
import { alphabetical, count, figure, monthText, percent } from '../../present/format.ts';
import type { Filters } from '../frame/addressFilters.ts';
import type { Choice } from '../frame/field.tsx';
import { FilterBar, FilterSelect } from '../frame/filterBar.tsx';
import { Pager, paged } from '../frame/pager.tsx';
import { Table } from '../frame/table.tsx';
import { armColumns } from './armColumns.ts';
import { APART, Difference, NOT_SHOWN } from './cells.tsx';
import { ComparisonFrame, type ComparisonPageProps } from './frame.tsx';
import { comparisonHref } from './hrefs.ts';

export const LEVELS: readonly Choice[] = Object.entries(GROUP_LABELS).map(([value, label]) => ({
  value,
  label,
}));
export const KEPT: readonly Choice[] = [
  { value: 'ecarts', label: 'Ceux où une différence se détache' },
  { value: 'manques', label: 'Ceux qui manquent sous une façon de faire' },
];

/** Targets of a comparison that the address asks for, those of the largest differences first. */
export const targetsAsked = (
  targets: readonly PresentedTargetEnd[],
  { niveau, objectif, lieux }: Filters,
): readonly PresentedTargetEnd[] =>
  targets
    .filter(
      ({ group, target, arms }) =>
        (niveau == null || group === niveau) &&
        (objectif == null || target === objectif) &&
        (lieux !== 'ecarts' || arms.some(({ apart }) => apart)) &&
        (lieux !== 'manques' || arms.some(({ short }) => (short ?? 0) > 0)),
    )
    .map((row) => ({ row, spread: spreadOf(row) }))
    .sort((a, b) => b.spread - a.spread || alphabetical(a.row.label, b.row.label))
    .map(({ row }) => row);

const spreadOf = ({ arms }: PresentedTargetEnd): number =>
  Math.max(0, ...arms.map(({ difference }) => Math.abs(difference ?? 0)));

/** Where each target stands at the end, place by place, under each way to make lists. */
export const TargetsPage = ({
  comparison,
  viewer,
  targets,
  kinds,
  asked,
  page,
}: ComparisonPageProps & {
  /** As `targetsAsked` gave them. */
  readonly targets: readonly PresentedTargetEnd[];
  readonly kinds: readonly Choice[];
  readonly asked: Filters;
  readonly page: number;
}) => {
  const path = comparisonHref(comparison.id, '/objectifs');
  const { shown, last } = paged(targets, page);
  return (
    <ComparisonFrame comparison={comparison} viewer={viewer} room="/objectifs">
      <h2>Objectifs par lieu</h2>
      <FilterBar action={path} filters={asked}>
        <FilterSelect name="niveau" label="Niveau" filters={asked} all="Tous les niveaux" choices={LEVELS} />
        <FilterSelect
          name="objectif"
          label="Objectif"
          filters={asked}
          all="Tous les objectifs"
          choices={kinds}
        />
        <FilterSelect name="lieux" label="Lieux" filters={asked} all="Tous les lieux" choices={KEPT} />
      </FilterBar>
      <Table
        caption={`${count(targets.length, 'objectif dans son lieu', 'objectifs dans leur lieu')}, les plus grandes différences d’abord : logements qui manquent, part atteinte, différence avec la référence et son intervalle à 95 %. « ${NOT_SHOWN} » : non montré, ou rien à compter`}
        empty="Aucun objectif ne répond à ces filtres : retirez-en un."
        columns={[{ label: 'Objectif et lieu' }, ...armColumns(comparison)]}
        rows={shown.map(({ label, day, arms }) => [
          <>
            {label} <span class="definition soft">fin {monthText(day)}</span>
          </>,
          ...arms.map((arm) =>
            arm.short === null ? (
              NOT_SHOWN
            ) : (
              <>
                {figure(arm.short, 1)}
                {arm.share === null ? null : <span class="soft"> ({percent(arm.share)})</span>}
                <Difference
                  {...arm}
                  mean={arm.difference}
                  unit="dwellings"
                  worth={arm.apart ? APART : null}
                />
              </>
            ),
          ),
        ])}
      />
      <Pager path={path} filters={asked} page={page} last={last} />
    </ComparisonFrame>
  );
};
