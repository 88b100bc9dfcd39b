import type { PresentedAssignment } from './assign.ts';
import { count, figure, points } from './format.ts';
import { bullet, heading, spaces, wrap } from './text.ts';

/* The answer of a bare weighted assignment as plain text. */

const LINES = 100;

const paragraph = (text: string): string => wrap(text, { first: spaces(2) });

const cut = (lines: readonly string[]): string[] =>
  lines.length <= LINES
    ? [...lines]
    : [
        ...lines.slice(0, LINES),
        `${spaces(2)}… et ${figure(lines.length - LINES)} autres lignes : --json les donne toutes.`,
      ];

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading(title), ...cut(lines)];

export const assignmentText = (p: PresentedAssignment): string =>
  `${[
    wrap(p.statusText),
    ...(p.proofText === null ? [] : [wrap(p.proofText)]),
    ...p.notices.map((notice) => wrap(notice)),
    ...(p.conflict === null ? [] : section('Ce qui se heurte', [paragraph(p.conflict.text)])),
    ...section(
      'Plus petit assouplissement',
      (p.relaxation ?? []).map(({ text }) => bullet(text)),
    ),
    ...section(
      count(p.assignment.length, 'agent affecté', 'agents affectés'),
      p.assignment.map(({ agent, resource, score }) =>
        paragraph(`${agent} → ${resource} : ${points(score * 1000)}`),
      ),
    ),
    ...section(
      count(p.unassigned.length, 'agent sans affectation', 'agents sans affectation'),
      p.unassigned.map(paragraph),
    ),
    ...section(
      'Ressources',
      p.resources.map(({ id, agents, used, capacity, minimum }) =>
        paragraph(
          `${id} : ${count(agents, 'agent', 'agents')}, ${figure(used)} sur ${figure(capacity)}${minimum > 0 ? ` (au moins ${figure(minimum)})` : ''}`,
        ),
      ),
    ),
    ...section(
      'Quotas',
      p.quotas.map(({ id, text }) => bullet(`${id} : ${text}`)),
    ),
  ].join('\n')}\n`;
