// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { solveTask } = await import('./solveTask.ts');
const { brakeTask } = await import('./brakeTask.ts');

export default solveTask;
export { brakeTask };
