using System.Text;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// What stands after the lines of a statement: in a run that settles earlier corrections, what it settles and what is paid out;
/// in a correction, what is paid with it and what is carried to later runs.
/// </summary>
internal static class StatementEnd
{
    /// <summary>Writes the statement of a household.</summary>
    public static void Write(
        Utf8JsonWriter json, RunFacts run, HouseholdValues household, IEnumerable<SettlementRow> settlements, byte[] buffer)
    {
        Span<byte> id = stackalloc byte[256];
        var utf8 = id[..Encoding.UTF8.GetBytes(household.Household, id)];
        var length = run.Form.Write(utf8, run.Columns.Amounts(household), buffer);
        if (run.Policy is null && !run.Settles)
        {
            json.WriteRawValue(buffer.AsSpan(0, length), skipInputValidation: true);
            return;
        }

        // Before the closing brace.
        using var text = new MemoryStream();
        text.Write(buffer, 0, length - 1);
        text.WriteByte((byte)',');
        text.Write(End(run, run.TotalFen(household), settlements).AsSpan(1));
        json.WriteRawValue(text.GetBuffer().AsSpan(0, (int)text.Length), skipInputValidation: true);
    }

    private static byte[] End(RunFacts run, long total, IEnumerable<SettlementRow> settlements)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, CalculationJsonWriter.Options))
        {
            json.WriteStartObject();
            WriteFields(json, run, total, settlements);
            json.WriteEndObject();
        }

        return text.ToArray();
    }

    /// <summary>The fields alone.</summary>
    public static void WriteFields(Utf8JsonWriter json, RunFacts run, long total, IEnumerable<SettlementRow> settlements)
    {
        if (run.Policy is { } policy)
        {
            var change = Payable.OfCorrection(total, policy);
            json.WriteString("payable"u8, new Money(change.PaidFen).ToString());
            json.WriteString("carried"u8, new Money(change.CarriedFen).ToString());
            return;
        }

        var (all, household) = (0L, "");
        json.WriteStartArray("settlements"u8);
        foreach (var settled in settlements)
        {
            (all, household) = (all + settled.AmountFen, settled.HouseholdId);
            json.WriteStartObject();
            json.WriteString("correction"u8, settled.CorrectionRunId);
            json.WriteString("amount"u8, new Money(settled.AmountFen).ToString());
            if (run.Settlement?.ClaimOf(household, settled.CorrectionRunId) is { } claim)
            {
                json.WriteNumber("year"u8, claim.Year);
                ProblemAnswer.WriteWords(json, "text", claim.Words());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("payable"u8, new Money(Payable.OfDistribution(total, all).PaidFen).ToString());
        if (run.Settlement?.PayeeOf(household) is { } payee)
        {
            json.WritePropertyName("payee"u8);
            JsonSerializer.Serialize(
                json, SettlementPayeeContract.Of(payee), SettlementContracts.Default.SettlementPayeeContract);
        }
    }
}
