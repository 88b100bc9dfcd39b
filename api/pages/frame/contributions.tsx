import { CERTAINTY_TAGS } from '../../present/certainty.ts';
import type { PresentedContribution } from '../../present/score.ts';
import { Badge } from './badge.tsx';
import { Table } from './table.tsx';

/** What brought each point: the criterion, the values it read, the source of the rule. */
export const Contributions = ({
  caption,
  contributions,
}: {
  readonly caption: string;
  readonly contributions: readonly PresentedContribution[];
}) => (
  <Table
    caption={caption}
    columns={[
      { label: 'Critère' },
      { label: 'Points', numeric: true },
      { label: 'Ce qui est lu' },
      { label: 'Source' },
    ]}
    rows={contributions.map((c) => [
      <>
        {c.label}
        {c.toVerify ? (
          <>
            {' '}
            <Badge tone="warn">à vérifier</Badge>
          </>
        ) : null}
      </>,
      c.pointsText,
      [...c.inputs, ...(c.reduced === null ? [] : [c.reduced])].join(' ; ') || '—',
      <>
        <span class="small">{c.source}</span>{' '}
        <Badge tone={c.certaintyTag === CERTAINTY_TAGS.proposal ? 'warn' : 'plain'}>{c.certaintyTag}</Badge>
      </>,
    ])}
    empty="Aucun critère n’apporte de point aujourd’hui."
  />
);
