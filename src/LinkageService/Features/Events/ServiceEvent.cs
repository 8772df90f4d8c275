using System.Globalization;
using LinkageService.Documents;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Events;

/// <summary>Something that happened, as other systems are told of it.</summary>
/// <param name="Seq">The entry of the audit log.</param>
/// <param name="Part">Which event of the entry, from 1.</param>
/// <param name="Change">The change that the entry belongs to: with the two others its id, on every machine.</param>
/// <param name="Type">What happened, such as <c>run.approved</c>.</param>
/// <param name="Subject">What it happened to, such as <c>run/0197…</c>.</param>
/// <param name="At">When, in microseconds.</param>
/// <param name="Data">What to look at.</param>
internal sealed record ServiceEvent(
    long Seq, int Part, string Change, string Type, string Subject, long At, EventDataContract Data)
{
    /// <summary>Its own, the same however often it is sent.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Change}-{Seq}-{Part}");

    /// <summary>Where it happened.</summary>
    public string Source => Data.Organization is { } organization ? "/v1/organizations/" + organization : "/v1";

    /// <summary>As it is sent.</summary>
    public EventContract Contract() => new(
        "1.0", Id, Source, Type, Subject, Dates.MomentText(At), Seq.ToString(CultureInfo.InvariantCulture), "application/json", Data);

    /// <summary>The events of an entry of the audit log: none, one or two.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="runs">The runs that the entries name, by id.</param>
    public static IEnumerable<ServiceEvent> Of(AuditEntry entry, IReadOnlyDictionary<string, AuditedRun> runs)
    {
        var details = EventDetails.Of(entry);
        var run = details.Run is { } id ? runs.GetValueOrDefault(id) : null;
        var part = 0;
        foreach (var type in EventTypes.All.Where(type => type.Action == entry.Action && Happened(type, details, run)))
        {
            part++;
            yield return new ServiceEvent(
                entry.Seq, part, entry.ChangeId, type.Name, entry.Subject, entry.At, details.Data(entry.OrganizationId, run));
        }
    }

    private static bool Happened(EventType type, EventDetails details, AuditedRun? run) =>
        (type != EventTypes.RunCorrected || run?.Corrects is not null) && (type != EventTypes.PaymentsReturned || details.Returned > 0);
}
