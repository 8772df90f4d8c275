using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Comparisons;
using LinkageService.Hosting;

namespace LinkageService.Features.Runs;

/// <summary>Writes comparisons, verifications and a household's years.</summary>
internal static class ComparisonJson
{
    /// <summary>Two runs side by side, with one page of households.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="compared">The two.</param>
    /// <param name="after">Only households after this one; empty for the first page.</param>
    /// <param name="limit">Households of the page.</param>
    public static void Write(Utf8JsonWriter json, ComparedRuns compared, string after, int limit)
    {
        json.WriteStartObject();
        Write(json, "before", compared.Before);
        Write(json, "after", compared.After);
        WriteFigures(json, compared.Comparison);
        WriteHouseholds(json, compared.Comparison, after, limit);
        json.WriteEndObject();
    }

    /// <summary>Who gains and who loses, by group, benefit, source and fund.</summary>
    public static void WriteFigures(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartArray("groups"u8);
        Write(json, "registered", comparison.Registered);
        Write(json, "others", comparison.Others);
        json.WriteEndArray();
        json.WriteStartArray("benefits"u8);
        foreach (var benefit in comparison.Benefits)
        {
            json.WriteStartObject();
            json.WriteString("benefit"u8, benefit.Benefit);
            WriteMoney(json, "before"u8, benefit.Before);
            WriteMoney(json, "after"u8, benefit.After);
            WriteMoney(json, "registeredBefore"u8, benefit.RegisteredBefore);
            WriteMoney(json, "registeredAfter"u8, benefit.RegisteredAfter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "sources", comparison.Sources);
        Write(json, "funds", comparison.Funds);
    }

    /// <summary>Households by id, and where the next begin.</summary>
    public static void WriteHouseholds(Utf8JsonWriter json, RunComparison comparison, string after, int limit)
    {
        var from = after.Length == 0 ? 0 : comparison.After(after);
        var to = Math.Min(comparison.Count, from + limit);
        json.WriteStartArray("households"u8);
        for (var at = from; at < to; at++)
        {
            var household = comparison.Household(at);
            json.WriteStartObject();
            json.WriteString("household"u8, household.Household);
            json.WriteBoolean("registered"u8, household.IsRegistered);
            WriteOptional(json, "before"u8, household.Before);
            WriteOptional(json, "after"u8, household.After);
            WriteMoney(json, "delta"u8, household.Delta);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (to < comparison.Count)
        {
            json.WriteString("next"u8, QueryFields.CursorAfter(comparison.Household(to - 1).Household));
        }
        else
        {
            json.WriteNull("next"u8);
        }
    }

    /// <summary>A correction that was just made or previewed: the run, and who gains and loses.</summary>
    public static void Write(Utf8JsonWriter json, CreatedCorrection correction, bool isPreview)
    {
        json.WriteStartObject();
        if (isPreview)
        {
            json.WriteBoolean("preview"u8, value: true);
        }

        RunJson.WriteFields(json, correction.Run, !isPreview);
        if (correction.Comparison is { } comparison)
        {
            json.WriteStartObject("comparison"u8);
            WriteFigures(json, comparison);
            WriteHouseholds(json, comparison, after: "", QueryFields.StandardLimit);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>What came of computing a run once more.</summary>
    public static void Write(Utf8JsonWriter json, RunVerification verification)
    {
        json.WriteStartObject();
        json.WriteString("run"u8, verification.Row.Id);
        json.WriteString("kind"u8, verification.Row.Kind);
        json.WriteBoolean("matches"u8, verification.Matches);
        json.WriteString("digest"u8, verification.Row.Digest);
        json.WriteString("recomputed"u8, verification.Recomputed);
        json.WriteString("roster"u8, verification.Row.Roster);
        if (verification.Row.Roster == Storage.Runs.RosterKinds.Stored)
        {
            json.WriteString("fromFacts"u8, verification.FromFacts);
        }

        json.WriteBoolean("amountsMatch"u8, verification.AmountsMatch);
        json.WriteStartObject("blocks"u8);
        json.WriteNumber("count"u8, verification.Blocks);
        json.WriteBoolean("matches"u8, verification.BlocksMatch);
        json.WriteStartArray("damaged"u8);
        foreach (var block in verification.Damaged)
        {
            json.WriteStringValue(block);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A page of a household's years.</summary>
    public static void Write(Utf8JsonWriter json, string household, Page<HouseholdStatement> page)
    {
        json.WriteStartObject();
        json.WriteString("household"u8, household);
        json.WriteStartArray("statements"u8);
        foreach (var statement in page.Items)
        {
            Write(json, statement);
        }

        json.WriteEndArray();
        RunJson.WriteNext(json, page.Next);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HouseholdStatement statement)
    {
        var (row, facts) = (statement.Run.Row, statement.Facts);
        var amounts = facts.Columns.Amounts(statement.Household);
        var total = facts.TotalFen(statement.Household);
        json.WriteStartObject();
        json.WriteString("run"u8, row.Id);
        json.WriteNumber("year"u8, row.Year);
        json.WriteString("kind"u8, row.Kind);
        json.WriteString("state"u8, row.State);
        if (row.Corrects is not null)
        {
            json.WriteString("corrects"u8, row.Corrects);
        }

        json.WriteString("scheme"u8, string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{row.SchemeId}@{row.SchemeVersion}"));
        json.WriteString("digest"u8, row.Digest);
        WriteMoney(json, "total"u8, new Money(total));
        WriteLines(json, "lines", facts, amounts, isRecord: false);
        WriteLines(json, "records", facts, amounts, isRecord: true);
        if (facts.Policy is not null || facts.Settles)
        {
            StatementEnd.WriteFields(json, facts, total, statement.Settlements);
        }

        json.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter json, string name, RunFacts facts, ReadOnlySpan<long> amounts, bool isRecord)
    {
        var steps = facts.Columns.Steps;
        var isOpen = !isRecord;
        if (isOpen)
        {
            json.WriteStartArray(name);
        }

        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at].IsRecord != isRecord || amounts[at] == 0)
            {
                continue;
            }

            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            json.WriteStartObject();
            json.WriteString("step"u8, steps[at].Step);
            json.WriteString("benefit"u8, steps[at].Benefit);
            WriteMoney(json, "amount"u8, new Money(amounts[at]));
            json.WriteEndObject();
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ComparedRun run)
    {
        json.WriteStartObject(name);
        if (run.Run is not null)
        {
            json.WriteString("run"u8, run.Run);
        }

        json.WriteStartObject("scheme"u8);
        json.WriteString("id"u8, run.Scheme.Id);
        json.WriteNumber("version"u8, run.Scheme.Version);
        json.WriteString("digest"u8, run.Scheme.Digest);
        json.WriteEndObject();
        json.WriteNumber("year"u8, run.Year);
        json.WriteString("digest"u8, run.Digest);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ComparedGroup group)
    {
        json.WriteStartObject();
        json.WriteString("group"u8, name);
        json.WriteNumber("households"u8, group.Households);
        json.WriteNumber("gainers"u8, group.Gainers);
        json.WriteNumber("losers"u8, group.Losers);
        json.WriteNumber("unchanged"u8, group.Unchanged);
        json.WriteNumber("joined"u8, group.Joined);
        json.WriteNumber("left"u8, group.Left);
        WriteMoney(json, "before"u8, group.Before);
        WriteMoney(json, "after"u8, group.After);
        WriteMoney(json, "gained"u8, group.Gained);
        WriteMoney(json, "lost"u8, group.Lost);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ComparedAccount> accounts)
    {
        json.WriteStartArray(name);
        foreach (var account in accounts)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, account.Name);
            WriteMoney(json, "before"u8, account.Before);
            WriteMoney(json, "after"u8, account.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money? amount)
    {
        if (amount is { } known)
        {
            WriteMoney(json, name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteMoney(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money amount)
    {
        Span<byte> text = stackalloc byte[24];
        json.WriteString(name, text[..amount.FormatUtf8(text)]);
    }
}
