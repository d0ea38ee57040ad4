/** The demonstration world was paid for before its payment provider's sandbox began: the sandbox is told, so that both sides know the same payments. */

const paid = `
  SELECT t.slug, p.session_id, p.intent_id, p.charge_id, p.payment_id, p.paid_minor::int AS amount, lower(p.currency) AS currency, p.return_to,
    extract(epoch FROM p.paid_at)::int AS at, q.email, q.number AS quote, o.number AS sale,
    (SELECT coalesce(json_agg(json_build_object('id', r.provider_id, 'refund', r.refund_id, 'amount', r.amount_minor, 'at', extract(epoch FROM r.requested_at)::int)), '[]')
     FROM refund r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.payment_id AND r.state = 'SUCCEEDED') AS refunds
  FROM payment p JOIN tenant t ON t.id = p.tenant_id JOIN sales_order o USING (tenant_id, order_id) JOIN quote q USING (tenant_id, quote_id)
  WHERE p.state = 'PAID' AND starts_with(p.session_id, 'cs_test_demo_') ORDER BY p.paid_at`;

/**
 * @param {(sql: string) => Promise<Record<string, any>[]>} query rows of every tenant
 * @param {string} sandbox its address
 */
export async function tellPast(query, sandbox) {
  const rows = await query(paid);
  for (const account of new Set(rows.map(({ slug }) => slug))) {
    const payments = rows.filter(({ slug }) => slug === account).map(paymentOf);
    const response = await fetch(`${sandbox}/_control/past`, {
      method: 'POST',
      body: JSON.stringify({ account, payments }),
    });
    if (!response.ok) throw new Error(`The sandbox does not take the past of ${account}: ${await response.text()}`);
  }
  return true;
}

/** @param {Record<string, any>} row */
function paymentOf(row) {
  const metadata = { tenant: row['slug'], payment: row['payment_id'], order: row['sale'], quote: row['quote'] };
  return {
    session: row['session_id'],
    intent: row['intent_id'],
    charge: row['charge_id'],
    amount: row['amount'],
    currency: row['currency'],
    at: row['at'],
    email: row['email'],
    name: row['sale'],
    reference: row['payment_id'],
    returnTo: row['return_to'],
    metadata,
    refunds: row['refunds'].map((/** @type {any} */ { id, refund, amount, at }) => ({
      id,
      amount,
      at,
      metadata: { tenant: metadata.tenant, payment: metadata.payment, refund },
    })),
  };
}
