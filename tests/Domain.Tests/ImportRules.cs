using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>The same file twice changes nothing; a changed row changes what it says and nothing else.</summary>
public sealed class ImportRules
{
    private static readonly ImportedFacts Row = new(
        Kit.Hotel, Kit.Brenta, KeyKind.Annual, Edition.Professional, 16, Start: Kit.Day("2025-05-01"), LastDay: Kit.Day("2026-04-30"));

    private static KeyCommand.ImportKey Import(ImportedFacts facts) => new(Kit.Id(1), Kit.Number(1), facts);

    private static Stream Imported() => new Stream(Kit.Allnet).With(Import(Row), "2025-11-03");

    [Fact]
    public void The_same_row_again_writes_nothing_even_after_a_renewal_here()
    {
        var key = Imported().With(new KeyCommand.RenewKey(1), "2026-03-01");
        Assert.Empty(key.Do(Import(Row), "2026-03-02").Accepted());
        Assert.Equal(Kit.Day("2027-04-30"), key.Facts.LastDay);
    }

    [Fact]
    public void A_changed_row_corrects_what_it_names()
    {
        var key = Imported();
        var happened = Assert.Single(key.Do(Import(Row with { Size = 32, LastDay = Kit.Day("2027-04-30") }), "2025-11-04").Accepted());
        Assert.Equal(["size", "lastDay"], Assert.IsType<KeyEvent.KeyCorrected>(happened).Changed);
        Assert.Equal((32, Kit.Day("2027-04-30")), (key.Facts.Purchased.Size, key.Facts.LastDay!.Value));
        Assert.Equal(Kit.Day("2025-05-01"), key.Facts.StartsOn);
        Assert.Empty(key.Do(Import(Row with { Size = 32, LastDay = Kit.Day("2027-04-30") }), "2025-11-04").Accepted());
    }

    [Fact]
    public void An_empty_cell_says_nothing() => Assert.Empty(Imported().Do(Import(Row with { Start = null, Partner = null }), "2025-11-04").Accepted());

    [Fact]
    public void A_row_about_a_key_issued_here_is_compared_with_what_is_known()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(), "2025-05-01");
        Assert.Empty(key.Do(Import(Row), "2025-11-04").Accepted());
        Assert.Single(key.Do(Import(Row with { Edition = Edition.Enterprise }), "2025-11-04").Accepted());
        Assert.Equal(Edition.Enterprise, key.On("2025-11-04").Effective.Edition);
    }

    [Fact]
    public void What_is_no_longer_sold_is_still_taken_over() =>
        Assert.Single(new Stream(Kit.Allnet).Do(Import(Row with { Edition = Edition.Standard, Size = 192 }), "2025-11-03").Accepted());

    [Fact]
    public void A_perpetual_row_needs_only_its_maintenance()
    {
        var key = new Stream(Kit.Allnet).With(
            Import(new ImportedFacts(Kit.Hotel, null, KeyKind.Perpetual, Edition.Enterprise, 64, MaintenanceLastDay: Kit.Day("2026-01-31"))), "2025-11-03");
        Assert.Equal((Kit.Day("2025-02-01"), Kit.Day("2026-05-01")), (key.Facts.StartsOn, key.Summary.WindowLastDay!.Value));
    }

    [Fact]
    public void A_last_day_moved_before_the_known_start_moves_the_start_too()
    {
        var later = new ImportedFacts(Kit.Hotel, null, KeyKind.Perpetual, Edition.Enterprise, 64, MaintenanceLastDay: Kit.Day("2030-05-10"));
        var key = new Stream(Kit.Allnet).With(Import(later), "2025-11-03").With(Import(later with { MaintenanceLastDay = Kit.Day("2027-12-27") }), "2025-11-04");
        Assert.Equal((Kit.Day("2026-12-28"), Kit.Day("2027-12-27")), (key.Facts.StartsOn, key.Facts.LastDay!.Value));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "lastDay", RefusalCodes.InvalidInput },
        { "lastDay before start", RefusalCodes.DateOutOfRange },
        { "size", RefusalCodes.SizeNotSold },
        { "kind", RefusalCodes.InvalidInput },
        { "edition", RefusalCodes.InvalidInput },
        { "start", RefusalCodes.DateOutOfRange },
        { "boughtOn", RefusalCodes.DateOutOfRange },
        { "fqdn", RefusalCodes.InvalidInput },
        { "customer", RefusalCodes.InvalidInput },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_cell_is_named(string what, string code)
    {
        var row = what switch
        {
            "lastDay" => Row with { LastDay = null },
            "lastDay before start" => Row with { LastDay = Kit.Day("2025-04-30") },
            "size" => Row with { Size = 17 },
            "kind" => Row with { Kind = (KeyKind)7 },
            "edition" => Row with { Edition = (Edition)7 },
            "start" => Row with { Start = Kit.Day("1889-01-01") },
            "boughtOn" => Row with { BoughtOn = Kit.Day("2025-11-04") },
            "fqdn" => Row with { Fqdn = "pbx\0.example" },
            _ => Row with { Customer = default },
        };
        var refusal = new Stream(Kit.Allnet).Do(Import(row), "2025-11-03").Refused();
        Assert.Equal((code, what.Split(' ')[0]), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void A_leaked_number_in_an_old_file_still_means_the_same_key()
    {
        var key = Imported().With(new KeyCommand.ReissueKey(Kit.Number(7), "leaked"), "2025-12-01");
        Assert.Empty(key.Do(Import(Row), "2025-12-02").Accepted());
        Assert.Equal(RefusalCodes.KeyAlreadyExists, key.Do(new KeyCommand.ImportKey(Kit.Id(1), Kit.Number(8), Row), "2025-12-02").Code());
    }
}
