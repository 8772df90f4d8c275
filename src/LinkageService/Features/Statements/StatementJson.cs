using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Statements;

/// <summary>
/// Statements of stored runs, as <see cref="StatementContract"/>. Those of lines alone are put together from ready pieces; a test
/// holds the two equal.
/// </summary>
internal static class StatementJson
{
    /// <summary>Writes a page, as <see cref="StatementPageContract"/>.</summary>
    public static void Write(Utf8JsonWriter json, StoredStatements statements)
    {
        var buffer = new byte[statements.Run.Form.MaxBytes];
        json.WriteStartObject();
        json.WriteStartArray("statements"u8);
        foreach (var household in statements.Page.Items)
        {
            Write(json, statements.Run, household, statements.Ends[household.Household], buffer);
        }

        json.WriteEndArray();
        json.WriteString("next"u8, statements.Page.NextCursor);
        json.WriteEndObject();
    }

    /// <summary>Writes the statement of a household.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">Its run.</param>
    /// <param name="household">The household and its values.</param>
    /// <param name="end">What the run settles with it and takes from it.</param>
    /// <param name="buffer">At least <see cref="StatementForm.MaxBytes"/>.</param>
    public static void Write(Utf8JsonWriter json, RunFacts run, HouseholdValues household, StatementEnd end, byte[] buffer)
    {
        if (!run.HasLinesAlone)
        {
            JsonSerializer.Serialize(json, Contract(run, household, end), RunContracts.Default.StatementContract);
            return;
        }

        var length = run.WriteStatement(household, buffer);
        json.WriteRawValue(buffer.AsSpan(0, length), skipInputValidation: true);
    }

    /// <summary>
    /// The statement of a household: in a run that settles earlier corrections with what it settles and what is paid out, in a
    /// correction with what is paid and what is carried to later runs; with its tax and debts where any are taken.
    /// </summary>
    public static StatementContract Contract(RunFacts run, HouseholdValues household, StatementEnd end)
    {
        var total = run.TotalFen(household);
        var records = Lines(run, household, isRecord: true);
        var statement = new StatementContract(
            household.Household, RunLabel.ValuesOf(run.Labels, household), Yuan(total), Lines(run, household, isRecord: false),
            records.Count == 0 ? null : records)
        {
            CarriedFrom = CarriedFromContract.Of(run.Carry?.FromOf(household.Values)),
            Withheld = run.Withholds ? WithheldAnswers.Of(end) : null,
        };
        if (run.Policy is { } policy)
        {
            var change = Payable.OfCorrection(total, policy, end.Withheld);
            return statement with { Payable = Yuan(change.PaidFen), Carried = Yuan(change.CarriedFen) };
        }

        if (!run.Settles)
        {
            return run.Withholds
                ? statement with { Payable = Yuan(Payable.OfDistribution(total, settled: 0, end.Withheld).PaidFen) }
                : statement;
        }

        return statement with
        {
            Settlements = [.. end.Settlements.Select(row => Settlement(run, row))],
            Payable = Yuan(Payable.OfDistribution(total, end.SettledFen, end.Withheld).PaidFen),
            Payee = run.Settlement?.PayeeOf(household.Household) is { } payee ? SettlementDetailsContract.PayeeOf(payee) : null,
        };
    }

    private static SettlementContract Settlement(RunFacts run, SettlementRow row)
    {
        var claim = run.Settlement?.ClaimOf(row.HouseholdId, row.CorrectionRunId);
        return new SettlementContract(
            row.CorrectionRunId, Yuan(row.AmountFen), claim?.Year, claim is null ? null : WordsContract.Of(claim.Words()));
    }

    private static List<LineContract> Lines(RunFacts run, HouseholdValues household, bool isRecord)
    {
        var steps = run.Columns.Steps;
        var amounts = run.Columns.Amounts(household);
        var lines = new List<LineContract>();
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at].IsRecord == isRecord && amounts[at] != 0)
            {
                lines.Add(new LineContract(steps[at].Step, steps[at].Benefit, Yuan(amounts[at])));
            }
        }

        return lines;
    }

    private static string Yuan(long fen) => new Money(fen).ToString();
}
