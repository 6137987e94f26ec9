-- The test cases of a challenge: what a program reads, and what it is expected to write.
CREATE TABLE challenge_cases (
  id ${id},
  challenge_id BIGINT NOT NULL REFERENCES challenges (id) ON DELETE CASCADE,
  -- Empty without a name.
  name VARCHAR(200) NOT NULL,
  input TEXT NOT NULL,
  expected TEXT NOT NULL
);

CREATE INDEX challenge_cases_challenge ON challenge_cases (challenge_id);

-- The results of a run of all cases, in JSON; NULL for a run without cases.
ALTER TABLE challenge_runs ADD COLUMN results TEXT;
