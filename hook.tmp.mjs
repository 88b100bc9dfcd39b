import { register } from 'node:module';
register(new URL('./hooks.tmp.mjs', import.meta.url));
