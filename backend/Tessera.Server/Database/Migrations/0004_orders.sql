-- The order path: quotes, orders, payments, the ledger under them, what comes in from the payment provider and what goes out.

-- Numbers without gaps (OM-11) and numbers of quotes and orders: one row per kind and tenant, taken inside the transaction that uses it.
CREATE TABLE number_range (
  tenant_id  int NOT NULL REFERENCES tenant,
  kind       text NOT NULL CHECK (kind IN ('QUOTE', 'ORDER', 'INVOICE', 'RECEIPT', 'CREDIT_NOTE')),
  last       bigint NOT NULL,
  PRIMARY KEY (tenant_id, kind)
);

-- A quote: its newest version's figures and where it stands. EXPIRED is not stored: it follows from valid_until (OM-5).
CREATE TABLE quote (
  tenant_id      int NOT NULL REFERENCES tenant,
  quote_id       uuid NOT NULL,
  number         text NOT NULL,
  version        int NOT NULL,               -- of the document: 1, 2, … with each revision
  row_version    int NOT NULL,               -- of the row: every write
  state          text NOT NULL CHECK (state IN ('DRAFT', 'SENT', 'VIEWED', 'ACCEPTED', 'DECLINED', 'PAID', 'VOID')),
  payer          text NOT NULL CHECK (payer IN ('PARTNER', 'CUSTOMER')),
  partner_id     uuid,
  customer_id    uuid,                       -- the one customer; null where a partner pays for several
  buyer_name     text NOT NULL,
  currency       text NOT NULL,
  net_minor      bigint NOT NULL CHECK (net_minor >= 0),
  vat_minor      bigint NOT NULL CHECK (vat_minor >= 0),
  gross_minor    bigint NOT NULL CHECK (gross_minor = net_minor + vat_minor),
  valid_until    date NOT NULL,
  email          text,
  language       text NOT NULL,
  po_number      text,
  note           text,
  reason         text,                       -- of a decline or of voiding
  accepted_name  text,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  sent_at        timestamptz,
  viewed_at      timestamptz,
  accepted_at    timestamptz,
  closed_at      timestamptz,                -- declined, paid or void
  search         tsvector NOT NULL,
  PRIMARY KEY (tenant_id, quote_id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customer
);
CREATE INDEX quote_newest ON quote (tenant_id, quote_id DESC);
CREATE INDEX quote_partner ON quote (tenant_id, partner_id, quote_id DESC);
CREATE INDEX quote_waiting ON quote (tenant_id, partner_id, state, quote_id DESC) WHERE state IN ('SENT', 'VIEWED', 'ACCEPTED');
CREATE INDEX quote_customer ON quote (tenant_id, customer_id, quote_id DESC);
CREATE INDEX quote_search ON quote USING gin (search);

-- What each version said, frozen: lines with their derivation, rule and price versions.
CREATE TABLE quote_version (
  tenant_id   int NOT NULL,
  quote_id    uuid NOT NULL,
  version     int NOT NULL,
  body        jsonb NOT NULL,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  PRIMARY KEY (tenant_id, quote_id, version),
  FOREIGN KEY (tenant_id, quote_id) REFERENCES quote
);

-- Which keys a quote speaks of, for the key's page.
CREATE TABLE quote_key (
  tenant_id  int NOT NULL,
  quote_id   uuid NOT NULL,
  key_id     uuid NOT NULL,
  PRIMARY KEY (tenant_id, quote_id, key_id),
  FOREIGN KEY (tenant_id, quote_id) REFERENCES quote,
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
);
CREATE INDEX quote_key_key ON quote_key (tenant_id, key_id, quote_id DESC);

-- What happened to a quote, oldest first; nothing is changed or removed.
CREATE TABLE quote_event (
  tenant_id  int NOT NULL,
  quote_id   uuid NOT NULL,
  n          int NOT NULL,
  at         timestamptz NOT NULL,
  actor      text NOT NULL,
  name       text NOT NULL,
  body       jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, quote_id, n),
  FOREIGN KEY (tenant_id, quote_id) REFERENCES quote
);

-- A link that pays without an account. The token itself is never stored: it is made again from nonce and secret, and found by its hash.
CREATE TABLE pay_link (
  tenant_id   int NOT NULL,
  token_hash  bytea NOT NULL,
  quote_id    uuid NOT NULL,
  nonce       uuid NOT NULL,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  revoked_at  timestamptz,
  PRIMARY KEY (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, quote_id) REFERENCES quote
);
CREATE INDEX pay_link_quote ON pay_link (tenant_id, quote_id);

