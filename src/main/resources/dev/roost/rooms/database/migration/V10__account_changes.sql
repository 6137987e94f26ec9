-- An account that was deleted keeps its row, without what it said of a person: the changes of texts
-- refer to it.
ALTER TABLE users ADD COLUMN deleted_at BIGINT;

-- Links by which a password is set once. Of the token there is only its SHA-256, in hexadecimal.
CREATE TABLE password_resets (
  token_hash VARCHAR(64) PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);

CREATE INDEX password_resets_user ON password_resets (user_id);
