import { figure } from '../../present/format.ts';
import type { MapClass, PresentedMap, PresentedMapPlace } from '../../present/territoryMap.ts';
import { Table } from '../frame/table.tsx';
import type { MapBox, MapShapes } from './mapShapes.ts';

/** Lines that tell classes apart where colours do not, in tenths of a map's hatch. */
const HATCHES: { readonly [C in MapClass]: string | null } = {
  'most-fragile': 'M0 0L10 10M0 10L10 0',
  fragile: 'M0 10L10 0',
  'less-fragile': null,
  reached: null,
  'within-tolerance': 'M5 0V10',
  short: 'M0 10L10 0',
  'far-short': 'M0 0L10 10M0 10L10 0',
  empty: 'M2 5H8',
  withheld: 'M0 5H10',
  none: 'M4.5 5h1',
};

/** Width of a hatch on a map 1,100 units wide. */
const HATCH = 10;
const WHOLE = 1_100;

const boxText = ({ x, y, width, height }: MapBox): string => `${x} ${y} ${width} ${height}`;

/**
 * A map of the quartiers with its legend, and the table that says the same beside it. The links are the table's; a script lets a click on
 * the map follow them.
 */
export const TerritoryMap = ({
  map,
  shapes,
  box,
  placeHref,
  selected,
}: {
  readonly map: PresentedMap;
  /** Null: the territory gives no contour, and there is only the table. */
  readonly shapes: MapShapes | null;
  readonly box: MapBox | null;
  readonly placeHref: (place: PresentedMapPlace) => string;
  /** Quartier chosen. */
  readonly selected: string | null;
}) => (
  <figure class="chart map">
    <figcaption>{map.colouring.label}</figcaption>
    {shapes === null || box === null ? (
      <p class="empty">Ce territoire ne donne pas de contours : le tableau dit la même chose que la carte.</p>
    ) : (
      <div class="map-drawing">
        <MapSvg {...{ map, shapes, box, selected }} />
        <Legend map={map} />
      </div>
    )}
    <section class="map-table" tabindex={0} aria-label="La carte, en tableau">
      <Table
        caption={`${map.colouring.label}, en tableau`}
        hideCaption
        columns={[
          { label: map.of === 'commune' ? 'Commune' : 'Quartier' },
          { label: 'Classe' },
          { label: 'Chiffres' },
        ]}
        rows={map.places.map((place) => [
          <a
            href={placeHref(place)}
            data-place={place.quartier ?? place.commune}
            aria-current={place.quartier !== null && place.quartier === selected ? 'true' : undefined}
          >
            {place.label}
          </a>,
          <>
            <Swatch of={place.class} /> {place.classLabel}
          </>,
          place.text === '' ? 'sans chiffre' : place.text,
        ])}
        empty="Rien ne répond à ces filtres."
      />
    </section>
  </figure>
);

const MapSvg = ({
  map,
  shapes,
  box,
  selected,
}: Pick<Parameters<typeof TerritoryMap>[0], 'map' | 'selected'> & {
  readonly shapes: MapShapes;
  readonly box: MapBox;
}) => {
  const communes = new Set(map.places.map(({ commune }) => commune));
  const chosen = selected === null ? undefined : shapes.quartiers.get(selected);
  return (
    <svg viewBox={boxText(box)} role="img" aria-labelledby="carte-titre carte-description">
      <title id="carte-titre">{`Carte : ${map.colouring.label}`}</title>
      <desc id="carte-description">{map.description}</desc>
      <defs>
        {map.legend.map((each) => (
          <Motif of={each.class} size={(HATCH * box.width) / WHOLE} />
        ))}
      </defs>
      <g>
        <g class="map-faint">
          {map.rows
            .filter(({ commune }) => !communes.has(commune))
            .map(({ quartier }) => (
              <path d={shapes.quartiers.get(quartier)?.path ?? ''} />
            ))}
        </g>
        {map.legend.map((each) => (
          <g class={`map-area map-${each.class}`} fill={`url(#motif-${each.class})`}>
            {map.rows
              .filter(
                (row) =>
                  row.class === each.class && communes.has(row.commune) && shapes.quartiers.has(row.quartier),
              )
              .map((row) => (
                <path
                  d={shapes.quartiers.get(row.quartier)?.path ?? ''}
                  data-place={map.of === 'commune' ? row.commune : row.quartier}
                >
                  <title>{`${map.of === 'commune' ? row.communeName : row.label} : ${row.classLabel}`}</title>
                </path>
              ))}
          </g>
        ))}
        <path class="map-quartier" d={shapes.quartierBorders} />
        <path class="map-commune" d={shapes.communeBorders} />
        {chosen === undefined ? null : <path class="map-chosen" d={chosen.path} />}
      </g>
    </svg>
  );
};

const Motif = ({ of, size }: { readonly of: MapClass; readonly size: number }) => {
  const hatch = HATCHES[of];
  return (
    <pattern
      id={`motif-${of}`}
      width="10"
      height="10"
      patternUnits="userSpaceOnUse"
      patternTransform={`scale(${Math.round((size / 10) * 1_000) / 1_000})`}
    >
      <rect class={`map-ground map-${of}`} width="10" height="10" />
      {hatch === null ? null : <path class={`map-hatch map-${of}`} d={hatch} />}
    </pattern>
  );
};

/** The colour and hatch of a class, before its name. */
const Swatch = ({ of }: { readonly of: MapClass }) => {
  const hatch = HATCHES[of];
  return (
    <svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
      <rect class={`map-ground map-${of}`} width="20" height="10" />
      {hatch === null ? null : <path class={`map-hatch map-${of}`} d={hatch} />}
      {hatch === null ? null : <path class={`map-hatch map-${of}`} d={hatch} transform="translate(10)" />}
    </svg>
  );
};

const Legend = ({ map }: { readonly map: PresentedMap }) => (
  <ul class="legend" aria-label="Légende">
    {map.legend.map((each) => (
      <li>
        <Swatch of={each.class} /> {each.label} <span class="soft">({figure(each.count)})</span>
      </li>
    ))}
  </ul>
);
