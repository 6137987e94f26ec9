import { expect, test } from "vitest";
import { named, type Line } from "../src/talk/line";
import { memberNames, memberOf, PLAIN_NAME_PATTERN, plainName } from "../src/talk/names";

const baker = { id: 1, first_name: "Bob", last_name: "Baker" };
const carter = { id: 2, first_name: "Bob", last_name: "Carter" };
const bates = { id: 3, first_name: "bob", last_name: "Bates" };
const ann = { id: 4, first_name: "Ann", last_name: "Archer" };

test("first names are enough where nobody shares one", () => {
  expect([baker, ann, baker].map(memberNames([baker, ann, baker]))).toEqual(["Bob", "Ann", "Bob"]);
});

test("namesakes get as much of the last name as tells them apart", () => {
  expect([baker, carter, ann].map(memberNames([baker, carter, ann]))).toEqual([
    "Bob B.",
    "Bob C.",
    "Ann",
  ]);
  expect([baker, bates, carter].map(memberNames([baker, bates, carter]))).toEqual([
    "Bob Baker",
    "bob Bates",
    "Bob C.",
  ]);
  const twin = { ...baker, id: 7 };
  expect([baker, twin].map(memberNames([baker, twin]))).toEqual(["Bob Baker #1", "Bob Baker #7"]);
});

test("messages tell namesakes apart, also from those who are present only", () => {
  const line = (member: typeof ann | undefined, author: string): Line => ({
    key: author,
    order: 1,
    author,
    authorKey: author,
    member,
    mine: false,
    text: "hi",
  });
  const lines = [line(baker, "Bob"), line(ann, "Ann"), line(undefined, "Gil")];
  expect(named(lines, []).map(({ author }) => author)).toEqual(["Bob", "Ann", "Gil"]);
  expect(named(lines, [carter]).map(({ author }) => author)).toEqual(["Bob B.", "Ann", "Gil"]);
});

test("the name that a member has in a room is taken apart", () => {
  expect(memberOf("Bob", 1, "B")).toEqual({ id: 1, first_name: "Bob", last_name: "B" });
  expect(memberOf("Bob C.", 2, "C")).toEqual({ id: 2, first_name: "Bob", last_name: "C" });
  expect(memberOf("Bob", null, null)).toBeUndefined();
});

test("names have one form, and nothing invisible", () => {
  expect(plainName("  \uff22ob\u00a0 Baker ")).toBe("Bob Baker");
  const pattern = new RegExp(`^(?:${PLAIN_NAME_PATTERN})$`, "v");
  for (const name of ["Bob", "Zo\u00eb B.", "\u5f35"]) expect(name).toMatch(pattern);
  for (const name of ["", " ", "a\u200bb", "a\u202eb", "a\nb"]) expect(name).not.toMatch(pattern);
});
