import { expect } from 'vitest';
import type { z } from 'zod';
import { ProblemSchema } from '../../api/http/schemas.ts';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { appForAdmin } from './guard.ts';
import { MemoryStore } from './memoryStore.ts';
import { TODAY } from './territory.ts';
import { TOWN } from './town.ts';

export const rules = openRules('mel-2016');

/** The application over data in memory, on 2 November 2026. */
export const appOf = (content: ConstructorParameters<typeof MemoryStore>[0], today = TODAY) =>
  appForAdmin(new WorkspaceCache({ store: new MemoryStore(content), rules, today: () => today }));

export const app = appOf(TOWN);

export const post = (
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) =>
  app.request('/v1/shortlists', {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A problem of RFC 9457, checked against its published shape. */
export const problemOf = async (
  response: Response,
  status: number,
): Promise<z.infer<typeof ProblemSchema>> => {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBe(status);
  expect(problem.type).toBe(`urn:precal:problem:${problem.code}`);
  expect(problem.detail.length).toBeGreaterThan(10);
  expect(JSON.stringify(problem)).not.toMatch(/undefined|\[object/);
  return problem;
};
