-- Whose challenges and chats they are, as an account may have so many. Older ones are nobody's.

ALTER TABLE challenges ADD COLUMN creator_id BIGINT REFERENCES users (id);
ALTER TABLE chats ADD COLUMN creator_id BIGINT REFERENCES users (id);

CREATE INDEX challenges_creator ON challenges (creator_id);
CREATE INDEX chats_creator ON chats (creator_id);
