import { months, sentence } from '../../present/format.ts';
import type { PresentedNotice } from '../../present/notice.ts';
import type { PresentedWait } from '../../present/wait.ts';
import { Gauge } from '../frame/bars.tsx';
import { Table } from '../frame/table.tsx';

/** Where the demand stands among similar ones, and how long those wait, wish by wish. */
export const Places = ({ notice: { places, wait, similar } }: { readonly notice: PresentedNotice }) => (
  <section>
    <h2>Votre position et l’attente</h2>
    <dl class="facts card">
      <dt>Tous vos souhaits ensemble</dt>
      <dd>
        <Wait wait={wait.together} />
      </dd>
      <dt>Tout le territoire</dt>
      <dd>
        <Wait wait={wait.territory} />
      </dd>
    </dl>
    <Table
      caption="Souhait par souhait, comme si vous n’attendiez que ce choix"
      columns={[{ label: 'Souhait' }, { label: 'Votre position' }, { label: 'Attente' }]}
      rows={places.map(({ label, position, wait: own }) => [
        label,
        <>
          {position.text}
          {position.rank === null ? null : (
            <Gauge value={1 - (position.rank - 1) / Math.max(1, position.of)} target={null} tone="info" />
          )}
        </>,
        <Wait wait={own} />,
      ])}
      empty="Votre demande ne nomme aucune commune : elle n’a de position nulle part."
    />
    <details open>
      <summary>Comment lire ces positions et ces durées</summary>
      <ul class="small">
        {[similar, ...wait.rules].map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </details>
  </section>
);

/** The mean in a word, then all that makes it honest. */
const Wait = ({ wait: { mean, text } }: { readonly wait: PresentedWait }) => (
  <>
    {mean === null || mean.months === null ? null : (
      <>
        <strong>{months(Math.round(mean.months))}</strong> en moyenne.{' '}
      </>
    )}
    <span class="small">{sentence(text)}.</span>
  </>
);
