import type { Issue, Result } from '../../engine/domain/issue.ts';

/** Gathers what is wrong across files, so that a reader sees everything at once. */
export class Problems {
  readonly issues: Issue[] = [];

  /** The value of a result, or undefined after its issues were noted. */
  take<T>(result: Result<T>): T | undefined {
    if (result.ok) return result.value;
    this.issues.push(...result.issues);
    return undefined;
  }

  add(...issues: readonly Issue[]): void {
    this.issues.push(...issues);
  }
}
