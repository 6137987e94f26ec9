-- Sign-ins. The token of each carries its id; ended_at is when somebody signed out. Times are
-- milliseconds since 1970.

CREATE TABLE sessions (
  id VARCHAR(36) PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);

CREATE INDEX sessions_user ON sessions (user_id, created_at);
CREATE INDEX sessions_ended ON sessions (ended_at);
CREATE INDEX sessions_expire ON sessions (expires_at);
