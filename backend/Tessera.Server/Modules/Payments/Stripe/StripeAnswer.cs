namespace Tessera.Server.Modules.Payments.Stripe;

/// <summary>How a call to the provider ended, after everything that is tried again was tried.</summary>
internal abstract record StripeAnswer<T>
    where T : class
{
    private StripeAnswer()
    {
    }

    internal sealed record Done(T Result) : StripeAnswer<T>;

    /// <summary>The provider says no, and would say it again.</summary>
    internal sealed record Refused(int Status, StripeError Error) : StripeAnswer<T>;

    /// <summary>Nobody knows whether it happened: ask again with the same Idempotency-Key.</summary>
    internal sealed record Unknown(string Reason) : StripeAnswer<T>;

    public T? Value => (this as Done)?.Result;

    /// <summary>For a log line: no ids, no amounts.</summary>
    public string Outcome => this switch
    {
        Refused refused => $"{refused.Status} {refused.Error.Code ?? refused.Error.Type}",
        Unknown unknown => unknown.Reason,
        _ => "done",
    };
}
