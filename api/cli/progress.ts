import type { Environment } from './environment.ts';

/** One step of long work, said on the error stream: a line that fills on a terminal, a line at the end elsewhere. */
export class Progress {
  readonly #environment: Pick<Environment, 'err' | 'interactive'>;
  readonly #label: string;
  #shown = -1;

  constructor(environment: Pick<Environment, 'err' | 'interactive'>, label: string) {
    this.#environment = environment;
    this.#label = label;
    if (environment.interactive) environment.err(`${label} …`);
  }

  /** @param done 0 to 1. */
  update(done: number): void {
    const percent = Math.floor(done * 100);
    if (!this.#environment.interactive || percent === this.#shown) return;
    this.#shown = percent;
    this.#environment.err(`\r\u001b[2K${this.#label} … ${percent} %`);
  }

  end(result: string): void {
    const { err, interactive } = this.#environment;
    err(`${interactive ? '\r\u001b[2K' : ''}${this.#label} : ${result}\n`);
  }
}
