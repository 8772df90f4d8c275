using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Audit;

/// <summary>The audit log as JSON.</summary>
internal static class AuditJson
{
    /// <summary>A page of entries.</summary>
    public static void Write(Utf8JsonWriter json, AuditPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries"u8);
        foreach (var entry in page.Entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        if (page.Next is { } next)
        {
            json.WriteNumber("next"u8, next);
        }
        else
        {
            json.WriteNull("next"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>What a walk over the chain found.</summary>
    public static void Write(Utf8JsonWriter json, AuditVerification found)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid"u8, found.Faults.Count == 0);
        json.WriteNumber("entries"u8, found.Entries);
        json.WriteStartObject("head"u8);
        json.WriteNumber("seq"u8, found.LastSeq);
        json.WriteString("hash"u8, AuditHeadFile.Text(found.LastHash));
        json.WriteEndObject();
        if (found.Faults.Count > 0)
        {
            json.WriteStartObject("firstBad"u8);
            json.WriteString("entry"u8, found.Faults[0].Subject);
            ProblemAnswer.WriteWords(json, "message", new LocalizedText(found.Faults[0].Zh, found.Faults[0].En));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The last entry, to be kept elsewhere; number 0 and the hash of nothing while there is none.</summary>
    public static void Write(Utf8JsonWriter json, AuditHeadEntry? head)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, head?.Seq ?? 0);
        json.WriteString("hash"u8, AuditHeadFile.Text(head?.Hash ?? new byte[32]));
        if (head is not null)
        {
            json.WriteString("at"u8, Dates.MomentText(head.At));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("seq"u8, entry.Seq);
        json.WriteString("at"u8, Dates.MomentText(entry.At));
        json.WriteString("actor"u8, entry.Actor);
        json.WriteString("action"u8, entry.Action);
        WriteOptional(json, "organization", entry.OrganizationId);
        json.WriteString("subject"u8, entry.Subject);
        json.WriteString("change"u8, entry.ChangeId);
        WriteOptional(json, "before", entry.BeforeDigest is { } before ? AuditHeadFile.Text(before) : null);
        WriteOptional(json, "after", entry.AfterDigest is { } after ? AuditHeadFile.Text(after) : null);
        json.WritePropertyName("details"u8);
        json.WriteRawValue(entry.Details);
        json.WriteString("previousHash"u8, AuditHeadFile.Text(entry.PreviousHash));
        json.WriteString("hash"u8, AuditHeadFile.Text(entry.Hash));
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
