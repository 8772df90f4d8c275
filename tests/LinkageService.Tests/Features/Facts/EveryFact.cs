using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Features.Facts;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Facts;

/// <summary>A body for each kind of fact with every field there is, each amount another.</summary>
internal static class EveryFact
{
    /// <summary>The body of PUT.</summary>
    /// <param name="kind">Of what kind.</param>
    /// <param name="form">The form of a statement: each has lines of its own.</param>
    public static JsonObject Body(FactKind kind, string form = "collective") => new()
    {
        [kind.IsYearly ? "year" : "validFrom"] = kind.IsYearly ? 2025 : "2025-06-30",
        [kind.Word] = Record(kind.Record, form),
    };

    /// <summary>A record with all its fields.</summary>
    public static JsonObject Record(Type record, string form)
    {
        var json = new JsonObject();
        foreach (var field in FactField.Of(record).Where(field => field.Said.Only is null || field.Said.Only == form))
        {
            json[field.Name] = record == typeof(StatementFacts) && field.Name == "form" ? form : Value(field, form);
        }

        return json;
    }

    private static JsonNode? Value(FactField field, string form)
    {
        var number = field.Property.MetadataToken % 1000;
        return field.Type switch
        {
            FactType.Yuan => Amount(field, number),
            FactType.SignedYuan => field.Name == "amount" ? "9999999.00" : $"-{number}.50",
            FactType.Share => field.Name == "reserveMin" ? "10%" : "1/3",
            FactType.Quantity => $"{number}.2500",
            FactType.Text => field.Name is "partner" ? "0001" : field.Name is "officer" or "name" ? "甲" : "文" + number,
            FactType.Date => field.Name is "to" or "until" or "dueOn" ? "2027-12-31" : "2025-01-31",
            FactType.Household => "0001",
            FactType.Word => field.Words[^1].Word,
            FactType.Days => 11,
            FactType.Year => 2024,
            FactType.YesNo => field.Name is "member",
            FactType.AccountNumber => PrivateExamples.Account(3),
            FactType.BankCode => "314653000011",
            FactType.PlotCode => "5001131172120100001",
            FactType.Rows => new JsonArray(Record(field.Record, form)),
            FactType.Record => Record(field.Record, form),
            _ => throw new InvalidOperationException(field.Name),
        };
    }

    // What is a part of something else is less than it.
    private static string Amount(FactField field, int number) =>
        field.Name is "welfareFundDrawn" or "capitalReserveCovering" or "outstanding" or "amountInPool" or "withMembers" or "withOthers"
            ? "1.00" : $"{number}.25";

    /// <summary>What a fact says, without who said so and when.</summary>
    public static string Part(JsonElement fact, string kind) => fact.GetProperty(kind).GetRawText();
}
