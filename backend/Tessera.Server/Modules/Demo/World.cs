using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Demo.Learning;
using Tessera.Server.Modules.Demo.Newcomers;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Demo;

/// <summary>
/// The demonstration world: two programmes with named people, partners, customers, and keys in every phase of life. Each programme
/// is one transaction of the application's role under row-level security; only the programmes' own rows need the owner.
/// </summary>
internal static class World
{
    private const int KeysPerBatch = 200;

    private const string InsertCustomer = """
        INSERT INTO customer (tenant_id, customer_id, partner_id, reference, name, email, vat_id, country, city, language, education, created_at, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, array_to_tsvector($13))
        """;

    /// <summary>
    /// False where the world is there already: it is loaded once and then left to its visitors. What a world of an earlier day lacks is
    /// added to it, and what an interrupted seed left untold is told.
    /// </summary>
    public static async Task<bool> PlantAsync(string ownerConnection, string appConnection, TimeProvider clock, CancellationToken ct)
    {
        await using (var owner = NpgsqlDataSource.Create(ownerConnection))
        {
            foreach (var t in Cast.Tenants)
            {
                await using var command = owner.CreateCommand("INSERT INTO tenant (id, slug, name, currency, time_zone, languages) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING");
                foreach (var value in (object[])[t.Id, t.Slug, t.Name, t.Currency, t.TimeZone, t.Languages]) command.Parameters.Add(new NpgsqlParameter { Value = value });
                await command.ExecuteNonQueryAsync(ct);
            }
        }

        await using var source = NpgsqlDataSource.Create(appConnection);
        var db = new TenantDb(source);
        var planted = false;
        var now = clock.GetUtcNow();
        using var sales = new SaleTales(source);
        using var reviews = new ReviewTales(source);
        foreach (var tenant in Cast.Tenants)
        {
            planted |= await db.TransactAsync(tenant.Id, transaction => PlantAsync(tenant, transaction, now, ct), ct);
            await new Trade(Programme(tenant), RuleBooks.Load(tenant.Slug), Programme(tenant).DayOf(now)).TellAsync(db, sales, ct);
            var approver = Cast.People.First(p => p.Tenant == tenant.Id && p.Role == Role.Operator && !p.Application);
            var by = new AuditActor(approver.Name, approver.MembershipId, approver.Role, "demo-review", null);
            await reviews.TellAsync(Programme(tenant), by, now, ct);
            if (Standings.Late(tenant.Id) is { } late) await reviews.CorrectAsync(Programme(tenant), late, by, now, ct);
        }

        return planted;
    }

