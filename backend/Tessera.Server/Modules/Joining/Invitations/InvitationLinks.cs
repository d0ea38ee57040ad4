using System.Text.RegularExpressions;
using Npgsql;
using Tessera.Domain.Joining;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Invitations;

/// <summary>Somebody who is to come in.</summary>
/// <param name="Partner">Whose.</param>
/// <param name="Name">Of the person, where it is known.</param>
internal sealed record InvitationWish(Guid Partner, string PartnerName, string Email, Role Role, string Language, string? Name = null);

/// <summary>
/// Invitations and their links (<see cref="LinkTokens"/>). The mail rests in the outbox without its token, as with pay links.
/// </summary>
internal sealed partial class InvitationLinks(Settings settings)
{
    private const string ByHash = $"SELECT {InvitationRow.Columns} FROM invitation WHERE tenant_id = $1 AND token_hash = $2";

    private const string Insert = """
        INSERT INTO invitation (tenant_id, invitation_id, partner_id, email, role, language, nonce, token_hash, created_at, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    /// <summary>A new link for an address ends the one before.</summary>
    private const string Replace = """
        UPDATE invitation SET revoked_at = $4 WHERE tenant_id = $1 AND partner_id = $2 AND lower(email) = lower($3) AND accepted_at IS NULL AND revoked_at IS NULL
        """;

    private readonly LinkTokens _tokens = new(settings.PaySecret, "tessera invitation 1");

    /// <summary>The row, its mail, and the end of an earlier one to the same address; in the transaction that decides it.</summary>
    public (InvitationRow Row, IReadOnlyList<NpgsqlBatchCommand> Statements) Invite(Tenant tenant, InvitationWish wish, string by, DateTimeOffset now)
    {
        var (id, nonce) = (Guid.CreateVersion7(now), LinkTokens.Nonce());
        var row = new InvitationRow(id, wish.Partner, wish.Email, wish.Role, wish.Language, now, by, now + Inviting.Lifetime, null, null, null);
        var url = $"{settings.PublicUrl}/invitation/{tenant.Slug}.inv-{id:N}{nonce:N}-";
        var content = JoiningMails.Invitation(new InvitationMail(tenant.Name, wish.PartnerName, wish.Name, wish.Role.ToString().ToUpperInvariant(), by, url, tenant.DayOf(row.ExpiresAt)), wish.Language);
        return (row,
        [
            Sql.Of(Replace, tenant.Id, wish.Partner, wish.Email, now),
            Sql.Of(
                Insert, tenant.Id, id, wish.Partner, wish.Email, AuditTrail.Word(wish.Role), wish.Language, nonce, LinkTokens.HashOf(_tokens.Of(tenant.Id, id, nonce))!, now, by, row.ExpiresAt),
            Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(now), $"invitation:{id}", wish.Email, tenant.Name, content), now),
        ]);
    }

    /// <summary>What a mail's text says once it leaves: the tokens in place of their marks.</summary>
    public string Fill(int tenant, string text) =>
        Unfilled().Replace(text, m => "." + _tokens.Of(tenant, Guid.ParseExact(m.Groups[1].Value, "N"), Guid.ParseExact(m.Groups[2].Value, "N")));

    /// <summary>Reads what a token opens; null for one that cannot be any.</summary>
    public static NpgsqlBatchCommand? Find(int tenant, string? token, bool locked = false)
    {
        if (LinkTokens.HashOf(token) is not { } hash) return null;
        var command = Sql.Of(ByHash, tenant, hash);
        if (locked) command.CommandText += " FOR UPDATE";
        return command;
    }

    [GeneratedRegex(@"\.inv-([0-9a-f]{32})([0-9a-f]{32})-")]
    private static partial Regex Unfilled();
}
