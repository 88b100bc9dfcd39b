import type { PresentedBilan, PresentedDefinition, PresentedFigure } from '../../present/bilan.ts';
import type { PresentedBilanTarget } from '../../present/bilanTargets.ts';
import { figure, percent } from '../../present/format.ts';
import { STANDINGS } from '../../present/targetSummary.ts';
import { Badge, CertaintyBadge } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';
import { STANDING_TONES } from './standing.tsx';

/** Figures of a place that its line gives; the file has them all. */
const KEY_FIGURES: readonly string[] = [
  'decided',
  'signed',
  'decided.modest',
  'decided.first-access.priority',
  'decided.mutations',
  'decided.npru.yes',
  'wait.median',
  'rank.1.refused',
];

const number = (value: number, unit: PresentedDefinition['unit']): string =>
  figure(value, unit === 'months' ? 1 : 0);

const signed = (value: number, unit: PresentedDefinition['unit']): string =>
  `${value > 0 ? '+' : ''}${number(value, unit)}`;

/** "1 204" with "45 %" and "+12" under it; what is null is withheld, or not known. */
const Shown = ({
  of,
  unit,
}: {
  readonly of: PresentedFigure | undefined;
  readonly unit: PresentedDefinition['unit'];
}) => {
  if (of === undefined || of.value === null) return <span class="soft">n. c.</span>;
  const beside = [
    ...(of.share === null ? [] : [percent(of.share, 1)]),
    ...(of.difference === null ? [] : [`${signed(of.difference, unit)} sur un an`]),
  ];
  return (
    <>
      {number(of.value, unit)}
      {beside.length === 0 ? null : (
        <>
          <br />
          <small>{beside.join(' ; ')}</small>
        </>
      )}
    </>
  );
};

/** Every figure of the whole, section by section; what never happened is left to the file. */
export const BilanWhole = ({ bilan }: { readonly bilan: PresentedBilan }) => {
  const { definitions, whole } = bilan;
  const sections = [...new Set(definitions.map(({ section }) => section))];
  return (
    <>
      {sections.map((section, i) => {
        const shown = definitions.filter(
          (each) => each.section === section && whole.years.some((year) => (year[each.id]?.value ?? 0) !== 0),
        );
        return shown.length === 0 ? null : (
          <details open={i === 0}>
            <summary>
              {section} ({figure(shown.length)} chiffres)
            </summary>
            {bilan.years.length === 1 ? (
              <OneYear section={section} definitions={shown} values={whole.years[0] ?? {}} />
            ) : (
              <ManyYears section={section} definitions={shown} bilan={bilan} />
            )}
          </details>
        );
      })}
    </>
  );
};

interface Section {
  readonly section: string;
  readonly definitions: readonly PresentedDefinition[];
}

const OneYear = ({
  section,
  definitions,
  values,
}: Section & { readonly values: Readonly<Record<string, PresentedFigure>> }) => (
  <Table
    caption={section}
    hideCaption
    columns={[
      { label: 'Chiffre' },
      { label: 'Valeur', numeric: true },
      { label: 'Part', numeric: true },
      { label: 'Écart sur un an', numeric: true },
    ]}
    rows={definitions.map((each) => {
      const { value, share, difference } = values[each.id] ?? NOTHING;
      return [
        <Definition of={each} />,
        value === null ? <span class="soft">n. c.</span> : number(value, each.unit),
        share === null ? '' : percent(share, 1),
        difference === null ? '' : signed(difference, each.unit),
      ];
    })}
  />
);

const NOTHING: PresentedFigure = { value: null, share: null, difference: null };

const ManyYears = ({
  section,
  definitions,
  bilan: { years, whole },
}: Section & { readonly bilan: PresentedBilan }) => (
  <Table
    caption={section}
    hideCaption
    columns={[
      { label: 'Chiffre' },
      ...years.map(({ year, running }) => ({
        label: running ? `${year}, en cours` : String(year),
        numeric: true,
      })),
      { label: 'Ensemble', numeric: true },
    ]}
    rows={definitions.map((each) => [
      <Definition of={each} />,
      ...whole.years.map((year) => <Shown of={year[each.id]} unit={each.unit} />),
      <Shown of={whole.together?.[each.id]} unit={each.unit} />,
    ])}
  />
);

/** The name of a figure, which opens on what it is and where it comes from. */
const Definition = ({ of }: { readonly of: PresentedDefinition }) => (
  <>
    {of.of === null ? of.label : <span class="part-of">{of.label}</span>}{' '}
    {of.certainty === 'proposal' ? <CertaintyBadge certainty={of.certainty} /> : null}
    <details class="definition">
      <summary>définition</summary>
      <small>
        {of.definition} Source : {of.source}.
      </small>
    </details>
  </>
);

/** A line for each place, with the figures that matter most, of the last year. */
export const BilanPlaces = ({ bilan, name }: { readonly bilan: PresentedBilan; readonly name: string }) => {
  const figures = KEY_FIGURES.flatMap((id) => bilan.definitions.find((each) => each.id === id) ?? []);
  const last = bilan.years.length - 1;
  const year = bilan.years[last]?.year;
  return (
    <>
      <h2>Ligne par ligne, {year}</h2>
      <Table
        caption={`${name} par ${name.toLocaleLowerCase('fr')}, ${year}`}
        hideCaption
        columns={[{ label: name }, ...figures.map(({ label }) => ({ label, numeric: true }))]}
        rows={bilan.rows.map((row) => [
          row.label,
          ...figures.map(({ id, unit }) => <Shown of={row.years[last]?.[id]} unit={unit} />),
        ])}
        empty="Aucune attribution n’est enregistrée pour cette année."
      />
    </>
  );
};

/** Where targets stood at the end of the year, or stand on the day. */
export const BilanTargets = ({
  targets,
  total,
  year,
}: {
  readonly targets: readonly PresentedBilanTarget[];
  readonly total: number;
  readonly year: number;
}) => (
  <>
    <h2>Objectifs, {year}</h2>
    <Table
      caption={`${figure(total)} objectifs de ce niveau et du territoire`}
      columns={[{ label: 'Objectif' }, { label: 'Où il en est' }, { label: 'Détail' }]}
      rows={targets.map(({ label, status, text, certainty }) => {
        const standing = status ?? 'withheld';
        return [
          label,
          <Badge tone={STANDING_TONES[standing]}>{STANDINGS[standing]}</Badge>,
          <>
            <small>{text}</small> <CertaintyBadge certainty={certainty} />
          </>,
        ];
      })}
      empty="Aucun objectif de ce niveau."
    />
  </>
);
