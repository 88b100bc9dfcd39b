import type { Child } from 'hono/jsx';
import type { IsoDay } from '../../../engine/domain/ids.ts';
import type { PresentedOrientation } from '../../present/coordinationOrientations.ts';
import { longDay, sentence } from '../../present/format.ts';
import type { GuidanceStatus, PresentedGuidance } from '../../present/guidance.ts';
import { Badge, CertaintyBadge, type Tone } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';

const TONES: { readonly [S in GuidanceStatus]: Tone } = {
  proposed: 'info',
  'to-come': 'info',
  'in-force': 'ok',
  over: 'plain',
  ended: 'plain',
  'given-up': 'plain',
};

/** Recommendations one by one: place, words, what is counted, each step; then what may be done. */
export const GuidanceList = ({
  items,
  empty,
  orientations = [],
  stepsOf,
}: {
  readonly items: readonly PresentedGuidance[];
  readonly empty: string;
  readonly orientations?: readonly PresentedOrientation[];
  /** Under each: forms; left out: who reads may do nothing. */
  readonly stepsOf?: (item: PresentedGuidance) => Child;
}) =>
  items.length === 0 ? (
    <p class="empty">{empty}</p>
  ) : (
    <div>
      {items.map((item) => {
        const counted = orientations.find(({ id }) => id === item.id);
        return (
          <article class="card">
            <h3 class="first">
              {item.placeName} <Badge tone={TONES[item.status]}>{item.statusText}</Badge>{' '}
              <CertaintyBadge certainty={item.certainty} />
            </h3>
            <p>« {item.text} »</p>
            {item.rowText === null ? (
              <p class="soft">Rien ne se compte : ce texte est montré avec les logements du lieu.</p>
            ) : (
              <p>{sentence(item.rowText)}.</p>
            )}
            {counted === undefined ? null : (
              <p>
                Bilan {counted.text} {counted.held === null ? null : <HeldBadge held={counted.held} />}
              </p>
            )}
            {item.entered ? (
              <ul class="soft small">
                {item.steps.map(({ text, by }) => (
                  <li>
                    {sentence(text)} (inscrite par {by})
                  </li>
                ))}
              </ul>
            ) : (
              <p class="soft small">
                Écrite dans les règles du territoire, depuis le {longDay(item.from as IsoDay)}.
              </p>
            )}
            {stepsOf ? stepsOf(item) : null}
          </article>
        );
      })}
    </div>
  );

const HeldBadge = ({ held }: { readonly held: boolean }) => (
  <Badge tone={held ? 'ok' : 'warn'}>{held ? 'tenue' : 'pas tenue'}</Badge>
);

/** What the orientations of the semester, and of the one before, brought. */
export const Orientations = ({ items }: { readonly items: readonly PresentedOrientation[] }) => (
  <Table
    caption="Ce que les préconisations qui se comptent ont apporté, depuis leur premier jour"
    columns={[{ label: 'Lieu' }, { label: 'Ce qui se compte' }, { label: 'Bilan' }, { label: 'Constat' }]}
    rows={items.map(({ placeName, rowText, text, held }) => [
      placeName,
      sentence(rowText),
      sentence(text),
      held === null ? <span class="soft">rien à dire</span> : <HeldBadge held={held} />,
    ])}
    empty="Aucune préconisation qui se compte n’était en vigueur ce semestre, ni celui d’avant."
  />
);