    private static async Task<bool> PlantAsync(DemoTenant tenant, TenantTransaction transaction, DateTimeOffset now, CancellationToken ct)
    {
        var waited = await transaction.QueryAsync(Sql.Of("SELECT pg_advisory_xact_lock(7316552, $1), EXISTS (SELECT FROM rule_book WHERE tenant_id = $1)", tenant.Id), r => r.GetBoolean(1), ct);
        if (waited is [true])
        {
            await CompleteAsync(tenant, transaction, now, ct);
            await new Standings(tenant, RuleBooks.Load(tenant.Slug), Programme(tenant).DayOf(now)).PlantAsync(transaction, ct);
            await new Applicants(tenant, now).PlantAsync(transaction, ct);
            await new Lessons(tenant, RuleBooks.Load(tenant.Slug), now).PlantAsync(transaction, ct);
            return false;
        }

        var today = Programme(tenant).DayOf(now);
        var founded = new DateTimeOffset(today.AddYears(-6).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
        var book = RuleBooks.Load(tenant.Slug);
        var lives = new Plot(tenant, book, today).Lives();
        await transaction.WriteAsync([Sql.Of("INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by) VALUES ($1, 1, $2, $3, $4)", tenant.Id, Sql.Json(RuleBooks.Write(book)), founded, tenant.Name)], ct);
        await transaction.WriteAsync([.. Partners(tenant.Id, founded), .. People(tenant.Id, founded), .. Customers(tenant.Id, lives, founded)], ct);
        await new Standings(tenant, book, today).PlantAsync(transaction, ct);
        await new Applicants(tenant, now).PlantAsync(transaction, ct);
        await new Lessons(tenant, book, now).PlantAsync(transaction, ct);

        await WriteAsync(transaction, tenant.Id, (1, book), lives, "demo-", ct);
        return true;
    }

    private static async Task WriteAsync(TenantTransaction transaction, int tenant, (int Revision, RuleBook Book) rules, List<Life> lives, string requests, CancellationToken ct)
    {
        var names = Cast.Partners.ToDictionary(p => p.Id, p => p.Name);
        foreach (var batch in lives.Select(l => l.Step(l.Facts.Partner is { } p ? names[p.Value] : null)).Chunk(KeysPerBatch))
            await transaction.WriteAsync(KeyBatch.Statements(tenant, rules.Book, rules.Revision, batch), ct);
        await transaction.WriteAsync([Audit(tenant, lives, requests)], ct);
    }

    private static Tenant Programme(DemoTenant tenant) => new(tenant.Id, tenant.Slug, tenant.Name, tenant.Currency, tenant.TimeZone, tenant.Languages);

    /// <summary>
    /// A world planted before there were orders has a rule book without a seller, and nothing can be quoted under it: the shipped one is
    /// published after it. One planted before there were sales lacks the keys they are told of.
    /// </summary>
    private static async Task CompleteAsync(DemoTenant tenant, TenantTransaction transaction, DateTimeOffset now, CancellationToken ct)
    {
        var book = RuleBooks.Load(tenant.Slug);
        await transaction.WriteAsync(
            [
                Sql.Of("""
                    INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by)
                    SELECT $1, max(revision) + 1, $2, $3, $4 FROM rule_book WHERE tenant_id = $1 HAVING NOT bool_or(jsonb_exists(body, 'seller'))
                    """, tenant.Id, Sql.Json(RuleBooks.Write(book)), now, tenant.Name),
            ],
            ct);
        var lives = new Plot(tenant, book, Programme(tenant).DayOf(now)).SoldLives();
        var known = await transaction.QueryAsync(Sql.Of("SELECT key_id FROM licence_key WHERE tenant_id = $1 AND key_id = ANY($2)", tenant.Id, lives.Select(l => l.Id).ToArray()), r => r.GetGuid(0), ct);
        lives.RemoveAll(l => known.Contains(l.Id));
        if (lives.Count == 0) return;
        var revision = (await transaction.QueryAsync(Sql.Of("SELECT max(revision) FROM rule_book WHERE tenant_id = $1", tenant.Id), r => r.GetInt32(0), ct))[0];
        await WriteAsync(transaction, tenant.Id, (revision, book), lives, "demo-sold-", ct);
    }

    private static IEnumerable<NpgsqlBatchCommand> Partners(int tenant, DateTimeOffset founded) => Cast.Partners.Where(p => p.Tenant == tenant).Select(p => Sql.Of(
        "INSERT INTO partner (tenant_id, partner_id, name, vat_id, country, city, language, level, created_at, search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, array_to_tsvector($10))",
        tenant, p.Id, p.Name, p.VatId, p.Country, p.City, p.Language, p.Level, founded, SearchWords.OfPartner(tenant, p.Name, p.VatId, p.City)));

    private static IEnumerable<NpgsqlBatchCommand> People(int tenant, DateTimeOffset founded) => Cast.People.Where(p => p.Tenant == tenant).Select(p => Sql.Of(
        "INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, application, name, login, role, partner_id, language, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tenant, p.MembershipId, p.DirectoryId, p.ObjectId, p.Application, p.Name, p.Login, AuditTrail.Word(p.Role), KeyRow.Parameter(NpgsqlDbType.Uuid, p.Partner), p.Language, founded));

    /// <summary>A customer is known since before its first key.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Customers(int tenant, List<Life> lives, DateTimeOffset founded)
    {
        var first = lives.GroupBy(l => l.Company.Id).ToDictionary(g => g.Key, g => g.Min(l => l.Events[0].At));
        foreach (var c in Companies.All.Where(c => c.Tenant == tenant))
        {
            yield return Sql.Of(
                InsertCustomer, tenant, c.Id, KeyRow.Parameter(NpgsqlDbType.Uuid, c.Partner), c.Reference, c.Name, c.Email, c.VatId, c.Country, c.City, c.Language, c.Education,
                first.TryGetValue(c.Id, out var at) ? at.AddHours(-1) : founded, SearchWords.OfCustomer(tenant, c.Name, c.Email, c.VatId, c.City, c.Reference));
        }
    }

    private static NpgsqlBatchCommand Audit(int tenant, List<Life> lives, string requests) => AuditTrail.AddMany(tenant, [.. lives.SelectMany(l => l.Deeds).OrderBy(d => d.At).Select((d, i) =>
    {
        var request = requests + i.ToString(CultureInfo.InvariantCulture);
        var who = d.By is { } by ? new AuditActor(by.Name, by.MembershipId, by.Role, request, null) : new AuditActor("PBX", null, null, request, null);
        return new AuditRecord(DemoIds.At(d.At, request + ":" + tenant.ToString(CultureInfo.InvariantCulture)), d.At, who, d.Row);
    })]);
}
