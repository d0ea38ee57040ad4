using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>C# cannot prove a switch over a closed family exhaustive, so every (command, state) pair is walked.</summary>
public sealed class DeciderTotality
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly Dictionary<string, Key> States = new()
    {
        ["none"] = Key.None,
        ["annual"] = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01").Key,
        ["annual, fallen back"] = new Stream(Kit.Allnet).With(Kit.Issue(), "2024-02-01").Key,
        ["perpetual"] = new Stream(Kit.Allnet).With(Kit.Issue(KeyKind.Perpetual), "2026-02-01").Key,
        ["perpetual, lapsed"] = new Stream(Kit.Allnet).With(Kit.Issue(KeyKind.Perpetual), "2024-02-01").Key,
        ["subscription"] = new Stream(Kit.Vcom).With(Kit.Issue(KeyKind.Subscription), "2026-02-01").Key,
        ["trial, expired"] = new Stream(Kit.Allnet).With(Kit.Issue() with { Trial = true }, "2026-02-01").Key,
        ["free"] = new Stream(Kit.Allnet).With(Kit.Issue(edition: Edition.Standard, size: 4) with { Free = true }, "2026-02-01").Key,
        ["closed"] = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01").With(new KeyCommand.CloseKey("gone"), "2026-03-01").Key,
        ["closing came true"] = new Stream(Kit.Allnet)
            .With(Kit.Issue(), "2026-02-01").With(new KeyCommand.CloseKey("gone", new DateOnly(2026, 4, 1)), "2026-03-01").Key,
    };

    public static TheoryData<Type, string> Pairs()
    {
        var data = new TheoryData<Type, string>();
        foreach (var command in typeof(KeyCommand).GetNestedTypes())
        {
            foreach (var state in States.Keys)
            {
                data.Add(command, state);
            }
        }

        return data;
    }

    [Fact]
    public void The_walk_sees_every_command_and_every_state()
    {
        Assert.Equal(18, typeof(KeyCommand).GetNestedTypes().Length);
        Assert.Equal(typeof(Key).GetNestedTypes().Order(ByName), States.Values.Select(key => key.AsOf(Today).GetType()).Distinct().Order(ByName));
    }

    /// <summary>The command is as empty as the runtime can make one: nulls, default dates, default ids.</summary>
    [Theory, MemberData(nameof(Pairs))]
    public void Every_command_is_answered_in_every_state(Type command, string state)
    {
        var empty = (KeyCommand)RuntimeHelpers.GetUninitializedObject(command);
        var decision = Decide(empty, state);
        Assert.NotNull(decision);
        if (decision is Decision.Refused refused)
        {
            Assert.Contains(refused.Refusal.Code, typeof(RefusalCodes).GetFields().Select(field => (string)field.GetValue(null)!));
            Assert.Matches("^(KL|EX|ED|XP|OM)-[0-9]+$", refused.Refusal.Rule);
        }
    }

    [Fact]
    public void A_command_nobody_decided_would_be_noticed() =>
        Assert.Throws<UnreachableException>(() => Decide(new Forgotten(), "annual"));

    private static readonly Comparer<Type> ByName = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static Decision Decide(KeyCommand command, string state) =>
        KeyDecider.Decide(command, States[state], Kit.Allnet, Today, Kit.Noon(Today), Kit.Giulia);

    /// <summary>A nineteenth command, made from the sealed family by way of the copy constructor every record has.</summary>
    private sealed record Forgotten() : KeyCommand(new KeyCommand.AcceptTransfer());
}
