// Workers do not inherit tsx: it is registered first, then the TypeScript of the task is loaded.
import { register } from 'tsx/esm/api';

register();
const { compareTasks } = await import('./compareTask.ts');
const { openRules } = await import('../service/territories.ts');
const { experimentRules } = await import('../service/comparisonRules.ts');

export const { replicate, gather } = compareTasks((experiment) =>
  experimentRules(openRules(experiment.territory), experiment),
);
