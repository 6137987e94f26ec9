import { serverPath } from "../app/base";
import { ApiError, request } from "./request";

export interface StoredChange {
  /** Of the text before it. */
  version: number;
  user_id: number;
  first_name: string;
  last_name: string;
  /** As CodeMirror writes changes in JSON. */
  changes: unknown;
  inserted_at: string;
}

interface HistoryPage {
  version: number;
  /** The version of the oldest change that is kept; 0 if all are. */
  first: number;
  changes: StoredChange[];
  next?: number;
}

export interface History {
  first: number;
  changes: StoredChange[];
}

const PAGE = 200;

/** All changes that are kept, page by page. */
export async function loadHistory(token: string, id: string): Promise<History> {
  const changes: StoredChange[] = [];
  let first = 0;
  let next: number | undefined = 0;
  while (next !== undefined) {
    const page: HistoryPage = await request<HistoryPage>(
      `/challenges/${id}/history?after=${next}&limit=${PAGE}`,
      { token },
    );
    first = page.first;
    changes.push(...page.changes);
    next = page.next;
  }
  return { first, changes };
}

/** Makes the text what it was at a version, as another change. */
export const goBack = (token: string, id: string, version: number) =>
  request<{ version: number }>(`/challenges/${id}/go_back`, {
    method: "POST",
    token,
    body: { go_back: { version } },
  });

/** The text, the challenge in Markdown and its history, in a zip file. */
export async function exportChallenge(token: string, id: string): Promise<Blob> {
  const answer = await fetch(serverPath(`api/v1/challenges/${id}/export`), {
    headers: { authorization: token },
  });
  if (!answer.ok) throw new ApiError(answer.status, "The challenge cannot be exported now.");
  return answer.blob();
}
