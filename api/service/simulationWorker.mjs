// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { simulationTask } = await import('./simulationWork.ts');

export default simulationTask;
