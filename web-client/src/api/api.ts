import { request } from "./request";
import type {
  Challenge,
  ChallengeSummary,
  Chat,
  ChatSummary,
  Session,
  Settings,
  User,
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

export const currentUser = async (token: string) =>
  (await request<{ user: User }>("/current_user", { token })).user;

export const challenges = async (token: string) =>
  (await request<{ challenges: ChallengeSummary[] }>("/challenges", { token })).challenges;

export const createChallenge = async (
  token: string,
  challenge: { title: string; prompt: string; language: string },
) =>
  (
    await request<{ challenge: Challenge }>("/challenges", {
      method: "POST",
      token,
      body: { challenge },
    })
  ).challenge;

export const chats = async (token: string) =>
  (await request<{ chats: ChatSummary[] }>("/chats", { token })).chats;

export const createChat = async (token: string, room_name: string) =>
  (
    await request<{ chat: Chat }>("/chats", {
      method: "POST",
      token,
      body: { chat: { room_name } },
    })
  ).chat;