CREATE TABLE sales_order (
  tenant_id     int NOT NULL REFERENCES tenant,
  order_id      uuid NOT NULL,
  number        text NOT NULL,
  quote_id      uuid NOT NULL,
  quote_version int NOT NULL,
  row_version   int NOT NULL,
  state         text NOT NULL CHECK (state IN ('OPEN', 'PROCESSING', 'PAID', 'FULFILLED', 'ATTENTION', 'CANCELLED')),
  payer         text NOT NULL CHECK (payer IN ('PARTNER', 'CUSTOMER')),
  partner_id    uuid,
  customer_id   uuid,
  buyer_name    text NOT NULL,
  currency      text NOT NULL,
  net_minor     bigint NOT NULL,
  vat_minor     bigint NOT NULL,
  gross_minor   bigint NOT NULL CHECK (gross_minor = net_minor + vat_minor),
  po_number     text,
  note          text,
  disputed      boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  paid_at       timestamptz,
  search        tsvector NOT NULL,
  PRIMARY KEY (tenant_id, order_id),
  UNIQUE (tenant_id, number),
  UNIQUE (tenant_id, quote_id, quote_version),
  FOREIGN KEY (tenant_id, quote_id) REFERENCES quote,
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner,
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customer
);
CREATE INDEX sales_order_newest ON sales_order (tenant_id, order_id DESC);
CREATE INDEX sales_order_partner ON sales_order (tenant_id, partner_id, order_id DESC);
CREATE INDEX sales_order_attention ON sales_order (tenant_id, order_id DESC) WHERE state IN ('ATTENTION', 'PAID') OR disputed;
CREATE INDEX sales_order_search ON sales_order USING gin (search);

-- One line, one key, one effect: APPLIED in the transaction of the key's event, or CREDITED where it no longer applies (OM-8).
CREATE TABLE order_line (
  tenant_id    int NOT NULL,
  order_id     uuid NOT NULL,
  line         int NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('RENEW_ANNUAL', 'MAINTENANCE')),
  key_id       uuid NOT NULL,
  years        int NOT NULL CHECK (years BETWEEN 1 AND 10),
  net_minor    bigint NOT NULL,
  vat_minor    bigint NOT NULL,
  gross_minor  bigint NOT NULL CHECK (gross_minor = net_minor + vat_minor),
  body         jsonb NOT NULL,               -- the frozen quoted line
  state        text NOT NULL CHECK (state IN ('WAITING', 'APPLIED', 'CREDITED')),
  refusal      text,                         -- code, of a CREDITED line
  applied_at   timestamptz,
  key_version  int,                          -- the event of the key that this line became
  PRIMARY KEY (tenant_id, order_id, line),
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order,
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
);
CREATE INDEX order_line_key ON order_line (tenant_id, key_id, order_id DESC);
CREATE INDEX order_line_waiting ON order_line (tenant_id, order_id) WHERE state = 'WAITING';

-- One attempt to pay an order: one Checkout Session of the provider.
CREATE TABLE payment (
  tenant_id       int NOT NULL,
  payment_id      uuid NOT NULL,
  order_id        uuid NOT NULL,
  state           text NOT NULL CHECK (state IN ('CREATING', 'OPEN', 'PROCESSING', 'PAID', 'FAILED', 'EXPIRED')),
  session_id      text,
  intent_id       text,
  charge_id       text,
  url             text,
  currency        text NOT NULL,
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  paid_minor      bigint NOT NULL DEFAULT 0,
  refunded_minor  bigint NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0 AND refunded_minor <= paid_minor),
  dispute         text CHECK (dispute IN ('OPEN', 'WON', 'LOST')),
  failure         text,                      -- the provider's code, of the newest failed try
  duplicate       boolean NOT NULL DEFAULT false,
  return_to       text NOT NULL,
  created_at      timestamptz NOT NULL,
  expires_at      timestamptz,
  paid_at         timestamptz,
  asked_at        timestamptz NOT NULL,      -- when the provider was last asked
  PRIMARY KEY (tenant_id, payment_id),
  UNIQUE (tenant_id, session_id),
  UNIQUE (tenant_id, intent_id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order
);
CREATE INDEX payment_order ON payment (tenant_id, order_id);
CREATE UNIQUE INDEX payment_one_open ON payment (tenant_id, order_id) WHERE state IN ('CREATING', 'OPEN', 'PROCESSING');
CREATE INDEX payment_unsettled ON payment (tenant_id, asked_at) WHERE state IN ('CREATING', 'OPEN', 'PROCESSING');

