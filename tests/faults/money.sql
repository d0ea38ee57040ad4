-- What must hold of money and messages once everything under way has ended (PROOFS.md §3, I1, I2, I7, I9, OM-11). Every statement
-- returns one row per violation. Beside tests/invariants.sql, which holds at any moment.

-- I1: a transaction of the ledger sums to zero in each currency
SELECT tenant_id, transaction_id, currency, sum(amount_minor) AS sum
FROM ledger_posting GROUP BY tenant_id, transaction_id, currency HAVING sum(amount_minor) <> 0;

-- I1: what payments received is what the ledger received
SELECT tenant_id, order_id, paid, received
FROM (SELECT tenant_id, order_id, sum(paid_minor) AS paid FROM payment GROUP BY tenant_id, order_id) AS p
FULL JOIN (SELECT tenant_id, order_id, sum(amount_minor) AS received FROM ledger_posting WHERE account = 'RECEIVED' GROUP BY tenant_id, order_id) AS l USING (tenant_id, order_id)
WHERE coalesce(paid, 0) <> coalesce(received, 0);

-- I1: what was given back is what the ledger gave back
SELECT tenant_id, order_id, refunded, given
FROM (SELECT tenant_id, order_id, sum(refunded_minor) AS refunded FROM payment GROUP BY tenant_id, order_id) AS p
FULL JOIN (SELECT tenant_id, order_id, -sum(amount_minor) AS given FROM ledger_posting WHERE account = 'REFUNDED' GROUP BY tenant_id, order_id) AS l USING (tenant_id, order_id)
WHERE coalesce(refunded, 0) <> coalesce(given, 0);

-- I1: the account of credits holds the open credits, and nothing else once no line waits
SELECT tenant_id, order_id, open, held
FROM (SELECT tenant_id, order_id, sum(amount_minor) AS open FROM open_credit WHERE state IN ('OPEN', 'REFUNDING') GROUP BY tenant_id, order_id) AS c
FULL JOIN (SELECT tenant_id, order_id, -sum(amount_minor) AS held FROM ledger_posting WHERE account = 'CREDIT' GROUP BY tenant_id, order_id) AS l USING (tenant_id, order_id)
WHERE coalesce(open, 0) <> coalesce(held, 0);

-- I2: no line of a paid order waits
SELECT l.tenant_id, l.order_id, l.line, o.state FROM order_line l JOIN sales_order o USING (tenant_id, order_id)
WHERE o.paid_at IS NOT NULL AND l.state = 'WAITING';

-- I2: a paid order is fulfilled, or needs attention where a line became a credit
SELECT tenant_id, order_id, state FROM sales_order WHERE paid_at IS NOT NULL AND state NOT IN ('FULFILLED', 'ATTENTION', 'CANCELLED');

-- I2: an applied line is exactly one event of its key, and every event of an order is exactly one line
WITH event AS (
  SELECT tenant_id, key_id, version, body ->> 'reference' AS reference FROM key_event
  WHERE name IN ('key.renewed.v1', 'key.maintenance-renewed.v1') AND body ->> 'reference' LIKE 'order:%'
),
line AS (
  SELECT tenant_id, key_id, key_version AS version, 'order:' || order_id || ':' || line AS reference FROM order_line WHERE state = 'APPLIED'
)
SELECT tenant_id, reference, line.key_id AS line_key, event.key_id AS event_key, line.version AS line_version, event.version AS event_version
FROM line FULL JOIN event USING (tenant_id, reference)
WHERE line.key_id IS DISTINCT FROM event.key_id OR line.version IS DISTINCT FROM event.version;

-- I2: nothing that was paid renewed twice
SELECT tenant_id, body ->> 'reference' AS reference, count(*) FROM key_event
WHERE body ->> 'reference' LIKE 'order:%' GROUP BY 1, 2 HAVING count(*) > 1;

-- I2: a line that was not applied is an open credit
SELECT l.tenant_id, l.order_id, l.line FROM order_line l
WHERE l.state = 'CREDITED' AND NOT EXISTS (SELECT FROM open_credit c WHERE (c.tenant_id, c.order_id, c.line) = (l.tenant_id, l.order_id, l.line));

-- I7: every message of the provider was worked on
SELECT tenant_id, event_id, type, state, attempts, note FROM inbox WHERE state NOT IN ('DONE', 'IGNORED');

-- I9: nothing that is to leave was left
SELECT tenant_id, message_id, kind, state, failure FROM outbox WHERE state IN ('NEW', 'SENDING', 'FAILED') AND due_at < now() - interval '1 minute';

-- OM-11: documents are numbered without a gap
SELECT tenant_id, kind, count(*), min(number), max(number) FROM document GROUP BY tenant_id, kind HAVING max(number) - min(number) + 1 <> count(*);

-- OM-11: a paid order has one invoice for each payment of it that was not paid twice
SELECT p.tenant_id, p.order_id, count(d.*) FROM payment p LEFT JOIN document d ON (d.tenant_id, d.order_id, d.kind) = (p.tenant_id, p.order_id, 'INVOICE')
WHERE p.state = 'PAID' AND NOT p.duplicate AND EXISTS (SELECT FROM sales_order o WHERE (o.tenant_id, o.order_id) = (p.tenant_id, p.order_id) AND o.paid_at IS NOT NULL AND o.state <> 'CANCELLED')
GROUP BY 1, 2 HAVING count(d.*) <> 1;
