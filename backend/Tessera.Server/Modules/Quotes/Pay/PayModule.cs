using System.Globalization;
using Tessera.Platform.Errors;
using Tessera.Server.Modules.Payments.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>The pay page's addresses: open, because the link in the header is the proof.</summary>
internal static class PayModule
{
    public const string Because = "the pay link in the header is the credential";

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    public static void AddPayPages(this IServiceCollection services) => services.AddSingleton<PayGate>().AddSingleton<PayPages>().AddSingleton<PayDesk>();

    public static void MapPayPages(this IEndpointRouteBuilder routes)
    {
        ReadPayPage.Map(routes);
        ReadPayState.Map(routes);
        SeePayPage.Map(routes);
        AcceptPayPage.Map(routes);
        DeclinePayPage.Map(routes);
        ResendPayLink.Map(routes);
    }

    /// <summary>The one open session of a version, or why there is none. The provider being away is nobody's fault: ask again.</summary>
    public static async Task<IResult> OpenAsync<TView>(HttpContext context, Checkout checkout, CheckoutRequest request, string language, Func<CheckoutAnswer, string, TView> view)
        where TView : notnull
    {
        var answer = await checkout.OpenAsync(request, context.RequestAborted);
        if (answer.Refusal is { } refusal) return QuoteDesk.Refused(refusal, language).Result();
        if (!answer.Unavailable && answer.Url is not null) return QuoteDesk.Answer(view(answer, context.RequestServices.GetRequiredService<PayLinks>().Fill(request.Tenant, answer.Url)));
        context.Response.Headers.RetryAfter = AskAgain.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return new Problem(503, "PAYMENT_PROVIDER_UNAVAILABLE", "The payment provider does not answer. Nothing was charged; try again in a moment.").Result();
    }
}
