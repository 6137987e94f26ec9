import { apiQuery, type ListQuery } from "../lists/listQuery";
import { request } from "./request";
import type {
  Challenge,
  Chat,
  Cursor,
  ListedChallenge,
  ListedChat,
  ListedRoom,
  Page,
  PeopleHere,
  Session,
  Settings,
  User,
  Visibility,
} from "./types";

export interface Registration {
  first_name: string;
  last_name: string;
  email: string;
  password: string;
  password_confirmation: string;
}

export const settings = () => request<Settings>("/settings");

export const signUp = (user: Registration) =>
  request<Session>("/registrations", { method: "POST", body: { user } });

export const signIn = (email: string, password: string) =>
  request<Session>("/sessions", { method: "POST", body: { session: { email, password } } });

export const signOut = (token: string) =>
  request<{ ok: boolean }>("/sessions", { method: "DELETE", token });

export const signOutEverywhere = (token: string) =>
  request<{ ok: boolean }>("/sessions/all", { method: "DELETE", token });

export const currentUser = async (token: string) =>
  (await request<{ user: User }>("/current_user", { token })).user;

export const challenges = async (
  token: string,
  query: ListQuery,
  after: Cursor,
): Promise<Page<ListedChallenge>> => {
  const path = `/challenges?${apiQuery(query, after)}`;
  const { challenges: items, next } = await request<{
    challenges: ListedChallenge[];
    next?: Cursor;
  }>(path, { token });
  return { items, next };
};

export const createChallenge = async (
  token: string,
  challenge: { title: string; prompt: string; language: string; visibility: Visibility },
) =>
  (
    await request<{ challenge: Challenge }>("/challenges", {
      method: "POST",
      token,
      body: { challenge },
    })
  ).challenge;

export const chats = async (
  token: string,
  query: ListQuery,
  after: Cursor,
): Promise<Page<ListedChat>> => {
  const path = `/chats?${apiQuery(query, after)}`;
  const { chats: items, next } = await request<{ chats: ListedChat[]; next?: Cursor }>(path, {
    token,
  });
  return { items, next };
};

/** The rooms that exist; guests need no token. */
export const rooms = async (
  token: string | undefined,
  search: string,
  after: Cursor,
): Promise<Page<ListedRoom> & { lobby: PeopleHere }> => {
  const parameters = new URLSearchParams();
  if (search !== "") parameters.set("search", search);
  if (after !== 0) parameters.set("after", String(after));
  const {
    rooms: items,
    lobby,
    next,
  } = await request<{ rooms: ListedRoom[]; lobby: PeopleHere; next?: Cursor }>(
    `/rooms?${parameters.toString()}`,
    { token },
  );
  return { items, next, lobby };
};

export const createChat = async (token: string, room_name: string, visibility: Visibility) =>
  (
    await request<{ chat: Chat }>("/chats", {
      method: "POST",
      token,
      body: { chat: { room_name, visibility } },
    })
  ).chat;
