/** A person with an account, as in lists and messages. */
export interface Member {
  id: number;
  first_name: string;
  /** All of it, or its first letter only. */
  last_name?: string | undefined;
}

/**
 * What to call members: by first name, with the initial of the last name where two of them share the
 * first name, with the whole of it where they share the initial, and with a number where all is the
 * same.
 */
export function memberNames(members: readonly Member[]): (member: Member) => string {
  const ways: ((member: Member) => string)[] = [
    ({ first_name }) => first_name,
    ({ first_name, last_name = "" }) => `${first_name} ${initial(last_name)}`.trim(),
    ({ first_name, last_name = "" }) => `${first_name} ${last_name}`.trim(),
  ];
  const counts = ways.map((way) => {
    const ids = new Map<string, Set<number>>();
    for (const member of members) {
      const name = folded(way(member));
      ids.set(name, (ids.get(name) ?? new Set()).add(member.id));
    }
    return ids;
  });
  return (member) => {
    const index = ways.findIndex((way, i) => (counts[i]!.get(folded(way(member)))?.size ?? 0) <= 1);
    return index >= 0 ? ways[index]!(member) : `${ways.at(-1)!(member)} #${member.id}`;
  };
}

function initial(name: string): string {
  const [first = ""] = name;
  return first && `${first}.`;
}

function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** A name as the server wants it: in one form, with single spaces. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}

/** For an input: nothing invisible, no control characters, and something to see. */
export const PLAIN_NAME_PATTERN = "[^\\p{C}\\p{Zl}\\p{Zp}]*[^\\p{C}\\p{Z}][^\\p{C}\\p{Zl}\\p{Zp}]*";

/** The member who goes by a name in a room, which may have the initial at its end already. */
export function memberOf(
  name: string,
  id: number | null | undefined,
  lastInitial: string | null | undefined,
): Member | undefined {
  if (id == null) return undefined;
  const end = ` ${lastInitial}.`;
  const first_name = lastInitial && name.endsWith(end) ? name.slice(0, -end.length) : name;
  return { id, first_name, last_name: lastInitial ?? undefined };
}

/** The member that a presence with a first and last name is of. */
export function asMember({
  user_id,
  first_name,
  last_name,
}: {
  user_id: number;
  first_name: string;
  last_name?: string;
}): Member {
  return { id: user_id, first_name, last_name };
}
