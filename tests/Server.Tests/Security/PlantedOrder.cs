using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Server.Tests.Security;

/// <summary>An order with its payment, credit, document and message, put into a tenant by its tables: something a stranger may ask for.</summary>
internal static class PlantedOrder
{
    public static readonly string[] Kinds = ["order", "document", "credit", "event", "review", "application", "invitation", "person", "course", "certificate"];

    /// <summary>The id of a partner's thing of a kind. A course is a programme's, seen by all its partners: only the other programme's is planted.</summary>
    public static Guid Id(Guid partner, string kind) => new(SHA256.HashData(Encoding.ASCII.GetBytes(partner + kind)).AsSpan(0, 16));

    public static async Task PlantAsync(NpgsqlDataSource superuser, int tenant, Guid partner)
    {
        await using var plant = superuser.CreateBatch();
        Add("""
            INSERT INTO quote (tenant_id, quote_id, number, version, row_version, state, payer, partner_id, buyer_name, currency, net_minor, vat_minor, gross_minor, valid_until, language, created_at, created_by, search)
            VALUES ($1, $2, 'planted ' || $2, 1, 1, 'PAID', 'PARTNER', $3, 'Havn', 'EUR', 100, 0, 100, '2026-12-01', 'en', now(), 'test', '')
            """, Id(partner, "quote"), partner);
        Add("""
            INSERT INTO sales_order (tenant_id, order_id, number, quote_id, quote_version, row_version, state, payer, partner_id, buyer_name, currency, net_minor, vat_minor, gross_minor, created_at, search)
            VALUES ($1, $2, 'planted ' || $2, $3, 1, 1, 'ATTENTION', 'PARTNER', $4, 'Havn', 'EUR', 100, 0, 100, now(), '')
            """, Id(partner, "order"), Id(partner, "quote"), partner);
        Add("""
            INSERT INTO payment (tenant_id, payment_id, order_id, state, currency, amount_minor, paid_minor, return_to, created_at, paid_at, asked_at) VALUES ($1, $2, $3, 'PAID', 'EUR', 100, 100, 'x', now(), now(), now())
            """, Id(partner, "payment"), Id(partner, "order"));
        Add("INSERT INTO open_credit (tenant_id, credit_id, order_id, payment_id, cause, amount_minor, currency, state, opened_at) VALUES ($1, $2, $3, $4, 'PAID_TWICE', 100, 'EUR', 'OPEN', now())", Id(partner, "credit"), Id(partner, "order"), Id(partner, "payment"));
        Add("""
            INSERT INTO document (tenant_id, document_id, kind, number, reference, order_id, issued_on, at, gross_minor, currency, body)
            VALUES ($1, $2, 'INVOICE', 1 + (SELECT count(*) FROM document WHERE tenant_id = $1), $2::text, $3, '2026-11-21', now(), 100, 'EUR', '{"number":"Havn"}')
            """, Id(partner, "document"), Id(partner, "order"));
        Add("""
            INSERT INTO partner_application (tenant_id, application_id, form_id, state, company, vat_id, country, contact, email, language, received_at)
            VALUES ($1, $2, $2, 'RECEIVED', 'Havn', 'x' || $2, 'NO', 'Havn', 'a@havn.example', 'en', now())
            """, Id(partner, "application"));
        Add("""
            INSERT INTO invitation (tenant_id, invitation_id, partner_id, email, role, language, nonce, token_hash, created_at, created_by, expires_at)
            VALUES ($1, $2, $3, 'a@havn.example', 'SALES', 'en', $2, decode(md5($2::text), 'hex'), now(), 'Havn', now() + interval '9 days')
            """, Id(partner, "invitation"), partner);
        Add("""
            INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, partner_id, created_at) VALUES ($1, $2, $2, $2, 'Havn', 'havn', 'SALES', $3, now())
            """, Id(partner, "person"), partner);
        Add("INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor) VALUES ($1, $2, $3, 'basic', '2026-01-01', now(), 'Havn')", Id(partner, "certificate"), Id(partner, "person"));
        if (tenant == 2)
            Add("""
                INSERT INTO course (tenant_id, course_id, kind, path, title, language, starts_at, ends_at, open_until, seats, created_at, created_by)
                VALUES ($1, $2, 'WEBINAR', 'basic', 'Havn', 'nb', '2027-03-01T09:00Z', '2027-03-01T12:00Z', '2027-03-01', 5, now(), 'Havn')
                """, Id(partner, "course"));
        Add("INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at, note) VALUES ($1, $2::text, 'x', '{}', now(), 'DEAD', now(), 'Havn')", Id(partner, "event"));
        Add("""
            INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, phase_started_at)
            VALUES ($1, $2, '2026-07-01', true, 'COMPARED', '2025-07-01', '2026-06-30', 'planted', 1, 1, now(), 'Havn', now())
            """, Id(partner, "review"));
        Add("INSERT INTO review_partner (tenant_id, run_id, partner_id, name) VALUES ($1, $2, $3, 'Havn')", Id(partner, "review"), partner);
        await plant.ExecuteNonQueryAsync();

        void Add(string sql, params Guid[] ids)
        {
            var command = new NpgsqlBatchCommand(sql + " ON CONFLICT DO NOTHING");
            command.Parameters.AddWithValue(tenant);
            foreach (var id in ids) command.Parameters.AddWithValue(id);
            plant.BatchCommands.Add(command);
        }
    }
}
