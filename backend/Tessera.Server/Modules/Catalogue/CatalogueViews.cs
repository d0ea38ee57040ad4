using Tessera.Domain.Catalogue;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Catalogue;

// The shapes of /v1/catalogue and /v1/adviser: field names are those of schema.graphql.

internal sealed record CatalogueView(
    EditionView[] Editions, FeatureView[] Features, SizeTableView[] SizeTables, CalendarView[] Calendars, FallbackView[] Fallbacks, MajorVersion[] Versions,
    ServiceView[] Services, ProfileView[] Profiles, PriceBookView[] PriceBooks, VatRateView[] VatRates, SwitchView[] Switches);

internal sealed record RuleVersionView(string Id, DateOnly EffectiveFrom, RuleStatus Status, string Source, string? Note)
{
    public static RuleVersionView Of(RuleVersion version) => new(version.Id, version.EffectiveFrom, version.Status, version.Source, version.Note);
}

internal sealed record EditionView(Edition Code, string Name, bool Active);

/// <param name="Standard">What the edition offers: yes, no or a number.</param>
internal sealed record FeatureView(string Code, string Name, string Standard, string Professional, string Enterprise, string Rule);

internal sealed record SizeTableView(RuleVersionView Version, bool Current, SizeRowView[] Rows);

internal sealed record SizeRowView(int Size, bool Free, int MaxExtensions, int? RecommendedFrom, bool Annual, bool Perpetual);

internal sealed record CalendarView(RuleVersionView Version, bool Current, StageView[] Stages);

internal sealed record StageView(DateOnly? From, string Rule, string Text);

internal sealed record FallbackView(RuleVersionView Version, bool Current, FallbackRow[] Rows);

internal sealed record ProfileView(RuleVersionView Version, bool Current, int TermDays, int WindowDays, int TrialDays, int UsageStaleDays);

internal sealed record PriceBookView(RuleVersionView Version, string Currency, bool Example, PriceRowView[] Rows);

internal sealed record PriceRowView(KeyKind Kind, Edition Edition, int Size, MoneyView Price, MoneyView? Maintenance);

/// <param name="Rate">Percent, as text: a rate is exact.</param>
internal sealed record VatRateView(string Country, string Rate, DateOnly ValidFrom, string Source);

internal sealed record SwitchView(string Code, bool On, string Text, string Rule);

internal sealed record SizeAdviceView(int Count, int? Size, bool FreeAlso, int? MaxExtensions, int? RecommendedFrom, string? Code, string Text);
