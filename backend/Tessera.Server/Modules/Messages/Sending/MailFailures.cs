namespace Tessera.Server.Modules.Messages.Sending;

/// <summary>Why a mail did not leave: the code a screen says in words, and after it what the machine said.</summary>
internal static class MailFailures
{
    public const string AddressUnfit = "ADDRESS_UNFIT";

    /// <summary>Its reader has stopped reminders since it was written: nobody need do anything.</summary>
    public const string AddressLeft = "ADDRESS_LEFT";
    public const string Refused = "REFUSED";
    public const string Unreachable = "UNREACHABLE";
    public const string Unencrypted = "UNENCRYPTED";
    public const string Unfit = "MAIL_UNFIT";

    /// <summary>Handed over perhaps; no answer came.</summary>
    public const string Silent = "SILENT";

    public static string Of(string code, string said) => $"{code} {said}";
}