CREATE TABLE refund (
  tenant_id     int NOT NULL,
  refund_id     uuid NOT NULL,
  payment_id    uuid NOT NULL,
  provider_id   text,
  credit_id     uuid,                        -- the open credit it settles; null: out of what was applied
  state         text NOT NULL CHECK (state IN ('REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED')),
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  currency      text NOT NULL,
  reason        text NOT NULL,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  settled_at    timestamptz,
  PRIMARY KEY (tenant_id, refund_id),
  UNIQUE (tenant_id, provider_id),
  FOREIGN KEY (tenant_id, payment_id) REFERENCES payment
);
CREATE INDEX refund_payment ON refund (tenant_id, payment_id);

-- OM-8: money that is there and applied to nothing. An operator settles it; the ledger's account CREDIT holds the same amount.
CREATE TABLE open_credit (
  tenant_id     int NOT NULL,
  credit_id     uuid NOT NULL,
  order_id      uuid NOT NULL,
  payment_id    uuid NOT NULL,
  line          int,                         -- null: a whole payment (paid twice, wrong amount)
  cause         text NOT NULL CHECK (cause IN ('LINE_REFUSED', 'PAID_TWICE', 'AMOUNT_DIFFERS', 'ORDER_CANCELLED')),
  refusal       text,
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  currency      text NOT NULL,
  state         text NOT NULL CHECK (state IN ('OPEN', 'REFUNDING', 'REFUNDED', 'APPLIED')),
  opened_at     timestamptz NOT NULL,
  settled_at    timestamptz,
  settled_by    text,
  reason        text,
  PRIMARY KEY (tenant_id, credit_id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order,
  FOREIGN KEY (tenant_id, payment_id) REFERENCES payment
);
CREATE UNIQUE INDEX open_credit_line ON open_credit (tenant_id, order_id, line) WHERE line IS NOT NULL;
CREATE UNIQUE INDEX open_credit_payment ON open_credit (tenant_id, payment_id) WHERE line IS NULL;
CREATE INDEX open_credit_open ON open_credit (tenant_id, credit_id DESC) WHERE state IN ('OPEN', 'REFUNDING');

-- Double entry. Amounts are signed, debit positive; every transaction sums to zero, checked when it commits.
-- RECEIVED (what came in) = APPLIED + CREDIT + REFUNDED, at every moment.
CREATE TABLE ledger_transaction (
  tenant_id       int NOT NULL REFERENCES tenant,
  transaction_id  uuid NOT NULL,
  reference       text NOT NULL,             -- what it posts: 'payment:<id>', 'line:<order>:<n>', 'refund:<id>' …: posted once
  at              timestamptz NOT NULL,      -- booking
  effective_on    date NOT NULL,
  PRIMARY KEY (tenant_id, transaction_id),
  UNIQUE (tenant_id, reference)
);

CREATE TABLE ledger_posting (
  tenant_id       int NOT NULL,
  transaction_id  uuid NOT NULL,
  n               int NOT NULL,
  account         text NOT NULL CHECK (account IN ('RECEIVED', 'APPLIED', 'CREDIT', 'REFUNDED')),
  order_id        uuid NOT NULL,
  currency        text NOT NULL,
  amount_minor    bigint NOT NULL CHECK (amount_minor <> 0),
  PRIMARY KEY (tenant_id, transaction_id, n),
  FOREIGN KEY (tenant_id, transaction_id) REFERENCES ledger_transaction,
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order
);
CREATE INDEX ledger_posting_order ON ledger_posting (tenant_id, order_id);

CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_posting WHERE tenant_id = NEW.tenant_id AND transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();

-- OM-11: gapless per tenant and kind, never changed.
CREATE TABLE document (
  tenant_id    int NOT NULL REFERENCES tenant,
  document_id  uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('INVOICE', 'RECEIPT', 'CREDIT_NOTE')),
  number       bigint NOT NULL CHECK (number > 0),
  reference    text NOT NULL,                -- what it documents, as in the ledger: made once
  order_id     uuid NOT NULL,
  issued_on    date NOT NULL,
  at           timestamptz NOT NULL,
  gross_minor  bigint NOT NULL,
  currency     text NOT NULL,
  body         jsonb NOT NULL,
  PRIMARY KEY (tenant_id, document_id),
  UNIQUE (tenant_id, kind, number),
  UNIQUE (tenant_id, kind, reference),
  FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order
);
CREATE INDEX document_order ON document (tenant_id, order_id);

