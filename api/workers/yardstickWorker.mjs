// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { yardstickTask } = await import('./yardstickTask.ts');

export default yardstickTask;
