namespace Tessera.Platform.Identity;

/// <summary>What a membership allows; the distributor's people are operators, the other four belong to a partner (PP-1).</summary>
public enum Role
{
    Operator,
    Owner,
    Sales,
    Support,
    Purchase,
}