-- What the provider told, as it came: archived first, worked on by its id afterwards (HOUSE.md law 7).
CREATE TABLE inbox (
  tenant_id     int NOT NULL REFERENCES tenant,
  event_id      text NOT NULL,
  type          text NOT NULL,
  body          text NOT NULL,
  received_at   timestamptz NOT NULL,
  state         text NOT NULL CHECK (state IN ('NEW', 'DONE', 'IGNORED', 'WAITING', 'DEAD')),
  attempts      int NOT NULL DEFAULT 0,
  due_at        timestamptz NOT NULL,
  claimed_until timestamptz,
  note          text,
  done_at       timestamptz,
  PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX inbox_due ON inbox (tenant_id, due_at) WHERE state IN ('NEW', 'WAITING');
CREATE INDEX inbox_dead ON inbox (tenant_id, received_at DESC) WHERE state = 'DEAD';

-- What goes out, after commit. A message whose sending was begun and never reported is UNCERTAIN: not sent again by itself.
CREATE TABLE outbox (
  tenant_id     int NOT NULL REFERENCES tenant,
  message_id    uuid NOT NULL,
  kind          text NOT NULL,
  dedupe        text NOT NULL,               -- the same reason is one message
  body          jsonb NOT NULL,
  state         text NOT NULL CHECK (state IN ('NEW', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN')),
  attempts      int NOT NULL DEFAULT 0,
  created_at    timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,
  claimed_until timestamptz,
  done_at       timestamptz,
  failure       text,
  PRIMARY KEY (tenant_id, message_id),
  UNIQUE (tenant_id, dedupe)
);
CREATE INDEX outbox_due ON outbox (tenant_id, due_at) WHERE state IN ('NEW', 'SENDING');
CREATE INDEX outbox_stuck ON outbox (tenant_id, created_at DESC) WHERE state IN ('FAILED', 'UNCERTAIN');

-- Reminders: which key was reminded of which last day in which window; none twice.
CREATE TABLE reminder_sent (
  tenant_id    int NOT NULL,
  key_id       uuid NOT NULL,
  last_day     date NOT NULL,
  window_days  int NOT NULL,
  audience     text NOT NULL CHECK (audience IN ('PARTNER', 'CUSTOMER')),
  message_id   uuid NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, key_id, last_day, window_days, audience),
  FOREIGN KEY (tenant_id, key_id) REFERENCES licence_key
);

-- A partner's wishes about reminders.
CREATE TABLE reminder_setting (
  tenant_id        int NOT NULL,
  partner_id       uuid NOT NULL,
  digest           boolean NOT NULL DEFAULT true,
  remind_customers boolean NOT NULL DEFAULT false,
  email            text,                     -- null: the owners' addresses
  changed_at       timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, partner_id),
  FOREIGN KEY (tenant_id, partner_id) REFERENCES partner
);

-- Addresses that want no reminders. Receipts and quotes somebody asked for still reach them.
CREATE TABLE unsubscribed (
  tenant_id   int NOT NULL REFERENCES tenant,
  email_hash  bytea NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, email_hash)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['number_range', 'quote', 'quote_version', 'quote_key', 'quote_event', 'pay_link', 'sales_order', 'order_line', 'payment', 'refund', 'open_credit',
    'ledger_transaction', 'ledger_posting', 'document', 'inbox', 'outbox', 'reminder_sent', 'reminder_setting', 'unsubscribed']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_only ON %I
      USING (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))
      WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant'', true), '''')::int))', t);
  END LOOP;
END $$;

-- What is history cannot be changed; the rest moves on.
GRANT SELECT, INSERT ON quote_version, quote_event, ledger_transaction, ledger_posting, document, reminder_sent TO tessera_app;
GRANT SELECT, INSERT, UPDATE ON number_range, quote, pay_link, sales_order, order_line, payment, refund, open_credit, inbox, outbox, reminder_setting TO tessera_app;
GRANT SELECT, INSERT, DELETE ON unsubscribed, quote_key TO tessera_app;
