using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Features.Schemes;
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
        json.WriteStartObject();
        WriteHead(json, distribution);
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
        WriteTail(json, distribution);
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

    private static void WriteHead(Utf8JsonWriter json, Distribution distribution)
    {
        var (scheme, terms) = (distribution.Scheme, distribution.Terms);
        json.WriteStartObject("scheme"u8);
        json.WriteString("id"u8, scheme.Id);
        json.WriteNumber("version"u8, scheme.Version);
        json.WriteString("digest"u8, scheme.Digest);
        json.WriteEndObject();
        json.WriteNumber("year"u8, terms.Year);
        json.WriteStartObject("parameters"u8);
        foreach (var parameter in scheme.Parameters)
        {
            json.WriteString(parameter.Name, FigureText.Of(parameter, terms.Parameters[parameter.Name]));
        }

        json.WriteEndObject();
        json.WriteStartObject("inputs"u8);
        foreach (var input in scheme.Inputs)
        {
            json.WriteString(input.Name, FigureText.Of(input, terms.Inputs[input.Name]));
        }

        json.WriteEndObject();
        WriteTotals(json, distribution);
        WriteAccounts(json, distribution);
    }

    private static void WriteTotals(Utf8JsonWriter json, Distribution distribution)
    {
        json.WriteStartObject("totals"u8);
        WriteMoney(json, "sources"u8, distribution.SourcesTotal);
        WriteMoney(json, "households"u8, distribution.HouseholdsTotal);
        WriteMoney(json, "funds"u8, distribution.FundsTotal);
        WriteMoney(json, "carriedForward"u8, distribution.CarriedForward);
        json.WriteEndObject();
    }

    private static void WriteAccounts(Utf8JsonWriter json, Distribution distribution)
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in distribution.Sources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, source.Name);
            json.WriteString("kind"u8, source.IsPayer ? "payer"u8 : "input"u8);
            WriteMoney(json, "amount"u8, source.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("funds"u8);
        foreach (var fund in distribution.Funds)
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

    private static void WriteTail(Utf8JsonWriter json, Distribution distribution)
    {
        json.WriteStartArray("rounding"u8);
        foreach (var step in distribution.Steps)
        {
            if (step.Policy is not { } policy)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("step"u8, step.Step.Id);
            json.WriteString("policy"u8, policy.Name());
            json.WriteNumber("residueFen"u8, step.Figures.ResidueFen);
            json.WriteString("largestErrorFen"u8, DecimalText.Format(step.Figures.LargestErrorMicroFen, decimals: 6));
            json.WriteNumber("unequalHolders"u8, step.Figures.UnequalHolders);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("checks"u8);
        json.WriteEndArray();
        json.WriteString("digest"u8, distribution.Digest);
    }

    private static void WriteMoney(Utf8JsonWriter json, ReadOnlySpan<byte> name, Money amount)
    {
        Span<byte> text = stackalloc byte[24];
        json.WriteString(name, text[..amount.FormatUtf8(text)]);
    }
}
