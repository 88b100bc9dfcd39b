#!/usr/bin/env node
// Starts Précal from its TypeScript sources: tsx translates them as they load, so a clone needs no build step. The settings are
// named, because tsx would look for them where the command is run.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { main } = await import('../main.ts');
await main(process.argv);
