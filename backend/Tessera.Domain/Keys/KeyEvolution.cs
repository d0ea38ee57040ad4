namespace Tessera.Domain.Keys;

internal static class KeyEvolution
{
    public static Key Apply(Key key, KeyEvent happened) => key;
}
