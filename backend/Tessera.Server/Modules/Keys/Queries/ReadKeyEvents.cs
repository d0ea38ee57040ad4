using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Keys;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>What happened to a key, newest first, in sentences.</summary>
internal static class ReadKeyEvents
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys/{id:guid}/events", HandleAsync).Operation(nameof(ReadKeyEvents)).WithName("keyEvents").Produces<Page<KeyEventView>>().TakesPage();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var sort = "events." + id;
        var page = input.Page(caller.TenantId, sort);
        if (input.Problem is { } problem) return problem.Result();
        var before = int.MaxValue;
        if (page.After is { } cursor && !int.TryParse(cursor.Value, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return Cursor.Invalid.Result();
        var visible = LoadedKey.ById(caller.TenantId, id, caller.PartnerId);
        var rows = Sql.Of("SELECT version, name, at, actor, body FROM key_event WHERE tenant_id = $1 AND key_id = $2 AND version < $3 ORDER BY version DESC LIMIT $4", caller.TenantId, id, before, page.Limit);
        var (found, events) = await db.ReadAsync(caller.TenantId, [visible, rows], async (reader, token) =>
        {
            if (!await reader.ReadAsync(token)) return (false, []);
            await reader.NextResultAsync(token);
            return (true, await TenantDb.RowsAsync(reader, r => Row(id, r, Texts.Of(caller.Language)), token));
        }, ct);
        return found ? TypedResults.Ok(page.Page(events, e => e, e => new Cursor(caller.TenantId, sort, e.Version.ToString(CultureInfo.InvariantCulture), id))) : Problem.NotFound.Result();
    }

    private static KeyEventView Row(Guid key, NpgsqlDataReader r, Texts texts)
    {
        var name = r.GetString(1);
        var body = r.GetFieldValue<byte[]>(4);
        using var data = JsonDocument.Parse(body);
        return new KeyEventView(IdOf(key, r.GetInt32(0)), r.GetInt32(0), name, r.Moment(2), r.GetString(3), texts.Event(KeyJson.ReadEvent(name, body)), data.RootElement.Clone());
    }

    /// <summary>An event's id follows from its key and version.</summary>
    private static Guid IdOf(Guid key, int version)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], BinaryPrimitives.ReadInt32BigEndian(bytes[12..]) ^ version);
        return new Guid(bytes, bigEndian: true);
    }
}
