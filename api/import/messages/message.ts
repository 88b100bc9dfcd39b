export interface ImportMessage {
  /** What is wrong. */
  readonly message: string;
  /** What was expected, as a noun phrase. A column may say it more precisely. */
  readonly expected: string;
  /** What the person can do. */
  readonly remedy: string;
}

export const say = (message: string, expected: string, remedy: string): ImportMessage => ({
  message,
  expected,
  remedy,
});
