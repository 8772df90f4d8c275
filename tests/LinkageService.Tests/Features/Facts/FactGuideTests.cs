using System.Text;
using LinkageService.Features.Facts;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Facts;

/// <summary><c>docs/facts.md</c> has every kind with all its fields, as the code has them.</summary>
public sealed class FactGuideTests
{
    private static readonly Dictionary<FactType, string> Units = new()
    {
        [FactType.Yuan] = "yuan, not negative",
        [FactType.SignedYuan] = "yuan, may be negative",
        [FactType.Share] = "a part: `10%`, `0.1`, `1/10`",
        [FactType.Quantity] = "a decimal, at most four decimals",
        [FactType.Text] = "text",
        [FactType.Date] = "date",
        [FactType.Household] = "a member number of the roster",
        [FactType.Days] = "1 to 365 days",
        [FactType.Year] = "year",
        [FactType.YesNo] = "`true` or `false`",
        [FactType.AccountNumber] = "8 to 34 digits or capitals; sealed, shown masked",
        [FactType.BankCode] = "12 digits with a check digit",
        [FactType.PlotCode] = "19 digits",
    };

    [Fact]
    public async Task Guide_OfEveryKind_HasItsFieldsAndChecks()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "facts.md"));
        var expected = string.Join('\n', FactKind.All.Select(Section));
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "facts.md"), expected);
        foreach (var kind in FactKind.All)
        {
            Assert.True(guide.Contains(Section(kind), StringComparison.Ordinal),
                $"docs/facts.md, {kind.Word}: the sections as the code has them are in {AppContext.BaseDirectory}facts.md");
        }
    }

    private static string Section(FactKind kind)
    {
        var text = new StringBuilder($"### `{kind.Word}` · {kind.Title.Zh} · {kind.Title.En}\n\n");
        text.Append($"{kind.Letter}, stated {(kind.IsYearly ? "for a `year`" : "from a day on (`validFrom`)")}. ")
            .Append($"Asked for by {string.Join(", ", kind.Checks.Select(check => $"`{check}`"))}: {kind.Purpose.En}.\n\n")
            .Append($"{kind.Purpose.Zh}。\n\n");
        Table(text, kind.Record, "");
        return text.ToString();
    }

    private static void Table(StringBuilder text, Type record, string prefix)
    {
        text.Append("| field | 中文 | English | |\n|---|---|---|---|\n");
        foreach (var field in FactField.Of(record))
        {
            text.Append($"| `{prefix}{field.Name}` | {field.Label.Zh} | {field.Label.En} | {What(field)} |\n");
        }

        text.Append('\n');
        foreach (var rows in FactField.Of(record).Where(field => field.Type == FactType.Rows))
        {
            Table(text, rows.Record, $"{prefix}{rows.Name}[].");
        }
    }

    private static string What(FactField field)
    {
        var what = field.Type switch
        {
            FactType.Rows => "a list",
            FactType.Word => string.Join(", ", field.Words.Select(word => $"`{word.Word}` {word.Title.Zh}")),
            var type => Units[type],
        };
        return what + (field.Said.Only is { } only ? $"; of `form` {only}" : "") + (field.Said.IsRequired ? "; **needed**" : "");
    }
}
