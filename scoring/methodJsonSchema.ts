import { z } from 'zod';
import { MethodShape } from './methodShape.ts';

/** Where editors find the published schema, from `scoring/methods/`: the first line of each method file names it. */
export const SCHEMA_COMMENT = '# yaml-language-server: $schema=../../docs/schemas/method.schema.json';

/**
 * JSON Schema (draft 2020-12) of a method file, for editors: keys, values, limits and their French descriptions. What ties
 * several fields together is only in `precal method check`. `docs/schemas/method.schema.json` is this text.
 */
export const methodJsonSchema = (): string =>
  `${JSON.stringify(
    {
      ...z.toJSONSchema(MethodShape, { io: 'input' }),
      $id: 'method.schema.json',
      title: 'Méthode d’ordonnancement ou de cotation de Précal',
    },
    null,
    2,
  )}\n`;
