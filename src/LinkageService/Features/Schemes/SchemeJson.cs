using System.Text;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Schemes;

/// <summary>Writes schemes as the answers of <c>GET /v1/schemes</c>.</summary>
internal static class SchemeJson
{
    /// <summary>A row of the list.</summary>
    public static void WriteSummary(Utf8JsonWriter json, Scheme scheme, IReadOnlyList<Scheme> versions)
    {
        json.WriteStartObject();
        WriteHead(json, scheme, versions);
        json.WriteEndObject();
    }

    /// <summary>All of a scheme, its document included.</summary>
    public static void Write(Utf8JsonWriter json, Scheme scheme, IReadOnlyList<Scheme> versions)
    {
        json.WriteStartObject();
        WriteHead(json, scheme, versions);
        ProblemAnswer.WriteWords(json, "reading", scheme.Reading);
        WriteList(json, "sources", scheme.Sources, WriteSource);
        WriteList(json, "parameters", scheme.Parameters, WriteParameter);
        WriteList(json, "inputs", scheme.Inputs, WriteInput);
        WriteList(json, "holdings", scheme.Holdings, WriteHolding);
        WriteTexts(json, "groups", scheme.Groups.Select(group => group.Name));
        WriteTexts(json, "tags", scheme.RosterSchema.KnownTags);
        WriteTexts(json, "payers", scheme.Payers);
        WriteList(json, "funds", scheme.Funds, WriteFund);
        WriteList(json, "steps", scheme.Steps, WriteStep);
        json.WritePropertyName("document"u8);
        WriteNode(json, scheme.Document);
        json.WriteEndObject();
    }

    /// <summary>The document alone, as JSON text.</summary>
    public static string DocumentText(Scheme scheme)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, CalculationJsonWriter.Options))
        {
            WriteNode(json, scheme.Document);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void WriteHead(Utf8JsonWriter json, Scheme scheme, IReadOnlyList<Scheme> versions)
    {
        json.WriteString("id"u8, scheme.Id);
        json.WriteNumber("version"u8, scheme.Version);
        json.WriteStartArray("versions"u8);
        foreach (var version in versions)
        {
            json.WriteNumberValue(version.Version);
        }

        json.WriteEndArray();
        json.WriteStartObject("effective"u8);
        WriteOptional(json, "from", scheme.EffectiveFrom);
        WriteOptional(json, "to", scheme.EffectiveTo);
        json.WriteEndObject();
        ProblemAnswer.WriteWords(json, "title", scheme.Title);
        ProblemAnswer.WriteWords(json, "summary", scheme.Summary);
        WriteTexts(json, "legalForms", scheme.LegalForms);
        WriteTexts(json, "parties", scheme.Parties);
        json.WriteString("digest"u8, scheme.Digest);
    }

    private static void WriteSource(Utf8JsonWriter json, SchemeSource source)
    {
        WriteOptional(json, "report", source.Report);
        WriteOptional(json, "quote", source.Quote);
        WriteOptional(json, "page", source.Page);
        WriteOptional(json, "law", source.Law);
        WriteOptional(json, "article", source.Article);
    }

    private static void WriteParameter(Utf8JsonWriter json, SchemeParameter parameter)
    {
        json.WriteString("name"u8, parameter.Name);
        json.WriteString("type"u8, parameter.Type.ToString().ToLowerInvariant());
        WriteOptional(json, "per", parameter.Per);
        WriteOptional(json, "unit", parameter.Unit);
        json.WriteNumber("decimals"u8, parameter.Decimals);
        json.WriteBoolean("required"u8, parameter is { Default: null, Values.Count: 0 });
        WriteOptional(json, "default", Text(parameter, parameter.Default));
        WriteOptional(json, "min", Text(parameter, parameter.Min));
        WriteOptional(json, "max", Text(parameter, parameter.Max));
        if (parameter.Values.Count > 0)
        {
            WriteList(json, "values", parameter.Values, (writer, value) =>
            {
                writer.WriteNumber("from"u8, value.Year);
                writer.WriteString("value"u8, FigureText.Of(parameter, value.Value));
            });
        }

        json.WriteString("rangeCode"u8, parameter.RangeCode.Name);
        ProblemAnswer.WriteWords(json, "title", parameter.Title);
        WriteOptional(json, "clause", parameter.Clause);
    }

    private static string? Text(SchemeParameter parameter, Fraction? value) => value is { } known ? FigureText.Of(parameter, known) : null;

    private static void WriteInput(Utf8JsonWriter json, SchemeInput input)
    {
        json.WriteString("name"u8, input.Name);
        json.WriteString("type"u8, input.IsMoney ? "money"u8 : "count"u8);
        json.WriteBoolean("pool"u8, input.IsPool);
        json.WriteBoolean("required"u8, input.Default is null);
        WriteOptional(json, "default", input.Default is { } value ? FigureText.Of(input, value) : null);
        ProblemAnswer.WriteWords(json, "title", input.Title);
    }

    private static void WriteHolding(Utf8JsonWriter json, SchemeHolding holding)
    {
        json.WriteString("name"u8, holding.Name);
        json.WriteString("unit"u8, holding.Unit);
        json.WriteNumber("decimals"u8, holding.Column.Decimals);
        json.WriteBoolean("required"u8, holding.Column.Default is null);
        WriteOptional(json, "default", holding.Column.Default is { } value ? DecimalText.Format(value, holding.Column.Decimals) : null);
        json.WriteString("weighting"u8, holding.Weighting.Name());
        ProblemAnswer.WriteWords(json, "title", holding.Title);
    }

    private static void WriteFund(Utf8JsonWriter json, Account fund)
    {
        json.WriteString("name"u8, fund.Name);
        json.WriteBoolean("carried"u8, fund.Kind == AccountKind.Carry);
    }

    private static void WriteStep(Utf8JsonWriter json, Engine.Steps.Step step)
    {
        json.WriteString("id"u8, step.Id);
        json.WriteString("kind"u8, step.Kind);
        ProblemAnswer.WriteWords(json, "title", step.Title);
        WriteOptional(json, "clause", step.Clause);
        WriteOptional(json, "benefit", step.GivesLines ? step.Benefit : null);
    }

    private static void WriteNode(Utf8JsonWriter json, DocumentNode node)
    {
        switch (node)
        {
            case DocumentScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
            case DocumentSequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    WriteNode(json, item);
                }

                json.WriteEndArray();
                break;
            case DocumentMapping mapping:
                json.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key);
                    WriteNode(json, entry.Value);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
