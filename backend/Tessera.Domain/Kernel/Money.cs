namespace Tessera.Domain.Kernel;

/// <summary>An amount in minor units (cents, øre) of one ISO 4217 currency. OM-3: never a fraction.</summary>
public readonly record struct Money(long Minor, string Currency);
