using System.Net;
using System.Text.Json;
using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Access.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Security;

/// <summary>An operator who looks as a partner sees what the partner sees, and no write of any kind goes through.</summary>
public sealed class ViewingTests(SmallCore core) : IClassFixture<SmallCore>
{
    public static TheoryData<string> Operations => [.. Call.All.Select(c => c.Operation)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_is_answered_as_the_partners_owner_would_be_or_refused_because_it_writes(string operation)
    {
        var call = Call.All.Single(c => c.Operation == operation);
        using var client = core.Core.As(Person.Giulia);
        client.DefaultRequestHeaders.Add(Viewings.Header, (await BegunAsync(Person.Giulia)).ToString());
        using var request = call.Request(kind => kind == "partner" ? SmallWorld.Brenta : Guid.CreateVersion7());
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
        var reads = call.Method == HttpMethod.Get || operation == "MatchKeys";
        Assert.Equal(reads, Permissions.Table.OnlyReads(operation));
        Assert.Equal(!reads, answer.StatusCode == HttpStatusCode.Forbidden && body.Contains("\"VIEWING_READS_ONLY\"", StringComparison.Ordinal));
        if (reads) Assert.Equal(!Permissions.Table.Allows(Role.Owner, operation), body.Contains("\"FORBIDDEN\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_written_by_all_of_them_together()
    {
        var viewing = (await BegunAsync(Person.Giulia)).ToString();
        var tables = await TableReads.DuringAsync(core.Core, async () =>
        {
            using var client = core.Core.As(Person.Giulia);
            client.DefaultRequestHeaders.Add(Viewings.Header, viewing);
            foreach (var call in Call.All.Where(c => c.Operation != "ReadChanges"))
            {
                using var request = call.Request(kind => kind == "partner" ? SmallWorld.Brenta : Guid.CreateVersion7());
                using var answer = await client.SendAsync(request);
            }
        });
        Assert.Empty(tables.Values.Where(t => t.RowsWritten > 0).Select(t => t.Table));
    }

    [Fact]
    public async Task What_is_seen_is_the_partners_and_who_looked_stands_in_the_audit()
    {
        using var client = core.Core.As(Person.Giulia);
        var viewing = await BegunAsync(Person.Giulia);
        client.DefaultRequestHeaders.Add(Viewings.Header, viewing.ToString());
        var (_, me) = await client.ReadAsync("/v1/me");
        Assert.Equal(("Giulia", "OWNER", "Brenta Telefonia Srl"), (me.Text("name"), me.Text("role"), me.GetProperty("partner").Text("name")));
        Assert.Equal(viewing, me.GetProperty("viewing").GetProperty("id").GetGuid());
        Assert.DoesNotContain("CreateQuote", me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await client.ReadAsync($"/v1/partners/{SmallWorld.Lagune}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/level")).Status);
        await using var source = NpgsqlDataSource.Create(core.Core.Database.Superuser);
        await using var audit = source.CreateCommand("SELECT actor FROM audit_entry WHERE action = 'ViewAsPartner' AND object_id = $1 AND actor_id = $2 LIMIT 1");
        audit.Parameters.AddWithValue(SmallWorld.Brenta);
        audit.Parameters.AddWithValue(Person.Giulia.Id);
        Assert.Equal("Giulia", await audit.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_viewing_is_its_own_operators_ends_by_itself_and_none_can_be_made_up()
    {
        var begun = await BegunAsync(Person.Giulia);
        foreach (var (person, name) in new[]
                 {
                     (Person.Marco, begun.ToString()), (Person.Ingrid, begun.ToString()), (Person.Elena, begun.ToString()), (Person.Giulia, Guid.CreateVersion7().ToString()), (Person.Giulia, "x"),
                     (Person.Giulia, SmallWorld.Brenta.ToString()),
                 })
        {
            using var client = core.Core.As(person);
            client.DefaultRequestHeaders.Add(Viewings.Header, name);
            var (status, problem) = await client.ReadAsync("/v1/keys?first=5");
            Assert.Equal((HttpStatusCode.Forbidden, "VIEWING_ENDED"), (status, problem.Text("code")));
        }

        using var giulia = core.Core.As(Person.Giulia);
        giulia.DefaultRequestHeaders.Add(Viewings.Header, begun.ToString());
        Assert.Equal(HttpStatusCode.OK, (await giulia.ReadAsync("/v1/keys?first=5")).Status);
        core.Core.Clock.Now += TimeSpan.FromMinutes(61);
        Assert.Equal("VIEWING_ENDED", (await giulia.ReadAsync("/v1/keys?first=5")).Body.Text("code"));
        Assert.Equal(JsonValueKind.Null, (await giulia.ReadAsync("/v1/me")).Body.GetProperty("viewing").ValueKind);
        core.Core.Clock.Now -= TimeSpan.FromMinutes(61);
    }

    private async Task<Guid> BegunAsync(Person person)
    {
        using var client = core.Core.As(person);
        var (status, viewing) = await client.PostAsync($"/v1/partners/{SmallWorld.Brenta}/view-as", new { });
        Assert.True(status == HttpStatusCode.OK, viewing.ToString());
        return viewing.GetProperty("id").GetGuid();
    }
}
