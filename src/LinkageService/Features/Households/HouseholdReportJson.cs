using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Imports, histories and departures as JSON.</summary>
internal static class HouseholdReportJson
{
    /// <summary>What an import did.</summary>
    public static void Write(Utf8JsonWriter json, ImportReport report)
    {
        json.WriteStartObject();
        json.WriteString("validFrom"u8, report.ValidFrom);
        json.WriteBoolean("dryRun"u8, report.IsDryRun);
        json.WriteNumber("rows"u8, report.Draft.Rows);
        json.WriteNumber("households"u8, report.Draft.Households.Count);
        json.WriteNumber("added"u8, report.Added);
        json.WriteNumber("changed"u8, report.Changed);
        json.WriteNumber("unchanged"u8, report.Unchanged);
        json.WriteNumber("left"u8, 0);
        json.WriteStartArray("problems"u8);
        foreach (var problem in report.Draft.Problems.OrderBy(problem => problem.Row))
        {
            json.WriteStartObject();
            json.WriteNumber("row"u8, problem.Row);
            json.WriteString("column"u8, problem.Column);
            if (problem.Value is { } value)
            {
                json.WriteString("value"u8, value);
            }

            json.WriteString("code"u8, problem.Problem.Code.Name);
            ProblemAnswer.WriteWords(json, "reason", problem.Problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("problemCount"u8, report.Draft.ProblemCount);
        WriteLater(json, report.LaterFacts);
        json.WriteNumber("laterFactCount"u8, report.LaterFactCount);
        json.WriteEndObject();
    }

    /// <summary>Every fact of a household and what it changed.</summary>
    public static void Write(Utf8JsonWriter json, string household, IReadOnlyList<HouseholdHistoryEntry> history)
    {
        json.WriteStartObject();
        json.WriteString("household"u8, household);
        json.WriteStartArray("facts"u8);
        foreach (var (fact, changes) in history)
        {
            json.WriteStartObject();
            WriteHead(json, fact);
            json.WriteStartArray("changed"u8);
            foreach (var change in changes)
            {
                WriteChange(json, change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>That a household has left.</summary>
    public static void Write(Utf8JsonWriter json, RemovedHousehold removed)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, removed.Fact.HouseholdId);
        WriteHead(json, removed.Fact);
        WriteLater(json, removed.LaterFacts);
        json.WriteEndObject();
    }

    /// <summary>Later facts that repeat what was replaced; nothing where there are none.</summary>
    public static void WriteLater(Utf8JsonWriter json, IReadOnlyList<LaterFact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("laterFacts"u8);
        foreach (var fact in facts)
        {
            json.WriteStartObject();
            json.WriteString("household"u8, fact.Household);
            json.WriteString("validFrom"u8, fact.ValidFrom);
            json.WriteBoolean("changed"u8, fact.IsChanged);
            json.WriteStartArray("fields"u8);
            foreach (var field in fact.Fields)
            {
                WriteChange(json, field);
            }

            json.WriteEndArray();
            ProblemAnswer.WriteWords(json, "message", fact.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, HouseholdChange change)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, change.Field);
        if (change.From is { } from)
        {
            json.WriteString("from"u8, from);
        }

        if (change.To is { } to)
        {
            json.WriteString("to"u8, to);
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, HouseholdFact fact)
    {
        json.WriteString("validFrom"u8, fact.ValidFrom);
        json.WriteString("knownAt"u8, Dates.MomentText(fact.KnownAt));
        json.WriteString("actor"u8, fact.Actor);
        json.WriteBoolean("present"u8, fact.Present == 1);
    }
}
