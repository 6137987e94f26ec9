/** A test case of a challenge, as all in the room have it. */
export interface TestCase {
  id: number;
  /** Empty without a name. */
  name: string;
  input: string;
  expected: string;
}

export type CaseStatus = "passed" | "failed" | "error" | "time_limit" | "output_limit";

/** The result of one case, with its texts at that time. */
export interface CaseResult {
  case_id: number;
  name: string;
  expected: string;
  /** The beginning of what the program wrote. */
  actual: string;
  status: CaseStatus;
  ms: number;
}

/** Whether an output passes: whitespace at the end of lines and of the text does not count. */
export function matches(actual: string, expected: string): boolean {
  return withoutTrailingSpace(actual) === withoutTrailingSpace(expected);
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/[^\S\n]+$/gm, "").trimEnd();
}

/** As much of a text as fits in so many bytes of UTF-8. */
export function beginning(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  // A character that is cut in two would be none.
  return new TextDecoder().decode(bytes.subarray(0, maxBytes)).replace(/\ufffd$/, "");
}

/** The cases with one that was added or changed, oldest first. */
export function withCase(cases: readonly TestCase[], saved: TestCase): readonly TestCase[] {
  return [...cases.filter(({ id }) => id !== saved.id), saved].sort((a, b) => a.id - b.id);
}
