import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { proofText } from '../export/proofFile.ts';
import type { SessionService } from '../service/sessions.ts';
import { sessionProof } from '../service/sessionsProof.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';

const PartSchema = z.looseObject({
  vacancyCount: z.int(),
  candidateCount: z.int(),
  rowCount: z.int(),
  stages: z.array(z.looseObject({})),
});

const route = createRoute({
  method: 'get',
  path: '/v1/sessions/{id}/proof',
  summary: 'Donne la preuve d’une séance, sans numéro ni nom : « precal verify » la recompte seule',
  description:
    'Modèle, prix, listes et bornes annoncées, en un fichier ; les candidats y sont des rangs. Ni les données ni le solveur ne sont nécessaires pour la vérifier.',
  request: { params: z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) }) },
  responses: {
    200: {
      description: 'La preuve',
      content: {
        'application/json': {
          schema: z
            .object({
              format: z.literal('precal-proof-1'),
              session: z.string(),
              version: z.int(),
              rows: z.array(z.string()),
              plan: PartSchema,
              lists: PartSchema.nullable(),
              stopped: z
                .boolean()
                .openapi({ description: 'La recherche a été arrêtée avant l’étape des points' }),
              digest: z.string().openapi({
                description: 'Empreinte de la preuve : SHA-256 du JSON canonique (RFC 8785) de tout le reste',
              }),
            })
            .openapi('SessionProof'),
        },
      },
    },
    404: problem('Séance inconnue'),
    409: problem('Les données ont changé'),
  },
});

/** The proof of a session as a file. */
export const addSessionProofRoute = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  service: SessionService,
): void => {
  app.openapi(route, async (context) => {
    const stored = await service.find(context.req.valid('param').id);
    const text = proofText(sessionProof(await cache.ofSession(stored.document), stored));
    return context.body(text, 200, {
      'content-type': 'application/json; charset=UTF-8',
      'content-disposition': `attachment; filename="preuve-${stored.id}-v${stored.version}.json"`,
      etag: `"${stored.version}"`,
    }) as never;
  });
};
