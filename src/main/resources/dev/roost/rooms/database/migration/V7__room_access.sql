-- Who may do what in a room. Each room has a row in chats, that of a challenge included.

-- Without a row in room_members, everyone with an account may edit an open room, and nobody a private one.
ALTER TABLE chats ADD COLUMN visibility VARCHAR(16) DEFAULT 'open' NOT NULL;
-- When the room was put away: it can be read, and not be changed.
ALTER TABLE chats ADD COLUMN archived_at BIGINT;
-- When visibility, archived_at, or locked_at of the challenge changed last.
ALTER TABLE chats ADD COLUMN access_changed_at BIGINT DEFAULT 0 NOT NULL;
-- When an owner locked the text.
ALTER TABLE challenges ADD COLUMN locked_at BIGINT;

CREATE TABLE room_members (
  chat_id BIGINT NOT NULL REFERENCES chats (id),
  user_id BIGINT NOT NULL REFERENCES users (id),
  -- owner, editor, viewer; or none for somebody who was removed.
  role VARCHAR(16) NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (chat_id, user_id)
);

CREATE INDEX room_members_user ON room_members (user_id);
CREATE INDEX room_members_changed ON room_members (changed_at);
CREATE INDEX chats_access_changed ON chats (access_changed_at);

-- Links by which people become members. Of the token there is only its SHA-256, in hexadecimal.
CREATE TABLE room_invites (
  id ${id},
  chat_id BIGINT NOT NULL REFERENCES chats (id),
  role VARCHAR(16) NOT NULL,
  token_hash VARCHAR(64) NOT NULL CONSTRAINT room_invites_token UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX room_invites_chat ON room_invites (chat_id);

INSERT INTO room_members (chat_id, user_id, role, changed_at)
SELECT t.id, c.creator_id, 'owner', 0
FROM challenges c JOIN chats t ON t.challenge_id = c.id WHERE c.creator_id IS NOT NULL;

INSERT INTO room_members (chat_id, user_id, role, changed_at)
SELECT id, creator_id, 'owner', 0 FROM chats WHERE challenge_id IS NULL AND creator_id IS NOT NULL;
