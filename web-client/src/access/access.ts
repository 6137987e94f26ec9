import type { Access } from "../api/types";

/** While the server has not said it: nothing can be changed yet anyway. */
export const UNKNOWN_ACCESS: Access = {
  role: "editor",
  visibility: "open",
  locked: false,
  archived: false,
};

export const isOwner = ({ role }: Access) => role === "owner";

/** Whether one may write messages and take part otherwise. */
export const mayTakePart = ({ role, archived }: Access) =>
  (role === "owner" || role === "editor") && !archived;

export const mayEdit = (access: Access) => mayTakePart(access) && !access.locked;

/** Why one may not edit, in words; empty if one may. */
export function whyReadOnly(access: Access, what: string): string {
  if (access.archived) return `This ${what} is archived. It can only be read.`;
  if (access.role === "viewer") return `You can view this ${what}, but not change it.`;
  if (access.locked) return "An owner has locked the text. You can still use the chat.";
  return "";
}
