import { request } from "./request";
import type { Access, Cursor, Invite, Page, Role, RoomMember, Visibility } from "./types";

export type RoomKind = "challenge" | "chat";

/** A challenge or a chat, as the API finds it. */
export interface RoomRef {
  kind: RoomKind;
  id: string;
}

/** The texts of a room: a challenge has a title and a prompt, a chat has a name. */
export interface RoomText {
  id: number;
  title?: string;
  prompt?: string;
  language?: string;
  room_name?: string;
}

export interface OpenedRoom {
  text: RoomText;
  access: Access;
}

export interface RoomChange {
  title?: string;
  prompt?: string;
  room_name?: string;
  visibility?: Visibility;
  locked?: boolean;
  archived?: boolean;
}

type Answer = { access: Access } & Partial<Record<RoomKind, RoomText>>;

const pathOf = ({ kind, id }: RoomRef) => `/${kind}s/${id}`;

const opened = (room: RoomRef, answer: Answer): OpenedRoom => ({
  text: answer[room.kind] ?? { id: Number(room.id) },
  access: answer.access,
});

export const openRoom = async (token: string, room: RoomRef) =>
  opened(room, await request<Answer>(pathOf(room), { token }));

export const changeRoom = async (token: string, room: RoomRef, change: RoomChange) =>
  opened(
    room,
    await request<Answer>(pathOf(room), { method: "PATCH", token, body: { [room.kind]: change } }),
  );

export const deleteRoom = (token: string, room: RoomRef) =>
  request<{ ok: boolean }>(pathOf(room), { method: "DELETE", token });

export const members = async (
  token: string,
  room: RoomRef,
  after: Cursor = 0,
): Promise<Page<RoomMember>> => {
  const { members: items, next } = await request<{ members: RoomMember[]; next?: Cursor }>(
    `${pathOf(room)}/members?after=${after}`,
    { token },
  );
  return { items, next };
};

export const setRole = (token: string, room: RoomRef, userId: number, role: Role) =>
  role === "none"
    ? removeMember(token, room, userId)
    : request<{ ok: boolean }>(`${pathOf(room)}/members/${userId}`, {
        method: "PUT",
        token,
        body: { member: { role } },
      });

/** Of oneself: leaves the room. */
export const removeMember = (token: string, room: RoomRef, userId: number) =>
  request<{ ok: boolean }>(`${pathOf(room)}/members/${userId}`, { method: "DELETE", token });

export const invites = async (token: string, room: RoomRef) =>
  (await request<{ invites: Invite[] }>(`${pathOf(room)}/invites`, { token })).invites;

export const invite = async (token: string, room: RoomRef, role: Role, days: number) =>
  (
    await request<{ invite: Invite }>(`${pathOf(room)}/invites`, {
      method: "POST",
      token,
      body: { invite: { role, days } },
    })
  ).invite;

export const revokeInvite = (token: string, room: RoomRef, inviteId: number) =>
  request<{ ok: boolean }>(`${pathOf(room)}/invites/${inviteId}`, { method: "DELETE", token });

export const acceptInvite = (token: string, inviteToken: string) =>
  request<{ kind: RoomKind; id: number; role: Role }>("/invites/accept", {
    method: "POST",
    token,
    body: { invite: { token: inviteToken } },
  });
