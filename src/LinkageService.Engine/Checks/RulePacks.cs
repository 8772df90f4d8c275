using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>
/// The rules checks go by: tables of text, one per pack, read once. A line is
/// <c>region,legal_forms,check,parameter,value,base,from,to,confidence,citation_zh,citation_en</c>; no field has a comma.
/// </summary>
public sealed class RulePacks
{
    private const string Heading = "region,legal_forms,check,parameter,value,base,from,to,confidence,citation_zh,citation_en";
    private const string Prefix = "rules/";
    private const int MaxDays = 365;

    private static readonly string[] LegalForms =
        ["farmer_cooperative", "cooperative_union", "rural_collective", "company", "contract_scheme"];

    private static readonly Lazy<RulePacks> Embedded = new(() =>
        new RulePacks(Resources().SelectMany(pack => Read(pack.Name, pack.Text))));

    private RulePacks(IEnumerable<RuleRow> rows) => Rows = [.. rows];

    /// <summary>The packs that come with the engine.</summary>
    public static RulePacks Standard => Embedded.Value;

    /// <summary>Every rule of every pack.</summary>
    public IReadOnlyList<RuleRow> Rows { get; }

    /// <summary>These packs and one more.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">Its table.</param>
    /// <exception cref="FormatException">
    /// The name is taken, a line is not of the form above, or has a figure that the check does not know.
    /// </exception>
    public RulePacks With(string name, string text)
    {
        if (Rows.Any(row => row.Pack == name))
        {
            throw new FormatException($"{name}: there is a pack of that name");
        }

        RuleRow[] rows = [.. Read(name, text)];
        if (Array.Find(rows, row => !IsWhole(row.Value) && Standard.Rows.Any(known =>
            known.Check == row.Check && known.Parameter == row.Parameter && IsWhole(known.Value))) is { } part)
        {
            throw new FormatException($"{name}: {part.Parameter} is a whole number of at most 9 digits, not {part.Value}");
        }

        if (Array.Find(rows, row => row.Parameter.EndsWith("_days", StringComparison.Ordinal) && row.Number > MaxDays) is { } term)
        {
            throw new FormatException($"{name}: {term.Parameter} is at most {MaxDays}, not {term.Value}");
        }

        return Array.Find(rows, row => Standard.Rows.All(known => known.Check != row.Check || known.Parameter != row.Parameter)) is { } odd
            ? throw new FormatException($"{name}: {odd.Check} knows no figure {(odd.Parameter.Length == 0 ? "\"\"" : odd.Parameter)}")
            : new RulePacks(Rows.Concat(rows));
    }

    /// <summary>The rules that bind an organisation on a date.</summary>
    /// <param name="legalForm">What it is.</param>
    /// <param name="region">Code of its division; empty when not stated, and only rules of the country bind.</param>
    /// <param name="date">The record date.</param>
    public LegalRules Of(string legalForm, string region, DateOnly date) =>
        new([.. Rows.Where(row => row.Binds(legalForm, region, date))]);

    private static bool IsWhole(string value) => value.Length is > 0 and < 10 && value.All(char.IsAsciiDigit);

    private static IEnumerable<(string Name, string Text)> Resources()
    {
        var assembly = typeof(RulePacks).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..^".csv".Length], reader.ReadToEnd());
        }
    }

    private static IEnumerable<RuleRow> Read(string name, string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (lines[0] != Heading)
        {
            throw new FormatException($"{name}: the first line is {Heading}");
        }

        for (var at = 1; at < lines.Length; at++)
        {
            if (lines[at].Length > 0)
            {
                yield return Row(name, lines[at].Split(','), $"{name}, line {at + 1}");
            }
        }
    }

    private static RuleRow Row(string pack, string[] cells, string where)
    {
        if (cells is not [var region, var forms, var check, var parameter, var value, var of, var from, var to, var sure, var zh, var en])
        {
            throw new FormatException($"{where}: {cells.Length} fields, 11 are wanted");
        }

        DistributionBase? based = of.Length == 0 ? null
            : FactWords.Read<DistributionBase>(of) ?? throw new FormatException($"{where}: no base {of}");
        if (LegalChecks.Find(check) is null)
        {
            throw new FormatException($"{where}: there is no check {check}");
        }

        if (value.Length > 0 && RateText.TryParse(value, out _) != DecimalFault.None)
        {
            throw new FormatException($"{where}: {value} is no number");
        }

        if (region.Length > 12 || !region.All(char.IsAsciiDigit))
        {
            throw new FormatException($"{where}: {region} is no code of a division");
        }

        if (forms.Length > 0 && Array.Find(forms.Split('|'), form => !LegalForms.Contains(form)) is { } unknown)
        {
            throw new FormatException($"{where}: there is no legal form {unknown}");
        }

        if ((parameter.Length == 0) != (value.Length == 0))
        {
            throw new FormatException($"{where}: a figure has a name and a value, or neither");
        }

        if (zh.Length == 0 || en.Length == 0)
        {
            throw new FormatException($"{where}: the citation is wanted in both languages");
        }

        if (Date(from, where) > Date(to, where))
        {
            throw new FormatException($"{where}: in force from {from} to {to}");
        }

        return new RuleRow(pack, region, forms.Length == 0 ? [] : forms.Split('|'), check, parameter, value)
        {
            Base = based,
            From = Date(from, where),
            To = Date(to, where),
            Confidence = sure switch
            {
                "V" => Confidence.Verified,
                "C" => Confidence.Corroborated,
                "S" => Confidence.Reported,
                "K" => Confidence.Custom,
                _ => throw new FormatException($"{where}: {sure} is none of V, C, S, K"),
            },
            Citation = new LocalizedText(zh, en),
        };
    }

    private static DateOnly? Date(string text, string where) => text.Length == 0 ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new FormatException($"{where}: {text} is no date");
}
