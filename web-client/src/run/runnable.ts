const RUNNABLE = ["javascript", "typescript", "python", "ruby"];

/** Whether there is a runtime of that language for the browser. */
export function canRun(language: string): boolean {
  return RUNNABLE.includes(language);
}
