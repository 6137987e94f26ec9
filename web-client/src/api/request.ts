import { serverPath } from "../app/base";

export type FieldErrors = Record<string, string>;

/** The server's refusal; `status` 0 stands for a server that could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly fields: FieldErrors;

  constructor(status: number, message: string, fields: FieldErrors = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  token?: string | undefined;
  body?: unknown;
}

/** Asks the server's API. Throws ApiError unless it answers with success. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = "GET", token, body } = options;
  const headers = new Headers({ accept: "application/json" });
  if (token) headers.set("authorization", token);
  if (body !== undefined) headers.set("content-type", "application/json");

  let answer: Response;
  try {
    answer = await fetch(serverPath(`api/v1${path}`), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, "The server cannot be reached. Check your connection and try again.");
  }
  const content = await jsonOf(answer);
  if (!answer.ok) throw refusal(answer, content);
  return content as T;
}

async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return (await answer.json()) as unknown;
  } catch {
    if (answer.ok)
      throw new ApiError(answer.status, "The server sent an answer that this page cannot read.");
    return {};
  }
}

function refusal(answer: Response, content: unknown): ApiError {
  const { error, errors } = (content ?? {}) as { error?: unknown; errors?: unknown };
  const fields: FieldErrors = {};
  if (Array.isArray(errors)) {
    for (const entry of errors as Record<string, unknown>[]) {
      for (const [field, message] of Object.entries(entry)) fields[field] ??= String(message);
    }
  }
  return new ApiError(answer.status, messageFor(answer, error, fields), fields);
}

function messageFor(answer: Response, error: unknown, fields: FieldErrors): string {
  const wait = Number(answer.headers.get("retry-after"));
  if (answer.status === 429 && wait > 0) {
    // The server's own sentence may say it already.
    if (typeof error === "string" && error.includes("Try again in")) return `${error}.`;
    return `Too many attempts. Try again in ${wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`}.`;
  }
  if (typeof error === "string") return error;
  if (Object.keys(fields).length > 0) return "Please check the fields marked below.";
  return `The server answered with an error (${answer.status}).`;
}
