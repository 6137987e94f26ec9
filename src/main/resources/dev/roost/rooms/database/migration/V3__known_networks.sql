-- The networks from which accounts have signed in. The hash is of the account and the network.

CREATE TABLE known_networks (
  network_hash VARCHAR(64) PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  -- Milliseconds since 1970.
  last_used BIGINT NOT NULL
);

CREATE INDEX known_networks_of_user ON known_networks (user_id, last_used);
