import { request } from "./request";
import type { Session, User } from "./types";

export interface NewPassword {
  password: string;
  password_confirmation: string;
}

export const rename = async (token: string, user: { first_name: string; last_name: string }) =>
  (await request<{ user: User }>("/current_user", { method: "PATCH", token, body: { user } })).user;

/** Ends all sessions of the account; the answer is a new one. */
export const changePassword = (token: string, password: NewPassword & { current: string }) =>
  request<Session>("/current_user/password", { method: "PUT", token, body: { password } });

export const deleteAccount = (token: string, password: string) =>
  request<{ ok: boolean }>("/current_user", {
    method: "DELETE",
    token,
    body: { account: { password } },
  });

/** The answer is the same whether or not there is an account with this address. */
export const requestReset = (email: string) =>
  request<{ ok: boolean }>("/password_resets", { method: "POST", body: { reset: { email } } });

/** By the token of a link. */
export const resetPassword = (reset: NewPassword & { token: string }) =>
  request<{ ok: boolean }>("/password_resets", { method: "PUT", body: { reset } });
