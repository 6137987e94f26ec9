-- What lists of rooms search and sort by. V11.1 fills the search keys, see SearchKey.java.

ALTER TABLE users ADD COLUMN search_key TEXT DEFAULT '' NOT NULL;

-- Of a challenge, its title; of a chat, its name.
ALTER TABLE chats ADD COLUMN search_key TEXT DEFAULT '' NOT NULL;
-- When the last message or change of the text was stored, a second late at most.
ALTER TABLE chats ADD COLUMN active_at BIGINT DEFAULT 0 NOT NULL;

UPDATE chats SET active_at = coalesce(
  (SELECT m.inserted_at FROM chat_messages m WHERE m.chat_id = chats.id ORDER BY m.id DESC LIMIT 1),
  inserted_at);
UPDATE chats SET active_at = (SELECT max(r.inserted_at) FROM challenge_revisions r
  WHERE r.challenge_id = chats.challenge_id)
WHERE active_at < (SELECT max(r.inserted_at) FROM challenge_revisions r
  WHERE r.challenge_id = chats.challenge_id);

CREATE INDEX chats_active ON chats (active_at, id);

-- The rooms that have messages.
CREATE TABLE talk_rooms (
  name VARCHAR(200) PRIMARY KEY,
  search_key TEXT DEFAULT '' NOT NULL,
  inserted_at BIGINT NOT NULL,
  active_at BIGINT NOT NULL
);

INSERT INTO talk_rooms (name, inserted_at, active_at)
SELECT room, min(inserted_at), max(inserted_at) FROM room_messages GROUP BY room;

CREATE INDEX talk_rooms_active ON talk_rooms (active_at, name);
