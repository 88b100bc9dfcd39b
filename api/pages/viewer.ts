import type { Context } from 'hono';
import { rightOf } from '../auth/rights.ts';
import type { Principal } from '../auth/roles.ts';
import { longDay } from '../present/format.ts';
import { principalText } from '../present/rights.ts';
import type { Workspace } from '../service/workspace.ts';
import type { Viewer } from './frame/page.tsx';

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by a page once it knows its data, so that a refusal met later keeps the frame. */
    viewer: Viewer;
  }
}

/** Who reads, and of what data: every page asks for it first. */
export const viewerOf = (context: Context, { territory, pool, simulated }: Workspace): Viewer => {
  const { principal } = context.get('authenticated');
  const viewer: Viewer = {
    label: principalText(principal, territory.pack),
    territory: territory.pack.label,
    asOf: longDay(pool.asOf),
    simulated,
    may: mayOf(principal),
  };
  context.set('viewer', viewer);
  return viewer;
};

const mayOf =
  ({ role }: Principal): Viewer['may'] =>
  (path, method = 'GET') => {
    const right = rightOf(method, path);
    return right !== null && (right.open === 'anyone' || right.scopes[role] !== 'none');
  };
