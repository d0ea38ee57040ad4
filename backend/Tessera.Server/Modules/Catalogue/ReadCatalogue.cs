using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Catalogue;

/// <summary>The tenant's rules as data: every dated version with its source and standing, in the reader's language.</summary>
internal static class ReadCatalogue
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/catalogue", HandleAsync).Operation(nameof(ReadCatalogue)).WithName("catalogue").Takes().Produces<CatalogueView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        if (new QueryInput(context).Problem is { } problem) return problem.Result();
        var caller = context.Caller();
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        return TypedResults.Ok(View(book, caller.Tenant.DayOf(clock.GetUtcNow()), Texts.Of(caller.Language)));
    }

    private static CatalogueView View(RuleBook book, DateOnly today, Texts texts) => new(
        [.. book.Editions.Select(e => new EditionView(e.Edition, e.Name, e.Active))],
        [.. book.Features.InForce(today)?.Value.Rows.Select(f => new FeatureView(f.Code, texts.Get("feature." + f.Code), f.Standard, f.Professional, f.Enterprise, f.Rule)) ?? []],
        [.. book.SizeTables.Select(t => new SizeTableView(RuleVersionView.Of(t), Is(t, book.SizeTables.InForce(today)), [.. t.Value.Rows.Select(r => Row(r, book.Sold))]))],
        [.. book.Calendars.Select(c => new CalendarView(RuleVersionView.Of(c), Is(c, book.Calendars.InForce(today)), [.. c.Value.Stages().Select(s => new StageView(s.From, s.Rule, texts.Get("policy." + s.Rule)))]))],
        [.. book.Fallbacks.Select(f => new FallbackView(RuleVersionView.Of(f), Is(f, book.Fallbacks.InForce(today)), [.. f.Value.Rows]))],
        [.. book.MajorVersions.InForce(today)?.Value.Rows ?? []],
        [.. book.Profile(today).Value.Services.Select(s => new ServiceView(s, texts.Get("service." + s)))],
        [.. book.Profiles.Select(p => new ProfileView(RuleVersionView.Of(p), Is(p, book.Profile(today)), p.Value.TermDays, p.Value.WindowDays, p.Value.TrialDays, p.Value.UsageStaleDays))],
        [.. book.PriceBooks.Select(PriceBook)],
        [.. book.VatRates.Select(r => new VatRateView(r.Country, r.Rate.ToString(CultureInfo.InvariantCulture), r.ValidFrom, r.Source))],
        [.. book.Switches.Select(s => new SwitchView(s.Code, s.On, texts.Get("switch." + s.Code), s.Rule))]);

    private static SizeRowView Row(SizeRow row, SoldSizes sold) => new(
        row.Size, row.Free, row.MaxExtensions, row.RecommendedFrom, row.Free ? sold.Free.Contains(row.Size) : sold.Annual.Contains(row.Size), !row.Free && sold.Perpetual.Contains(row.Size));

    private static PriceBookView PriceBook(RuleVersion<PriceBook> version)
    {
        var book = version.Value;
        return new PriceBookView(
            RuleVersionView.Of(version), book.Currency, book.Example,
            [.. book.Rows.Select(r => new PriceRowView(r.Kind, r.Edition, r.Size, new MoneyView(r.Price, book.Currency), r.Maintenance is { } m ? new MoneyView(m, book.Currency) : null))]);
    }

    private static bool Is(RuleVersion version, RuleVersion? inForce) => version.Id == inForce?.Id;
}
