import { PRICE_ROUNDS } from '../../../engine/assignment/planPrices.ts';
import { count } from '../../present/format.ts';
import { PriceBook } from '../../service/prices.ts';
import type { KeptPrices } from '../../service/pricesDocument.ts';
import type { Workspace } from '../../service/workspace.ts';
import type { Store } from '../../store/store.ts';
import { solverBySize } from '../../workers/bySize.ts';
import type { Environment } from '../environment.ts';
import { Progress } from '../progress.ts';

/** Lets `work` use the prices of a store, and ends the workers whatever happens: they keep a program alive. */
export const withPrices = async <T>(
  environment: Environment,
  store: Store,
  work: (book: PriceBook) => Promise<T>,
): Promise<T> => {
  const { sameThread, workers } = environment.solvers;
  const solver = solverBySize({ small: sameThread, large: workers });
  try {
    return await work(new PriceBook({ store, solver }));
  } finally {
    await solver.close();
  }
};

/** Prices of the data as they are, made now, with what a person who waits is shown. */
export const refreshPrices = async (
  environment: Environment,
  book: PriceBook,
  workspace: Workspace,
): Promise<KeptPrices> => {
  const progress = new Progress(environment, 'Prix des objectifs');
  const kept = await book.refresh(workspace, {
    at: environment.now(),
    onProgress: ({ round }) => progress.update(round / PRICE_ROUNDS),
  });
  progress.end(`plan de ${count(kept.prices.vacancies, 'logement ouvert', 'logements ouverts')}`);
  return kept;
};
