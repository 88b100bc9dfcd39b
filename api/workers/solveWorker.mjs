// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { solveTask } = await import('./solveTask.ts');

export default solveTask;
