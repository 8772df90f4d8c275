using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Features.Calculations;
using LinkageService.Hosting;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Writes runs as answers, and reads the bodies of their steps.</summary>
internal static class RunJson
{
    /// <summary>A stored run, statements apart.</summary>
    public static void Write(Utf8JsonWriter json, StoredRun run)
    {
        json.WriteStartObject();
        WriteFields(json, run, isStored: true);
        json.WriteEndObject();
    }

    /// <summary>A run that was not stored, statements included.</summary>
    public static void WritePreview(Utf8JsonWriter json, CreatedRun preview)
    {
        json.WriteStartObject();
        json.WriteBoolean("preview"u8, value: true);
        WriteFields(json, preview.Run, isStored: false);
        json.WriteStartArray("statements"u8);
        using (var statements = new StatementText(preview.Preview!))
        {
            while (statements.TryTake(out var chunk))
            {
                json.WriteRawValue(chunk.Span, skipInputValidation: true);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A page of runs.</summary>
    public static void Write(Utf8JsonWriter json, Page<StoredRun> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("runs"u8);
        foreach (var run in page.Items)
        {
            Write(json, run);
        }

        json.WriteEndArray();
        WriteNext(json, page.Next);
        json.WriteEndObject();
    }

    /// <summary>A page of statements.</summary>
    public static void Write(Utf8JsonWriter json, StoredStatements statements)
    {
        var buffer = new byte[statements.Run.Form.MostBytes];
        json.WriteStartObject();
        json.WriteStartArray("statements"u8);
        foreach (var household in statements.Page.Items)
        {
            StatementEnd.Write(json, statements.Run, household, statements.Settlements[household.Household], buffer);
        }

        json.WriteEndArray();
        WriteNext(json, statements.Page.Next);
        json.WriteEndObject();
    }

    /// <summary>An objection.</summary>
    public static void Write(Utf8JsonWriter json, ObjectionRow objection)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, objection.Id);
        WriteOptional(json, "household", objection.HouseholdId);
        json.WriteString("content"u8, objection.Content);
        json.WriteString("raisedBy"u8, objection.RaisedBy);
        json.WriteString("raisedAt"u8, Dates.MomentText(objection.RaisedAt));
        WriteOptional(json, "resolution", objection.Resolution);
        WriteOptional(json, "resolvedBy", objection.ResolvedBy);
        WriteOptional(json, "resolvedAt", objection.ResolvedAt is { } at ? Dates.MomentText(at) : null);
        json.WriteEndObject();
    }

    /// <summary>All objections of a run.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ObjectionRow> objections)
    {
        json.WriteStartObject();
        json.WriteStartArray("objections"u8);
        foreach (var objection in objections)
        {
            Write(json, objection);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the audit log has of a run.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<HistoryRow> history)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries"u8);
        foreach (var entry in history)
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, entry.Seq);
            json.WriteString("at"u8, Dates.MomentText(entry.At));
            json.WriteString("actor"u8, entry.Actor);
            json.WriteString("action"u8, entry.Action);
            WriteOptional(json, "before", DigestText(entry.BeforeDigest));
            WriteOptional(json, "after", DigestText(entry.AfterDigest));
            json.WritePropertyName("details"u8);
            json.WriteRawValue(entry.Details, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A digest as people and programs compare it.</summary>
    public static string? DigestText(byte[]? digest) => digest is null ? null : "sha256:" + Convert.ToHexStringLower(digest);

    /// <summary>The fields of a run.</summary>
    public static void WriteFields(Utf8JsonWriter json, StoredRun run, bool isStored)
    {
        var row = run.Row;
        if (isStored)
        {
            json.WriteString("id"u8, row.Id);
            json.WriteString("state"u8, row.State);
            json.WriteNumber("revision"u8, row.Revision);
        }

        json.WriteString("organization"u8, row.OrganizationId);
        json.WriteString("kind"u8, row.Kind);
        WriteOptional(json, "corrects", row.Corrects);
        WriteOptional(json, "policy", row.Policy);
        CalculationJsonWriter.WriteHead(json, run.Summary);
        WriteOptional(json, "from", run.Window is { } window ? Dates.Text(window.From) : null);
        json.WriteString("recordDate"u8, row.RecordDate);
        json.WriteString("roster"u8, row.Roster);
        json.WriteNumber("householdCount"u8, row.Households);
        CalculationJsonWriter.WriteTail(json, run.Summary);
        run.Correction?.Write(json);
        run.Settled?.Write(json);
        if (run.Settlement is { } settlement)
        {
            json.WritePropertyName("settlement"u8);
            JsonSerializer.Serialize(
                json, SettlementDetailsContract.Of(settlement), SettlementContracts.Default.SettlementDetailsContract);
        }

        if (!isStored)
        {
            return;
        }

        json.WriteString("maker"u8, row.Maker);
        json.WriteString("knownAt"u8, Dates.MomentText(row.KnownAt));
        json.WriteString("createdAt"u8, Dates.MomentText(row.CreatedAt));
        json.WriteString("updatedAt"u8, Dates.MomentText(row.UpdatedAt));
        json.WritePropertyName("life"u8);
        run.Life.Write(json);
    }

    /// <summary>Where the next page begins.</summary>
    public static void WriteNext(Utf8JsonWriter json, string? next)
    {
        if (next is null)
        {
            json.WriteNull("next"u8);
        }
        else
        {
            json.WriteString("next"u8, QueryFields.CursorAfter(next));
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
