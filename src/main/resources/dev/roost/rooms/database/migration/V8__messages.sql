-- What clients name their messages by, so that a message that is sent again is stored once; when a
-- message was edited; and the reactions to it, as JSON: the ids of the accounts for each.

ALTER TABLE chat_messages ADD COLUMN client_id VARCHAR(64);
ALTER TABLE chat_messages ADD COLUMN edited_at BIGINT;
ALTER TABLE chat_messages ADD COLUMN reactions TEXT;
CREATE UNIQUE INDEX chat_messages_client ON chat_messages (chat_id, user_id, client_id);

ALTER TABLE room_messages ADD COLUMN client_id VARCHAR(64);
ALTER TABLE room_messages ADD COLUMN edited_at BIGINT;
ALTER TABLE room_messages ADD COLUMN reactions TEXT;
CREATE UNIQUE INDEX room_messages_client ON room_messages (room, author, client_id);

-- Up to which message accounts have read. Those of a challenge are in its chat.

CREATE TABLE chat_reads (
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  chat_id BIGINT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  message_id BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, chat_id)
);

CREATE INDEX chat_reads_latest ON chat_reads (user_id, read_at);

CREATE TABLE room_reads (
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  room VARCHAR(200) NOT NULL,
  message_id BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, room)
);

CREATE INDEX room_reads_latest ON room_reads (user_id, read_at);
