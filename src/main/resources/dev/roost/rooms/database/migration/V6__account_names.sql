-- The keys of the names by which accounts are shown, see NameKey.java: no guest has one of them.

CREATE TABLE account_names (
  name_key TEXT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES users (id),
  PRIMARY KEY (name_key, user_id)
);

-- The accounts so far. For names of ASCII letters and digits, these are the keys that NameKey.java makes.
INSERT INTO account_names (name_key, user_id)
SELECT replace(replace(replace(lower(name), '0', 'o'), '1', 'l'), 'i', 'l'), id
FROM (
  SELECT first_name AS name, id FROM users
  UNION SELECT first_name || ' ' || last_name, id FROM users
  UNION SELECT first_name || ' ' || substr(last_name, 1, 1), id FROM users
) AS names
WHERE 1 = 1
ON CONFLICT DO NOTHING;
