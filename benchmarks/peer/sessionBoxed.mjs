// Workers do not inherit tsx: it is registered first, then the TypeScript of the peer is loaded.
import { register } from 'tsx/esm/api';

register();
await import('./sessionPeer.ts');
