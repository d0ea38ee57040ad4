using System.Globalization;
using System.Text;

namespace Tessera.Server.Modules.Payments.Stripe;

/// <summary>A request's fields in the provider's form encoding: brackets for what is nested, e.g. <c>line_items[0][price_data][currency]</c>.</summary>
internal sealed class StripeForm
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public StripeForm Add(string name, string? value)
    {
        if (value is { Length: > 0 }) _fields.Add(new(name, value));
        return this;
    }

    public StripeForm Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public StripeForm Add(string name, IEnumerable<KeyValuePair<string, string>> map)
    {
        foreach (var (key, value) in map) Add($"{name}[{key}]", value);
        return this;
    }

    /// <summary>Fields to answer with the whole object instead of its id.</summary>
    public StripeForm Expand(params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++) Add($"expand[{i.ToString(CultureInfo.InvariantCulture)}]", fields[i]);
        return this;
    }

    /// <summary>application/x-www-form-urlencoded; for a GET the query.</summary>
    public string Encoded()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _fields)
            text.Append(text.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }
}
