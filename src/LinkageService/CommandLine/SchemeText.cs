using LinkageService.Documents;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using LinkageService.Vocabulary;

namespace LinkageService.CommandLine;

/// <summary>A scheme as a page of text: what it needs, and its steps with the words they carry out.</summary>
internal static class SchemeText
{
    public static string Of(Scheme scheme, Language language)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{language.Of(scheme.Title)}  {scheme.Id}@{scheme.Version}  {Years(scheme)}\n");
        text.Append(language.Of(scheme.Summary)).Append('\n');
        Section(text, language.Of("读法", "Reading"), language.Of(scheme.Reading).Split('\n'));
        Section(text, language.Of("年度数 --input", "Inputs --input"), Rows(scheme.Inputs.Select(input => new[]
        {
            input.Name, Default(input.Default is { } value ? FigureText.Of(input, value) : null, language),
            language.Of(input.UnitWords), language.Of(input.Title) + (input.Carried is { } account
                ? language.Of($"（接上一次核算的 carry:{account}）", $" (goes on from carry:{account} of the last run)")
                : ""),
        })));
        Section(text, language.Of("参数 --parameter", "Parameters --parameter"), Rows(scheme.Parameters.Select(parameter => new[]
        {
            parameter.Name,
            Default(parameter.Default is { } value ? FigureText.Of(parameter, value) : null, language),
            language.Of(parameter.Title),
        })));
        Section(text, language.Of("分档表（方案里定的）", "Tables of tiers (set by the scheme)"), Rows(scheme.Tiers.Select(table => new[]
        {
            table.Name, language.Of(table.Title), language.Of(Words.TierMode(table.Mode)), language.Of(table.Words),
        })));
        Section(text, language.Of("名册列", "Roster columns"), Rows(scheme.Holdings.Select(holding => new[]
        {
            holding.Name,
            Default(holding.Column.Default is { } value ? DecimalText.Format(value, holding.Column.Decimals) : null, language),
            holding.Unit,
            language.Of(holding.Title),
        })));
        if (scheme.Labels.Count > 0)
        {
            Section(text, language.Of("归属（每户必填）", "Labels (required)"), Rows(scheme.Labels.Select(label => new[]
            {
                label.Name, language.Of(label.Title),
            })));
        }

        Section(text, language.Of("可用人员类别", "Tags"), [string.Join(", ", scheme.RosterSchema.KnownTags)]);
        Section(text, language.Of("步骤", "Steps"), Rows(scheme.Steps.Select((step, at) => new[]
        {
            (at + 1).ToString(CultureInfo.InvariantCulture), step.Id, step.Kind, language.Of(step.Title), step.Clause ?? "",
        })));
        Section(text, language.Of("出处", "Sources"), scheme.Sources.Select(source =>
            source.Law is null ? $"{source.Report} “{source.Quote}” {source.Page}".TrimEnd() : $"{source.Law} {source.Article}").ToArray());
        return text.Append('\n').Append(scheme.Digest).Append('\n').ToString();
    }

    /// <summary>The years it may be used in.</summary>
    public static string Years(Scheme scheme) => (scheme.EffectiveFrom, scheme.EffectiveTo) switch
    {
        (null, null) => "",
        var (from, to) => string.Create(CultureInfo.InvariantCulture, $"{from}–{to}"),
    };

    private static string Default(string? value, Language language) => value is null ? language.Of("必填", "required") : "= " + value;

    private static string[] Rows(IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            return [];
        }

        var table = new TextTable(all[0].Length);
        foreach (var row in all)
        {
            table.Add(row);
        }

        var text = new StringBuilder();
        table.AppendTo(text);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static void Section(StringBuilder text, string title, string[] lines)
    {
        if (lines.Length == 0 || lines is [""])
        {
            return;
        }

        text.Append('\n').Append(title).Append('\n');
        foreach (var line in lines)
        {
            text.Append("  ").Append(line.TrimEnd()).Append('\n');
        }
    }
}
