using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LinkageService.Documents;
using LinkageService.Engine.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>
/// Writes a distribution as a <see cref="CalculationAnswer"/>, its statements straight from the columns; a test holds the two equal.
/// </summary>
internal static class CalculationJsonWriter
{
    private static readonly CalculationContracts Contracts = CalculationContracts.Default;

    private const int PartBytes = 256 << 10;

    /// <summary>Writes the whole answer; a large one goes out in parts, so that a roster of millions needs no buffer of its size.</summary>
    /// <param name="distribution">The result.</param>
    /// <param name="explain">Whether each line says why.</param>
    /// <param name="output">Where to.</param>
    /// <param name="whole">Told the length when the answer goes out in one piece.</param>
    /// <param name="cancellation">Stops between parts.</param>
    public static async Task WriteAsync(
        Distribution distribution, bool explain, PipeWriter output, Action<int>? whole, CancellationToken cancellation)
    {
        using var buffer = new ResponseBuffer();
        using var json = new Utf8JsonWriter(buffer, JsonText.Written);
        var answer = CalculationAnswer.Of(distribution, explain);
        json.WriteStartObject();
        WriteHead(json, answer);
        json.WriteStartArray("statements"u8);
        if (explain)
        {
            foreach (var statement in answer.Statements)
            {
                JsonSerializer.Serialize(json, statement, Contracts.StatementContract);
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
        WriteTail(json, answer);
        json.WriteEndObject();
        json.Flush();
        if (!buffer.HasStarted)
        {
            whole?.Invoke(buffer.Length);
        }

        await buffer.MoveToAsync(output, cancellation);
    }

    private static async ValueTask MoveAsync(Utf8JsonWriter json, ResponseBuffer buffer, PipeWriter output, CancellationToken cancellation)
    {
        if (json.BytesPending + buffer.Length >= PartBytes)
        {
            json.Flush();
            await buffer.MoveToAsync(output, cancellation);
        }
    }

    private static void WriteHead(Utf8JsonWriter json, CalculationAnswer answer)
    {
        Write(json, "scheme"u8, answer.Scheme, Contracts.SchemeReferenceContract);
        json.WriteNumber("year"u8, answer.Year);
        Write(json, "parameters"u8, answer.Parameters, Contracts.IReadOnlyDictionaryStringString);
        Write(json, "inputs"u8, answer.Inputs, Contracts.IReadOnlyDictionaryStringString);
        Write(json, "totals"u8, answer.Totals, Contracts.TotalsContract);
        Write(json, "sources"u8, answer.Sources, Contracts.IReadOnlyListSourceContract);
        Write(json, "funds"u8, answer.Funds, Contracts.IReadOnlyListFundContract);
        if (answer.Labels is { } labels)
        {
            Write(json, "labels"u8, labels, Contracts.IReadOnlyListLabelContract);
        }
    }

    private static void WriteTail(Utf8JsonWriter json, CalculationAnswer answer)
    {
        Write(json, "rounding"u8, answer.Rounding, Contracts.IReadOnlyListRoundingContract);
        Write(json, "checks"u8, answer.Checks, Contracts.IReadOnlyListCheckContract);
        json.WriteString("digest"u8, answer.Digest);
        if (answer.MoneySteps is { } steps)
        {
            Write(json, "moneySteps"u8, steps, Contracts.IReadOnlyListMoneyStepContract);
        }
    }

    private static void Write<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, T value, JsonTypeInfo<T> type)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, type);
    }
}
