using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>What an import of facts does, or would do.</summary>
/// <param name="Kind">What they state.</param>
/// <param name="IsDryRun">Whether nothing was stored.</param>
/// <param name="Facts">In the order of the table.</param>
internal sealed record FactImport(FactKind Kind, bool IsDryRun, IReadOnlyList<ImportedFact> Facts)
{
    /// <summary>How many of them come to one end.</summary>
    public int Count(FactChange change) => Facts.Count(fact => fact.Change == change);

    /// <summary>What people call what becomes of a fact.</summary>
    public static LocalizedText WordsOf(FactChange change) => change switch
    {
        FactChange.Added => new LocalizedText("新登记", "added"),
        FactChange.Changed => new LocalizedText("有变化", "changed"),
        FactChange.Unchanged => new LocalizedText("无变化", "unchanged"),
        _ => throw new UnreachableException(),
    };
}

/// <summary>What becomes of a fact of a table.</summary>
internal enum FactChange
{
    /// <summary>Nothing was stated for its time.</summary>
    Added,

    /// <summary>Something else was.</summary>
    Changed,

    /// <summary>The same was: it is not stated again.</summary>
    Unchanged,
}

/// <summary>A fact of a table as it would be stored.</summary>
/// <param name="Name">What the organisation is called.</param>
/// <param name="Request">What the table states.</param>
/// <param name="Wanted">The row to be stored.</param>
/// <param name="Stated">What is stated for its time; null for nothing.</param>
internal sealed record FormedFact(string Name, PutFactRequest Request, OrganizationFact Wanted, OrganizationFact? Stated)
{
    /// <summary>Whether it is stated already.</summary>
    public bool IsStated => string.Equals(Stated?.Data, Wanted.Data, StringComparison.Ordinal);
}

/// <summary>A fact of a table.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Name">What the organisation is called.</param>
/// <param name="ValidFrom">The day it is stored under.</param>
/// <param name="Year">The year, of kinds that are stated by year.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Differences">Old and new of each field that is another; the first of them.</param>
/// <param name="DifferenceCount">How many there are.</param>
internal sealed record ImportedFact(
    string Organization, string Name, string ValidFrom, int? Year, FactChange Change, IReadOnlyList<FactDifference> Differences,
    int DifferenceCount)
{
    private const int MaxShown = 200;

    /// <summary>What becomes of a fact.</summary>
    public static ImportedFact Of(FactKind kind, FormedFact formed)
    {
        var before = formed.Stated is { } stated ? Flat(FactText.Read(kind, stated.Data), kind.Word) : [];
        var after = Flat(FactText.Read(kind, formed.Wanted.Data), kind.Word);
        var differences = after.Keys.Union(before.Keys, StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path).Stored != after.GetValueOrDefault(path).Stored)
            .Select(path => new FactDifference(
                path, FactField.LabelOf(path)!, before.GetValueOrDefault(path).Shown, after.GetValueOrDefault(path).Shown)).ToArray();
        return new ImportedFact(
            formed.Request.Organization, formed.Name, formed.Wanted.ValidFrom, formed.Request.Year,
            formed.Stated is null ? FactChange.Added : formed.IsStated ? FactChange.Unchanged : FactChange.Changed,
            [.. differences.Take(MaxShown)], differences.Length);
    }

    // Every field that is stated, by its path, with the text it is stored as and the one that people see.
    private static OrderedDictionary<string, (string? Stored, string? Shown)> Flat(object part, string path)
    {
        var flat = new OrderedDictionary<string, (string? Stored, string? Shown)>(StringComparer.Ordinal);
        Add(part, path, flat);
        return flat;
    }

    private static void Add(object record, string path, OrderedDictionary<string, (string? Stored, string? Shown)> flat)
    {
        foreach (var field in FactField.Of(record.GetType()))
        {
            var (name, value) = ($"{path}.{field.Name}", field.Property.GetValue(record));
            if (value is IEnumerable<object> rows)
            {
                var at = 0;
                foreach (var row in rows)
                {
                    Add(row, string.Create(CultureInfo.InvariantCulture, $"{name}[{at++}]"), flat);
                }

                if (at == 0)
                {
                    flat.Add(name, ("[]", "[]"));
                }
            }
            else if (value is not null)
            {
                var text = value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture);
                flat.Add(name, (text, field.Type == FactType.AccountNumber ? SealedAccounts.MaskOf(text) : text));
            }
        }
    }
}

/// <summary>A field that is another than what was stated.</summary>
/// <param name="Field">Its path, such as <c>cash.loans[0].dueOn</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Before">What was stated; null for nothing.</param>
/// <param name="After">What the table states; null for nothing.</param>
internal sealed record FactDifference(string Field, LocalizedText Label, string? Before, string? After)
{
    /// <summary>One of the two as people call it.</summary>
    public LocalizedText Shown(string? text)
    {
        var field = FactField.At(Field);
        return text is null ? new LocalizedText("—", "—")
            : text == "[]" ? new LocalizedText("无", "none")
            : field?.Type is FactType.Yuan or FactType.SignedYuan && Money.TryParse(text, out var money) == DecimalFault.None
                ? new LocalizedText(money.ToDisplayString(), money.ToDisplayString())
            : field?.Type == FactType.YesNo ? text == "true" ? new LocalizedText("是", "yes") : new LocalizedText("否", "no")
            : field?.Words.FirstOrDefault(each => each.Word == text)?.Title ?? new LocalizedText(text, text);
    }
}
