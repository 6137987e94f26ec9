import { useId, type ReactNode } from "react";
import type { Paged } from "../api/usePaged";
import { languages } from "../editor/languageNames";
import { Button } from "../ui/Button";
import { PagedEnd } from "../ui/PagedEnd";
import { DEFAULT_QUERY, isFiltered, MAX_SEARCH, type Show, type Sort } from "./listQuery";
import type { useListQuery } from "./useListQuery";

const LANGUAGES: Record<string, string> = {
  "": "All languages",
  ...Object.fromEntries(languages.map(({ name, label }) => [name, label])),
};

interface Props<T> {
  /** The rooms in the list, in the plural: "challenges". */
  what: string;
  list: Paged<T>;
  state: ReturnType<typeof useListQuery>;
  /** Which filters there are besides the search. */
  filters?: readonly ("show" | "language" | "sort" | "archived")[];
  /** Shown if there are no rooms at all. */
  empty: string;
  keyOf: (item: T) => string | number;
  children: (item: T) => ReactNode;
}

/** A list of rooms with its search and filters. */
export function ListFrame<T>({
  what,
  list,
  state,
  filters = [],
  empty,
  keyOf,
  children,
}: Props<T>) {
  const { query, change, typed, setTyped } = state;
  const filtered = isFiltered(query);
  const loaded = !list.loading && !list.error;
  return (
    <section className="list" aria-label={`All ${what}`}>
      <form
        className="list-query"
        role="search"
        data-testid="list-query"
        onSubmit={(event) => {
          event.preventDefault();
          change({ search: typed.trim() });
        }}
      >
        <div className="field list-search">
          <Labelled label={`Search ${what}`}>
            {(id) => (
              <input
                id={id}
                type="search"
                value={typed}
                maxLength={MAX_SEARCH}
                autoComplete="off"
                data-testid="search"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Labelled>
        </div>
        {filters.includes("show") && (
          <Choice
            label="Show"
            testId="show"
            value={query.show}
            options={{ all: "All", own: "Mine", shared: "Shared with me" }}
            choose={(show) => change({ show: show as Show })}
          />
        )}
        {filters.includes("language") && (
          <Choice
            label="Language"
            testId="language-filter"
            value={query.language}
            options={LANGUAGES}
            choose={(language) => change({ language })}
          />
        )}
        {filters.includes("sort") && (
          <Choice
            label="Sort by"
            testId="sort"
            value={query.sort}
            options={{ active: "Last activity", newest: "Newest", oldest: "Oldest" }}
            choose={(sort) => change({ sort: sort as Sort })}
          />
        )}
        {filters.includes("archived") && (
          <label className="choice list-archived">
            <input
              type="checkbox"
              checked={query.archived}
              data-testid="archived"
              onChange={(event) => change({ archived: event.target.checked })}
            />
            <span>Archived</span>
          </label>
        )}
      </form>
      <p className="list-count quiet" role="status" data-testid="list-count">
        {loaded && countText(list.items.length, list.more, what)}
      </p>
      {loaded && list.items.length === 0 && (
        <div className="empty" data-testid="list-empty">
          {filtered ? (
            <>
              <p>No {what} match.</p>
              <Button testId="clear" onClick={() => change({ ...DEFAULT_QUERY, sort: query.sort })}>
                Clear search and filters
              </Button>
            </>
          ) : (
            <p>{empty}</p>
          )}
        </div>
      )}
      <ul className="cards">
        {list.items.map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      <PagedEnd list={list} />
    </section>
  );
}

/** "3 challenges", or "100 challenges, and more" where the list goes on. */
export function countText(count: number, more: boolean, what: string): string {
  const one = what.replace(/s$/, "");
  return `${count} ${count === 1 ? one : what}${more ? ", and more" : ""}`;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </>
  );
}

function Choice({
  label,
  value,
  options,
  choose,
  testId,
}: {
  label: string;
  value: string;
  options: Record<string, string>;
  choose: (value: string) => void;
  testId: string;
}) {
  return (
    <div className="field">
      <Labelled label={label}>
        {(id) => (
          <select
            id={id}
            value={value in options ? value : ""}
            data-testid={testId}
            onChange={(event) => choose(event.target.value)}
          >
            {Object.entries(options).map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </div>
  );
}
