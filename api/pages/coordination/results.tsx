import type { PresentedFigure } from '../../present/bilan.ts';
import type { PresentedCoordination } from '../../present/coordination.ts';
import { figure, percent } from '../../present/format.ts';
import { STANDINGS } from '../../present/targetSummary.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';
import { STANDING_TONES } from '../territory/standing.tsx';

/** Lines on the page; the files have them all. */
const TARGETS_SHOWN = 40;
/** Figures of a place that its line gives. */
const KEY_FIGURES: readonly string[] = [
  'decided',
  'decided.modest',
  'decided.first-access.priority',
  'decided.mutations',
  'decided.npru.yes',
  'wait.median',
];

/** Targets of the places of the area, the missed ones first, then what was attributed in each commune. */
export const Results = ({ dossier }: { readonly dossier: PresentedCoordination }) => {
  const { targets, targetsText, bilan } = dossier;
  const figures = KEY_FIGURES.flatMap((id) => bilan.definitions.find((each) => each.id === id) ?? []);
  return (
    <>
      <p>{targetsText}</p>
      <Table
        caption={
          targets.length > TARGETS_SHOWN
            ? `Objectifs : les ${TARGETS_SHOWN} plus en retard sur ${figure(targets.length)}`
            : 'Objectifs des quartiers et des communes'
        }
        columns={[{ label: 'Objectif' }, { label: 'Où il en est' }, { label: 'Détail' }]}
        rows={targets.slice(0, TARGETS_SHOWN).map(({ label, status, text, certainty }) => {
          const standing = status ?? 'withheld';
          return [
            label,
            <Badge tone={STANDING_TONES[standing]}>{STANDINGS[standing]}</Badge>,
            <>
              <small>{text}</small> <CertaintyBadge certainty={certainty} />
            </>,
          ];
        })}
        empty="Aucun objectif ne se mesure dans ce territoire."
      />
      <Table
        caption="Attributions du semestre, commune par commune"
        columns={[{ label: 'Commune' }, ...figures.map(({ label }) => ({ label, numeric: true }))]}
        rows={[bilan.whole, ...bilan.rows].map(({ label, years }) => [
          label,
          ...figures.map(({ id, unit }) => (
            <Shown of={years[0]?.[id]} decimals={unit === 'months' ? 1 : 0} />
          )),
        ])}
      />
    </>
  );
};

const Shown = ({ of, decimals }: { readonly of: PresentedFigure | undefined; readonly decimals: number }) =>
  of === undefined || of.value === null ? (
    <span class="soft">n. c.</span>
  ) : (
    <>
      {figure(of.value, decimals)}
      {of.share === null ? null : (
        <>
          <br />
          <small>{percent(of.share, 1)}</small>
        </>
      )}
    </>
  );
