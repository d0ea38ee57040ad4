using System.Text.Json.Serialization;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;

namespace Tessera.Server.Modules.Messages;

[JsonConverter(typeof(ScreamingSnake<ReminderAudience>))]
internal enum ReminderAudience
{
    Partner,
    Customer,
}

/// <summary>A reminder as it would go out, made by the code that sends it; nothing is written (PROOFS.md I13).</summary>
internal static class PreviewReminder
{
    private const int Furthest = 366;

    /// <param name="Language">Null: the reader's.</param>
    /// <param name="Day">Null: the next day on which somebody is reminded.</param>
    /// <param name="PartnerId">Whose; an operator must say.</param>
    internal sealed record Request(ReminderAudience Audience, string? Language = null, DateOnly? Day = null, Guid? PartnerId = null);

    /// <param name="To">Empty where nobody is written to: it is switched off, or no address is known.</param>
    /// <param name="Subject">Null where nothing is due.</param>
    internal sealed record View(IReadOnlyList<string> To, string From, string? Subject, string? Html, string? Text, string Language, DateOnly Day, int Keys);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reminders/preview", HandleAsync).Operation(nameof(PreviewReminder)).WithName("previewReminder").Produces<View>();

    private static async Task<IResult> HandleAsync(Request request, HttpContext context, TenantDb db, Desk desk, CancellationToken ct)
    {
        var caller = context.Caller();
        var now = desk.Clock.GetUtcNow();
        var today = caller.Tenant.DayOf(now);
        if ((caller.PartnerId ?? request.PartnerId) is not { } partner) return Problem.Invalid(new FieldProblem("partnerId", "REQUIRED", "Say whose reminder.")).Result();
        if (request.Language is { } wish && !Texts.Languages.Contains(wish)) return Problem.Invalid(new FieldProblem("language", "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + ".")).Result();
        if (request.Day is { } far && (far < today || far > today.AddDays(Furthest))) return Problem.Invalid(new FieldProblem("day", "OUT_OF_RANGE", $"From today to {Furthest} days on.")).Result();
        if ((request.PartnerId ?? partner) != partner || await Addressee.FindAsync(db, caller.Tenant, partner, ct) is not { } addressee) return Problem.NotFound.Result();

        var first = ReminderDay.FirstOf(caller.Tenant, now);
        var day = request.Day ?? await NextAsync(db, desk.Digests, caller.TenantId, partner, first, ct);
        var asked = new Asked(caller.Tenant, addressee, day, day > first ? day : null, request.Language, now);
        return TypedResults.Ok(request.Audience == ReminderAudience.Partner ? await PartnerAsync(asked, desk, ct) : await CustomerAsync(asked, desk, ct));
    }

    private static async Task<View> PartnerAsync(Asked asked, Desk desk, CancellationToken ct)
    {
        var partner = asked.Partner;
        var reader = partner.Recipients.Count > 0 ? partner.Recipients[0] : new Recipient("", asked.Tenant.Languages[0]);
        var wished = reader with { Language = asked.Language ?? reader.Language };
        string[] to = partner.Setting.Digest ? [.. partner.Recipients.Select(r => r.Address)] : [];
        var from = desk.Mails.From(asked.Tenant.Name);
        if (await desk.Digests.DigestAsync(asked.Tenant, partner, asked.Day, asked.EntersFrom, ct) is not { } digest) return new View(to, from, null, null, null, wished.Language, asked.Day, 0);
        var content = desk.Letters.Preview(digest, wished);
        return new View(to, from, content.Subject, content.Html, content.Text, content.Language, asked.Day, digest.Keys.Count);
    }

    /// <summary>That of the first customer who is reminded on the day.</summary>
    private static async Task<View> CustomerAsync(Asked asked, Desk desk, CancellationToken ct)
    {
        var from = desk.Mails.From(asked.Partner.Name);
        foreach (var customer in await desk.Digests.CustomersAsync(asked.Tenant, asked.Partner.Id, asked.Day, asked.EntersFrom, ct))
        {
            if (await desk.Letters.PreviewAsync(asked.Tenant, asked.Partner, customer, asked.Language ?? customer.Reader.Language, asked.Now, ct) is not { } content) continue;
            string[] to = asked.Partner.Setting.RemindCustomers ? [customer.Reader.Address] : [];
            return new View(to, from, content.Subject, content.Html, content.Text, content.Language, asked.Day, customer.Keys.Count);
        }

        return new View([], from, null, null, null, asked.Language ?? asked.Tenant.Languages[0], asked.Day, 0);
    }

    private static async Task<DateOnly> NextAsync(TenantDb db, Digests digests, int tenant, Guid partner, DateOnly first, CancellationToken ct)
    {
        var windows = await digests.WindowsAsync(tenant, first, ct);
        var next = await db.QueryAsync(tenant, DueKeys.Next(tenant, partner, first, windows, Furthest - 1), ReminderDay.Read, ct);
        return next.Count == 0 ? first : next[0].Day;
    }

    /// <summary>What reminders are made with.</summary>
    internal sealed record Desk(Digests Digests, LetterBox Letters, Mails Mails, TimeProvider Clock);

    private sealed record Asked(Tenant Tenant, Addressee Partner, DateOnly Day, DateOnly? EntersFrom, string? Language, DateTimeOffset Now);
}
