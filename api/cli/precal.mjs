#!/usr/bin/env node
// Starts Précal from its TypeScript sources: tsx translates them as they load, so a clone needs no build step.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../main.ts');
await main(process.argv);
