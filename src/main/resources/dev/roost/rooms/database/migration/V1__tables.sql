-- One file for PostgreSQL and SQLite. ${id} and ${now} differ between the two, see Dialect.java:
-- an id is never given out twice, and ${now} is the present time. Times are milliseconds since 1970, UTC.

CREATE TABLE users (
  id ${id},
  first_name VARCHAR(100) NOT NULL,
  last_name VARCHAR(100) NOT NULL,
  email VARCHAR(254) NOT NULL,
  -- The address in lower case, by which it is found.
  email_key VARCHAR(254) NOT NULL CONSTRAINT users_email UNIQUE,
  password_hash VARCHAR(500) NOT NULL,
  inserted_at BIGINT DEFAULT ${now} NOT NULL
);

CREATE TABLE challenges (
  id ${id},
  title VARCHAR(200) NOT NULL,
  prompt TEXT NOT NULL,
  language VARCHAR(32) NOT NULL,
  response TEXT NOT NULL,
  -- How many changes the response has seen.
  version BIGINT DEFAULT 0 NOT NULL,
  inserted_at BIGINT DEFAULT ${now} NOT NULL
);

-- One row for each change: it made the response of the version after it from that of its version.
CREATE TABLE challenge_revisions (
  challenge_id BIGINT NOT NULL REFERENCES challenges (id),
  version BIGINT NOT NULL,
  client_id VARCHAR(64) NOT NULL,
  user_id BIGINT NOT NULL REFERENCES users (id),
  changes TEXT NOT NULL,
  inserted_at BIGINT DEFAULT ${now} NOT NULL,
  PRIMARY KEY (challenge_id, version)
);

-- A challenge has a chat without a name; the others have names.
CREATE TABLE chats (
  id ${id},
  challenge_id BIGINT CONSTRAINT chats_challenge UNIQUE REFERENCES challenges (id),
  room_name VARCHAR(100) CONSTRAINT chats_room_name UNIQUE,
  inserted_at BIGINT DEFAULT ${now} NOT NULL
);

CREATE TABLE chat_messages (
  id ${id},
  chat_id BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL REFERENCES users (id),
  content TEXT NOT NULL,
  inserted_at BIGINT DEFAULT ${now} NOT NULL
);

CREATE INDEX chat_messages_latest ON chat_messages (chat_id, id);

-- The rooms that are there by being talked in. Guests have a name, and no account.
CREATE TABLE room_messages (
  id ${id},
  room VARCHAR(200) NOT NULL,
  author VARCHAR(200) NOT NULL,
  user_id BIGINT REFERENCES users (id),
  content TEXT NOT NULL,
  inserted_at BIGINT DEFAULT ${now} NOT NULL
);

CREATE INDEX room_messages_latest ON room_messages (room, id);

-- One row, which the readiness check updates: only a write shows that the database can be written.
CREATE TABLE write_checks (
  id BIGINT PRIMARY KEY,
  checked_at BIGINT NOT NULL
);

INSERT INTO write_checks (id, checked_at) VALUES (1, ${now});
