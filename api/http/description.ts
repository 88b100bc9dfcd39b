import type { OpenAPIHono } from '@hono/zod-openapi';
import { rightOf } from '../auth/rights.ts';

/** What any route may answer besides its own answers, whoever asks. */
const SHARED = {
  401: 'Personne n’est reconnu : jeton absent, inconnu, expiré ou révoqué',
  403: 'Ce rôle n’y a pas droit, ou pas pour ce logement ou cette séance',
  500: 'Erreur de Précal ou de ses données : rien n’est enregistré, et le journal du serveur dit où',
  429: 'Trop de requêtes : l’en-tête Retry-After dit quand revenir',
  503: 'Serveur trop occupé, ou qui s’arrête : l’en-tête Retry-After dit quand revenir',
} as const;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI 3.1 document of the routes registered, with what the guard may answer before them. */
export const describeApi = (app: OpenAPIHono) => {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Jeton local : « precal token create »',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Précal',
      version: '1',
      description:
        'Prépare les commissions d’attribution de logements sociaux. Précal propose et explique ; la commission décide.',
    },
    security: [{ token: [] }],
  });
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const method of METHODS) {
      const operation = operations[method];
      if (operation === undefined) continue;
      const open = rightOf(method.toUpperCase(), path)?.open === 'anyone';
      if (open) operation.security = [];
      for (const [status, description] of Object.entries(SHARED))
        if (!open || Number(status) > 403)
          operation.responses = { [status]: { description, content }, ...operation.responses };
    }
  return document;
};
