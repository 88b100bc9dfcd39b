// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { studyTasks } = await import('./studyWork.ts');
const { openStore } = await import('../store/openStore.ts');

export const { audit, experiment } = studyTasks(openStore);
