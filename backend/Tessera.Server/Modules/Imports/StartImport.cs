using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Idempotency;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Imports.Files;
using Tessera.Server.Modules.Imports.Runs;

namespace Tessera.Server.Modules.Imports;

/// <summary>Takes a CSV file and starts its dry run.</summary>
internal static class StartImport
{
    private const int LongestFileName = 255;
    private static readonly string[] MediaTypes = ["text/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/imports", HandleAsync).Operation(nameof(StartImport)).WithName("startImport")
            .Takes(QueryParameter.Text("kind", "KEYS, CUSTOMERS, USAGE, TURNOVER or CERTIFICATES.") with { Required = true }, QueryParameter.Text("fileName", "What people call the file."))
            .TakesIdempotencyKey().Accepts<string>("text/csv").Produces<ImportView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, Uploads uploads, ChangeFeed feed, TimeProvider clock, IOptions<JsonOptions> json, CancellationToken ct)
    {
        var caller = context.Caller();
        var (kind, fileName, problem) = Read(context);
        if (problem is not null) return problem.Result();
        if (IdempotencyKey.Of(context, []) is not { } key) return IdempotencyKey.Required.Result();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Uploads.Largest + 1;
        if (context.Request.ContentLength > Uploads.Largest) return TooLarge.Result();

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var kindWord = JsonNamingPolicy.SnakeCaseUpper.ConvertName(kind.ToString());
        using var probe = await uploads.ReceiveAsync(caller.TenantId, id, kindWord, fileName, now, caller.Membership.Name, caller.Membership.Id, context.Request.Body, ct);
        if (probe is null) return TooLarge.Result();
        key = key with { Hash = SHA256.HashData([.. probe.Hash(), .. Encoding.UTF8.GetBytes($"POST /v1/imports\n{kindWord}\n{fileName}")]) };

        var view = await KeepAsync(context, db, id, key, probe, now, json.Value.SerializerOptions, ct);
        if (view is null)
        {
            await uploads.ForgetAsync(caller.TenantId, id);
            return await KeptAnswers.ReplayAsync(db, caller, key, ct) ?? new Problem(503, "UNAVAILABLE", "The same write is being decided. Try again shortly.").Result();
        }

        ImportWorker.Want(feed, caller.TenantId, id);
        return TypedResults.Json(view, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>The upload becomes a run, once per Idempotency-Key; null where the key was used before.</summary>
    private static async Task<ImportView?> KeepAsync(HttpContext context, TenantDb db, Guid id, IdempotencyKey key, FileProbe probe, DateTimeOffset now, JsonSerializerOptions json, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        try
        {
            return await db.TransactAsync<ImportView?>(tenant, async transaction =>
            {
                var run = await transaction.QueryAsync(
                    Sql.Of($"UPDATE import_run SET uploaded = true, encoding = $3, file_hash = $4, rows = $5 WHERE tenant_id = $1 AND import_id = $2 RETURNING {ImportRow.Columns}", tenant, id, probe.Encoding(), probe.Hash(), probe.Lines),
                    ImportRow.Read, ct);
                var view = run[0].View(now);
                await transaction.WriteAsync(
                    [
                        KeptAnswers.Keep(caller, key, JsonSerializer.Serialize(view, json), now, StatusCodes.Status202Accepted),
                        AuditTrail.Add(tenant, AuditActor.Of(context), now, new AuditRow(nameof(StartImport), "import", id, view.FileName, AuditTrail.Changes(("kind", null, view.Kind.ToString()), ("bytes", null, probe.Length)))),
                    ],
                    ct);
                return view;
            }, ct);
        }
        catch (Npgsql.PostgresException raced) when (KeptAnswers.Raced(raced))
        {
            return null;
        }
    }

    private static Problem TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "TOO_LARGE", "A file takes up to 64 MB. Split it: rows are known by their key or reference, so the parts may come in any order.");

    private static (ImportKind Kind, string FileName, Problem? Problem) Read(HttpContext context)
    {
        var input = new QueryInput(context);
        var kinds = input.Words<ImportKind>("kind");
        if (kinds is { Length: > 1 }) input.Add("kind", "MALFORMED", "One kind a file.");
        else if (kinds is null && input.Problem is null) input.Add("kind", "REQUIRED", "KEYS, CUSTOMERS, USAGE, TURNOVER or CERTIFICATES.");
        var fileName = input.Text("fileName", LongestFileName) ?? "import.csv";
        if (PlainText.Check("fileName", fileName, LongestFileName) is { } unfit) input.Add(unfit.Field, unfit.Code, unfit.Message);
        if (input.Problem is { } problem) return (default, "", problem);
        var media = context.Request.ContentType?.Split(';')[0].Trim();
        return media is null || MediaTypes.Contains(media, StringComparer.OrdinalIgnoreCase)
            ? (kinds![0], fileName.Trim(), null)
            : (default, "", new Problem(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA", "Send the file itself as text/csv."));
    }
}
