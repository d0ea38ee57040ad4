namespace Tessera.Server.Modules.Catalogue.Contracts;

// Words of the catalogue that other answers repeat.

internal sealed record MoneyView(long Minor, string Currency);

internal sealed record ServiceView(string Code, string Name);
