using System.Globalization;
using System.Text.Json;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;

namespace LinkageService.Features.Events;

/// <summary>
/// What an entry of the audit log tells outside: the ids in its subject and the counts in its details, and nothing else of them. Words
/// that people wrote, names and files stay inside.
/// </summary>
/// <param name="Run">The run.</param>
internal sealed record EventDetails(string? Run)
{
    private string? Household { get; init; }

    private string? Import { get; init; }

    private string? Linkage { get; init; }

    private string? Scheme { get; init; }

    private int? Version { get; init; }

    private long? Paid { get; init; }

    /// <summary>Payments that a bank sent back.</summary>
    public long? Returned { get; private init; }

    private long? Unmatched { get; init; }

    /// <summary>What an entry is about.</summary>
    public static EventDetails Of(AuditEntry entry) => entry.Subject.Split('/', 3) switch
    {
        ["run", var run] => new EventDetails(run),
        ["payments", var run] => Counted(new EventDetails(run), entry.Details),
        [var kind, var run, _] when kind + "/" == PaymentFileRow.Prefix => new EventDetails(run),
        ["household", _, var household] => new EventDetails(Run: null) { Household = household },
        [var kind, var import] when kind + "/" == RosterImportRow.Prefix => new EventDetails(Run: null) { Import = import },
        ["linkage", var linkage] => new EventDetails(Run: null) { Linkage = linkage },
        ["scheme", var scheme] => OfScheme(scheme.Split('@')),
        _ => new EventDetails(Run: null),
    };

    /// <summary>What is sent of it.</summary>
    public EventDataContract Data(string? organization, AuditedRun? run) => new(
        organization, Run, run?.Kind, run?.Year, run?.Corrects, Household, Import, Linkage, Scheme, Version, Paid, Returned, Unmatched,
        Run is not null ? "/v1/runs/" + Run
        : Household is not null ? $"/v1/organizations/{organization}/households/{Uri.EscapeDataString(Household)}"
        : Import is not null ? $"/v1/organizations/{organization}/imports/{Import}"
        : Linkage is not null ? $"/v1/organizations/{organization}/linkages"
        : Scheme is not null ? $"/v1/schemes/{Scheme}/versions/{Version}"
        : organization is not null ? "/v1/organizations/" + organization
        : null);

    private static EventDetails OfScheme(string[] parts) => new(Run: null)
    {
        Scheme = parts[0], Version = int.Parse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture),
    };

    private static EventDetails Counted(EventDetails of, string text)
    {
        using var details = JsonDocument.Parse(text);
        long? Count(string name) => details.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
        return of with { Paid = Count("paid"), Returned = Count("returned"), Unmatched = Count("unmatched") };
    }
}
