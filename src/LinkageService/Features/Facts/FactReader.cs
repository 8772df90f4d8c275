using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>Reads what is stated out of JSON, whichever door it came by.</summary>
internal static class FactReader
{
    private static readonly string[] Envelope = ["kind", "validFrom", "year"];

    // Said of what is no whole number; the range of each is its rule's.
    private static readonly WholeRange Whole = new(1, 2999);

    /// <summary>Reads a whole fact.</summary>
    /// <param name="body">JSON: <c>validFrom</c> or <c>year</c>, and the part.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="kind">The word of its kind; null where the body says it.</param>
    /// <exception cref="RefusedException">It is not JSON.</exception>
    public static PutFactRequest Read(ReadOnlyMemory<byte> body, string organization, string? kind)
    {
        var names = FactField.Of(typeof(FactParts)).Select(field => field.Name);
        var fields = JsonFields.Read(body, [.. kind is null ? Envelope : Envelope[1..], .. names]);
        return new PutFactRequest(organization, kind ?? fields.Text("kind"), (FactParts)Read(fields, typeof(FactParts)))
        {
            ValidFrom = fields.Date("validFrom"),
            Year = fields.Whole("year", PutFactValidator.Years),
            FormProblems = fields.Problems,
        };
    }

    private static object Read(JsonFields fields, Type record)
    {
        var value = Activator.CreateInstance(record)!;
        foreach (var field in FactField.Of(record))
        {
            field.Property.SetValue(value, Read(fields, field));
        }

        return value;
    }

    private static object? Read(JsonFields fields, FactField field) => field.Type switch
    {
        FactType.Yuan or FactType.SignedYuan or FactType.Share or FactType.Quantity => TextRules.Trim(fields.Figure(field.Name)),
        FactType.Date => fields.DateText(field.Name, field.Said.IsRequired),
        FactType.Text or FactType.Word or FactType.AccountNumber or FactType.BankCode or FactType.PlotCode =>
            fields.Text(field.Name),
        FactType.Household => fields.Text(field.Name) is { } id ? HouseholdIds.Normalize(id) : null,
        FactType.Days or FactType.Year => fields.Whole(field.Name, Whole),
        FactType.YesNo => fields.Flag(field.Name),
        FactType.Rows => fields.Has(field.Name) ? Rows(fields, field) : null,
        FactType.Record => fields.Object(field.Name, Names(field)) is { } inner ? Read(inner, field.Record) : null,
        _ => throw new UnreachableException(),
    };

    private static Array Rows(JsonFields fields, FactField field)
    {
        var read = fields.Objects(field.Name, Names(field));
        var rows = Array.CreateInstance(field.Record, read.Count);
        for (var at = 0; at < read.Count; at++)
        {
            rows.SetValue(Read(read[at], field.Record), at);
        }

        return rows;
    }

    private static string[] Names(FactField field) => [.. FactField.Of(field.Record).Select(inner => inner.Name)];
}
