-- For PostgreSQL, and for H2 as it is when it imitates PostgreSQL. Ids come from sequences that are
-- asked beforehand: the two have no other way in common to tell the id of a new row.

CREATE SEQUENCE user_ids START WITH 101;
CREATE SEQUENCE challenge_ids START WITH 101;
CREATE SEQUENCE chat_ids START WITH 101;
CREATE SEQUENCE message_ids START WITH 101;

CREATE TABLE users (
  id BIGINT PRIMARY KEY,
  first_name VARCHAR(100) NOT NULL,
  last_name VARCHAR(100) NOT NULL,
  email VARCHAR(254) NOT NULL,
  -- The address in lower case, by which it is found.
  email_key VARCHAR(254) NOT NULL CONSTRAINT users_email UNIQUE,
  password_hash VARCHAR(500) NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE TABLE challenges (
  id BIGINT PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  prompt TEXT NOT NULL,
  language VARCHAR(32) NOT NULL,
  response TEXT NOT NULL,
  -- How many changes the response has seen.
  version BIGINT DEFAULT 0 NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- One row for each change: it made the response of the version after it from that of its version.
CREATE TABLE challenge_revisions (
  challenge_id BIGINT NOT NULL REFERENCES challenges (id),
  version BIGINT NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  user_id BIGINT NOT NULL REFERENCES users (id),
  changes TEXT NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  PRIMARY KEY (challenge_id, version)
);

-- A challenge has a chat without a name; the others have names.
CREATE TABLE chats (
  id BIGINT PRIMARY KEY,
  challenge_id BIGINT CONSTRAINT chats_challenge UNIQUE REFERENCES challenges (id),
  room_name VARCHAR(100) CONSTRAINT chats_room_name UNIQUE,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE TABLE chat_messages (
  id BIGINT PRIMARY KEY,
  chat_id BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL REFERENCES users (id),
  content TEXT NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX chat_messages_latest ON chat_messages (chat_id, id);

-- The rooms that are there by being talked in. Guests have a name, and no account.
CREATE TABLE room_messages (
  id BIGINT PRIMARY KEY,
  room VARCHAR(200) NOT NULL,
  author VARCHAR(200) NOT NULL,
  user_id BIGINT REFERENCES users (id),
  content TEXT NOT NULL,
  inserted_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX room_messages_latest ON room_messages (room, id);
