import type { PresentedCandidate } from '../../present/candidate.ts';
import { Badge, type Tone } from '../frame/badge.tsx';
import { Table } from '../frame/table.tsx';

type Effect = PresentedCandidate['effects'][number];

const TONES: { readonly [D in Effect['direction']]: Tone } = { towards: 'ok', away: 'warn', none: 'plain' };
const SIGNS: { readonly [D in Effect['direction']]: string } = { towards: '▲', away: '▼', none: '=' };

/** Ranks side by side; the lists of ten are not compared target by target. */
const MOST_RANKS = 4;

/** What the lease of each of the first candidates would do to each target that looks at the place. */
export const Effects = ({ candidates }: { readonly candidates: readonly PresentedCandidate[] }) => {
  const compared = candidates.slice(0, MOST_RANKS);
  const targets = compared[0]?.effects ?? [];
  return (
    <section id="objectifs">
      <h2>Effet sur les objectifs du lieu</h2>
      <Table
        caption={
          compared.length < candidates.length
            ? `Avant et après le bail, pour les ${MOST_RANKS} premiers rangs`
            : 'Avant et après le bail, rang par rang'
        }
        columns={[
          { label: 'Objectif' },
          ...compared.map(({ rank, number }) => ({ label: `Rang ${rank}, ${number}` })),
        ]}
        rows={targets.map(({ target, label }) => [
          label,
          ...compared.map(({ effects }) => <Cell effect={effects.find((e) => e.target === target)} />),
        ])}
        empty={
          candidates.length === 0
            ? 'Sans candidat, aucun objectif ne change.'
            : 'Aucun objectif ne porte sur ce lieu.'
        }
      />
    </section>
  );
};

const Cell = ({ effect }: { readonly effect: Effect | undefined }) =>
  effect === undefined ? (
    <>—</>
  ) : (
    <>
      <span aria-hidden="true">
        <Badge tone={effect.unknown ? 'warn' : TONES[effect.direction]}>
          {effect.unknown ? '?' : SIGNS[effect.direction]}
        </Badge>
      </span>{' '}
      {effect.text}
    </>
  );
