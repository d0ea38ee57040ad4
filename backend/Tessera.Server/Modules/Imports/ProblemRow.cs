using System.Text.Json;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports;

/// <summary>What is wrong with a row, in the reader's language.</summary>
internal sealed record ImportProblemView(int Line, string? Column, string? Value, string Code, string Message, string? Rule);

/// <summary>A kept problem; words are added when it is read.</summary>
internal sealed record ProblemRow(int Line, int N, string? Column, string? Value, string Code, string? Rule, string Facts)
{
    /// <summary>A page after a place, in the order of the file.</summary>
    public static NpgsqlBatchCommand After(int tenant, Guid import, int line, int n, int limit) => Sql.Of("""
        SELECT line, n, column_name, value, code, rule, facts::text FROM import_problem
        WHERE tenant_id = $1 AND import_id = $2 AND (line, n) > ($3, $4) ORDER BY line, n LIMIT $5
        """, tenant, import, line, n, limit);

    public static ProblemRow Read(NpgsqlDataReader r) => new(r.GetInt32(0), r.GetInt32(1), r.TextOrNull(2), r.TextOrNull(3), r.GetString(4), r.TextOrNull(5), r.GetString(6));

    public ImportProblemView View(Texts texts)
    {
        var facts = JsonSerializer.Deserialize<Dictionary<string, string>>(Facts);
        return new ImportProblemView(Line, Column, Value, Code, texts.Find("import." + Code, facts) ?? texts.Get("refusal." + Code, facts), Rule);
    }
}
