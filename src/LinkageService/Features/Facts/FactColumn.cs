using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Facts;

/// <summary>A column of a table of facts, called as docs/facts.md calls the field.</summary>
/// <param name="Field">What its cells hold.</param>
/// <param name="List">The list whose rows they stand in; null for a field of the fact itself.</param>
internal sealed record FactColumn(FactField Field, FactField? List)
{
    // FactTableReader reads the cells by the unit of the heading.
    private static readonly string[] Units = ["(元)", "(万元)", "(千元)", "(yuan)"];

    /// <summary>The columns of a kind, in the order of its record.</summary>
    public static IReadOnlyList<FactColumn> Of(FactKind kind) =>
    [
        .. FactField.Of(kind.Record).SelectMany(field => field.Type == FactType.Rows
            ? FactField.Of(field.Record).Select(inner => new FactColumn(inner, field))
            : [new FactColumn(field, null)]),
    ];

    /// <summary>What it is called: the list, a colon, the field, its unit.</summary>
    public LocalizedText Heading
    {
        get
        {
            var (zh, en) = Field.Type is FactType.Yuan or FactType.SignedYuan ? ("（元）", " (yuan)") : ("", "");
            return List is null
                ? new LocalizedText(Field.Label.Zh + zh, Field.Label.En + en)
                : new LocalizedText($"{List.Label.Zh}：{Field.Label.Zh}{zh}", $"{List.Label.En}: {Field.Label.En}{en}");
        }
    }

    /// <summary>As bodies name it: <c>loans.dueOn</c>.</summary>
    public string Name => List is null ? Field.Name : $"{List.Name}.{Field.Name}";

    /// <summary>Whether its cells say who or which one, so that no digit may be lost.</summary>
    public bool IsIdentifier => Field.Type is FactType.Text or FactType.Household or FactType.AccountNumber or FactType.BankCode
        or FactType.PlotCode;

    /// <summary>Whether a heading means it, in either language or by its name; spaces, width of brackets and unit do not matter.</summary>
    public bool IsCalled(string heading) =>
        Plain(heading) is var plain && (plain == Plain(Heading.Zh) || plain == Plain(Heading.En) || plain == Plain(Name));

    /// <summary>A heading without what does not matter.</summary>
    public static string Plain(string heading)
    {
        var plain = string.Concat(Nfkc.Of(heading).Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant();
        return Array.Find(Units, unit => plain.EndsWith(unit, StringComparison.Ordinal)) is { } unit ? plain[..^unit.Length] : plain;
    }
}
