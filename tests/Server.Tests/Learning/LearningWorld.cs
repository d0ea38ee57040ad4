using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Messages;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Learning.Reminders;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>A programme with its post, in which courses are announced, taken and judged.</summary>
public sealed class LearningWorld : IAsyncLifetime
{
    internal MailCore Post { get; private set; } = null!;

    internal CoreHost Core => Post.Core;

    /// <summary>On the demonstration's day, by the clocks of Rome.</summary>
    internal DateOnly Today => DateOnly.FromDateTime(Post.Clock.Now.UtcDateTime.AddHours(1));

    public async ValueTask InitializeAsync()
    {
        Post = await MailCore.StartAsync();
        foreach (var person in new[] { Person.Davide, Person.Sara, Person.Paolo, Person.Hugo })
            await Post.ExecuteAsync($"UPDATE membership SET login = '{person.Name.ToLowerInvariant()}@people.example', language = 'en' WHERE object_id = '{person.Id}'");
        foreach (var (code, name, months) in new[] { ("basic", "Basic", (int?)24), ("intermediate", "Intermediate", 12), ("advanced", "Advanced", null) })
            await DoAsync(Person.Giulia, "/v1/certification-paths/save", new { code, name, validityMonths = months });
    }

    public ValueTask DisposeAsync() => Post.DisposeAsync();

    internal static Dictionary<string, object?> Wish(params (string Field, object? Value)[] differences)
    {
        var wish = new Dictionary<string, object?>
        {
            ["kind"] = "WEBINAR",
            ["path"] = "intermediate",
            ["title"] = "Calls that do not drop",
            ["language"] = "it",
            ["starts"] = "2026-12-10T09:30",
            ["ends"] = "2026-12-10T12:00",
            ["seats"] = 10,
            ["link"] = "https://meet.example/calls",
        };
        foreach (var (field, value) in differences) wish[field] = value;
        return wish;
    }

    internal async Task<Guid> CourseAsync(params (string Field, object? Value)[] differences) => (await DoneAsync(Person.Giulia, "/v1/courses/create", Wish(differences))).GetProperty("id").GetGuid();

    /// <summary>A course that is still to come, with somebody in it.</summary>
    internal async Task<Guid> CourseWithAsync(Person person)
    {
        var course = await CourseAsync();
        await DoneAsync(Person.Giulia, $"/v1/courses/{course}/enrol", new { person = person.Id });
        return course;
    }

    /// <summary>A course with these people in it that has begun.</summary>
    internal async Task<Guid> BegunAsync(Person[] people, params (string Field, object? Value)[] differences)
    {
        var course = await CourseAsync(differences);
        foreach (var person in people) await DoneAsync(Person.Giulia, $"/v1/courses/{course}/enrol", new { person = person.Id });
        await Post.ExecuteAsync($"UPDATE course SET starts_at = '{Today.AddDays(-2):yyyy-MM-dd}T08:00Z', ends_at = '{Today.AddDays(-2):yyyy-MM-dd}T10:00Z' WHERE course_id = '{course}'");
        return course;
    }

    internal Task<(HttpStatusCode Status, JsonElement Body)> ResultsAsync(Guid course, params (Person Person, string Outcome, DateOnly? On)[] results) => DoAsync(
        Person.Giulia, $"/v1/courses/{course}/results", new { results = results.Select(r => new { person = r.Person.Id, outcome = r.Outcome, on = r.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }) });

    internal async Task<(HttpStatusCode Status, JsonElement Body)> DoAsync(Person person, string path, object body)
    {
        using var client = Core.As(person);
        return await client.PostAsync(path, body);
    }

    internal async Task<JsonElement> DoneAsync(Person person, string path, object body)
    {
        var (status, answer) = await DoAsync(person, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer}");
        return answer;
    }

    internal Task<JsonElement> ReadAsync(Person person, string path, HttpStatusCode expected = HttpStatusCode.OK) => Post.AskAsync(person, HttpMethod.Get, path, expected: expected);

    /// <summary>Whose certification and which, of a partner's matrix; null for none.</summary>
    internal async Task<JsonElement?> CellAsync(Person reader, Guid partner, Person of, string path)
    {
        var matrix = await ReadAsync(reader, $"/v1/partners/{partner}/certifications");
        var person = matrix.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("id").GetGuid() == of.Id);
        return person.GetProperty("certificates").EnumerateArray().Where(c => c.Text("path") == path).Select(c => (JsonElement?)c).FirstOrDefault();
    }

    internal async Task<long> CountAsync(string of) => long.Parse((await Post.LinesAsync($"SELECT count(*)::text FROM {of}"))[0], CultureInfo.InvariantCulture);

    /// <summary>A round of a process that remembers nothing, some days later, at an hour of Rome; everything it wrote is sent.</summary>
    internal async Task<int> RoundAsync(int daysLater, int at = 9)
    {
        var services = Core.Services;
        var tenant = (await services.GetRequiredService<Tenants>().FindAsync("allnet", TestContext.Current.CancellationToken))!;
        var now = new DateTimeOffset(Today.AddDays(daysLater).ToDateTime(new TimeOnly(at, 30)), TimeSpan.FromHours(1)).ToUniversalTime();
        var written = await ActivatorUtilities.CreateInstance<ExpiryRound>(services).RunAsync(tenant, now, TestContext.Current.CancellationToken);
        await Post.SendAsync();
        return written;
    }

    internal Task CertifyAsync(Person person, string path, int ends) => Post.ExecuteAsync(
        $"INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor) VALUES (1, gen_random_uuid(), '{person.Id}', '{path}', '{Today.AddDays(ends - 700):yyyy-MM-dd}', '{Today.AddDays(ends):yyyy-MM-dd}', now(), 'test')");
}
