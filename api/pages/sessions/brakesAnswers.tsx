import type { PresentedBrake, PresentedBrakes } from '../../present/brakes.ts';
import type { PresentedFrontier } from '../../present/brakesFrontier.ts';
import { figure } from '../../present/format.ts';
import type { PresentedConflict } from '../../present/sessionConflict.ts';
import { CertaintyBadge } from '../frame/badge.tsx';
import { Notice, Reserves } from '../frame/notice.tsx';
import { Table } from '../frame/table.tsx';
import { FAMILY_LABELS, PRICES } from './brakesAsked.ts';
import { FrontierFigure } from './frontierFigure.tsx';

/** What each target costs. */
export const Brakes = ({ brakes }: { readonly brakes: PresentedBrakes }) => (
  <>
    <h2>{PRICES}</h2>
    <p>{brakes.text}</p>
    <BrakeTable title="Objectifs qui coûtent" brakes={brakes.costing} />
    <BrakeTable
      title="Objectifs dont les listes apportent tout ce qu’elles peuvent"
      brakes={brakes.unreachable}
    />
    {brakes.free.length === 0 ? null : (
      <details>
        <summary>{figure(brakes.free.length)} objectifs qui ne coûtent rien de plus</summary>
        <ul>
          {brakes.free.map((label) => (
            <li>{label}</li>
          ))}
        </ul>
      </details>
    )}
    <Reserves notices={brakes.notices} />
  </>
);

const BrakeTable = ({
  title,
  brakes,
}: {
  readonly title: string;
  readonly brakes: readonly PresentedBrake[];
}) =>
  brakes.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <Table
        caption={title}
        hideCaption
        columns={[
          { label: 'Objectif' },
          { label: 'Un de plus', numeric: true },
          { label: 'Un de moins', numeric: true },
          { label: 'Ce que cela veut dire' },
          { label: 'Source' },
        ]}
        rows={brakes.map(({ label, moreText, lessText, text, brakes: others, lists, certainty }) => [
          label,
          moreText,
          lessText,
          <>
            {text}
            {[...others, ...(lists === null ? [] : [lists])].map((line) => (
              <span class="small soft level">{line}</span>
            ))}
          </>,
          <CertaintyBadge certainty={certainty} />,
        ])}
      />
    </>
  );

/** Whether all targets can hold together. */
export const Conflict = ({ conflict }: { readonly conflict: PresentedConflict }) => (
  <>
    <h2>Les objectifs peuvent-ils tenir ensemble ?</h2>
    {conflict.compatible ? (
      <Notice tone="ok">
        <p>{conflict.text}</p>
      </Notice>
    ) : (
      <>
        <ul>
          {conflict.conflicts.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
        {[conflict.relaxation, conflict.fewest, ...conflict.pins].map((text) =>
          text === null ? null : <p>{text}</p>,
        )}
      </>
    )}
  </>
);

/** Points of the lists, against one family of targets. */
export const Frontier = ({ frontier }: { readonly frontier: PresentedFrontier }) => (
  <>
    <h2>Points des listes face {FAMILY_LABELS[frontier.family]}</h2>
    <p>{frontier.text}</p>
    <FrontierFigure frontier={frontier} />
    <ul>
      {frontier.points.map(({ text, moves }) => (
        <li>
          {text}
          {moves === null ? null : <span class="small soft level">{moves}</span>}
        </li>
      ))}
    </ul>
    <Reserves notices={frontier.notices} />
  </>
);
