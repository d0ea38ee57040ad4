using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>Rows of every sort, by number: the same each time.</summary>
internal static class ManyRows
{
    private static readonly int[] Annual = [4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024];
    private static readonly int[] Perpetual = [4, 8, 16, 32, 64, 128, 256, 512, 1024];
    private static readonly DateOnly Today = new(2026, 11, 21);

    internal sealed record Row(LicenceNumber Number, string Customer, ImportedFacts Given, string Csv);

    public static Row Facts(int i)
    {
        var number = LicenceNumber.Parse("MANY" + i.ToString("D12", CultureInfo.InvariantCulture));
        var kind = i % 4 == 3 ? KeyKind.Perpetual : KeyKind.Annual;
        var free = kind == KeyKind.Annual && i % 50 == 1;
        var trial = kind == KeyKind.Annual && !free && i % 40 == 2;
        var edition = free ? Edition.Standard : (Edition)(i / 4 % 3);
        var size = free ? 4 : kind == KeyKind.Annual ? Annual[i / 7 % Annual.Length] : Perpetual[i / 7 % Perpetual.Length];
        var last = Today.AddDays(i * 37 % 1400 - 600);
        DateOnly? start = i % 3 == 0 || free || trial ? last.AddDays(-364) : null;
        var partner = i % 5 == 0 ? SmallWorld.BrentaVatId : null;
        var facts = new ImportedFacts(
            default, partner is null ? null : new PartnerId(SmallWorld.Brenta), kind, edition, size, free, trial, false, false, start,
            kind == KeyKind.Annual && !free && !trial ? last : null, kind == KeyKind.Perpetual ? last : null, i % 6 == 0 ? Today.AddDays(-(i % 900)) : null,
            i % 2 == 0 ? "20.0." + i % 9 : null, i % 3 == 1 ? $"pbx{i}.many.example" : null);
        var customer = "many-" + i % 300;
        string[] cells =
        [
            i % 2 == 0 ? number.Value : number.Value.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), customer, partner ?? "", kind.ToString(), edition.ToString().ToUpperInvariant(),
            size.ToString(CultureInfo.InvariantCulture), free ? "sì" : "", trial ? "true" : "no", Day(start), Day(facts.LastDay), Day(facts.MaintenanceLastDay), Day(facts.BoughtOn), facts.PbxVersion ?? "", facts.Fqdn ?? "",
        ];
        return new Row(number, customer, facts, string.Join(',', cells));
    }

    private static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
