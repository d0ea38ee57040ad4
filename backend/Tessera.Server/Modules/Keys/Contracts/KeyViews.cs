using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Keys.Contracts;

// The shapes of /v1: field names and meanings are those of schema.graphql, ids are bare.

internal sealed record EntitlementView(Edition Edition, int Size, bool Free, int? MaxExtensions)
{
    public static EntitlementView Of(Entitlement e) => new(e.Edition, e.Size, e.Free, e.MaxExtensions);
}

internal sealed record CustomerView(Guid Id, string Name, string? Email, string? VatId, string? Country, string? City, string? Language, bool Education, DateTimeOffset CreatedAt);

internal sealed record PartnerView(Guid Id, string Name, string? Country, string? City, string? Language, string? Level, string? VatId);

/// <summary>A key in a list.</summary>
internal sealed record KeyView(
    Guid Id, string Number, KeyKind Kind, Edition Edition, int Size, bool Free, bool Trial, bool NotForResale, bool Education,
    KeyStatus Status, DateOnly? StatusUntil, KeyStatus? NextStatus, EntitlementView Effective,
    DateOnly StartsOn, DateOnly? LastDay, DateOnly? WindowLastDay, DateOnly? ClosedOn,
    int? MaxExtensions, int? ExtensionsCounted, bool Over, bool UsageStale, bool Support, DateOnly? Deadline,
    MoneyView? RenewalPrice, CustomerView Customer, PartnerView? Partner, string? PbxVersion, string? Fqdn, DateTimeOffset IssuedAt, int Version);

/// <summary>A key's own page: the list's fields and everything known about it.</summary>
internal sealed record KeyDetailView(
    Guid Id, string Number, KeyKind Kind, Edition Edition, int Size, bool Free, bool Trial, bool NotForResale, bool Education,
    KeyStatus Status, DateOnly? StatusUntil, KeyStatus? NextStatus, EntitlementView Effective,
    DateOnly StartsOn, DateOnly? LastDay, DateOnly? WindowLastDay, DateOnly? ClosedOn,
    int? MaxExtensions, int? ExtensionsCounted, bool Over, bool UsageStale, bool Support, DateOnly? Deadline,
    MoneyView? RenewalPrice, CustomerView Customer, PartnerView? Partner, string? PbxVersion, string? Fqdn, DateTimeOffset IssuedAt, int Version,
    HoldingView Holding, IReadOnlyList<PhaseView> Timeline, IReadOnlyList<KeyDateView> Dates, IReadOnlyList<TermView> Terms,
    ActivationView? Activation, UsageView? Usage, TransferView? Transfer, KeyLinkView? ReplacedBy, KeyLinkView? Replaces, EntitlementView? PendingDowngrade,
    IReadOnlyList<AcknowledgementView> Acknowledgements, IReadOnlyList<DeadlineExtensionView> DeadlineExtensions, IReadOnlyList<KeyActionView> Actions);

internal sealed record CauseView(string Rule, string Text, string RuleVersion, RuleStatus Status, string Source);

internal sealed record PhaseView(
    DateOnly From, DateOnly? To, KeyStatus Status, EntitlementView Effective, IReadOnlyList<ServiceView> ServicesOff, bool Support, bool Updates,
    bool Renewable, bool TradeInOnly, bool WarnAtRenewal, bool Provisional, IReadOnlyList<CauseView> Causes);

internal sealed record HoldingView(DateOnly On, PhaseView Phase, string Sentence);

internal sealed record KeyDateView(KeyDateKind Kind, DateOnly Date, bool Binding, string Text, string Rule);

internal sealed record TermView(DateOnly Start, DateOnly? LastDay, int Years, DateOnly BoughtOn, TermKind Kind);

internal sealed record ActivationView(string Fingerprint, string Fqdn, string PbxVersion, DateTimeOffset ActivatedAt, DateTimeOffset? LastSeenAt, DateOnly? EndOfLife);

internal sealed record UsageView(int UsersAndExtensions, int SystemMailboxes, int Recycled, int Counted, string? PbxVersion, string ReportedBy, DateTimeOffset ReportedAt, bool Stale);

internal sealed record TransferView(PartnerView ToPartner, PartnerView? FromPartner, DateTimeOffset ProposedAt, string ProposedBy, string? Reason, bool Yours);

internal sealed record KeyLinkView(Guid Id, string Number);

internal sealed record AcknowledgementView(string Name, DateTimeOffset At, int Counted, int MaxExtensions, string Text, string TextVersion);

internal sealed record DeadlineExtensionView(DateOnly To, string Reason, string By, DateTimeOffset At);

/// <param name="Remedy">What leads on, in the reader's language.</param>
internal sealed record RefusalView(string Code, string? Rule, string Message, string Remedy, string? Field, IReadOnlyDictionary<string, string> Facts)
{
    public static RefusalView Of(Refusal refusal, Texts texts) => new(refusal.Code, refusal.Rule, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Field, refusal.Facts);
}

internal sealed record KeyActionView(string Operation, bool Allowed, RefusalView? Refusal);

internal sealed record KeyEventView(Guid Id, int Version, string Name, DateTimeOffset At, string Actor, string Text, System.Text.Json.JsonElement Data);

internal sealed record FactView(string Name, string Value);

internal sealed record StatementView(
    Domain.Explain.Topic Topic, string Claim, string Rule, string RuleText, string RuleVersion, RuleStatus RuleStatus, string Source, IReadOnlyList<FactView> Facts, IReadOnlyList<string> Changes);

internal sealed record ExplanationView(DateOnly On, string Sentence, PhaseView Phase, IReadOnlyList<StatementView> Statements);

internal sealed record KeyMatchesView(IReadOnlyList<KeyView> Matched, IReadOnlyList<string> Unknown, IReadOnlyList<string> Malformed, IReadOnlyList<string> Duplicates);
