namespace Tessera.Domain.Kernel;

/// <summary>
/// Who asks, as far as a decision needs to know: the name kept on the key's history, and the partner the person works for
/// (null for the tenant's own operators). A missing actor is the system itself and counts as an operator.
/// </summary>
public sealed record Actor(string Name, PartnerId? Partner = null)
{
    public bool IsOperator => Partner is null;
}
