namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>What must not rest in the database is filled into a mail's texts as it leaves: a pay link's token, where the kept mail has only a mark.</summary>
/// <param name="Fill">Tenant and text to the text as it is sent.</param>
internal sealed record MailFilling(Func<int, string, string> Fill);
