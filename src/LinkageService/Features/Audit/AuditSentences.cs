using System.Diagnostics;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Audit;

/// <summary>Says entries of the audit log as sentences: names of organisations for their ids, years for the ids of runs.</summary>
internal sealed class AuditSentences
{
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, AuditedRun> _runs;

    private AuditSentences(Dictionary<string, string> names, Dictionary<string, AuditedRun> runs) => (_names, _runs) = (names, runs);

    /// <summary>Reads the names that some entries need.</summary>
    public static async Task<AuditSentences> OfAsync(Session session, IReadOnlyList<AuditEntry> entries)
    {
        var organizations = entries.Select(entry => entry.OrganizationId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var runs = entries.Select(RunOf).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var names = await AuditStore.NamesAsync(session, organizations);
        return new AuditSentences(
            names.ToDictionary(name => name.Id, name => name.Name, StringComparer.Ordinal),
            (await AuditStore.RunsAsync(session, runs)).ToDictionary(run => run.Id, StringComparer.Ordinal));
    }

    /// <summary>An entry as a sentence.</summary>
    public LocalizedText Of(AuditEntry entry)
    {
        var sentence = Words.Sentence(entry.Actor, entry.Action, ObjectOf(entry));
        return Detail(entry, "purpose") is { } purpose
            ? new LocalizedText($"{sentence.Zh}，用途：{purpose}", $"{sentence.En}, for: {purpose}")
            : sentence;
    }

    private LocalizedText ObjectOf(AuditEntry entry)
    {
        var name = entry.OrganizationId is { } id ? _names.GetValueOrDefault(id, id) : "";
        if (RunOf(entry) is { } run && _runs.GetValueOrDefault(run) is { } found)
        {
            var (zh, en) = found.Kind switch
            {
                RunKinds.Correction => ("更正", "the correction"),
                RunKinds.Settlement => ("未结清差额付清", "the settlement"),
                RunKinds.Distribution => ("核算", "the run"),
                _ => throw new UnreachableException(),
            };
            return new LocalizedText($"{name} {found.Year} 年{zh}", $"{en} of {found.Year} of {name}");
        }

        var parts = entry.Subject.Split('/', 3);
        return parts switch
        {
            ["household", _, var household] => new($"{name}农户 {household} ", $"household {household} of {name}"),
            ["households", ..] => new($"{name}名册", $"the roster of {name}"),
            ["import", ..] => new($"{name}名册", $"the roster of {name}"),
            ["account", ..] when Detail(entry, "name") is { } person => new(person, person),
            ["scheme", var scheme] => new($"方案 {scheme}", $"the scheme {scheme}"),
            _ => new(name, name),
        };
    }

    // Subjects of a run and of its payments name it, an objection and a file say it in their details.
    private static string? RunOf(AuditEntry entry) => entry.Subject.Split('/', 2) switch
    {
        ["run" or "payments" or "withholding", var run] => run,
        ["objection" or "run_file" or "set_off", _] => Detail(entry, "run"),
        _ => null,
    };

    private static string? Detail(AuditEntry entry, string name)
    {
        using var details = JsonDocument.Parse(entry.Details);
        return details.RootElement.ValueKind == JsonValueKind.Object && details.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
