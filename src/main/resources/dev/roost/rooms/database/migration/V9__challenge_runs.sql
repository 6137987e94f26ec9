-- The last run of each challenge's text that ended: who ran it, and what it wrote.
CREATE TABLE challenge_runs (
  challenge_id BIGINT PRIMARY KEY REFERENCES challenges (id) ON DELETE CASCADE,
  run_id VARCHAR(64) NOT NULL,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  language VARCHAR(32) NOT NULL,
  status VARCHAR(16) NOT NULL,
  duration_ms BIGINT,
  -- JSON: [{"stream": "out", "text": "..."}]
  output TEXT NOT NULL,
  started_at BIGINT NOT NULL
);

CREATE INDEX challenge_runs_user ON challenge_runs (user_id);
