namespace Tessera.Domain;

internal static class Ground;
