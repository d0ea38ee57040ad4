using System.Net;
using System.Text.RegularExpressions;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;

namespace Server.Tests.Messages;

/// <summary>Every mail in every language: whole sentences, nothing fetched, nothing of a name taken for HTML (PROOFS.md F34).</summary>
public sealed partial class LetterTests
{
    private const string Nasty = "<img src=x onerror=alert(1)> \"Rossi\" & Søn's {number} ‮";
    private static readonly DateOnly Day = new(2026, 12, 8);

    public static TheoryData<string, string> Mails
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var language in Texts.Languages)
                foreach (var kind in new[] { "quote", "revised", "receipt", "failed", "refund", "digest", "reminder" }) all.Add(kind, language);
            return all;
        }
    }

    [Theory, MemberData(nameof(Mails))]
    public void A_mail_is_whole_in_its_language(string kind, string language)
    {
        var mail = Of(kind, language, "Officine Rossi Srl");
        Assert.Equal(language, mail.Language);
        Assert.Contains($"<html lang=\"{language}\">", mail.Html, StringComparison.Ordinal);
        foreach (var text in new[] { mail.Subject, mail.Text, WebUtility.HtmlDecode(Tag().Replace(Style().Replace(mail.Html, ""), " ")) })
        {
            Assert.DoesNotContain('{', text);
            Assert.DoesNotMatch(@"\b(mail|unit|edition)\.[a-z]", text);
            Assert.DoesNotContain("2026-12-08", Address().Replace(text, ""), StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("(?i)<(img|script|link|iframe|object|video|form|base)|src=|url\\(|@import|javascript:", mail.Html);
        Assert.All(mail.Text.Split('\n').Where(line => !line.Contains("://", StringComparison.Ordinal)), line => Assert.True(line.Length <= 78, line));
        Assert.All(Href().Matches(mail.Html), link => Assert.Contains(link.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal), mail.Text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Mails))]
    public void A_name_is_only_a_name(string kind, string language)
    {
        var mail = Of(kind, language, Nasty + "\r\nBcc: c@d.example");
        Assert.DoesNotContain("<img", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', mail.Subject);
        Assert.DoesNotContain('\r', mail.Subject);
        Assert.True(mail.Html.Contains("&lt;img", StringComparison.Ordinal) || kind is "failed", mail.Html);
    }

    [Fact]
    public void Amounts_and_days_are_written_as_readers_write_them_and_numbers_are_masked()
    {
        var it = Of("quote", "it", "Rossi");
        Assert.Contains("1.234,50\u00a0€", it.Text, StringComparison.Ordinal);
        Assert.Contains("dal 1 dicembre 2026 al 30 novembre 2027", it.Text.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("••••-••••-••••-DDDD", it.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", it.Text + it.Html, StringComparison.Ordinal);
        Assert.Contains("1\u00a0234,50\u00a0€", Of("quote", "nb", "Rossi").Text, StringComparison.Ordinal);
        Assert.Contains("fino all’8 dicembre 2026 compreso", it.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_of_very_many_keys_stays_a_mail()
    {
        var keys = Enumerable.Range(0, 20_000).Select(i => new DueKey(
            Guid.CreateVersion7(), Number, new Guid(i % 200, 0, 0, new byte[8]), $"Customer {i % 200}", Edition.Professional, 16, false, Day, new Money(i == 0 ? 1 : 100, i == 0 ? "NOK" : "EUR"), 99, 80, new[] { 7, 30, 60, 90 }[i % 4]));
        var tenant = new Tenant(1, "allnet", "Allnet.Italia", "EUR", "Europe/Rome", ["it"]);
        var mail = new Digest(tenant, new Addressee(Guid.Empty, "Brenta", ReminderSetting.Unsaid, []), Day.AddDays(-5), [.. keys]).For(new Recipient("a@b.example", "en"), "https://t.example", "https://t.example/u");
        Assert.Equal("20000 keys to renew by 8 December 2026", mail.Subject);
        Assert.InRange(mail.Html.Length, 1_000, 100_000);
        Assert.Contains("and 97 keys more", mail.Text, StringComparison.Ordinal);
        Assert.Contains("And 4200 keys of other customers", mail.Text, StringComparison.Ordinal);
        Assert.Contains("€19,999.00 and NOK\u00a00.01", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static LicenceNumber Number => LicenceNumber.Parse("AAAA-BBBB-CCCC-DDDD");

    private static MailContent Of(string kind, string language, string name)
    {
        var (net, vat, gross) = (new Money(101_189, "EUR"), new Money(22_261, "EUR"), new Money(123_450, "EUR"));
        MailLine[] lines = [new(Number, name, "RENEW_ANNUAL", Edition.Professional, 16, 1, new DateOnly(2026, 12, 1), new DateOnly(2027, 11, 30), gross, 80, Day), new(Number, "Bianchi", "MAINTENANCE", Edition.Enterprise, 64, 2, Day, Day.AddYears(2), gross)];
        var offer = new RenewalOffer("Q-00001", "https://t.example/pay/allnet.x?a=1&b=2", Day, net, vat, gross, lines);
        var key = new DigestKey(Number, Edition.Professional, 16, true, Day, gross, 99, 80);
        return kind switch
        {
            "quote" => MailBook.Quote(new QuoteMail("Allnet.Italia", name, name, "Q-00001", 1, lines, net, vat, gross, Day, offer.PayUrl, "Ciao,\n" + name, "PO 7"), language),
            "revised" => MailBook.Quote(new QuoteMail("Allnet.Italia", null, name, "Q-00001", 2, lines, net, vat, gross, Day, offer.PayUrl), language),
            "receipt" => MailBook.Receipt(new ReceiptMail("Allnet.Italia", name, "O-00001", "17", Day, lines, net, vat, gross, offer.PayUrl, [Number]), language),
            "failed" => MailBook.PaymentFailed(new PaymentFailedMail("Allnet.Italia", name, "Q-00001", gross, Day, offer.PayUrl), language),
            "refund" => MailBook.Refund(new RefundMail("Allnet.Italia", name, "O-00001", "3", gross), language),
            "digest" => MailBook.ReminderDigest(new DigestMail("Allnet.Italia", name, Day.AddDays(-3), Day, [new DigestWindow(7, 3, [gross], [new DigestCustomer(name, 2, [key])])], "https://t.example", "https://t.example/unsubscribe/x"), language),
            _ => MailBook.CustomerReminder(new CustomerReminderMail("Allnet.Italia", "Brenta", name, offer, Day, "https://t.example/unsubscribe/x"), language),
        };
    }

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Address();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();
}
