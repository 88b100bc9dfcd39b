import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Principal } from '../auth/roles.ts';
import { bilanTable } from '../export/bilanTable.ts';
import { type PresentedBilan, presentBilan, rowName } from '../present/bilan.ts';
import { bilanOf, bilanOwner, MOST_YEARS, OLDEST_YEAR, waitingNow, yearsAsked } from '../service/bilans.ts';
import type { Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { BilanSchema } from './bilansSchemas.ts';
import { problem } from './contents.ts';
import { longPageQuery, pageOf } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const year = z.coerce.number().int().min(OLDEST_YEAR).max(2100).optional();
const by = z.enum(['quartier', 'commune', 'bailleur', 'contingent']).default('commune');

const route = createRoute({
  method: 'get',
  path: '/v1/bilans',
  summary: 'Bilan annuel ou triennal des attributions, chaque chiffre avec sa définition et sa source',
  description:
    'Sans année : la dernière année civile entière. `from` et `years` : plusieurs années. Un bailleur, une commune ou un réservataire ne voit que ce qui est à lui ; un analyste ne voit pas les petits effectifs. En CSV ou en XLSX : tous les lieux, sans page.',
  request: {
    query: z.strictObject({
      year,
      from: year,
      years: z.coerce.number().int().min(1).max(MOST_YEARS).optional(),
      by,
      ...longPageQuery,
      ...tableQuery,
    }),
  },
  responses: {
    200: jsonOrTable(BilanSchema, 'Le bilan, et une page de lieux'),
    400: problem('Requête incorrecte'),
  },
});

/** The review of allocations: who has only its own sees its own, an analyst no small count. */
export const addBilanRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(route, async (context) => {
    const workspace = await cache.current();
    const { by, year, from, years, ...page } = context.req.valid('query');
    const asked = yearsAsked({ year, from, years }, workspace.pool.asOf);
    const bilan = shownBilan(workspace, context.get('authenticated').principal, { by, ...asked });
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, bilanTable(bilan), `bilan-${asked.first}-${by}`)) as never;
    return context.json({ ...bilan, ...pageOf('rows', bilan.rows, page) }, 200) as never;
  });
};

type Asked = Omit<Parameters<typeof bilanOf>[1], 'owner'>;

/** Answers kept beside a workspace. */
const MOST_KEPT = 8;

/** Answers by workspace, then by question and reader. */
const known = new WeakMap<Workspace, Map<string, PresentedBilan>>();

/** The review as somebody may read it. Worked out once for a workspace, a question and those who are shown the same. */
export const shownBilan = (workspace: Workspace, principal: Principal, asked: Asked): PresentedBilan => {
  const smallCells = principal.role === 'analyst';
  const answers = known.get(workspace) ?? new Map<string, PresentedBilan>();
  known.set(workspace, answers);
  const key = JSON.stringify([
    asked,
    smallCells,
    principal.of === null ? null : [principal.role, principal.of],
  ]);
  const before = answers.get(key);
  if (before !== undefined) return before;
  const { territory, pool, simulated } = workspace;
  const made = presentBilan(
    {
      territory,
      simulated,
      asOf: pool.asOf,
      smallCells,
      owner: ownerName(workspace, principal),
      waiting: waitingNow(workspace),
    },
    bilanOf(workspace, { ...asked, owner: bilanOwner(workspace, principal) }),
  );
  const [oldest] = answers.keys();
  if (answers.size >= MOST_KEPT && oldest !== undefined) answers.delete(oldest);
  answers.set(key, made);
  return made;
};

const OWN_ROWS = { bailleur: 'bailleur', commune: 'commune', reservataire: 'contingent' } as const;

const ownerName = (
  { territory }: Workspace,
  { role, of }: { readonly role: string; readonly of: string | null },
): string | null =>
  of === null || !(role in OWN_ROWS)
    ? null
    : rowName(territory, OWN_ROWS[role as keyof typeof OWN_ROWS], { place: of, places: null });
