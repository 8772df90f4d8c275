using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Hosting;

namespace LinkageService.Features.Calculations;

/// <summary>Writes a distribution as the answer of <c>POST /v1/calculations</c>, straight from its columns.</summary>
internal static class CalculationJsonWriter
{
    private const int PartBytes = 256 << 10;

    /// <summary>How every answer of ours is written: Chinese as Chinese.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the whole answer; a large one goes out in parts, so that a roster of millions needs no buffer of its size.</summary>
    /// <param name="distribution">The result.</param>
    /// <param name="explain">Whether each line says why.</param>
    /// <param name="output">Where to.</param>
    /// <param name="whole">Told the length when the answer goes out in one piece.</param>
    /// <param name="cancellation">Stops between parts.</param>
    public static async Task WriteAsync(
        Distribution distribution, bool explain, PipeWriter output, Action<int>? whole, CancellationToken cancellation)
    {
        using var buffer = new AnswerBuffer();
        using var json = new Utf8JsonWriter(buffer, Options);
        var summary = CalculationSummary.Of(distribution);
        json.WriteStartObject();
        WriteHead(json, summary);
        json.WriteStartArray("statements"u8);
        if (explain)
        {
            for (var household = 0; household < distribution.Roster.Count; household++)
            {
                ExplainedStatement.Write(json, distribution, household);
                await MoveAsync(json, buffer, output, cancellation);
            }
        }
        else
        {
            using var statements = new StatementText(distribution);
            while (statements.TryTake(out var chunk))
            {
                json.WriteRawValue(chunk.Span, skipInputValidation: true);
                await MoveAsync(json, buffer, output, cancellation);
            }
        }

        json.WriteEndArray();
        WriteTail(json, summary);
        json.WriteEndObject();
        json.Flush();
        if (!buffer.HasStarted)
        {
            whole?.Invoke(buffer.Length);
        }

        await buffer.MoveToAsync(output, cancellation);
    }

    private static async ValueTask MoveAsync(Utf8JsonWriter json, AnswerBuffer buffer, PipeWriter output, CancellationToken cancellation)
    {
        if (json.BytesPending + buffer.Length >= PartBytes)
        {
            json.Flush();
            await buffer.MoveToAsync(output, cancellation);
        }
    }

    /// <summary>Scheme, year, figures as used, totals, sources and funds.</summary>
    public static void WriteHead(Utf8JsonWriter json, CalculationSummary summary)
    {
        json.WriteStartObject("scheme"u8);
        json.WriteString("id"u8, summary.Scheme.Id);
        json.WriteNumber("version"u8, summary.Scheme.Version);
        json.WriteString("digest"u8, summary.Scheme.Digest);
        json.WriteEndObject();
        json.WriteNumber("year"u8, summary.Year);
        json.WriteStartObject("parameters"u8);
        foreach (var parameter in summary.Parameters)
        {
            json.WriteString(parameter.Name, parameter.Text);
        }

        json.WriteEndObject();
        json.WriteStartObject("inputs"u8);
        foreach (var input in summary.Inputs)
        {
            json.WriteString(input.Name, input.Text);
        }

        json.WriteEndObject();
        WriteTotals(json, summary.Totals);
        WriteAccounts(json, summary);
    }

    /// <summary>Rounding, checks and digest.</summary>
    public static void WriteTail(Utf8JsonWriter json, CalculationSummary summary)
    {
        WriteRounding(json, summary.Rounding);
        WriteChecks(json, summary.Checks);
        json.WriteString("digest"u8, summary.Digest);
    }

    /// <summary>The sums.</summary>
    public static void WriteTotals(Utf8JsonWriter json, SummaryTotals totals)
    {
        json.WriteStartObject("totals"u8);
        WriteMoney(json, "sources"u8, totals.Sources);
        WriteMoney(json, "households"u8, totals.Households);
        WriteMoney(json, "funds"u8, totals.Funds);
        WriteMoney(json, "carriedForward"u8, totals.CarriedForward);
        json.WriteEndObject();
    }

    /// <summary>Sources and funds.</summary>
    public static void WriteAccounts(Utf8JsonWriter json, CalculationSummary summary)
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in summary.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, source.Name);
            json.WriteString("kind"u8, source.IsPayer ? "payer"u8 : "input"u8);
            WriteMoney(json, "amount"u8, source.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("funds"u8);
        foreach (var fund in summary.Funds)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, fund.Name);
            WriteMoney(json, "amount"u8, fund.Amount);
            if (fund.IsCarried)
            {
                json.WriteBoolean("carried"u8, value: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>How each step came to whole fen.</summary>
    public static void WriteRounding(Utf8JsonWriter json, IReadOnlyList<StepRounding> rounding)
    {
        json.WriteStartArray("rounding"u8);
        foreach (var step in rounding)
        {
            json.WriteStartObject();
            json.WriteString("step"u8, step.Step);
            json.WriteString("policy"u8, step.Policy);
            json.WriteNumber("residueFen"u8, step.ResidueFen);
            json.WriteString("largestErrorFen"u8, DecimalText.Format(step.LargestErrorMicroFen, decimals: 6));
            json.WriteNumber("unequalHolders"u8, step.UnequalHolders);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Findings of legal checks.</summary>
    public static void WriteChecks(Utf8JsonWriter json, IReadOnlyList<CheckFinding> checks)
    {
        json.WriteStartArray("checks"u8);
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, check.Code);
            json.WriteString("severity"u8, check.Severity);
            ProblemAnswer.WriteWords(json, "message", check.Message);
            json.WriteString("basis"u8, check.Basis);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMoney(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money amount)
    {
        Span<byte> text = stackalloc byte[24];
        json.WriteString(name, text[..amount.FormatUtf8(text)]);
    }
}
