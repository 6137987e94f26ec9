import { expect, test } from "vitest";
import { countText } from "../src/lists/ListFrame";
import { apiQuery, DEFAULT_QUERY, isFiltered, readQuery, writeQuery } from "../src/lists/listQuery";
import { peopleText } from "../src/lists/People";

const read = (address: string) => readQuery(new URLSearchParams(address));

test("a query comes back from the address as it was put there", () => {
  const query = {
    search: "c++ & 100%",
    show: "own",
    sort: "newest",
    language: "cpp",
    archived: true,
  } as const;
  expect(read(writeQuery(query).toString())).toEqual(query);
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe("");
  expect(read("")).toEqual(DEFAULT_QUERY);
});

test("an address with other values is the default query", () => {
  expect(read("show=theirs&sort=random&archived=yes")).toEqual(DEFAULT_QUERY);
  expect(read(`search=${"x".repeat(200)}`).search).toHaveLength(100);
});

test("the API gets the order, and the position after the first page", () => {
  expect(apiQuery(DEFAULT_QUERY, 0)).toBe("sort=active");
  expect(apiQuery({ ...DEFAULT_QUERY, search: "a b" }, "12-3")).toBe(
    "search=a+b&sort=active&after=12-3",
  );
});

test("an order leaves no rooms out, a search does", () => {
  expect(isFiltered({ ...DEFAULT_QUERY, sort: "newest", search: " " })).toBe(false);
  expect(isFiltered({ ...DEFAULT_QUERY, search: "x" })).toBe(true);
});

test("people are told by name, the others by number", () => {
  expect(peopleText({ people: 0, names: [] })).toBe("Empty now");
  expect(peopleText({ people: 1, names: ["Ann"] })).toBe("Ann here");
  expect(peopleText({ people: 5, names: ["Ann", "Bob", "Eve"] })).toBe(
    "Ann, Bob, Eve and 2 more here",
  );
});

test("the count of a list says that it goes on", () => {
  expect(countText(1, false, "chats")).toBe("1 chat");
  expect(countText(100, true, "chats")).toBe("100 chats, and more");
});
