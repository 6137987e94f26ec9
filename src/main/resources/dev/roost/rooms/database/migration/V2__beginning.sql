-- What there is to begin with. The accounts are to try the rooms with: their password is "password",
-- and database.demo-accounts says whether they come to be.

INSERT INTO users (first_name, last_name, email, email_key, password_hash)
SELECT first_name, last_name, email, email,
  '$pbkdf2$it=210000$cm9vc3QtZGVtby1zYWx0MQ$1XHYdXhVgHJXx28WDRpRQR0Z/rrm72ylFdyfjCGCGgicSsXXtlg/ZbB3VQ032IpX4w7iuQdJGRpSABU5rJB2Wg'
FROM (
  SELECT 1 AS id, 'Moebi' AS first_name, 'Moebius' AS last_name, 'moebi@email.com' AS email
  UNION ALL SELECT 2, 'Ann', 'Archer', 'ann@email.com'
  UNION ALL SELECT 3, 'Bob', 'Baker', 'bob@email.com'
) AS demo
WHERE ${demo_accounts}
ORDER BY id;

INSERT INTO challenges (title, prompt, language, response) VALUES
  ('Multiples of 3 and 5',
   'If we list all the natural numbers below 10 that are multiples of 3 or 5, we get 3, 5, 6 and 9. The sum of these multiples is 23. Find the sum of all the multiples of 3 or 5 below 1000.',
   'ruby', ''),
  ('Fibonacci Numbers',
   'Each new term of the Fibonacci sequence is the sum of the two before it: 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, and so on. Find the sum of the even terms that do not exceed four million.',
   'ruby', ''),
  ('Largest Prime Factor',
   'The prime factors of 13195 are 5, 7, 13 and 29. What is the largest prime factor of the number 600851475143?',
   'ruby', '');

INSERT INTO chats (challenge_id) SELECT id FROM challenges ORDER BY id;
INSERT INTO chats (room_name) VALUES ('Jim''s Workspace'), ('General');
