using Microsoft.Playwright;

namespace Tessera.Browser.Tests.Kit;

/// <summary>Somebody of the demonstration world, and the language they read.</summary>
public sealed record Person(string Name, string Login, string Language)
{
    public static readonly Person Elena = new("Elena Zanon", "elena@brenta.example", "it");
    public static readonly Person Davide = new("Davide Costa", "davide@brenta.example", "it");
    public static readonly Person Giulia = new("Giulia Ferri", "giulia@allnet.example", "it");
    public static readonly Person Marco = new("Marco Bellini", "marco@allnet.example", "en");
    public static readonly Person Paolo = new("Paolo Neri", "paolo@brenta.example", "en");
    public static readonly Person Sara = new("Sara Longo", "sara@brenta.example", "it");
    public static readonly Person Camille = new("Camille Renaud", "camille@lagune.example", "fr");
    public static readonly Person Nils = new("Nils Hauge", "nils@nordlys.example", "nb");
    public static readonly Person Ingrid = new("Ingrid Solberg", "ingrid@vcom.example", "nb");
    /// <summary>Somebody who got a link by e-mail and has no account.</summary>
    public static readonly Person Customer = new("Un cliente", "acquisti@journey.example", "it");
    /// <summary>Two of a company that is no partner yet.</summary>
    public static readonly Person Marta = new("Marta Pace", "marta@alpevoce.example", "it");
    public static readonly Person Luca = new("Luca Serra", "luca@alpevoce.example", "it");
    public static readonly Person Guest = new("Gast Ospite", "ospite@example.org", "en");

    /// <summary>Somebody who works in this language: English, Italian and Norwegian operators, a French partner.</summary>
    public static Person Reading(string language) => language switch
    {
        "en" => Marco,
        "it" => Giulia,
        "nb" => Ingrid,
        "fr" => Camille,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Nobody reads this."),
    };
}

/// <summary>What the person looks at the screen with.</summary>
public sealed record Look(int Width, ColorScheme Scheme)
{
    public static readonly Look Desk = new(1280, ColorScheme.Light);
    public static readonly Look Phone = new(360, ColorScheme.Dark);
}
