using System.Text.Json;
using Tessera.Domain.Keys;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Devices;

/// <summary>A key as the memory of one copy of core holds it: its timeline, its binding, and the answers already written.</summary>
internal sealed class KnownKey(Guid id, Tenant tenant, Timeline timeline, string? fingerprint, int? reported, DateOnly? reportedOn, DateTimeOffset? lastSeen, long readAt)
{
    private Written? _written;

    public Guid Id => id;

    public Tenant Tenant => tenant;

    public Timeline Timeline => timeline;

    public string? Fingerprint => fingerprint;

    /// <summary>The users and extensions last reported; what a device repeats needs no write.</summary>
    public int? Reported => reported;

    public DateOnly? ReportedOn => reportedOn;

    public DateTimeOffset? LastSeen { get; set; } = lastSeen;

    /// <summary>Timestamp of the clock at which the database said so.</summary>
    public long ReadAt => readAt;

    public Binding BindingOf(string? asking) => asking is null ? Binding.Unsaid : fingerprint is null ? Binding.No : fingerprint == asking ? Binding.Yes : Binding.Elsewhere;

    /// <summary>The answer as bytes: the same for every question of one day and one binding, so it is written once.</summary>
    public byte[] Answer(DateOnly today, Binding binding)
    {
        if (_written is not { } written || written.Day != today) _written = written = new Written(today);
        return written.Answers[(int)binding] ??= JsonSerializer.SerializeToUtf8Bytes(Of(today, binding), DeviceJson.Default.DeviceAnswer);
    }

    public DeviceAnswer Of(DateOnly today, Binding binding)
    {
        var index = IndexOf(today);
        var phase = timeline.Phases[index];
        var h = phase.Holds;
        KeyStatus? next = null;
        for (var i = index + 1; i < timeline.Phases.Length && next is null; i++)
            if (timeline.Phases[i].Holds.Status != h.Status) next = timeline.Phases[i].Holds.Status;
        var valid = h.Status is not (KeyStatus.NotStarted or KeyStatus.Expired or KeyStatus.Closed) && binding is not Binding.Elsewhere;
        return new DeviceAnswer(
            valid, h.Status, h.Effective.Edition, h.Effective.Size, h.Effective.Free, h.Effective.MaxExtensions, h.ServicesOff, h.Support, h.Updates,
            Rules(h), today, phase.To, next, binding, tenant.EndOf(today));
    }

    public static string[] Rules(Holding h)
    {
        var rules = new List<string>(h.Causes.Length);
        foreach (var cause in h.Causes)
            if (!rules.Contains(cause.Rule)) rules.Add(cause.Rule);
        return [.. rules];
    }

    private int IndexOf(DateOnly day)
    {
        var index = 0;
        while (index + 1 < timeline.Phases.Length && timeline.Phases[index + 1].From <= day) index++;
        return index;
    }

    private sealed record Written(DateOnly Day)
    {
        public byte[]?[] Answers { get; } = new byte[]?[4];
    }
}
