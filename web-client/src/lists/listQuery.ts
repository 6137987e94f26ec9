import type { Cursor } from "../api/types";

/** The search and filters of a list of rooms. The address of the page has it. */
export interface ListQuery {
  search: string;
  show: Show;
  sort: Sort;
  language: string;
  archived: boolean;
}

export type Show = "all" | "own" | "shared";

export type Sort = "active" | "newest" | "oldest";

const SHOWS: readonly string[] = ["all", "own", "shared"];
const SORTS: readonly string[] = ["active", "newest", "oldest"];

/** The server refuses a longer one. */
export const MAX_SEARCH = 100;

export const DEFAULT_QUERY: ListQuery = {
  search: "",
  show: "all",
  sort: "active",
  language: "",
  archived: false,
};

/** Reads a query from the address. It ignores invalid values. */
export function readQuery(address: URLSearchParams): ListQuery {
  const show = address.get("show") ?? "";
  const sort = address.get("sort") ?? "";
  return {
    search: (address.get("search") ?? "").slice(0, MAX_SEARCH),
    show: SHOWS.includes(show) ? (show as Show) : DEFAULT_QUERY.show,
    sort: SORTS.includes(sort) ? (sort as Sort) : DEFAULT_QUERY.sort,
    language: address.get("language") ?? "",
    archived: address.get("archived") === "true",
  };
}

/** The part of the address for a query, without what is the default. */
export function writeQuery(query: ListQuery): URLSearchParams {
  const address = new URLSearchParams();
  if (query.search.trim() !== "") address.set("search", query.search);
  if (query.show !== DEFAULT_QUERY.show) address.set("show", query.show);
  if (query.sort !== DEFAULT_QUERY.sort) address.set("sort", query.sort);
  if (query.language !== "") address.set("language", query.language);
  if (query.archived) address.set("archived", "true");
  return address;
}

/** The parameters for the API. */
export function apiQuery(query: ListQuery, after: Cursor): string {
  const parameters = writeQuery(query);
  parameters.set("sort", query.sort);
  if (after !== 0) parameters.set("after", String(after));
  return parameters.toString();
}

/** Whether the query leaves rooms out. */
export function isFiltered(query: ListQuery): boolean {
  return (
    query.search.trim() !== "" || query.show !== "all" || query.language !== "" || query.archived
  );
}
