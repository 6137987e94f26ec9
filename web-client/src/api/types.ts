/** What the server tells, as it names it. */
export interface User {
  id: number;
  first_name: string;
  last_name: string;
  email: string;
}

/** The author of a message. */
export interface Author {
  id: number;
  first_name: string;
  last_name?: string;
}

export interface ChallengeSummary {
  id: number;
  title: string;
  /** In lists, its beginning. */
  prompt: string;
  language: string;
}

/** Who is in a room now. */
export interface PeopleHere {
  people: number;
  /** Of some of them. */
  names: string[];
}

/** What a list says of a challenge or a chat. */
export interface RoomFacts extends PeopleHere {
  visibility: Visibility;
  role: Role;
  /** Missing if the account is deleted or not known. */
  author?: Author;
  inserted_at: string;
  active_at: string;
}

export type ListedChallenge = ChallengeSummary & RoomFacts;

export type ListedChat = ChatSummary & RoomFacts;

/** A room that has messages or people in it. */
export interface ListedRoom extends PeopleHere {
  name: string;
  /** Missing in a room without messages. */
  inserted_at?: string;
  active_at?: string;
}

export type Role = "owner" | "editor" | "viewer" | "none";

export type Visibility = "open" | "private";

/** The user's rights in a room. */
export interface Access {
  role: Role;
  visibility: Visibility;
  locked: boolean;
  archived: boolean;
}

export interface RoomMember {
  user_id: number;
  first_name: string;
  last_name: string;
  role: Role;
}

export interface Invite {
  id: number;
  role: Role;
  expires_at: string;
  /** Told once, when the invite is made. */
  token?: string;
}

/** The ids of the accounts for each reaction. */
export type Reactions = Record<string, number[]>;

/** The fields of all stored messages. */
export interface StoredMessage {
  content: string;
  inserted_at: string;
  client_id?: string;
  edited_at?: string;
  reactions?: Reactions;
}

export interface ChallengeMessage extends StoredMessage {
  id: number;
  chat_id: number;
  user: Author;
}

/** How much of a room the reader has not read. */
export interface UnreadRoom {
  topic: string;
  name: string;
  unread: number;
  /** The id of the latest message that is counted. */
  last: number | null;
}

/** A new message in a room that the reader has read in before. */
export interface UnreadMessage {
  topic: string;
  id: number;
  author: string;
  user_id: number | null;
  mentions_you: boolean;
}

export interface Challenge extends ChallengeSummary {
  response: string | null;
  chat: { id: number; challenge_id: number; messages: ChallengeMessage[] };
}

/** A position in a list as the server names it; 0 is its beginning. */
export type Cursor = number | string;

/** Part of a list. */
export interface Page<T> {
  items: T[];
  /** Where to go on; undefined at the end of the list. */
  next: Cursor | undefined;
}

export interface ChatSummary {
  id: number;
  room_name: string;
}

export type ChatMessage = ChallengeMessage;

export interface Chat extends ChatSummary {
  messages: ChatMessage[];
}

export interface RoomMessage extends StoredMessage {
  id?: number;
  room: string;
  author: string;
  guest?: boolean;
  user_id?: number | null;
  last_initial?: string | null;
}

export interface DemoAccount {
  id: number;
  email: string;
  password: string;
  first_name: string;
}

export interface Settings {
  guests: boolean;
  demo_accounts: DemoAccount[];
  max_response_bytes?: number;
  /** How many messages a room shows at first. */
  max_chat_messages?: number;
  /** In Unicode code points. */
  max_message_characters?: number;
  /** How long the page may be silent before its reader is shown as away. */
  away_seconds?: number;
  /** How long a run of a challenge's text may take, and how much it may write. */
  max_run_seconds?: number;
  max_run_output_bytes?: number;
  /** How large the input, and the expected output, of a test case may be. */
  max_case_bytes?: number;
  /** How long a run of all test cases may take. */
  max_cases_seconds?: number;
  /** Whether the server mails links that set a password. */
  password_reset_by_mail?: boolean;
}

export interface Session {
  jwt: string;
  user: User;
}
