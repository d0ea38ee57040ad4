using Microsoft.Playwright;

namespace Tessera.Browser.Tests.Kit;

/// <summary>Somebody of the demonstration world, and the language they read.</summary>
public sealed record Person(string Name, string Login, string Language)
{
    public static readonly Person Elena = new("Elena Zanon", "elena@brenta.example", "it");
    public static readonly Person Davide = new("Davide Costa", "davide@brenta.example", "it");
    public static readonly Person Giulia = new("Giulia Ferri", "giulia@allnet.example", "it");
    public static readonly Person Marco = new("Marco Bellini", "marco@allnet.example", "en");
    public static readonly Person Guest = new("Gast Ospite", "ospite@example.org", "en");
}

/// <summary>What the person looks at the screen with.</summary>
public sealed record Look(int Width, ColorScheme Scheme)
{
    public static readonly Look Desk = new(1280, ColorScheme.Light);
    public static readonly Look Phone = new(360, ColorScheme.Dark);
}
