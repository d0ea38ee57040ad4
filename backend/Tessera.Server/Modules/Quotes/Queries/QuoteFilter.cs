using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Orders;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>What a list of quotes is narrowed to: conditions on stored columns, values as parameters. Newest first, by id.</summary>
internal sealed class QuoteFilter
{
    public static readonly QueryParameter[] Takes =
    [
        QueryParameter.Text("state", "States, comma separated; EXPIRED are those whose validity has passed unanswered."),
        QueryParameter.Text("search", "Words of number, buyer, customer, partner, PO number or e-mail address."), QueryParameter.Id("customerId", "Quotes for this customer."),
        QueryParameter.Id("keyId", "Quotes that name this key."), QueryParameter.Id("partnerId", "Quotes of this partner; operators only."), QueryParameter.Day("validTo", "Valid until this day at the latest."),
    ];

    private const string Unanswered = "state IN ('DRAFT', 'SENT', 'VIEWED', 'ACCEPTED')";

    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];
    private string? _words;

    private QuoteFilter()
    {
    }

    /// <summary>$1 is always the tenant. What is wrong is gathered by <paramref name="input"/>.</summary>
    public static QuoteFilter Of(QueryInput input, Caller caller, DateOnly today)
    {
        var filter = new QuoteFilter();
        filter._conditions.Add("tenant_id = " + filter.Add(caller.TenantId, NpgsqlDbType.Integer));
        if (caller.PartnerId is { } own) filter._conditions.Add("partner_id = " + filter.Add(own, NpgsqlDbType.Uuid));
        if (input.Words<QuoteState>("state") is { } states) filter.States(states, today);
        if (input.Id("customerId") is { } customer) filter._conditions.Add("customer_id = " + filter.Add(customer, NpgsqlDbType.Uuid));
        if (input.Id("keyId") is { } key) filter._conditions.Add($"quote_id = ANY (ARRAY(SELECT quote_id FROM quote_key WHERE tenant_id = $1 AND key_id = {filter.Add(key, NpgsqlDbType.Uuid)}))");
        if (input.Id("partnerId") is { } partner && caller.IsOperator) filter._conditions.Add("partner_id = " + filter.Add(partner, NpgsqlDbType.Uuid));
        if (input.Day("validTo") is { } last) filter._conditions.Add("valid_until <= " + filter.Add(last, NpgsqlDbType.Date));
        if (input.Text("search") is { } text) filter.Search(text, caller.TenantId);
        return filter;
    }

    /// <summary>Words in one of two ways (<see cref="FoundIds"/>): few matches by their ids, many by trying the words along the list's order.</summary>
    public async Task FindAsync(TenantDb db, int tenant, CancellationToken ct)
    {
        if (_words is not { } words) return;
        if (await FoundIds.OfQuotesAsync(db, tenant, words, ct) is { } few) _conditions.Add($"quote_id = ANY({Add(few, NpgsqlDbType.Array | NpgsqlDbType.Uuid)})");
        else _conditions.Add($"search @@ {Add(words, NpgsqlDbType.Text)}::tsquery");
    }

    /// <summary>Rows below an id; null: from the newest.</summary>
    public NpgsqlBatchCommand Page(Guid? before, int limit)
    {
        var conditions = new List<string>(_conditions);
        var parameters = new List<NpgsqlParameter>(_parameters.Select(p => p.Clone()));
        if (before is { } id)
        {
            parameters.Add(new NpgsqlParameter { Value = id, NpgsqlDbType = NpgsqlDbType.Uuid });
            conditions.Add($"quote_id < ${parameters.Count}");
        }

        parameters.Add(new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer });
        return Of($"SELECT {QuoteRow.Columns} FROM quote WHERE {string.Join(" AND ", conditions)} ORDER BY quote_id DESC LIMIT ${parameters.Count}", parameters);
    }

    /// <summary>Never further than the bound of <see cref="Total"/>.</summary>
    public NpgsqlBatchCommand Count() =>
        Of($"SELECT count(*) FROM (SELECT FROM quote WHERE {string.Join(" AND ", _conditions)} ORDER BY quote_id DESC LIMIT {Total.Bound + 1}) AS matching", _parameters.Select(p => p.Clone()));

    private static NpgsqlBatchCommand Of(string text, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>OM-5: what is stored as unanswered is EXPIRED after its last day.</summary>
    private void States(QuoteState[] states, DateOnly today)
    {
        var day = Add(today, NpgsqlDbType.Date);
        var stored = Add(states.Select(QuoteRow.Word).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        _conditions.Add(states.Contains(QuoteState.Expired)
            ? $"(({Unanswered} AND valid_until < {day}) OR (state = ANY({stored}) AND NOT ({Unanswered} AND valid_until < {day})))"
            : $"state = ANY({stored}) AND NOT ({Unanswered} AND valid_until < {day})");
    }

    private void Search(string text, int tenant)
    {
        _words = SearchWords.Query(tenant, text);
        if (_words is null) _conditions.Add("false");
    }

    private string Add(object value, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return "$" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
