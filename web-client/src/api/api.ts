import { request } from "./request";
import type {
  Challenge,
  ChallengeSummary,
  Chat,
  ChatSummary,
  Page,
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

export const challenges = async (token: string, after = 0): Promise<Page<ChallengeSummary>> => {
  const path = `/challenges?after=${after}`;
  const { challenges: items, next } = await request<{
    challenges: ChallengeSummary[];
    next?: number;
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

export const chats = async (token: string, after = 0): Promise<Page<ChatSummary>> => {
  const path = `/chats?after=${after}`;
  const { chats: items, next } = await request<{ chats: ChatSummary[]; next?: number }>(path, {
    token,
  });
  return { items, next };
};

export const createChat = async (token: string, room_name: string, visibility: Visibility) =>
  (
    await request<{ chat: Chat }>("/chats", {
      method: "POST",
      token,
      body: { chat: { room_name, visibility } },
    })
  ).chat;
