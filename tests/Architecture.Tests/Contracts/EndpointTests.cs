using Architecture.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Tessera.Platform.Identity;

namespace Architecture.Tests.Contracts;

/// <summary>Every address of the running core says who may use it: closed by default.</summary>
public sealed class EndpointTests(RunningCore running)
{
    private const int ShortestReason = 12;

    [Fact]
    public void An_endpoint_names_its_operation_or_says_why_it_is_open()
    {
        var endpoints = running.Endpoints;
        var silent = endpoints.Where(e => e.Metadata.GetOrderedMetadata<OperationMetadata>().Count + e.Metadata.GetOrderedMetadata<OpenEndpointMetadata>().Count != 1);
        var unreasoned = endpoints.Where(e => e.Metadata.GetMetadata<OpenEndpointMetadata>() is { Because.Length: < ShortestReason });
        Rule.Holds(endpoints.Count, silent.Concat(unreasoned).Select(RunningCore.NameOf));
    }

    [Fact]
    public void An_operation_asks_for_a_token()
    {
        var operations = running.Endpoints.Where(e => e.Metadata.GetMetadata<OperationMetadata>() is not null).ToArray();
        Rule.Holds(operations.Length, operations.Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null || e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(RunningCore.NameOf));
    }

    [Fact]
    public void What_is_open_is_known()
    {
        var open = running.Endpoints.Where(e => e.Metadata.GetMetadata<OpenEndpointMetadata>() is not null).ToArray();
        Assert.NotEmpty(open);
        Snapshot.Matches(
            "tests/Architecture.Tests/snapshots/open-endpoints.txt",
            string.Join('\n', open.Select(e => $"{RunningCore.NameOf(e)} — {e.Metadata.GetMetadata<OpenEndpointMetadata>()!.Because}").Order(StringComparer.Ordinal)));
    }
}
