/** A programme large enough that its review has many pages: what a review reads, and no more of it. */

/** Partners on several pages of 500, keys on several of 5,000. */
export const crowd = { partners: 1_200, keys: 11_000 };

/**
 * Silver, mostly below it: a third are to lose it, a quarter have points, 60 have an owner to be written to. The review that the demonstration
 * has lived through is given up, so that its half-year may be reviewed anew.
 * @param {number} tenant
 */
export const crowding = (tenant) => `
  UPDATE review_run SET state = 'CANCELLED', reason = 'Reviewed anew' WHERE tenant_id = ${tenant} AND NOT dry;
  INSERT INTO partner (tenant_id, partner_id, name, country, language, level, created_at, search)
    SELECT ${tenant}, ${partner('n')}, 'Crowd ' || lpad(n::text, 5, '0'), 'IT', 'it', 'Silver', now(), '' FROM ${each};
  INSERT INTO level_change (tenant_id, partner_id, n, to_level, name, cause, on_day, at, actor)
    SELECT ${tenant}, ${partner('n')}, 1, 'SILVER', 'Silver', 'TAKEN', '2026-01-01', now(), 'faults' FROM ${each};
  INSERT INTO level_notice (tenant_id, partner_id, level, given_on, grace_until, run_id)
    SELECT ${tenant}, ${partner('n')}, 'SILVER', now() - interval '400 days', now() - interval '340 days', (SELECT run_id FROM review_run WHERE tenant_id = ${tenant} LIMIT 1) FROM ${each} WHERE n % 3 = 0;
  INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, partner_id, created_at)
    SELECT ${tenant}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'Owner ' || n, 'crowd-' || n || '@example.com', 'OWNER', ${partner('n')}, now() FROM ${each} WHERE n % 20 = 0;
  INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
    SELECT ${tenant}, gen_random_uuid(), ${partner('n')}, 'turnover:crowd-' || n || '-' || m, 'TURNOVER', on_day - 30 * m, 10 * m, jsonb_build_object('net', '1000 EUR', 'note', 'crowd'), now(), 'faults'
    FROM ${each}, generate_series(1, 10) m, (SELECT max(on_day) AS on_day FROM review_run WHERE tenant_id = ${tenant} AND NOT dry) due WHERE n % 4 = 0;
  INSERT INTO licence_key SELECT (jsonb_populate_record(k, jsonb_build_object('key_id', gen_random_uuid(), 'number', 'T' || lpad(n::text, 15, '0'), 'partner_id', ${partner(`1 + n % ${crowd.partners}`)}))).*
    FROM licence_key AS k, generate_series(1, ${crowd.keys}) AS n WHERE k.tenant_id = ${tenant} AND k.key_id = (SELECT min(key_id::text)::uuid FROM licence_key WHERE tenant_id = ${tenant});
`;

const each = `generate_series(1, ${crowd.partners}) n`;

/** @param {string} n */
function partner(n) {
  return `('0d000000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
}
