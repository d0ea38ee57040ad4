using System.Text.RegularExpressions;
using Architecture.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Access.Contracts;

namespace Architecture.Tests.Contracts;

/// <summary>One use case, one word everywhere: class = endpoint = mutation = permission = test (HOUSE.md law 1).</summary>
public sealed partial class UseCaseTests(RunningCore running)
{
    private static readonly string[] Operations = [.. Permissions.Table.Operations.Order(StringComparer.Ordinal)];

    /// <summary>Operations that only read; the others are commands and GraphQL mutations.</summary>
    private static readonly string[] Reading = ["Read", "List", "Export", "Match", "Explain", "Advise", "Search", "Check"];

    /// <summary>Reads, and makes what it reads where there is none: a secret is asked for, not browsed.</summary>
    private const string HandsOut = "ReadPayLink";

    [Fact]
    public void An_operation_is_one_class_of_that_name()
    {
        var classes = Built.Written.Where(t => t.Namespace.StartsWith("Tessera.Server.Modules.", StringComparison.Ordinal) && t.DeclaringType is null).ToLookup(t => t.Name);
        Rule.Holds(Operations.Length, Operations.Where(o => classes[o].Count() != 1));
    }

    [Fact]
    public void A_class_with_an_address_is_an_operation_or_open()
    {
        var mapping = Built.Written.Where(t => t.DeclaringType is null && t.Namespace.StartsWith("Tessera.Server.Modules.", StringComparison.Ordinal) && t.Methods.Any(m => m is { IsStatic: true, Name: "Map", Parameters: [{ ParameterType.Name: "IEndpointRouteBuilder" }] })).ToArray();
        var open = OpenClasses.Select(o => o.Violation).ToArray();
        Rule.Holds(mapping.Length, mapping.Where(t => !Operations.Contains(t.Name)).Select(t => t.Name), OpenClasses);
        Assert.DoesNotContain(open, Operations.Contains);
    }

    [Fact]
    public void An_operation_has_one_endpoint_of_its_name()
    {
        var endpoints = running.Endpoints.Where(e => e.Metadata.GetMetadata<OperationMetadata>() is not null).ToLookup(e => e.Metadata.GetMetadata<OperationMetadata>()!.Name);
        var broken = Operations.Select(o => (o, Names: endpoints[o].Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "nothing").ToArray()))
            .Where(x => x.Names is not [var name] || name != NameOf(x.o)).Select(x => $"{x.o} is answered by {(x.Names.Length == 0 ? "nobody" : string.Join(", ", x.Names))}");
        var unknown = endpoints.Select(e => e.Key).Except(Operations).Select(o => $"{o} has no row in the permission table");
        Rule.Holds(Operations.Length, broken.Concat(unknown), NoEndpoint);
    }

    [Fact]
    public void A_command_is_a_mutation_of_the_same_name()
    {
        var schema = Sources.Read("backend/edge/schema.graphql");
        var mutations = Field().Matches(MutationType().Match(schema).Groups[1].Value).Select(m => m.Groups[1].Value).ToArray();
        var commands = Operations.Where(o => o == HandsOut || !Reading.Any(r => o.StartsWith(r, StringComparison.Ordinal))).Select(Camel).ToArray();
        Rule.Holds(mutations.Length, commands.Except(mutations).Select(c => c + " is no mutation").Concat(mutations.Except(commands).Select(m => m + " is no operation")), NoMutation);
    }

    /// <summary>The API tests say the operation's name: at the least in the matrix of operations and roles (PROOFS.md F28).</summary>
    [Fact]
    public void An_operation_is_named_by_a_test()
    {
        var words = Sources.Parse("tests/Server.Tests/").SelectMany(f => f.Root.DescendantTokens()).Where(t => t.IsKind(SyntaxKind.StringLiteralToken) || t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText).ToHashSet();
        Rule.Holds(words.Count, Operations.Where(o => !words.Contains(o)));
    }

    private static readonly Excused[] OpenClasses =
    [
        new("AcceptInvitation", "asked by a proven person without membership: the invitation link is the credential"),
        new("AcceptPayPage", "asked with a pay link in the header"),
        new("ActivateKey", "asked by devices: the key in the body is the credential"),
        new("ApplyToJoin", "asked by resellers that have no account yet, with the page's signed form"),
        new("DeclinePayPage", "asked with a pay link"),
        new("EdgeSessions", "asked by the edge with its own secret"),
        new("ReadInvitation", "asked with an invitation link in the header"),
        new("ReadJoinPage", "asked by resellers that have no account yet"),
        new("ReadLicenceFile", "asked by devices"),
        new("ReceiveStripeEvent", "asked by the payment provider: its signature is the credential"),
        new("ReadPayPage", "asked with a pay link"),
        new("ReadPayState", "asked with a pay link"),
        new("ResendPayLink", "asked with a pay link"),
        new("SeePayPage", "asked with a pay link"),
        new("Unsubscribe", "asked from a mail: the signed token is the credential"),
        new("ValidateKey", "asked by devices"),
    ];

    private static readonly Excused[] NoEndpoint =
    [
        new("ReadMe is answered by nobody", "open: a proven person without membership must learn whom to ask"),
    ];

    private static readonly Excused[] NoMutation =
    [
        new("startImport is no mutation", "a file does not travel in GraphQL: POST /api/imports"),
    ];

    /// <summary>A command keeps its word; a question is named by what it answers.</summary>
    private static string NameOf(string operation) => operation switch
    {
        "AdviseSize" => "adviser",
        "ReadAudit" => "auditEntry",
        _ when operation.StartsWith("Read", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) => Camel(operation[4..]),
        _ => Camel(operation),
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"type Mutation \{(.*?)^\}", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex MutationType();

    [GeneratedRegex(@"^\s*(\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Field();
}
