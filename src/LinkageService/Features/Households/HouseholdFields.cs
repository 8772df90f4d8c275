using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Households;

/// <summary>Some fields of a household, each with its new value: as a grid or a change of several households says them.</summary>
/// <param name="id">Its member number, as said.</param>
/// <param name="path">Where it is said, for problems.</param>
internal sealed class HouseholdFields(string id, string path)
{
    private const string TagPrefix = "tags.";
    private const string Tags = "tags";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Where it is said.</summary>
    public string Path => path;

    /// <summary>Takes a field; false when it is there already.</summary>
    public bool TryAdd(string field, string value) => _values.TryAdd(field, value.Trim());

    /// <summary>Everything that is wrong with new values, whichever household they are for.</summary>
    /// <param name="values">By field.</param>
    /// <param name="path">Before each field in a problem.</param>
    public static IEnumerable<Problem> Check(IReadOnlyDictionary<string, string> values, string path)
    {
        var fields = new HouseholdFields("0", path);
        foreach (var (field, value) in values)
        {
            if (Fault(field, value.Trim()) is { } problem)
            {
                yield return problem with { Field = path + NumberProblems.Shorten(field) };
            }
            else
            {
                fields.TryAdd(field, value);
            }
        }

        foreach (var problem in HouseholdRules.Check(fields.ToImported(0).Entry))
        {
            yield return problem with { Field = path + problem.Field };
        }
    }

    /// <summary>The household as an import of nothing but these fields.</summary>
    /// <param name="row">Its place in the import.</param>
    public ImportedHousehold ToImported(int row)
    {
        var stated = new List<RosterField>();
        var holdings = new Dictionary<string, string>(StringComparer.Ordinal);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var (statedHoldings, statedLabels) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var tagChanges = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (field, value) in _values)
        {
            if (Named(field, RosterTableColumns.HoldingPrefix) is { } holding)
            {
                Take(holdings, statedHoldings, holding, value);
            }
            else if (Named(field, RosterTableColumns.LabelPrefix) is { } label)
            {
                Take(labels, statedLabels, label, value);
            }
            else if (Named(field, TagPrefix) is { } tag)
            {
                tagChanges[tag] = value == "true";
            }
            else
            {
                stated.Add(FieldOf(field)!.Value);
            }
        }

        var entry = new HouseholdEntry(id)
        {
            Name = Value("name"),
            Members = Value("members") is { } members ? int.Parse(members, NumberStyles.None, CultureInfo.InvariantCulture) : null,
            Tags = Value(Tags) is { } tags ? HouseholdRules.SplitTags(tags) : [.. tagChanges.Keys],
            Holdings = holdings,
            Labels = labels,
            Phone = Value("phone"),
            Remark = Value("remark"),
        };
        return new ImportedHousehold(entry, new StatedFields(stated, statedHoldings, statedLabels), row)
        {
            TagChanges = tagChanges.Count == 0 ? null : tagChanges,
        };
    }

    private static void Take(Dictionary<string, string> values, HashSet<string> stated, string name, string value)
    {
        stated.Add(name);
        if (value.Length > 0)
        {
            values[name] = value;
        }
    }

    private static Problem? Fault(string field, string value)
    {
        if (Named(field, TagPrefix) is not null)
        {
            return value is "true" or "false" ? null : new Problem(ProblemCodes.InvalidValue, field, new LocalizedText(
                "写 true（加上）或 false（去掉）", "true adds it, false takes it away"));
        }

        if (Named(field, RosterTableColumns.HoldingPrefix) is not null || Named(field, RosterTableColumns.LabelPrefix) is not null)
        {
            return null;
        }

        if (FieldOf(field) is not { } known)
        {
            return new Problem(ProblemCodes.UnknownField, field, new LocalizedText(
                "能改的是 name、members、phone、remark、tags、tags.名称、holdings.名称、labels.名称",
                "name, members, phone, remark, tags, tags.<name>, holdings.<name> and labels.<name> can be changed"));
        }

        return known is not RosterField.Members || value.Length == 0
            || int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : new Problem(ProblemCodes.NotANumber, field, new LocalizedText("请只填数字，如 4", "digits only, such as 4"));
    }

    private static RosterField? FieldOf(string field) => field switch
    {
        "name" => RosterField.Name,
        "members" => RosterField.Members,
        Tags => RosterField.Tags,
        "phone" => RosterField.Phone,
        "remark" => RosterField.Remark,
        _ => null,
    };

    private static string? Named(string field, string prefix) =>
        field.Length > prefix.Length && field.StartsWith(prefix, StringComparison.Ordinal) ? field[prefix.Length..] : null;

    private string? Value(string field) => _values.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;
}
